#include "niter/io/writers/sheets.hpp"

#include <fmt/format.h>

namespace niter::io {
namespace {

Cell cell(std::string text, CellStyle style = CellStyle::Plain) {
  return {std::move(text), style};
}

std::vector<Cell> heading(std::initializer_list<const char*> names) {
  std::vector<Cell> row;
  for (const char* name : names) row.push_back(cell(name, CellStyle::Heading));
  return row;
}

Sheet measures_sheet(const data::Reduction& reduction) {
  Sheet sheet{"measures", {}, {40, 14, 12, 14, 10, 30, 22, 60}};
  sheet.rows.push_back({cell(reduction.title, CellStyle::Title)});
  sheet.rows.push_back(
      heading({"number", "value", "u", "unit", "u / value", "formula", "source", "rule"}));
  for (const auto& measure : reduction.measures) {
    const auto row = sheet.rows.size();
    const double value = measure.unit.from_si(measure.value.value());
    const double u = measure.value.sigma() / measure.unit.scale();
    const auto relative = fmt::format("=ABS({}/{})", cell_name(row, 2), cell_name(row, 1));
    sheet.rows.push_back({cell(measure.title),
                          {value, CellStyle::Result},
                          {u},
                          cell(measure.unit.text()),
                          {Formula{relative, std::abs(u / value)}},
                          cell(measure.formula),
                          cell(measure.source),
                          cell(measure.note, CellStyle::Note)});
  }
  return sheet;
}

// A number in the unit of display, as in the CSV.
void add_column(Sheet& sheet, const std::string& name, const Unit& unit, const std::string& comment,
                std::span<const double> values, double offset) {
  sheet.rows[0].push_back(cell(name, CellStyle::Heading));
  sheet.rows[1].push_back(cell(unit.text(), CellStyle::Note));
  sheet.rows[2].push_back(cell(comment, CellStyle::Note));
  for (std::size_t i = 0; i < values.size(); ++i)
    sheet.rows[3 + i].push_back({(values[i] - offset) / unit.scale()});
}

Sheet table_sheet(const data::Table& table) {
  Sheet sheet;
  sheet.rows.resize(3 + table.rows());
  for (const auto& column : table.columns) {
    add_column(sheet, column.name, column.unit, column.comment, column.values,
               column.unit.to_si(0));
    if (!column.sigma.empty())
      add_column(sheet, "± " + column.name, column.unit, "standard deviation", column.sigma, 0);
  }
  return sheet;
}

Sheet about_sheet(const data::Reduction& reduction) {
  Sheet sheet{"about", {}, {24, 40, 80}};
  const auto add = [&](std::string a, std::string b, std::string c = {}) {
    sheet.rows.push_back({cell(std::move(a)), cell(std::move(b)), cell(std::move(c))});
  };
  sheet.rows.push_back({cell(reduction.title, CellStyle::Title)});
  add("technique", reduction.technique);
  add("made by", "niter " NITER_VERSION);
  sheet.rows.push_back(heading({"finding", "verdict", "text"}));
  for (const auto& finding : reduction.findings)
    add(finding.title, std::string(data::to_string(finding.verdict)), finding.text);
  for (const auto& caveat : reduction.caveats) add("", "caveat", caveat);
  sheet.rows.push_back(heading({"setting", "value", ""}));
  for (const auto& [name, value] : reduction.settings) add(name, value);
  sheet.rows.push_back(heading({"record", "read by", "SHA-256"}));
  for (const auto& record : reduction.records) add(record.origin, record.made_by, record.sha256);
  return sheet;
}

}  // namespace

std::vector<Sheet> sheets_of(const data::Reduction& reduction) {
  std::vector<Sheet> sheets{measures_sheet(reduction)};
  std::vector<std::string> titles{"measures"};
  for (const auto& table : reduction.tables) {
    sheets.push_back(table_sheet(table));
    titles.push_back(table.title);
  }
  sheets.push_back(about_sheet(reduction));
  titles.push_back("about");
  const auto names = sheet_names_of(titles);
  for (std::size_t i = 0; i < sheets.size(); ++i) sheets[i].name = names[i];
  return sheets;
}

}  // namespace niter::io
