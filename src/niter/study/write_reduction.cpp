#include "niter/study/write_reduction.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "niter/base/file.hpp"
#include "niter/base/text.hpp"
#include "niter/io/archive.hpp"
#include "niter/io/file_names.hpp"
#include "niter/io/writers/data_package.hpp"
#include "niter/io/writers/measures_csv.hpp"
#include "niter/io/writers/sheets.hpp"
#include "niter/report/reduction_page.hpp"
#include "niter/report/reduction_text.hpp"
#include "niter/report/reduction_value.hpp"
#include "niter/report/render.hpp"
#include "niter/report/tables.hpp"

namespace niter::study {
namespace {

namespace fs = std::filesystem;

Status make_folder(const fs::path& folder) {
  std::error_code ec;
  fs::create_directories(folder, ec);
  if (!ec) return {};
  return fail(Code::Io,
              fmt::format("cannot make the folder '{}': {}", folder.string(), ec.message()));
}

Status write_tables(const fs::path& folder, const data::Reduction& reduction) {
  NITER_OK(make_folder(folder));
  std::vector<std::string> titles{"measures"};
  for (const auto& table : reduction.tables) titles.push_back(table.title);
  const auto names = io::file_names_of(titles);
  NITER_OK(write_file_atomically(folder / "measures.csv", io::measures_csv(reduction)));
  for (std::size_t i = 0; i < reduction.tables.size(); ++i)
    NITER_OK(
        write_file_atomically(folder / (names[i + 1] + ".csv"), data::to_csv(reduction.tables[i])));
  return {};
}

Status write_figures(const fs::path& folder, const data::Reduction& reduction,
                     const Monitor& monitor) {
  NITER_OK(make_folder(folder / "data"));
  NITER_OK(make_folder(folder / "figures"));
  for (const auto& figure : reduction.figures)
    NITER_OK(
        write_file_atomically(folder / "data" / (figure.id + ".csv"), report::figure_csv(figure)));
  return report::draw_figures(reduction.figures, folder / "figures", monitor);
}

// The drawings stand in the page as well: shown on paper and where no script runs.
Status write_page(const fs::path& folder, const data::Reduction& reduction) {
  auto page = report::reduction_page(std::span(&reduction, 1), reduction.title);
  for (const auto& figure : reduction.figures) {
    NITER_TRY(page.figure_svg[figure.id],
              read_file(folder / "figures" / (figure.id + "-180mm.svg")));
  }
  NITER_TRY(const auto html, report::html(page));
  return write_file_atomically(folder / "index.html", html);
}

Status write(const fs::path& folder, const data::Reduction& reduction, OutputFormat format) {
  switch (format) {
    case OutputFormat::Csv:
      return write_tables(folder / "tables", reduction);
    case OutputFormat::Json:
      return write_file_atomically(folder / "reduction.json",
                                   config::to_json(report::to_value(reduction)));
    case OutputFormat::Package:
      return io::write_data_package(folder / "package", io::data_package(reduction));
    case OutputFormat::Hdf5: {
      io::Archive archive;
      archive.title = reduction.title;
      archive.reductions = {reduction};
      return io::write_archive(folder / "reduction.h5", archive);
    }
    case OutputFormat::Xlsx:
      return io::write_xlsx(folder / "reduction.xlsx", io::sheets_of(reduction));
    case OutputFormat::Tex:
      return write_file_atomically(folder / "measures.tex", report::measures_latex(reduction));
    case OutputFormat::Md:
      return write_file_atomically(folder / "measures.md", report::measures_markdown(reduction));
    case OutputFormat::Text:
      return write_file_atomically(folder / "reduction.txt", report::reduction_text(reduction));
    case OutputFormat::Html:
      return write_page(folder, reduction);
    case OutputFormat::Figures:
      return {};  // drawn before all others, because the page shows them
  }
  return {};
}

std::string_view name_of(OutputFormat format) {
  for (const auto& [name, known] : enum_names(format)) {
    if (known == format) return name;
  }
  return {};
}

}  // namespace

Result<OutputFormat> find_output_format(std::string_view name) {
  std::vector<std::string> known;
  for (const auto& [own, format] : enum_names(OutputFormat{})) {
    if (own == name) return format;
    known.emplace_back(own);
  }
  const auto near = nearest(name, known);
  return fail(
      Code::NotFound, fmt::format("there is no format '{}' to write", name),
      near ? fmt::format("did you mean '{}'?", *near) : "the formats are " + join(known, ", "));
}

Status write_reduction(const fs::path& folder, const data::Reduction& reduction,
                       std::span<const OutputFormat> formats, const Monitor& monitor) {
  const auto wanted = [&](OutputFormat format) {
    return std::find(formats.begin(), formats.end(), format) != formats.end();
  };
  const auto named = report::with_distinct_figures(std::span(&reduction, 1)).front();
  return replace_folder_atomically(folder, [&](const fs::path& part) -> Status {
    if (wanted(OutputFormat::Figures) || wanted(OutputFormat::Html))
      NITER_OK(write_figures(part, named, monitor));
    for (std::size_t i = 0; i < formats.size(); ++i) {
      monitor.at(name_of(formats[i]), static_cast<double>(i) / static_cast<double>(formats.size()));
      NITER_OK(monitor.check());
      NITER_OK(write(part, named, formats[i]));
    }
    return monitor.check();
  });
}

}  // namespace niter::study
