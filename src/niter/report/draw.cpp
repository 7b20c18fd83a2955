#include <algorithm>
#include <chrono>
#include <cmath>
#include <string_view>
#include <thread>

#include <fmt/format.h>
#include <unistd.h>

#include "niter/base/file.hpp"
#include "niter/base/parallel.hpp"
#include "niter/base/process.hpp"
#include "niter/report/export_file.hpp"
#include "niter/report/gnuplot.hpp"
#include "niter/report/layout.hpp"
#include "niter/report/render.hpp"
#include "niter/report/typeset.hpp"

namespace niter::report {
namespace fs = std::filesystem;
namespace {

constexpr int widths_mm[] = {88, 180};  // one and two columns of a journal
constexpr double dots_per_inch = 300;
constexpr std::chrono::seconds time_limit{60};  // per figure; usual is a fifth of a second

// The three outputs of one figure at one width. Sizes are such that one point of the layout is one
// point in print.
std::string outputs(const FigureLayout& layout, const fs::path& stem) {
  // a tick of scale 1 in gnuplot 5.4: depends on the font in the SVG terminal, not in those of
  // cairo
  const auto vector_script = gnuplot_script(layout, 0.75 * fonts.tick);
  const auto cairo_script = gnuplot_script(layout, 3.57);
  const auto output = [&](std::string_view ending) {
    return fmt::format("set output {}\n", gnuplot_quote(stem.string() + std::string(ending)));
  };
  const double pixels = dots_per_inch / 72;
  std::string all = "set encoding utf8\n";
  const auto font = fmt::format("enhanced font 'Liberation Sans,{}'", fonts.tick);
  // the SVG terminal takes whole sizes only: rounded down, so that letters never get smaller
  all += fmt::format("set terminal svg size {:.0f},{:.0f} {} background 'white'\n",
                     std::floor(layout.width), std::floor(layout.height), font);
  all += output(".svg") + vector_script;
  // Pango counts 96 points to the inch where cairo counts 72: hence the factor in both
  constexpr double pango = 0.75;
  all += fmt::format("set terminal pdfcairo size {:.4f}in,{:.4f}in {} fontscale {} linewidth 2\n",
                     layout.width / 72, layout.height / 72, font, pango);
  all += output(".pdf") + cairo_script;
  all += fmt::format("set terminal pngcairo size {:.0f},{:.0f} {} fontscale {:.4f} ",
                     layout.width * pixels, layout.height * pixels, font, pango * pixels);
  all += fmt::format("linewidth {0:.4f} pointscale {0:.4f}\n", pixels);
  return all + output(".png") + cairo_script + "set output\n";
}

Status finish_files(const FigureLayout& layout, double width_mm, const fs::path& stem) {
  const auto with = [&](const char* ending) { return fs::path(stem.string() + ending); };
  const auto& figure = *layout.figure;
  NITER_TRY(auto svg, read_file(with(".svg")));
  NITER_TRY(svg, finish_svg(std::move(svg), width_mm, layout.height / points_per_mm, figure.title,
                            figure.caption));
  NITER_OK(write_file_atomically(with(".svg"), svg));
  NITER_TRY(auto png, read_file(with(".png")));
  NITER_TRY(png, finish_png(std::move(png), dots_per_inch));
  return write_file_atomically(with(".png"), png);
}

Status draw_figure(const data::Figure& figure, const fs::path& folder, std::stop_token stop) {
  std::string script;
  std::vector<std::pair<FigureLayout, fs::path>> layouts;
  for (const int width : widths_mm) {
    layouts.emplace_back(lay_out(figure, width), folder / fmt::format("{}-{}mm", figure.id, width));
    script += outputs(layouts.back().first, layouts.back().second);
  }
  NITER_TRY(const auto said,
            run_process({"gnuplot", "--default-settings", "-"}, script, time_limit, stop));
  if (said.exit_code != 0) {
    return fail(Code::Process,
                fmt::format("gnuplot could not draw the figure '{}': {}", figure.id, said.err),
                "this is a fault of niter, please report it with this text");
  }
  for (std::size_t i = 0; i < layouts.size(); ++i)
    NITER_OK(finish_files(layouts[i].first, widths_mm[i], layouts[i].second));
  return {};
}

Status check_ids(const std::vector<data::Figure>& figures) {
  for (const auto& figure : figures) {
    const bool good = !figure.id.empty() && figure.id.front() != '.' &&
                      std::all_of(figure.id.begin(), figure.id.end(), [](unsigned char c) {
                        return std::isalnum(c) || c == '-' || c == '_' || c == '.';
                      });
    if (!good)
      return fail(Code::InvalidInput,
                  fmt::format("'{}' cannot name the files of a figure", figure.id),
                  "use letters, digits, '-', '_' and '.'");
    const auto same = [&](const auto& other) { return other.id == figure.id; };
    if (std::count_if(figures.begin(), figures.end(), same) > 1)
      return fail(Code::InvalidInput, fmt::format("two figures are called '{}'", figure.id));
  }
  return {};
}

Status draw_all(const std::vector<data::Figure>& figures, const fs::path& folder,
                const Monitor& monitor) {
  const int threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  return in_parallel(figures.size(), threads, monitor, "figures", [&](std::size_t, std::size_t i) {
    return draw_figure(figures[i], folder, monitor.stop);
  });
}

Status move_files(const fs::path& from, const fs::path& to) {
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(from, ec)) {
    fs::rename(entry.path(), to / entry.path().filename(), ec);
    if (ec) break;
  }
  if (ec)
    return fail(Code::Io,
                fmt::format("cannot move the figures to '{}': {}", to.string(), ec.message()));
  return {};
}

// A folder that is gone in the end, whatever happens; the one around it too if it was made for it
// and nothing is kept.
class PartFolder {
 public:
  explicit PartFolder(const fs::path& target)
      : path(target / fmt::format(".drawing.{}.part", ::getpid())),
        target_(target),
        made_(!fs::exists(target)) {}
  PartFolder(const PartFolder&) = delete;
  PartFolder& operator=(const PartFolder&) = delete;
  ~PartFolder() {
    std::error_code ec;
    fs::remove_all(path, ec);
    if (made_ && !kept) fs::remove_all(target_, ec);
  }

  const fs::path path;
  bool kept = false;

 private:
  fs::path target_;
  bool made_;
};

}  // namespace

Status draw_figures(const std::vector<data::Figure>& figures, const fs::path& folder,
                    const Monitor& monitor) {
  NITER_OK(check_ids(figures));
  if (figures.empty()) return {};
  monitor.at("figures", 0);
  PartFolder part(folder);
  std::error_code ec;
  fs::create_directories(part.path, ec);
  if (ec)
    return fail(Code::Io,
                fmt::format("cannot make the folder '{}': {}", part.path.string(), ec.message()));
  NITER_OK(draw_all(figures, part.path, monitor));
  NITER_OK(monitor.check());
  NITER_OK(move_files(part.path, folder));
  part.kept = true;
  return {};
}

}  // namespace niter::report
