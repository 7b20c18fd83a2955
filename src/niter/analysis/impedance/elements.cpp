// The table of elements, and how symbols are looked up in it.
#include <cmath>

#include "niter/analysis/impedance/element.hpp"
#include "niter/analysis/impedance/element_rows.hpp"
#include "niter/chem/constants.hpp"

namespace niter::analysis {

FrequencyGrid::FrequencyGrid(std::span<const double> frequency) {
  for (const double f : frequency) {
    omega.push_back(2 * constants::pi * f);
    log_omega.push_back(std::log(omega.back()));
  }
}

std::span<const Element> elements() {
  static const std::vector<Element> rows = [] {
    auto all = element::common_rows();
    for (auto* more : {&element::distributed_rows, &element::rare_rows, &element::line_rows}) {
      for (auto& row : (*more)()) all.push_back(std::move(row));
    }
    return all;
  }();
  return rows;
}

const Element* find_element(std::string_view symbol, Notation notation) {
  if (symbol.empty()) return nullptr;
  const Element* elsewhere = nullptr;
  bool ambiguous = false;
  for (const auto& row : elements()) {
    if (row.symbol(notation) == symbol) return &row;
    if (row.dashes == symbol || row.boukamp == symbol || row.plus == symbol) {
      ambiguous = ambiguous || elsewhere != nullptr;
      elsewhere = &row;
    }
  }
  return ambiguous ? nullptr : elsewhere;
}

}  // namespace niter::analysis
