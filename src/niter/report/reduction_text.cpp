#include "niter/report/reduction_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/base/utf8.hpp"
#include "niter/report/number_text.hpp"

namespace niter::report {
namespace {

constexpr std::size_t width = 80;
constexpr std::size_t title_width = 42;
constexpr std::size_t number_width = 24;

std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// What stands on a terminal: control characters could move its cursor or colour it.
std::string harmless(std::string_view text) {
  auto out = valid_utf8(text);
  std::replace_if(
      out.begin(), out.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
  return out;
}

std::string padded(std::string text, std::size_t to) {
  const auto length = length_of(text);
  return length < to ? text + std::string(to - length, ' ') : text;
}

// A blank at which no line may end, as in "22 %".
constexpr std::string_view tie = "\u00a0";

std::string untied(std::string text) {
  for (auto at = text.find(tie); at != std::string::npos; at = text.find(tie, at))
    text.replace(at, tie.size(), " ");
  return text;
}

// Words in lines, all but the first with a deeper indent.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t hanging) {
  std::string out;
  std::string line(indent, ' ');
  std::size_t used = 0;
  for (const auto& word : split(harmless(text), ' ')) {
    if (word.empty()) continue;
    if (used > 0 && length_of(line) + 1 + length_of(word) > width) {
      out += line + "\n";
      line = std::string(hanging, ' ');
      used = 0;
    }
    line += (used++ > 0 ? " " : "") + word;
  }
  return untied(used == 0 ? out : out + line + "\n");
}

std::string shares(const data::Measure& measure) {
  constexpr std::size_t most = 4;
  constexpr double least = 0.01;
  std::string out;
  std::size_t shown = 0;
  for (const auto& row : measure.value.budget()) {
    if (row.share < least || shown++ == most) break;
    out += fmt::format("{}{}{}{:.0f}{}%", out.empty() ? "" : ", ", row.input, tie, 100 * row.share,
                       tie);
  }
  return out;
}

void add_measures(std::string& out, const data::Reduction& reduction) {
  for (const auto& measure : reduction.measures) {
    const auto title = padded(harmless(measure.title), title_width - 2);
    const auto number = plain(number_text(measure));
    const auto unit = measure.unit.text() == "1" ? "" : "  " + measure.unit.text();
    const auto gap = length_of(number) < number_width ? number_width - length_of(number) : 1;
    const auto line = "  " + title + std::string(gap, ' ') + number + unit;
    out += length_of(line) <= width
               ? line + "\n"
               : wrapped(measure.title, 2, 4) + std::string(width - 14 - length_of(number), ' ') +
                     number + unit + "\n";
    out += wrapped(measure.note, 6, 8);
    if (const auto parts = shares(measure); !parts.empty()) out += wrapped("u from " + parts, 6, 8);
  }
}

// What agrees is said in a line, what does not in full.
void add_findings(std::string& out, const data::Reduction& reduction) {
  if (reduction.findings.empty()) return;
  out += "\nFindings\n";
  for (const auto& finding : reduction.findings) {
    out += wrapped(fmt::format("[{}] {}", data::to_string(finding.verdict), finding.title), 2, 4);
    out += wrapped(finding.numbers, 4, 6);
    if (finding.verdict == data::Verdict::Consistent) continue;
    out += wrapped(finding.formula, 4, 6);
    out += wrapped(finding.text, 4, 6);
    if (!finding.missing.empty()) out += wrapped("wanted: " + finding.missing, 4, 6);
  }
}

std::string record_line(const data::Provenance& record) {
  auto line = record.origin.empty() ? std::string("(unnamed)") : record.origin;
  if (!record.sha256.empty()) line += ", SHA-256 " + record.sha256.substr(0, 12);
  if (!record.made_by.empty()) line += ", " + record.made_by;
  return line;
}

void add_list(std::string& out, std::string_view heading, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  out += fmt::format("\n{}\n", heading);
  for (const auto& line : lines) out += wrapped(line, 2, 4);
}

}  // namespace

std::string reduction_text(const data::Reduction& reduction) {
  std::string out = wrapped(reduction.title, 0, 2);
  out += wrapped(fmt::format("Technique {}. ± is one standard uncertainty.", reduction.technique),
                 0, 2);
  out += "\n";
  add_measures(out, reduction);
  add_findings(out, reduction);
  add_list(out, "Caveats", reduction.caveats);
  std::vector<std::string> settings;
  for (const auto& [name, value] : reduction.settings) settings.push_back(name + " = " + value);
  add_list(out, "Settings", settings);
  std::vector<std::string> records;
  for (const auto& record : reduction.records) records.push_back(record_line(record));
  add_list(out, "Records", records);
  std::vector<std::string> more;
  for (const auto& table : reduction.tables)
    more.push_back(fmt::format("table '{}': {} rows, {} columns", table.title, table.rows(),
                               table.columns.size()));
  for (const auto& figure : reduction.figures)
    more.push_back(fmt::format("figure '{}': {}", figure.id, figure.title));
  add_list(out, "Tables and figures", more);
  return out;
}

}  // namespace niter::report
