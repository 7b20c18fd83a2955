#include "niter/study/sheet_rows.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/units/notation.hpp"

namespace niter::study {
namespace {

using io::CellStyle;
constexpr std::size_t shown_column = 1;
constexpr std::size_t si_column = 4;
constexpr std::size_t own_column = 6;

io::Cell text(std::string content, CellStyle style = CellStyle::Plain) {
  return {std::move(content), style};
}

io::Cell uncertainty(double u) {
  return u > 0 ? io::Cell{u} : io::Cell{};
}

// "B7*0.001", "B7" for SI, "B7+273.15" for degC
std::string to_si(const std::string& cell, const Unit& unit) {
  auto formula = cell;
  if (unit.scale() != 1) formula += "*" + shortest(unit.scale());
  if (unit.to_si(0) != 0) formula += "+" + shortest(unit.to_si(0));
  return formula;
}

}  // namespace

SheetRows::SheetRows(std::string name, const std::string& title) {
  sheet_.name = std::move(name);
  sheet_.widths = {44, 16, 12, 16, 16, 16, 16, 14};
  sheet_.rows.push_back({text(title, CellStyle::Title)});
  sheet_.rows.emplace_back();
  for (const char* column :
       {"quantity", "value", "u", "unit", "in SI", "SI unit", "niter", "difference"})
    sheet_.rows.back().push_back(text(column, CellStyle::Heading));
}

Place SheetRows::place(std::size_t row, double value) const {
  return {io::cell_name(row, si_column), value};
}

void SheetRows::heading(const std::string& content) {
  sheet_.rows.emplace_back();
  sheet_.rows.push_back({text(content, CellStyle::Heading)});
}

void SheetRows::note(const std::string& content) {
  sheet_.rows.push_back({text(content, CellStyle::Note)});
}

Place SheetRows::input(const std::string& what, const Quantity& quantity) {
  const auto row = next_row();
  const auto formula = to_si(io::cell_name(row, shown_column), quantity.unit());
  sheet_.rows.push_back({text(what),
                         {quantity.value(), CellStyle::Input},
                         uncertainty(quantity.sigma()),
                         text(quantity.unit().text()),
                         {io::Formula{"=" + formula, quantity.si()}},
                         text(si_text(quantity.unit()))});
  return place(row, quantity.si());
}

Place SheetRows::constant(const std::string& what, double value, const std::string& unit) {
  const auto row = next_row();
  sheet_.rows.push_back({text(what), {}, {}, {}, {value, CellStyle::Input}, text(unit)});
  return place(row, value);
}

Place SheetRows::step(const std::string& what, const std::string& formula, double value,
                      const std::string& unit) {
  const auto row = next_row();
  sheet_.rows.push_back({text(what), {}, {}, {}, {io::Formula{"=" + formula, value}}, text(unit)});
  return place(row, value);
}

Place SheetRows::result(const analysis::FaradaicResult& own, const std::string& formula,
                        double value) {
  const auto row = next_row();
  const auto& display = own.units.front();
  const double scale = display.unit.scale();
  const auto shown = io::cell_name(row, shown_column);
  const auto si = io::cell_name(row, si_column);
  const auto niter = io::cell_name(row, own_column);
  const double difference = value / own.value.value() - 1;
  sheet_.rows.push_back(
      {text(own.title, CellStyle::Result),
       {io::Formula{fmt::format("={}/{}", si, shortest(scale)), value / scale}, CellStyle::Result},
       uncertainty(own.value.sigma() / scale),
       text(display.label),
       {io::Formula{"=" + formula, value}},
       text(si_text(display.unit)),
       {own.value.value() / scale},
       {io::Formula{fmt::format("={}/{}-1", shown, niter), difference}, CellStyle::Note}});
  return place(row, value);
}

void SheetRows::given(const analysis::FaradaicResult& own) {
  const auto& display = own.units.front();
  const double scale = display.unit.scale();
  sheet_.rows.push_back({text(own.title),
                         {},
                         uncertainty(own.value.sigma() / scale),
                         text(display.label),
                         {},
                         {},
                         {own.value.value() / scale}});
}

}  // namespace niter::study
