#include "niter/io/readers/elchemea_i2b.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/vendor_table.hpp"

namespace niter::io {

namespace {

constexpr std::string_view name = "elchemea-i2b";

// the line that holds the number of points alone, with a row of three numbers below
std::optional<std::size_t> find_count(std::span<const TextLine> lines) {
  constexpr std::size_t enough = 100;
  for (std::size_t i = 0; i + 1 < std::min(enough, lines.size()); ++i) {
    const auto count = parse_number(trim(lines[i].text));
    if (!count || *count < 1 || *count != std::floor(*count)) continue;
    const auto fields = split_fields(lines[i + 1].text, {' ', '.'});
    if (fields.size() == 3 && is_numeric(fields, {' ', '.'})) return i;
  }
  return std::nullopt;
}

// three or more rows of three numbers below the count, the first of them falling or rising: a
// lattice or a molecule has such a count too
bool looks_like_spectrum(std::span<const TextLine> lines, std::size_t count_line) {
  const Dialect blanks{' ', '.'};
  const double count = *parse_number(trim(lines[count_line].text));
  std::vector<double> f;
  for (const auto& line : lines.subspan(count_line + 1)) {
    if (static_cast<double>(f.size()) == count) break;
    const auto fields = split_fields(line.text, blanks);
    if (fields.size() != 3 || !is_numeric(fields, blanks)) return false;
    f.push_back(field_number(fields[0].text, blanks).value_or(0));
    if (!(f.back() > 0)) return false;
  }
  const bool falls = std::ranges::adjacent_find(f, std::less_equal<>()) == f.end();
  const bool rises = std::ranges::adjacent_find(f, std::greater_equal<>()) == f.end();
  return f.size() >= 3 && (falls || rises);
}

Match sniff(const Source& source) {
  const auto head = head_text(source);
  const auto lines = split_lines(head);
  const auto count_line = find_count(lines);
  if (!count_line) return Match::No;
  if (source.extension() == "i2b") return Match::Yes;
  return looks_like_spectrum(lines, *count_line) ? Match::Maybe : Match::No;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(const std::string text, to_utf8(source.bytes, source.name));
  const auto lines = split_lines(text);
  const auto count_line = find_count(lines);
  if (!count_line) {
    return fail({Code::InvalidInput,
                 "no number of points with rows of three numbers below it",
                 {source.name, static_cast<int>(lines.size()), 0},
                 "is the file cut off before its data?"});
  }
  Recording recording{std::string(name)};
  for (const auto& line : std::span(lines).first(*count_line)) {
    if (!trim(line.text).empty()) recording.header.emplace_back("", std::string(trim(line.text)));
  }
  const double count = *parse_number(trim(lines[*count_line].text));
  const RowBlock block{.lines = std::span(lines).subspan(*count_line + 1),
                       .dialect = {' ', '.'},
                       .columns = {{"f", "f"}, {"Z'", "Z_re"}, {"Z''", "Z_im"}}};
  const VendorFile file{source, text, options, vendor_provenance(source, name)};
  NITER_TRY(auto table, vendor_table(block, file, recording));
  if (table.rows() == 0) {
    return fail({Code::InvalidInput,
                 "no whole row",
                 {source.name, lines.back().number, 0},
                 "is the file cut off?"});
  }
  if (static_cast<double>(table.rows()) < count) {
    mark_cut(recording, fmt::format("the file promises {} points and has {}", count, table.rows()));
  }
  check_last_line(text, recording);
  recording.parts.push_back({"eis", "impedance", std::move(table)});
  return recording;
}

}  // namespace

Reader elchemea_i2b_reader() {
  return {name, "Elchemea, .i2b", "i2b", sniff, read};
}

}  // namespace niter::io
