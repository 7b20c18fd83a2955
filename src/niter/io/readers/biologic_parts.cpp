#include "niter/io/readers/biologic_parts.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/vendor_table.hpp"

namespace niter::io {

namespace {

class Splitter {
 public:
  Splitter(const data::Table& table, const BiologicRun& run)
      : rows_(table.rows()),
        word_(run.technique.word),
        f_(values(table, "f")),
        cycle_(values(table, "cycle")),
        step_(values(table, "step")),
        z_cycle_(values(table, "z cycle")),
        loops_(run.loops) {}

  std::vector<std::size_t> starts() {
    std::vector<std::size_t> starts{0};
    for (std::size_t i = 1; i < rows_; ++i) {
      if (begins(i, starts.back())) starts.push_back(i);
    }
    return starts;
  }
  bool spectrum_at(std::size_t i) const { return f_ != nullptr && (*f_)[i] > 0; }
  std::size_t loop_at(std::size_t i) const {
    return static_cast<std::size_t>(std::ranges::upper_bound(loops_, i) - loops_.begin());
  }

 private:
  using Values = const std::vector<double>*;

  static Values values(const data::Table& table, std::string_view name) {
    const auto* const column = table.find(name);
    return column == nullptr ? nullptr : &column->values;
  }
  static bool changes(Values values, std::size_t i) {
    return values != nullptr && (*values)[i] != (*values)[i - 1];
  }

  bool begins(std::size_t i, std::size_t start) const {
    if (std::ranges::binary_search(loops_, i)) return true;
    const bool spectrum = spectrum_at(i);
    if (spectrum != spectrum_at(i - 1)) return true;
    if (spectrum)
      return changes(cycle_, i) || changes(step_, i) || changes(z_cycle_, i) || returns(i, start);
    if (word_ == "cv") return changes(cycle_, i);
    return (word_ == "ca" || word_ == "cp") && changes(step_, i);
  }

  // the frequency jumps back, against the sweep and to its beginning
  bool returns(std::size_t i, std::size_t start) const {
    const auto& f = *f_;
    if (i < start + 2) return false;
    const double sweep = std::log(f[start + 1] / f[start]), jump = std::log(f[i] / f[i - 1]);
    const double before = std::abs(std::log(f[i - 1] / f[i - 2]));
    return sweep * jump < 0 && std::abs(jump) > 1.5 * before &&
           std::abs(std::log(f[i] / f[start])) < std::abs(jump);
  }

  std::size_t rows_;
  std::string_view word_;
  Values f_, cycle_, step_, z_cycle_;
  std::span<const std::size_t> loops_;
};

// the technique of rows without a frequency in a file that has some
std::string_view word_beside_spectra(std::string_view title) {
  const auto small = lower(title);
  if (small.starts_with("potentio")) return "ca";
  return small.starts_with("galvano ") ? "cp" : "";
}

void drop_impedance(data::Table& table) {
  std::erase_if(table.columns, [](const auto& column) {
    const bool impedance = column.name == "f" || column.name == "Z_re" || column.name == "Z_im" ||
                           column.name == "E_ac" || column.name == "I_ac";
    return impedance && std::ranges::all_of(column.values, [](double v) { return v == 0; });
  });
}

/// Gives a part its word, its title and the numbers of what it is a part of.
class Naming {
 public:
  Naming(const BiologicRun& run, bool loops, bool several)
      : run_(run), loops_(loops), several_(several) {}

  void name(Part& part, bool spectrum, std::size_t loop) {
    std::vector<std::string> title;
    title.push_back(run_.technique.title);
    if (loops_) note(part, title, "loop", static_cast<double>(loop));
    if (spectrum) {
      part.technique = "eis";
      ++spectra_;
      if (several_) note(part, title, "spectrum", spectra_);
    } else {
      const bool beside = run_.technique.word == "eis";
      part.technique = beside ? word_beside_spectra(run_.technique.title) : run_.technique.word;
      if (part.table.find("f") != nullptr) drop_impedance(part.table);
      if (part.technique == "cv") note_first(part, title, "cycle");
      if (several_ && (part.technique == "ca" || part.technique == "cp"))
        note_first(part, title, "step");
    }
    std::erase_if(title, [](const auto& text) { return text.empty(); });
    part.title = join(title, ", ");
    part.table.title = part.title;
  }

 private:
  static void note(Part& part, std::vector<std::string>& title, const std::string& what,
                   double number) {
    title.push_back(fmt::format("{} {}", what, number));
    part.table.provenance.settings[what] = fmt::format("{}", number);
  }
  static void note_first(Part& part, std::vector<std::string>& title, const std::string& what) {
    if (const auto* const column = part.table.find(what))
      note(part, title, what, column->values.front());
  }

  const BiologicRun& run_;
  bool loops_, several_;
  double spectra_ = 0;
};

}  // namespace

std::vector<Part> biologic_parts(data::Table table, const BiologicRun& run, Recording& recording) {
  const std::size_t rows = table.rows();
  std::vector<Part> parts;
  if (rows == 0) return parts;
  Splitter splitter(table, run);
  auto starts = splitter.starts();
  constexpr std::size_t few = 20, rows_each = 2;
  if (starts.size() > few && starts.size() * rows_each > rows) {
    recording.caveats.push_back(
        fmt::format("{} parts in {} rows: the record is left whole", starts.size(), rows));
    starts = {0};
  }
  std::vector<bool> spectra;
  for (const auto start : starts) spectra.push_back(splitter.spectrum_at(start));
  parts.resize(starts.size());
  // from the end, so that the first part keeps the columns and is not copied
  for (std::size_t k = starts.size() - 1; k > 0; --k) {
    parts[k].table = rows_of(table, starts[k], table.rows());
    for (auto& column : table.columns) column.values.resize(starts[k]);
  }
  parts.front().table = std::move(table);
  Naming naming(run, !run.loops.empty(), starts.size() > 1);
  for (std::size_t k = 0; k < starts.size(); ++k) {
    naming.name(parts[k], spectra[k], splitter.loop_at(starts[k]));
  }
  return parts;
}

}  // namespace niter::io
