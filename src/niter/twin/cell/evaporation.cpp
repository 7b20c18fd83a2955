// A vessel that loses water: its unknowns are amounts, its rows see concentrations.
#include <algorithm>

#include "niter/twin/cell/cell_rows.hpp"
#include "niter/twin/cell/cell_system.hpp"

namespace niter::twin {

// With W the volume of the vessel's node (over area) at the last change by hand and e the water
// that evaporated since, what stands in y is the amount over W:
//     y_s = c_s (W - e)/W,   W y_s' = what comes in,   e' = evaporation
// so time derivatives keep their constant coefficients, and the amounts their exact balance.
double CellSystem::left_over(std::span<const double> y) const {
  if (!loses_water()) return 1;
  return 1 - y[at(layout_.evaporated())] / volumes_[at(layout_.nodes - 1)];
}

std::span<const double> CellSystem::as_seen(std::span<const double> y) {
  if (!loses_water()) return y;
  seen_.assign(y.begin(), y.end());
  const double left = left_over(y);
  for (int s = 0; s < layout_.species; ++s) seen_[at(layout_.c(layout_.nodes - 1, s))] /= left;
  return seen_;
}

// From slopes in the concentrations of the vessel to slopes in its unknowns, c = y/left, and in the
// water that evaporated, dc/de = c/(left W).
void CellSystem::see_amounts(std::span<const double> c, double left, Matrix& m, Tail& tail) {
  const int vessel = layout_.nodes - 1, width = layout_.sizes[at(vessel)];
  const double volume = volumes_[at(vessel)];
  const auto amount = c.subspan(at(layout_.c(vessel, 0)), at(layout_.species));
  const int blocks = static_cast<int>(layout_.sizes.size());
  for (int block = vessel - 1; block < std::min(blocks, vessel + 2); ++block) {
    double* rows = m.block(block, vessel);
    for (int row = 0; row < layout_.sizes[at(block)]; ++row)
      for (int s = 0; s < layout_.species; ++s) {
        double& slope = rows[row * width + s];
        slope /= left;
        by_loss_[at(layout_.first[at(block)] + row)] += slope * amount[at(s)] / volume;
      }
  }
  const int first = layout_.c(vessel, 0);
  for (TailEntry& entry : tail) {
    if (entry.column < first || entry.column >= first + layout_.species) continue;
    entry.value /= left;
    by_loss_[at(entry.row)] += entry.value * amount[at(entry.column - first)] / volume;
  }
}

double CellSystem::concentration(std::span<const double> y, int node, int s) const {
  const double held = y[at(layout_.c(node, s))];
  return layout_.vessel && node == layout_.nodes - 1 ? held / left_over(y) : held;
}

double CellSystem::depth(std::span<const double> y) const {
  return layout_.vessel ? model_.vessel->depth - y[at(layout_.evaporated())] : 0;
}

void CellSystem::set_depth(double catholyte, std::span<double> y) {
  for (int s = 0; s < layout_.species; ++s)
    y[at(layout_.c(layout_.nodes - 1, s))] = concentration(y, layout_.nodes - 1, s);
  y[at(layout_.evaporated())] = 0;
  model_.vessel->depth = catholyte;
  make_volumes();
  make_constant_rows();
}

}  // namespace niter::twin
