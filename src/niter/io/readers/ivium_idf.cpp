#include "niter/io/readers/ivium_idf.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/number_rows.hpp"
#include "niter/io/part_columns.hpp"
#include "niter/io/text_lines.hpp"

namespace niter::io {

namespace {

constexpr std::string_view reader_name = "ivium-idf";
constexpr std::size_t zeros_at_front = 16;

struct Layout {
  std::string_view technique;
  std::array<std::pair<std::string_view, std::string_view>, 3> columns;  // word, unit
};

// what the three columns are is not in the file: it follows from the method
std::optional<Layout> layout_of(const std::string& method, const std::string& technique) {
  const auto words = lower(method);
  if (words.starts_with("impedance")) {
    return Layout{"eis", {{{"Z_re", "ohm"}, {"Z_im", "ohm"}, {"f", "Hz"}}}};
  }
  if (words.starts_with("cyclic")) return Layout{"cv", {{{"E", "V"}, {"I", "A"}, {}}}};
  if (words.starts_with("linear")) return Layout{"lsv", {{{"E", "V"}, {"I", "A"}, {}}}};
  if (words.starts_with("transient")) {
    if (lower(technique).starts_with("chronopot")) {
      return Layout{"cp", {{{"t", "s"}, {"E", "V"}, {"I", "A"}}}};
    }
    return Layout{"ca", {{{"t", "s"}, {"I", "A"}, {"E", "V"}}}};
  }
  return std::nullopt;
}

std::optional<std::size_t> count_in(std::string_view line) {
  const auto number = parse_number(trim(line));
  if (!number || *number < 0 || *number > 1e9) return std::nullopt;
  return static_cast<std::size_t>(*number);
}

/// Walks the lines of one file.
class DataFile {
 public:
  DataFile(const Source& source, std::span<const TextLine> lines)
      : source_(source), lines_(lines), provenance_(provenance_of(source, reader_name)) {
    recording_.format = reader_name;
    recording_.instrument = "Ivium";
  }

  Result<Recording> read() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const auto line = lines_[i].text;
      if (line.starts_with("primary_data")) {
        NITER_TRY(i, read_rows(i + 1));
      } else if (const auto equal = line.find('='); equal != std::string_view::npos) {
        NITER_OK(keep(line.substr(0, equal), line.substr(equal + 1)));
      }
    }
    if (recording_.parts.empty()) {
      return fail({Code::InvalidInput,
                   "no measured data ('primary_data') in the file",
                   {source_.name, static_cast<int>(lines_.size()), 0},
                   "is it cut off?"});
    }
    const auto end = std::string_view("\0\r\n", 3);
    const auto tail =
        source_.bytes.substr(source_.bytes.size() - std::min<std::size_t>(4, source_.bytes.size()));
    if (recording_.complete && tail.find_first_not_of(end) != std::string_view::npos) {
      cut("the zeros at the end are missing: the file is cut off");
    }
    return std::move(recording_);
  }

 private:
  void cut(std::string caveat) {
    recording_.complete = false;
    recording_.caveats.push_back(std::move(caveat));
  }

  // lists of one value per row ("timing.time[7]") are not settings
  Status keep(std::string_view key, std::string_view value) {
    if (used_) {  // a new data set begins
      keys_.clear();
      times_.clear();
      used_ = false;
    }
    if (key.find('[') != std::string_view::npos) {
      if (key.starts_with("timing.time[")) times_.push_back(parse_number(trim(value)).value_or(0));
      return {};
    }
    NITER_TRY(auto text, to_utf8(trim(value), source_.name));
    std::ranges::replace_if(
        text, [](unsigned char c) { return c < ' '; }, ' ');
    NITER_TRY(auto name, to_utf8(trim(key), source_.name));
    keys_[std::move(name)] = std::move(text);
    return {};
  }

  std::string value(const std::string& key) const {
    const auto found = keys_.find(key);
    return found == keys_.end() ? std::string() : found->second;
  }

