#include "niter/io/readers/palmsens_csv.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/delimited.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/number_rows.hpp"
#include "niter/io/part_columns.hpp"
#include "niter/io/text_lines.hpp"

namespace niter::io {

namespace {

constexpr std::string_view reader_name = "palmsens-csv";
constexpr std::string_view mark = "\xEF\xBB\xBF";
using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array<Pair, 5> words_of_units{
    {{"V", "E"}, {"A", "I"}, {"s", "t"}, {"C", "Q"}, {"Hz", "f"}}};
constexpr std::array<Pair, 8> words_of_names{{{"freq", "f"},
                                              {"Frequency", "f"},
                                              {"neg. Phase", "minus_phase"},
                                              {"Idc", "I"},
                                              {"Z'", "Z_re"},
                                              {"-Z''", "Z_im"},
                                              {"time", "t"},
                                              {"potential", "E"}}};
constexpr std::array<Pair, 8> techniques{{{"Cyclic Voltammetry", "cv"},
                                          {"Linear Sweep Voltammetry", "lsv"},
                                          {"Differential Pulse Voltammetry", "dpv"},
                                          {"Square Wave Voltammetry", "swv"},
                                          {"Chronoamperometry", "ca"},
                                          {"Chronopotentiometry", "cp"},
                                          {"Open Circuit Potentiometry", "ocp"},
                                          {"Impedance Spectroscopy", "eis"}}};

std::string_view find(std::span<const Pair> table, std::string_view key) {
  const auto found = std::ranges::find(table, key, &Pair::first);
  return found == table.end() ? std::string_view() : found->second;
}

struct Header {
  std::string name;  // word or name in the file
  Unit unit;
  double sign = 1;
};

// "V", or "-Z'' / Ohm"
std::optional<Header> parse_header(std::string_view text) {
  const auto slash = text.find(" / ");
  if (slash == std::string_view::npos) {
    const auto unit = Unit::parse(text);
    if (!unit || trim(text).empty()) return std::nullopt;
    for (const auto& [si, word] : words_of_units) {
      if (unit->same_dimension(Unit::of(si))) return Header{std::string(word), *unit};
    }
    return Header{std::string(text), *unit};
  }
  const auto name = trim(text.substr(0, slash));
  const auto unit = Unit::parse(text.substr(slash + 3));
  if (!unit) return std::nullopt;
  const auto word = find(words_of_names, name);
  return Header{std::string(word.empty() ? name : word), *unit, word == "Z_im" ? -1.0 : 1.0};
}

std::vector<Header> parse_headers(std::span<const Field> fields) {
  std::vector<Header> headers;
  for (const auto& field : fields) {
    auto header = parse_header(field.text);
    if (!header) return {};
    headers.push_back(*std::move(header));
  }
  return headers;
}

/// Walks the blocks of one file.
class Export {
 public:
  Export(const Source& source, std::span<const TextLine> lines)
      : source_(source), lines_(lines), provenance_(provenance_of(source, reader_name)) {
    recording_.format = reader_name;
    recording_.instrument = "PalmSens";
    const auto first = lines_.front().text;
    dialect_.delimiter = first.substr(first.find(':') + 1, 1).find_first_of(";\t") == 0
                             ? first[first.find(':') + 1]
                             : ',';
    // a mark at the end as at the beginning: the sign that all was written
    recording_.complete = trim(lines_.back().text) == mark;
    if (!recording_.complete) {
      recording_.caveats.emplace_back(
          "the closing mark of PSTrace is missing: the file may be cut off");
    }
  }

  Result<Recording> read() {
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      const auto headers = headers_above(i);
      if (headers.empty()) {
        keep_header(lines_[i - 1].text);
        continue;
      }
      std::size_t end = i;
      while (end < lines_.size() && is_row(lines_[end].text)) ++end;
      NITER_OK(add_block(headers, lines_.subspan(i, end - i), i - 1));
      i = end;
    }
    if (recording_.parts.empty()) {
      return fail({Code::InvalidInput,
                   "no row of units with numbers below it",
                   {source_.name, static_cast<int>(lines_.size()), 0},
                   "is the file cut off?"});
    }
    return std::move(recording_);
  }

 private:
  bool is_row(std::string_view line) const {
    return !line.empty() &&
           (std::string_view("+-.0123456789").find(line.front()) != std::string_view::npos ||
            line.front() == dialect_.delimiter);
  }

