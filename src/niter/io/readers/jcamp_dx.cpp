#include "niter/io/readers/jcamp_dx.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/part_columns.hpp"
#include "niter/io/readers/jcamp_records.hpp"
#include "niter/io/readers/jcamp_tables.hpp"

namespace niter::io {

namespace {

using jcamp::Description;
using jcamp::Record;

constexpr std::string_view reader_name = "jcamp-dx";

/// A block from TITLE to END.
struct Block {
  jcamp::Labels labels = {};
  std::string page = {};
  bool told = false;  // its records stand in the settings of a part already

  std::string label(const std::string& name) const {
    const auto found = labels.find(name);
    return found == labels.end() ? std::string() : found->second;
  }
};

std::string without_blanks(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c != ' ' && c != '\t') result += c;
  }
  return result;
}

std::string technique_of(const Block& block) {
  const auto type = lower(block.label("DATATYPE"));
  if (type.find("nmr") != std::string::npos) return "nmr";
  const bool named = type.find("spectrum") != std::string::npos || type.empty() ||
                     type.find("peak table") != std::string::npos;
  return named ? "spectrum" : "";
}

/// Walks the records of one file.
class File {
 public:
  File(const Source& source, std::size_t most)
      : source_(source), most_(most), provenance_(provenance_of(source, reader_name)) {
    recording_.format = reader_name;
  }

  Status add(const Record& record) {
    if (record.label == "TITLE" || blocks_.empty()) blocks_.emplace_back();
    Block& block = blocks_.back();
    if (record.label == "END") {
      blocks_.pop_back();
    } else if (record.label == "PAGE") {
      block.page = record.value;
    } else if (record.label == "XYDATA" || record.label == "XYPOINTS" ||
               record.label == "PEAKTABLE") {
      return add_table(block, record);
    } else if (record.label == "DATATABLE") {
      return add_page(block, record);
    } else if (record.label == "PEAKASSIGNMENTS" || record.label == "RADATA" ||
               record.label == "MULTIPLETS") {
      recording_.caveats.push_back(
          fmt::format("line {}: {} is not read", record.line, record.label));
    } else if (!record.label.empty()) {
      block.labels[record.label] = record.value;
      if (record.label == "SPECTROMETER/DATASYSTEM" || record.label == "SPECTROMETERDATASYSTEM") {
        recording_.instrument = record.value;
      }
    }
    return {};
  }

  bool open() const { return !blocks_.empty(); }

  void cut() {
    recording_.complete = false;
    recording_.caveats.emplace_back("no ##END= closes the last block: the file is cut off");
  }

  Result<Recording> take(int lines) {
    if (recording_.parts.empty()) {
      return fail({Code::InvalidInput,
                   "no table of numbers (XYDATA, XYPOINTS, PEAK TABLE, NTUPLES)",
                   {source_.name, lines, 0},
                   recording_.complete ? "" : "the file is cut off"});
    }
    shorten_caveats(recording_);
    return std::move(recording_);
  }

 private:
  Status add_table(Block& block, const Record& record) {
    const auto form = without_blanks(record.value);
    const bool equal_distances = form.starts_with("(X++(");
    if (!equal_distances && !form.starts_with("(XY..")) {
      recording_.caveats.push_back(
          fmt::format("line {}: a table of the form {:.40} is not read", record.line, form));
      return {};
    }
    const auto description = jcamp::describe_block(block.labels);
    NITER_TRY(auto columns, jcamp::read_table(record, equal_distances, description, most_,
                                              source_.name, recording_.caveats));
    if (columns.empty()) return {};
    add_shift(block, columns);
    add_part(block, block.label("TITLE"), std::move(columns));
    return {};
  }

