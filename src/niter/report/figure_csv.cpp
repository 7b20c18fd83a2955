#include <algorithm>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/data/table.hpp"
#include "niter/report/render.hpp"
#include "niter/report/typeset.hpp"

namespace niter::report {
namespace {

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20; }, ' ');
  return text;
}

std::string symbol_of(const data::Axis& axis) {
  const auto* word = data::find_word(axis.word);
  return one_line(
      marked_up(typeset_symbol(word != nullptr ? word->symbol : axis.word), Markup::Plain));
}

// "a; Fe2Co1/NC; reported; vs. RHE": what tells this column from the others.
std::string comment_of(const data::Panel& panel, const data::Series& series, const data::Axis& axis,
                       std::string_view role) {
  std::vector<std::string> parts;
  for (std::string part :
       {panel.letter, series.name, std::string(series.reported ? "reported" : ""), axis.scale,
        std::string(role)}) {
    if (!part.empty()) parts.push_back(one_line(part));
  }
  return join(parts, "; ");
}

data::Table table_of(const data::Panel& panel, const data::Series& series) {
  data::Table table;
  const auto add = [&](const data::Axis& axis, const std::vector<double>& values,
                       std::string_view role) {
    if (values.empty()) return;
    table.columns.push_back(
        {symbol_of(axis), axis.unit, values, {}, comment_of(panel, series, axis, role)});
  };
  add(panel.x, series.x, "");
  add(panel.y, series.y, "");
  add(panel.y, series.low, "low");
  add(panel.y, series.high, "high");
  return table;
}

}  // namespace

std::string figure_csv(const data::Figure& figure) {
  // every series as a table of its own, then joined line by line; shorter ones are filled with
  // empty cells
  std::vector<std::vector<std::string>> blocks;
  std::vector<std::size_t> widths;
  std::size_t lines = 0;
  for (const auto& panel : figure.panels) {
    for (const auto& series : panel.series) {
      const auto table = table_of(panel, series);
      if (table.columns.empty()) continue;
      auto block = split(data::to_csv(table), '\n');
      while (!block.empty() && block.back().empty()) block.pop_back();
      lines = std::max(lines, block.size());
      widths.push_back(table.columns.size());
      blocks.push_back(std::move(block));
    }
  }
  std::string csv;
  for (std::size_t line = 0; line < lines; ++line) {
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      if (b > 0) csv += ',';
      csv += line < blocks[b].size() ? blocks[b][line] : std::string(widths[b] - 1, ',');
    }
    csv += '\n';
  }
  return csv;
}

}  // namespace niter::report
