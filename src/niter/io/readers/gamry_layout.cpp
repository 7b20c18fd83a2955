#include "niter/io/readers/gamry_layout.hpp"

#include <algorithm>

#include "niter/base/text.hpp"
#include "niter/io/delimited.hpp"

namespace niter::io {

namespace {

bool is_row(std::string_view line) {
  return line.empty() || line.front() == '\t' || line.front() == ' ';
}

std::vector<std::string> words_of(std::string_view line) {
  auto words = split(line, '\t');
  for (auto& word : words) word = trim(word);
  return words;
}

// the table that begins on line `at`; `at` ends on its last line
GamryCurve read_curve(std::span<const TextLine> lines, std::size_t& at,
                      const std::vector<std::string>& words) {
  GamryCurve curve{words[0]};
  if (words.size() > 2) curve.announced = parse_number(words[2]);
  std::size_t end = at + 1;
  while (end < lines.size() && is_row(lines[end].text)) ++end;
  auto block = lines.subspan(at + 1, end - at - 1);
  at = end - 1;
  if (!block.empty()) {
    curve.names = words_of(block.front().text);
    block = block.subspan(1);
  }
  if (!block.empty() && trim(block.front().text).starts_with('#')) {
    curve.units = words_of(block.front().text);
    block = block.subspan(1);
  }
  // rows begin with a blank, names with a tab
  if (!curve.names.empty()) curve.names.erase(curve.names.begin());
  if (!curve.units.empty()) curve.units.erase(curve.units.begin());
  curve.units.resize(curve.names.size());
  curve.rows = block;
  return curve;
}

}  // namespace

std::string GamryLayout::text(const std::string& key) const {
  const auto found = values.find(key);
  return found == values.end() ? std::string() : found->second;
}

std::optional<double> GamryLayout::number(const std::string& key) const {
  const auto value = text(key);
  return field_number(value, {'\t', value.find(',') == std::string::npos ? '.' : ','});
}

GamryLayout read_gamry_layout(std::span<const TextLine> lines, Recording& recording) {
  GamryLayout layout;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto words = words_of(lines[i].text);
    if (words.size() < 2 || words[0].empty()) continue;
    if (words[1] == "TABLE") {
      layout.curves.push_back(read_curve(lines, i, words));
      continue;
    }
    std::string value = words.size() > 2 ? words[2] : words[1];
    if (words[1] == "TWOPARAM") {
      for (std::size_t k = 3; k < std::min<std::size_t>(5, words.size()); ++k)
        value += " " + words[k];
    } else if (words[1] == "NOTES") {
      value.clear();
      for (auto count = parse_number(words.size() > 2 ? words[2] : "0").value_or(0);
           count >= 1 && i + 1 < lines.size() && is_row(lines[i + 1].text); --count) {
        const auto note = trim(lines[++i].text);
        if (!note.empty()) value += (value.empty() ? "" : "\n") + std::string(note);
      }
    }
    layout.aborted = layout.aborted || (words[0] == "EXPERIMENTABORTED" && value == "T");
    layout.values[words[0]] = value;
    recording.header.emplace_back(words[0], value);
  }
  return layout;
}

}  // namespace niter::io