  // number of columns, number of rows, rows; returns the last line of them
  Result<std::size_t> read_rows(std::size_t at) {
    const auto count = [&](std::size_t line) {
      return line < lines_.size() ? count_in(lines_[line].text) : std::nullopt;
    };
    const auto columns = count(at), rows = count(at + 1);
    if (at + 1 >= lines_.size()) {
      cut("the file is cut off where its data begin");
      return at;
    }
    if (!columns || !rows || *columns == 0 || *columns > 64) {
      return fail({Code::InvalidInput,
                   "'primary_data' is followed by the numbers of columns and rows",
                   {source_.name, lines_[at].number, 1},
                   "save the file again with IviumSoft"});
    }
    const auto there = lines_.subspan(at + 2, std::min(*rows, lines_.size() - at - 2));
    NITER_TRY(auto numbers,
              read_number_rows(there, {.dialect = {' ', '.'}, .columns = *columns}, source_.name));
    const std::size_t found = numbers.columns.front().size();
    if (found < *rows) {
      cut(fmt::format("{} of {} rows are there: the file is cut off", found, *rows));
    }
    if (found > 0) add_part(std::move(numbers.columns));
    return at + 1 + there.size();
  }

  void add_part(std::vector<std::vector<double>> columns) {
    Part part;
    const auto layout = layout_of(value("Method"), value("Technique"));
    part.title = value("Title");
    part.table.title = part.title;
    part.table.provenance = provenance_;
    // the rows of a further object of the same data set need not repeat its settings
    if (!used_) {
      part.table.provenance.settings = keys_;
      add_header();
    }
    used_ = true;
    if (layout) part.technique = layout->technique;
    for (std::size_t k = 0; k < columns.size(); ++k) {
      const bool known = layout && k < 3 && !layout->columns[k].first.empty();
      // the third column of a voltammogram is always zero
      if (layout && k == 2 && !known &&
          std::ranges::all_of(columns[k], [](double x) { return x == 0; })) {
        continue;
      }
      part.table.columns.push_back(column_in_si(
          known ? std::string(layout->columns[k].first) : fmt::format("column {}", k + 1),
          known ? Unit::of(layout->columns[k].second) : Unit(), std::move(columns[k])));
    }
    if (!layout) {
      recording_.caveats.push_back(fmt::format(
          "the columns of the method '{}' are not known: they have no names", value("Method")));
    }
    if (times_.size() == part.table.rows() && part.table.find("t") == nullptr) {
      part.table.columns.push_back({"t", Unit::of("s"), times_});
    }
    recording_.parts.push_back(std::move(part));
  }

  void add_header() {
    for (const auto* key : {"starttime", "endtime", "serialnumber", "software", "firmware"}) {
      if (const auto text = value(key); !text.empty()) recording_.header.emplace_back(key, text);
    }
  }

  const Source& source_;
  std::span<const TextLine> lines_;
  data::Provenance provenance_;
  std::map<std::string, std::string> keys_;
  std::vector<double> times_;
  bool used_ = false;  // the keys belong to a part already
  Recording recording_;
};

Match sniff(const Source& source) {
  const auto head = source.bytes.substr(0, 256);
  const auto front = head.substr(0, zeros_at_front);
  if (front.size() < zeros_at_front || front.find_first_not_of('\0') != std::string_view::npos) {
    return Match::No;
  }
  const bool known = head.find("Peaks=") != std::string_view::npos ||
                     head.find("Version=") != std::string_view::npos;
  return known ? Match::Yes : Match::No;
}

Result<Recording> read_all(const Source& source) {
  const auto lines = split_lines(source.bytes);
  return DataFile(source, lines).read();
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(auto recording, read_all(source));
  return with_options(std::move(recording), options, source.name);
}

}  // namespace

Reader ivium_idf_reader() {
  return {reader_name, "Ivium IviumSoft data file", "idf ids", sniff, read};
}

}  // namespace niter::io
