// The rows of CellSystem that know of the counter electrode: what is imposed at the terminals, what
// the anode does to the anolyte, and the books of a battery; each beside its derivatives.
#include <algorithm>
#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"
#include "niter/twin/cell/cell_rows.hpp"
#include "niter/twin/cell/cell_system.hpp"
#include "niter/twin/cell/membrane.hpp"

namespace niter::twin {

// Nothing where the anode stands before an anolyte that never changes.
std::span<const double> CellSystem::anolyte(std::span<const double> y) const {
  if (!layout_.vessel || !layout_.potentials) return {};
  return y.subspan(at(layout_.c(layout_.nodes, 0)), at(layout_.species));
}

AnodeState CellSystem::anode_state(std::span<const double> y) const {
  NITER_EXPECT(model_.anode, "a battery has an anode");
  const ZincAnode& zinc = *model_.anode;
  return polarise(zinc, model_.temperature, -y[at(layout_.current(0))],
                  niter::twin::equilibrium_potential(zinc, model_.temperature, anolyte(y)));
}

double CellSystem::terminal_current(std::span<const double> y) const {
  return y[at(layout_.current(0))] + (model_.anode ? model_.anode->leak : 0);
}

double CellSystem::cell_voltage(std::span<const double> y) const {
  return applied_potential(y) + model_.electrode.applied_zero_vs_she - anode_state(y).potential -
         junction(y);
}

// What a bipolar membrane takes: (RT/F) ln of OH- in the anolyte over that in the catholyte, and
// the splitting of the water. @source newman2004, chapter 2 (membrane potential of one carrier)
double CellSystem::junction(std::span<const double> y) const {
  if (!has_bipolar_membrane() || anolyte(y).empty()) return 0;
  const auto hydroxide = [&](int node) {
    return std::max(y[at(layout_.c(node, model_.hydroxide))], 1e-30);
  };
  return constants::R * model_.temperature / constants::F *
             std::log(hydroxide(layout_.nodes) / hydroxide(layout_.nodes - 1)) +
         model_.anode->splitting;
}

double CellSystem::junction_slope(int node, std::span<const double> y) const {
  const double c = std::max(y[at(layout_.c(node, model_.hydroxide))], 1e-30);
  const double slope = constants::R * model_.temperature / constants::F / c;
  return node == layout_.nodes ? slope : -slope;
}

double CellSystem::zinc_used(std::span<const double> y) const {
  return (y[at(layout_.corroded())] - y[at(layout_.passed())]) / (2 * constants::F);
}

double CellSystem::driven(Drive::Mode mode, std::span<const double> y) const {
  switch (mode) {
    case Drive::Mode::Potential:
      return applied_potential(y);
    case Drive::Mode::Current:
      return terminal_current(y);
    case Drive::Mode::Voltage:
      return cell_voltage(y);
    case Drive::Mode::Power:
      return -cell_voltage(y) * terminal_current(y);
    case Drive::Mode::Load:
      return -terminal_current(y) / cell_voltage(y);
  }
  return 0;
}

// The row of what is imposed at the terminals.
double CellSystem::imposed(double t, std::span<const double> y) const {
  const Electrode& electrode = model_.electrode;
  const double asked = drive_.at(clock_ + t);
  switch (drive_.mode) {
    case Drive::Mode::Potential:
      return applied_potential(y) -
             y[at(layout_.current(0))] * electrode.series_resistance * drive_.compensation - asked;
    case Drive::Mode::Current:
      return terminal_current(y) - asked;
    case Drive::Mode::Voltage:
      return cell_voltage(y) - asked;
    case Drive::Mode::Power:
      return -cell_voltage(y) * terminal_current(y) - asked;
    case Drive::Mode::Load:
      return terminal_current(y) + asked * cell_voltage(y);
  }
  return 0;
}

// d(row of what is imposed)/d(I R) of the series resistance.
double CellSystem::resistance_weight(std::span<const double> y) const {
  switch (drive_.mode) {
    case Drive::Mode::Potential:
      return 1 - drive_.compensation;
    case Drive::Mode::Current:
      return 0;
    case Drive::Mode::Voltage:
      return 1;
    case Drive::Mode::Power:
      return -terminal_current(y);
    case Drive::Mode::Load:
      return drive_.at(clock_);
  }
  return 0;
}

// dE_eq/dc of one species of the anolyte.
double CellSystem::equilibrium_slope(const AnodeProduct& product, std::span<const double> y) const {
  const double c = std::max(anolyte(y)[at(product.species)], 1e-30);
  return constants::R * model_.temperature / constants::F * product.per_electron / c;
}

void CellSystem::linearise_imposed(std::span<const double> y, Matrix& m) {
  const Electrode& electrode = model_.electrode;
  const int width = layout_.sizes[0], u = layout_.potential(0), i = layout_.current(0);
  double* row = m.diagonal(0) + u * width;
  corner_.clear();
  const double series =
      electrode.series_resistance + 0.5 * electrode.pore_resistance / layout_.segments;
  if (drive_.mode == Drive::Mode::Current) {
    row[i] += 1;
    return;
  }
  if (drive_.mode == Drive::Mode::Potential) {
    row[u] += 1;
    row[i] += series - electrode.series_resistance * drive_.compensation;
    return;
  }
  // of V: one in U, the resistances in I, and what the anolyte does to the zinc
  const AnodeState anode = anode_state(y);
  double by_voltage = 1, by_current = 0;
  if (drive_.mode == Drive::Mode::Power)
    by_voltage = -terminal_current(y), by_current = -cell_voltage(y);
  if (drive_.mode == Drive::Mode::Load) by_voltage = drive_.at(clock_), by_current = 1;
  row[u] += by_voltage;
  row[i] += by_voltage * (series + anode.potential_by_current) + by_current;
  if (anolyte(y).empty()) return;
  if (has_bipolar_membrane())
    for (const int node : {layout_.nodes - 1, layout_.nodes})
      corner_.push_back(
          {u, layout_.c(node, model_.hydroxide), -by_voltage * junction_slope(node, y)});
  for (const AnodeProduct& product : model_.anode->products)
    corner_.push_back(
        {u, layout_.c(layout_.nodes, product.species),
         -by_voltage * anode.potential_by_equilibrium * equilibrium_slope(product, y)});
}

// Per charge that passes the membrane: water splits, or zinc dissolves and corrodes.
void CellSystem::add_counter_electrode(std::span<const double> y, std::span<double> f) const {
  const int anode_node = layout_.nodes;
  const double current = y[at(layout_.membrane_current())];
  const auto make = [&](int species, double amount) {
    for (const Target& target : outer_targets_[at(species)])
      f[at(layout_.c(anode_node, target.row))] -= target.count * amount;
  };
  if (!model_.anode) {
    const CounterReaction counter = counter_reaction(model_, current);
    make(counter.species, counter.per_charge * current / constants::F);
    return;
  }
  const ZincAnode& zinc = *model_.anode;
  const double corrosion = zinc.area_ratio * polarise(zinc, model_.temperature, -current,
                                                      niter::twin::equilibrium_potential(
                                                          zinc, model_.temperature, anolyte(y)))
                                                 .corrosion;
  for (const AnodeProduct& product : zinc.products)
    make(product.species, product.per_electron * (corrosion - current) / constants::F);
  // 2 H2O + 2 e- -> H2 + 2 OH- takes the other electrons of the corrosion
  if (!zinc.products.empty()) make(model_.hydroxide, corrosion / constants::F);
}

void CellSystem::linearise_counter_electrode(std::span<const double> y, Matrix& m) const {
  const int last = layout_.nodes - 1, width = layout_.sizes[at(last)], n = layout_.species;
  const int current = layout_.membrane_current() - layout_.first[at(last)];
  double *b = m.diagonal(last + 1), *down = m.lower(last + 1);
  const auto make = [&](int species, double by_current) {
    for (const Target& target : outer_targets_[at(species)])
      down[target.row * width + current] -= target.count * by_current;
  };
  if (!model_.anode) {
    const CounterReaction counter = counter_reaction(model_, y[at(layout_.membrane_current())]);
    make(counter.species, counter.per_charge / constants::F);
    return;
  }
  const ZincAnode& zinc = *model_.anode;
  if (zinc.products.empty()) return;
  const AnodeState state =
      polarise(zinc, model_.temperature, -y[at(layout_.membrane_current())],
               niter::twin::equilibrium_potential(zinc, model_.temperature, anolyte(y)));
  const double by_current = -zinc.area_ratio * state.corrosion_by_current;
  for (const AnodeProduct& product : zinc.products)
    make(product.species, product.per_electron * (by_current - 1) / constants::F);
  make(model_.hydroxide, by_current / constants::F);
  for (const AnodeProduct& moved : zinc.products) {
    const double by_c = zinc.area_ratio * state.corrosion_by_equilibrium *
                        equilibrium_slope(moved, y) / constants::F;
    const auto make_by_c = [&](int species, double amount) {
      for (const Target& target : outer_targets_[at(species)])
        b[target.row * n + moved.species] -= target.count * amount;
    };
    for (const AnodeProduct& product : zinc.products)
      make_by_c(product.species, product.per_electron * by_c);
    make_by_c(model_.hydroxide, by_c);
  }
}

// Corrosion by the current that the membrane passes where there is one, so that the books of the
// anolyte close to rounding; the work at the terminals.
void CellSystem::add_battery_integrals(std::span<const double> y, std::span<double> f) const {
  const ZincAnode& zinc = *model_.anode;
  const bool vessel = layout_.vessel && layout_.potentials;
  const double current = y[at(vessel ? layout_.membrane_current() : layout_.current(0))];
  const auto state =
      polarise(zinc, model_.temperature, -current,
               niter::twin::equilibrium_potential(zinc, model_.temperature, anolyte(y)));
  f[at(layout_.corroded())] -= zinc.area_ratio * state.corrosion;
  f[at(layout_.work())] += cell_voltage(y) * terminal_current(y);
}

void CellSystem::linearise_battery_integrals(std::span<const double> y, Tail& tail) const {
  const ZincAnode& zinc = *model_.anode;
  const bool vessel = layout_.vessel && layout_.potentials;
  const int carrier = vessel ? layout_.membrane_current() : layout_.current(0);
  const double equilibrium =
      niter::twin::equilibrium_potential(zinc, model_.temperature, anolyte(y));
  const AnodeState through = polarise(zinc, model_.temperature, -y[at(carrier)], equilibrium);
  const AnodeState state = anode_state(y);
  const double voltage = cell_voltage(y), current = terminal_current(y);
  const double series = model_.electrode.series_resistance +
                        0.5 * model_.electrode.pore_resistance / layout_.segments;
  tail.push_back({layout_.corroded(), carrier, zinc.area_ratio * through.corrosion_by_current});
  tail.push_back({layout_.work(), layout_.potential(0), current});
  tail.push_back({layout_.work(), layout_.current(0),
                  voltage + current * (series + state.potential_by_current)});
  if (!vessel) return;
  if (has_bipolar_membrane())
    for (const int node : {layout_.nodes - 1, layout_.nodes})
      tail.push_back(
          {layout_.work(), layout_.c(node, model_.hydroxide), -current * junction_slope(node, y)});
  for (const AnodeProduct& product : zinc.products) {
    const int column = layout_.c(layout_.nodes, product.species);
    const double slope = equilibrium_slope(product, y);
    tail.push_back(
        {layout_.corroded(), column, -zinc.area_ratio * through.corrosion_by_equilibrium * slope});
    tail.push_back({layout_.work(), column, -current * state.potential_by_equilibrium * slope});
  }
}

}  // namespace niter::twin
