#include "niter/report/reduction_page.hpp"

#include <array>
#include <set>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/report/number_text.hpp"

namespace niter::report {
namespace {

// As it stands: no formula in it is typeset, and the cell is no number.
std::string verbatim(const std::string& text) {
  return text.empty() || text.find('`') != std::string::npos ? text : "`" + text + "`";
}

// A unit that no line break tears apart; nothing for a plain number.
std::string unit_cell(const Unit& unit) {
  if (unit.text() == "1") return {};
  return join(split(unit.pretty(), ' '), "\u00a0");
}

PageTable measures_table(const data::Reduction& reduction) {
  PageTable table{"Numbers; ± is one standard uncertainty",
                  {"quantity", "value", "unit", "rule", "formula", "source"},
                  {}};
  for (const auto& measure : reduction.measures)
    table.rows.push_back({{measure.title, plain(number_text(measure)), unit_cell(measure.unit),
                           measure.note, verbatim(measure.formula), measure.source}});
  return table;
}

PageTable budget_table(const data::Reduction& reduction) {
  constexpr std::size_t most = 6;
  constexpr double least_share = 0.0005;  // prints as 0.1 %
  PageTable table{"Where the uncertainties come from, largest first",
                  {"quantity", "input", "contribution", "unit", "share of the variance"},
                  {}};
  for (const auto& measure : reduction.measures) {
    std::size_t shown = 0;
    for (const auto& row : measure.value.budget()) {
      if (row.share < least_share || shown++ == most) break;
      table.rows.push_back({{shown == 1 ? measure.title : "", row.input,
                             fmt::format("{:.2g}", row.contribution / measure.unit.scale()),
                             unit_cell(measure.unit), fmt::format("{:.1f} %", 100 * row.share)}});
    }
  }
  return table;
}

PageTable settings_table(const data::Reduction& reduction) {
  PageTable table{"Every option that shaped the numbers", {"setting", "value"}, {}};
  for (const auto& [name, value] : reduction.settings)
    table.rows.push_back({{name, verbatim(value)}});
  return table;
}

std::string settings_text(const data::Provenance& record) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : record.settings) parts.push_back(name + " = " + value);
  return join(parts, "; ");
}

PageTable records_table(const data::Reduction& reduction) {
  PageTable table{"Records reduced", {"file", "SHA-256", "read by", "settings"}, {}};
  for (const auto& record : reduction.records)
    table.rows.push_back(
        {{record.origin, verbatim(record.sha256), record.made_by, settings_text(record)}});
  return table;
}

// What the tables hold; their numbers are in the files beside the page.
PageTable tables_table(const data::Reduction& reduction) {
  PageTable table{"Derived tables", {"table", "rows", "columns"}, {}};
  for (const auto& each : reduction.tables) {
    std::vector<std::string> columns;
    for (const auto& column : each.columns)
      columns.push_back(fmt::format("{} / {}", column.name, column.unit.pretty()));
    table.rows.push_back({{each.title, std::to_string(each.rows()), join(columns, ", ")}});
  }
  return table;
}

void add_if_any(std::vector<PageTable>& tables, PageTable table) {
  if (!table.rows.empty()) tables.push_back(std::move(table));
}

Section section_of(const data::Reduction& reduction, std::size_t number) {
  const auto id = fmt::format("reduction-{}", number);
  Section section{id, reduction.title};
  section.paragraphs = {fmt::format("Technique `{}`.", reduction.technique)};
  for (const auto& caveat : reduction.caveats) {
    if (!caveat.empty()) section.paragraphs.push_back("*Caveat:* " + caveat);
  }
  section.figures = reduction.figures;
  add_if_any(section.tables, measures_table(reduction));
  add_if_any(section.tables, budget_table(reduction));
  section.findings = reduction.findings;
  Section origin{id + "-origin", "How it came about"};
  add_if_any(origin.tables, settings_table(reduction));
  add_if_any(origin.tables, records_table(reduction));
  add_if_any(origin.tables, tables_table(reduction));
  if (!origin.tables.empty()) section.subsections = {std::move(origin)};
  return section;
}

// "2 of 3 findings consistent", and each kind that is not.
std::vector<std::pair<std::string, std::string>> chips(
    std::span<const data::Reduction> reductions) {
  constexpr std::array kinds{data::Verdict::Inconsistent, data::Verdict::Marginal,
                             data::Verdict::NeedsDatum};
  constexpr std::array colours{"bad", "warn", "ask"};
  std::array<int, kinds.size()> counts{};
  int all = 0;
  int good = 0;
  for (const auto& reduction : reductions) {
    for (const auto& finding : reduction.findings) {
      ++all;
      good += finding.verdict == data::Verdict::Consistent;
      for (std::size_t i = 0; i < kinds.size(); ++i) counts[i] += finding.verdict == kinds[i];
    }
  }
  std::vector<std::pair<std::string, std::string>> out;
  if (all > 0)
    out.emplace_back(fmt::format("{} of {} findings consistent", good, all),
                     good == all ? "good" : "");
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (counts[i] > 0)
      out.emplace_back(fmt::format("{} {}", counts[i], data::to_string(kinds[i])), colours[i]);
  }
  return out;
}

std::string file_safe(std::string_view id) {
  std::string out;
  for (const char c : id) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_';
    out += good ? c : '-';
  }
  return out.empty() ? "figure" : out;
}

}  // namespace

std::vector<data::Reduction> with_distinct_figures(std::span<const data::Reduction> reductions) {
  std::vector<data::Reduction> out(reductions.begin(), reductions.end());
  std::set<std::string> taken;
  for (auto& reduction : out) {
    for (auto& figure : reduction.figures) {
      const auto first = file_safe(figure.id);
      figure.id = first;
      for (int copy = 2; !taken.insert(figure.id).second; ++copy)
        figure.id = fmt::format("{}-{}", first, copy);
    }
  }
  return out;
}

Page reduction_page(std::span<const data::Reduction> reductions, std::string title) {
  Page page;
  page.title = std::move(title);
  page.subtitle =
      fmt::format("{} of the bench of niter {}",
                  reductions.size() == 1 ? std::string("One reduction")
                                         : fmt::format("{} reductions", reductions.size()),
                  NITER_VERSION);
  page.summary = chips(reductions);
  for (std::size_t i = 0; i < reductions.size(); ++i)
    page.sections.push_back(section_of(reductions[i], i + 1));
  return page;
}

}  // namespace niter::report