  // "(X++(R..R)), XYDATA" or "(XY..XY), PEAKS": a table of the variables X and R
  Status add_page(Block& block, const Record& record) {
    const auto form = without_blanks(record.value);
    const auto plus = form.find("++("), dots = form.find("..");
    if (dots == std::string::npos || form.empty() || form.front() != '(') {
      return fail({Code::InvalidInput,
                   fmt::format("a page of the form '{:.40}'", form),
                   {source_.name, record.line, 0},
                   "(X++(Y..Y)) and (XY..XY) are read"});
    }
    const bool equal_distances = plus != std::string::npos && plus < dots;
    auto x = form.substr(1, equal_distances ? plus - 1 : 1);
    auto y = equal_distances ? form.substr(plus + 3, dots - plus - 3) : form.substr(2, dots - 2);
    // the symbols of pairs stand side by side: the first is as long as fits one that is there
    const auto symbols = jcamp::list_of(block.label("SYMBOL"));
    for (const auto& symbol : symbols) {
      if (!equal_distances && !symbol.empty() && form.substr(1).starts_with(symbol)) {
        x = symbol;
        y = form.substr(1 + symbol.size(), dots - 1 - std::min(dots - 1, symbol.size()));
      }
    }
    auto description = jcamp::describe_tuple(block.labels, x, y);
    if (!description) {
      recording_.caveats.push_back(
          fmt::format("line {}: a table of the form {:.40} is not read: {}", record.line, form,
                      description.error().what));
      return {};
    }
    NITER_TRY(auto columns, jcamp::read_table(record, equal_distances, *description, most_,
                                              source_.name, recording_.caveats));
    if (columns.empty()) return {};
    if (lower(description->y.name).find("imag") != std::string::npos && is_partner(columns)) {
      columns[1].name += "_im";
      recording_.parts.back().table.columns.push_back(std::move(columns[1]));
      return {};
    }
    add_shift(block, columns);
    const auto title = block.page.empty() ? block.label("TITLE")
                                          : fmt::format("{}, {}", block.label("TITLE"), block.page);
    add_part(block, title, std::move(columns));
    return {};
  }

  // the page before has the same abscissas: it is the real part
  bool is_partner(std::span<const data::Column> columns) const {
    if (recording_.parts.empty()) return false;
    const auto& former = recording_.parts.back().table;
    return former.columns[0].name == columns[0].name &&
           former.columns[0].values == columns[0].values &&
           former.find(columns[1].name) != nullptr &&
           former.find(columns[1].name + "_im") == nullptr;
  }

  // an axis in Hz becomes a chemical shift where the file says what one of its points is
  void add_shift(const Block& block, std::vector<data::Column>& columns) const {
    const auto observed = parse_number(trim(block.label(".OBSERVEFREQUENCY")));
    if (technique_of(block) != "nmr" || columns[0].name != "f" || !observed || !(*observed > 0)) {
      return;
    }
    const auto& f = columns[0].values;
    std::optional<double> shift = parse_number(trim(block.label("$OFFSET")));
    double reference = f.front();
    double megahertz = parse_number(trim(block.label("$SF"))).value_or(*observed);
    const auto stated = jcamp::list_of(block.label(".SHIFTREFERENCE"));
    if (stated.size() >= 4) {
      const auto point = parse_number(stated[2]);
      const auto value = parse_number(stated[3]);
      if (point && value && *point >= 1 && *point <= static_cast<double>(f.size())) {
        shift = value;
        reference = f[static_cast<std::size_t>(*point) - 1];
        megahertz = *observed;
      }
    }
    if (!shift || !(megahertz > 0)) return;
    std::vector<double> shifts(f.size());
    for (std::size_t i = 0; i < f.size(); ++i) shifts[i] = *shift + (f[i] - reference) / megahertz;
    columns.push_back(column_in_si("shift", Unit::of("Hz/MHz"), std::move(shifts)));
  }

  void add_part(Block& block, const std::string& title, std::vector<data::Column> columns) {
    Part part{technique_of(block), title, {title, std::move(columns), provenance_}};
    if (!block.told) part.table.provenance.settings = block.labels;
    block.told = true;
    recording_.parts.push_back(std::move(part));
  }

  const Source& source_;
  std::size_t most_;
  data::Provenance provenance_;
  std::vector<Block> blocks_;
  Recording recording_;
};

Match sniff(const Source& source) {
  auto head = source.bytes.substr(0, 1024);
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  head = trim(head);
  if (!head.starts_with("##")) return Match::No;
  return jcamp::normal_label(head.substr(2, head.find('=') - 2)) == "TITLE" ? Match::Yes
                                                                            : Match::No;
}

Result<Recording> read_all(const Source& source) {
  NITER_TRY(const std::string text, to_utf8(source.bytes, source.name));
  auto lines = split_lines(text);
  // a last line without its end may be half a number
  const bool ended = text.ends_with('\n') || text.ends_with('\r');
  const bool half = !ended && !lines.empty() && !trim(lines.back().text).starts_with("##");
  if (half) lines.pop_back();
  // no table repeats so much that its numbers need more than these
  constexpr std::size_t per_byte = 32, at_least = 1u << 17;
  File file(source, std::max(at_least, per_byte * source.bytes.size()));
  for (const auto& record : jcamp::read_records(lines)) {
    if (record.label == "ENDNTUPLES") continue;
    NITER_OK(file.add(record));
  }
  if (file.open()) file.cut();
  return file.take(static_cast<int>(lines.size()));
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(auto recording, read_all(source));
  return with_options(std::move(recording), options, source.name);
}

}  // namespace

Reader jcamp_dx_reader() {
  return {reader_name, "JCAMP-DX spectrum", "jdx dx jcamp", sniff, read};
}

}  // namespace niter::io