  // of the line above a row of as many numbers; empty if it is none
  std::vector<Header> headers_above(std::size_t row) {
    if (!is_row(lines_[row].text)) return {};
    const auto names = split_fields(lines_[row - 1].text, {dialect_.delimiter, '.'});
    dialect_.decimal = '.';
    if (dialect_.delimiter != ',' && lines_[row].text.find(',') != std::string_view::npos) {
      dialect_.decimal = ',';
    }
    const auto fields = split_fields(lines_[row].text, dialect_);
    if (fields.size() > names.size() || !is_numeric(fields, dialect_)) return {};
    return parse_headers(names);
  }

  void keep_header(std::string_view line) {
    const auto fields = split_fields(line, {dialect_.delimiter, '.'});
    if (fields.size() == 2 && fields[0].text.ends_with(':')) {
      recording_.header.emplace_back(fields[0].text.substr(0, fields[0].text.size() - 1),
                                     fields[1].text);
    } else if (!trim(line).empty() && line != mark) {
      recording_.header.emplace_back("", trim(line));
    }
  }

  Status add_block(std::span<const Header> headers, std::span<const TextLine> rows,
                   std::size_t header_line) {
    NITER_TRY(
        const auto numbers,
        read_number_rows(rows, {.dialect = dialect_, .columns = headers.size()}, source_.name));
    if (numbers.cut) {
      recording_.complete = false;
      recording_.caveats.push_back(
          fmt::format("line {} is cut off and left out", rows.back().number));
    }
    const auto titles = titles_above(header_line);
    // pairs of x and y side by side repeat their unit row
    const bool pairs =
        headers.size() > 2 && headers.size() % 2 == 0 && headers[0].name == headers[2].name;
    const std::size_t width = pairs ? 2 : headers.size();
    for (std::size_t first = 0; first < headers.size(); first += width) {
      Part part;
      part.title = first < titles.size() ? titles[first].text : std::string();
      part.technique =
          find(techniques, std::string_view(part.title).substr(0, part.title.find(':')));
      if (part.technique.empty() && headers[first].name == "f") part.technique = "eis";
      part.table.title = part.title;
      part.table.provenance = provenance_;
      fill(part.table, headers.subspan(first, width),
           std::span(numbers.columns).subspan(first, width));
      if (part.table.rows() > 0) recording_.parts.push_back(std::move(part));
    }
    return {};
  }

  // one field above the first column of each curve
  std::vector<Field> titles_above(std::size_t line) const {
    while (line-- > 0) {
      if (lines_[line].text.starts_with("Date and time measurement")) continue;
      return split_fields(lines_[line].text, {dialect_.delimiter, '.'});
    }
    return {};
  }

  // a shorter curve beside a longer one ends in empty fields
  static void fill(data::Table& table, std::span<const Header> headers,
                   std::span<const std::vector<double>> columns) {
    std::size_t rows = columns.front().size();
    const auto empty = [&](std::size_t row) {
      return std::ranges::all_of(columns, [&](const auto& c) { return std::isnan(c[row]); });
    };
    while (rows > 0 && empty(rows - 1)) --rows;
    for (std::size_t k = 0; k < headers.size(); ++k) {
      std::vector<double> values(columns[k].begin(),
                                 columns[k].begin() + static_cast<std::ptrdiff_t>(rows));
      for (double& value : values) value *= headers[k].sign;
      std::string name = headers[k].name;
      for (int i = 2; table.find(name) != nullptr; ++i)
        name = fmt::format("{} {}", headers[k].name, i);
      table.columns.push_back(column_in_si(std::move(name), headers[k].unit, std::move(values)));
    }
  }

  const Source& source_;
  std::span<const TextLine> lines_;
  data::Provenance provenance_;
  Dialect dialect_;
  Recording recording_;
};

Match sniff(const Source& source) {
  std::string plain;  // the ASCII of UTF-16 without its NULs
  std::ranges::copy_if(source.bytes.substr(0, 4096), std::back_inserter(plain),
                       [](char c) { return c != '\0'; });
  const auto begin = plain.find("Date and time:");
  if (begin == std::string::npos || begin > 3) return Match::No;
  return plain.find("Date and time measurement:") == std::string::npos ? Match::Maybe : Match::Yes;
}

Result<Recording> read_all(const Source& source) {
  NITER_TRY(const std::string text, to_utf8(source.bytes, source.name));
  const auto lines = split_lines(text);
  if (lines.empty() || text.find('\n') == std::string::npos) {
    return fail(
        {Code::InvalidInput, "no table in the file", {source.name, 1, 0}, "is it cut off?"});
  }
  return Export(source, lines).read();
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(auto recording, read_all(source));
  return with_options(std::move(recording), options, source.name);
}

}  // namespace

Reader palmsens_csv_reader() {
  return {reader_name, "PalmSens PSTrace csv export", "csv", sniff, read};
}

}  // namespace niter::io
