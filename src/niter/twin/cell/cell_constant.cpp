// The constant part of CellSystem: volumes, what is stored where, and the rows that are linear.
#include <algorithm>
#include <array>

#include "niter/base/contract.hpp"
#include "niter/twin/cell/cell_rows.hpp"
#include "niter/twin/cell/cell_system.hpp"

namespace niter::twin {

void CellSystem::make_volumes() {
  const std::vector<double>& x = model_.transport.nodes;
  volumes_.assign(x.size(), 0.0);
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    NITER_EXPECT(x[i + 1] > x[i], "nodes in order");
    volumes_[i] += 0.5 * (x[i + 1] - x[i]);
    volumes_[i + 1] += 0.5 * (x[i + 1] - x[i]);
  }
  if (layout_.vessel) volumes_.back() += model_.vessel->depth;
  if (layout_.vessel && layout_.potentials) volumes_.push_back(model_.vessel->anolyte_depth);
  make_parts();
}

// With h the width of an interval and b the second derivative of c, Taylor series about the nodes
// give for the half volume beside a node, and for the flux at its middle (J'' = -d(c' - R)/dx):
//     half volume = 3h/8 c_own + h/8 c_other - h^3 b/24
//     J_middle    = J_mean + (h/24) ((c' - R)_right - (c' - R)_left)
// The flux term leaves one side and enters the other, so nothing is lost.
void CellSystem::make_parts() {
  const int count = static_cast<int>(volumes_.size());
  // of the node before, the own and the one behind
  std::vector<std::array<double, 3>> share(volumes_.size(), std::array<double, 3>{});
  for (int i = 0; i < count; ++i) share[at(i)][1] = volumes_[at(i)];
  if (model_.transport.storage == Storage::Compact) {
    const std::vector<double>& x = model_.transport.nodes;
    const auto width = [&](int i) { return x[at(i + 1)] - x[at(i)]; };
    for (int i = 0; i + 1 < layout_.nodes; ++i) {
      const double moved = width(i) * (1.0 / 8 + 1.0 / 24);  // against the lumped h/2 c_own
      share[at(i)][1] -= moved, share[at(i)][2] += moved;
      share[at(i + 1)][1] -= moved, share[at(i + 1)][0] += moved;
    }
    for (int i = 1; i + 1 < layout_.nodes; ++i) {
      const double l = width(i - 1), r = width(i);
      const double b = -(l * l * l + r * r * r) / 24 * 2 / (l + r);
      share[at(i)][0] += b / l, share[at(i)][1] -= b / l + b / r, share[at(i)][2] += b / r;
    }
  }
  parts_.clear();
  const bool reservoir = model_.transport.outer == Outer::Reservoir;
  for (int of = 0; of < count; ++of)
    for (int node = std::max(0, of - 1); node < std::min(count, of + 2); ++node) {
      const double volume = share[at(node)][at(of - node + 1)];
      if (volume != 0 && !(reservoir && node + 1 == count)) parts_.push_back({node, of, volume});
    }
}

void CellSystem::add_mass_entry(int block, int row, int column_block, int column, double value) {
  mass_.push_back({block, row, column_block, column, value, layout_.first[at(block)] + row,
                   layout_.first[at(column_block)] + column,
                   matrix_.position(block, row, column_block, column)});
}

void CellSystem::make_mass() {
  mass_.clear();
  const Electrode& electrode = model_.electrode;
  for (const Part& part : parts_)
    for (int s = 0; s < layout_.species; ++s)
      for (const Target& target : outer_targets_[at(s)])
        add_mass_entry(part.node, target.row, part.of, s, target.count * part.volume);
  for (int m = 0; m < layout_.segments; ++m) {
    for (int k = 0; k < layout_.adsorbates; ++k)
      add_mass_entry(0, layout_.theta(m, k), 0, layout_.theta(m, k),
                     electrode.site_density / layout_.segments);
    for (int b = 0; b < layout_.branches; ++b) {
      const int q = layout_.charge(m, b);
      add_mass_entry(0, layout_.current(m), 0, q, -1.0);
      if (electrode.double_layer[at(b)].time > 0)
        add_mass_entry(0, q, 0, q, electrode.double_layer[at(b)].time);
    }
  }
}

CellSystem::Kinetics CellSystem::kinetics(const HomogeneousReaction& reaction) const {
  const auto first_order = [](const std::vector<Power>& of) {
    return of.size() == 1 && of[0].order == 1;
  };
  // where water goes, concentrations are no linear function of what is counted
  return !loses_water() && first_order(reaction.reactants) &&
                 (reaction.reverse == 0 || first_order(reaction.products))
             ? Kinetics::Linear
             : Kinetics::Curved;
}

void CellSystem::make_constant_rows() {
  make_mass();
  factored_ = false;
  linear_film_ = linear_fluxes_ && model_.equilibria.empty() &&
                 std::all_of(model_.reactions.begin(), model_.reactions.end(),
                             [this](const auto& r) { return kinetics(r) == Kinetics::Linear; });
  Matrix of_state(layout_.sizes), of_rate(layout_.sizes);
  constant_tail_.clear();
  const std::vector<double> anywhere(at(layout_.size), 0.0);
  if (linear_fluxes_) linearise_fluxes(anywhere, of_state, constant_tail_);
  linearise_reactions(anywhere, Kinetics::Linear, of_state);
  add_mass(1.0, of_rate);
  constant_ = ConstantRows(of_state, of_rate);
  std::vector<ConstantRows::Term> terms;
  for (int row = layout_.chain; row < layout_.size; ++row) {
    terms.clear();
    for (const TailEntry& e : constant_tail_)
      if (e.row == row) terms.push_back({e.column, e.value});
    constant_.add_integral(terms);
  }
}

}  // namespace niter::twin
