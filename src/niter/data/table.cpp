#include "niter/data/table.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/base/contract.hpp"
#include "niter/base/text.hpp"

namespace niter::data {
namespace {

// The same with the offset told apart: a sigma of a temperature in degC has none.
std::string shown_as(double si, double scale, double offset) {
  const double shown = (si - offset) / scale;
  for (const int digits : {15, 16, 17}) {
    auto text = fmt::format("{:.{}g}", shown, digits);
    if (const auto read = parse_number(text); read && *read * scale + offset == si)
      return shortest(*read);
  }
  return shortest(shown);
}

struct Cells {
  std::string name, unit, comment;
  std::span<const double> values;
  double scale = 1, offset = 0;
};

std::vector<Cells> cells_of(const Table& table) {
  std::vector<Cells> out;
  for (const auto& column : table.columns) {
    NITER_EXPECT(column.values.size() == table.rows(), "the columns of a table are equally long");
    const double scale = column.unit.scale();
    const auto& unit = column.unit.text();
    out.push_back({column.name, unit, column.comment, column.values, scale, column.unit.to_si(0)});
    if (column.sigma.empty()) continue;
    NITER_EXPECT(column.sigma.size() == table.rows(), "a column has as many sigmas as values");
    out.push_back({"± " + column.name, unit, "standard deviation", column.sigma, scale, 0});
  }
  return out;
}

template <class F>
void put_row(std::string& out, const std::vector<Cells>& cells, const F& text_of) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    out += csv_field(text_of(cells[i]));
  }
  out += '\n';
}

}  // namespace

const Column* Table::find(std::string_view name) const {
  for (const auto& column : columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

Result<std::span<const double>> Table::column(std::string_view name) const {
  if (const auto* found = find(name)) return std::span<const double>(found->values);
  std::vector<std::string> names;
  for (const auto& column : columns) names.push_back("'" + column.name + "'");
  return fail(Code::NotFound, fmt::format("the table '{}' has no column '{}'", title, name),
              names.empty() ? "it has no columns" : "its columns are " + join(names, ", "));
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string displayed(double si, const Unit& unit) {
  return shown_as(si, unit.scale(), unit.to_si(0));
}

std::string displayed_sigma(double si, const Unit& unit) {
  return shown_as(si, unit.scale(), 0);
}

std::string to_csv(const Table& table, CsvHeader header) {
  const auto cells = cells_of(table);
  std::string out;
  put_row(out, cells, [](const Cells& c) { return c.name; });
  if (header == CsvHeader::Full) {
    put_row(out, cells, [](const Cells& c) { return c.unit; });
    put_row(out, cells, [](const Cells& c) { return c.comment; });
  }
  for (std::size_t row = 0; row < table.rows(); ++row) {
    put_row(out, cells,
            [row](const Cells& c) { return shown_as(c.values[row], c.scale, c.offset); });
  }
  return out;
}

}  // namespace niter::data
