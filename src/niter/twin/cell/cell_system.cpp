#include "niter/twin/cell/cell_system.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"
#include "niter/twin/cell/cell_rows.hpp"

namespace niter::twin {

double Drive::at(double t) const {
  const double since = t - start;
  return value + rate * since +
         (amplitude != 0 ? amplitude * std::sin(angular_frequency * since) : 0);
}

CellSystem::CellSystem(CellModel model)
    : model_(std::move(model)),
      layout_(model_),
      flux_law_(model_),
      rates_(model_),
      linear_fluxes_(model_.transport.level == TransportLevel::Fick && !loses_water()),
      matrix_(layout_.sizes) {
  const TransportModel& transport = model_.transport;
  const bool neutral = transport.level == TransportLevel::NernstPlanck;
  NITER_EXPECT(!neutral || transport.neutralising_ion >= 0, "one ion keeps the solution neutral");
  NITER_EXPECT(transport.outer != Outer::Vessel || model_.vessel, "a vessel is described");
  NITER_EXPECT(!loses_water() || transport.storage == Storage::Lumped,
               "what a vessel holds is counted at its own node");
  NITER_EXPECT(
      transport.velocity.empty() || transport.velocity.size() + 1 == transport.nodes.size(),
      "one velocity per interval");
  for (const DissolvedSpecies& s : model_.species) largest_ = std::max(largest_, s.bulk);
  make_targets();
  make_volumes();
  make_constant_rows();
}

// Which rows a flux of species s enters: the components it is made of, and the charge balance.
void CellSystem::make_targets() {
  const std::size_t n = model_.species.size();
  const TransportModel& transport = model_.transport;
  dependent_.assign(n, 0);
  outer_targets_.assign(n, {});
  for (const InstantEquilibrium& e : model_.equilibria) {
    dependent_[at(e.species)] = 1;
    for (const Power& part : e.components)
      outer_targets_[at(e.species)].push_back({part.index, static_cast<double>(part.order)});
    // the gross terms at the bulk composition, so that the row is of order one
    double scale = e.constant;
    for (const Power& part : e.components)
      if (part.order > 0) scale *= std::pow(model_.species[at(part.index)].bulk, part.order);
    equilibrium_scale_.push_back(scale > 0 ? scale : 1);
  }
  const bool neutral = transport.level == TransportLevel::NernstPlanck;
  for (std::size_t s = 0; s < n; ++s) {
    if (!dependent_[s]) outer_targets_[s].push_back({static_cast<int>(s), 1.0});
    if (neutral)
      std::erase_if(outer_targets_[s],
                    [&](const Target& t) { return t.row == transport.neutralising_ion; });
  }
  inner_targets_ = outer_targets_;
  if (!neutral) return;
  for (std::size_t s = 0; s < n; ++s)
    if (model_.species[s].charge != 0)
      inner_targets_[s].push_back({layout_.species, static_cast<double>(model_.species[s].charge)});
}

const std::vector<CellSystem::Target>& CellSystem::targets(int node, int s) const {
  return node < layout_.nodes - 1 ? inner_targets_[at(s)] : outer_targets_[at(s)];
}

std::vector<double> CellSystem::rest_state(double applied) const {
  std::vector<double> y(at(layout_.size), 0.0);
  const Electrode& electrode = model_.electrode;
  for (int node = 0; node < layout_.nodes; ++node)
    for (int s = 0; s < layout_.species; ++s)
      y[at(layout_.c(node, s))] = model_.species[at(s)].bulk;
  if (layout_.vessel && layout_.potentials)
    for (int s = 0; s < layout_.species; ++s)
      y[at(layout_.c(layout_.nodes, s))] = model_.vessel->anolyte[at(s)];
  // where space charge is resolved there is none yet: the electrode starts uncharged
  const bool uncharged = model_.transport.level == TransportLevel::PoissonNernstPlanck;
  const double potential = uncharged ? electrode.zero_charge : applied + electrode.potential_shift;
  for (int m = 0; m < layout_.segments; ++m) {
    for (int k = 0; k < layout_.adsorbates; ++k)
      y[at(layout_.theta(m, k))] = electrode.coverage[at(k)];
    y[at(layout_.potential(m))] = potential;
    for (int b = 0; b < layout_.branches; ++b)
      y[at(layout_.charge(m, b))] = electrode.double_layer[at(b)].capacitance / layout_.segments *
                                    (potential - electrode.zero_charge);
  }
  return y;
}

std::vector<math::DaeUnknown> CellSystem::unknowns(double relative_tolerance) const {
  // parts of the typical size below which an unknown need not be known
  constexpr double trace = 1e-2;  // of the largest concentration that does not only neutralise
  // an equilibrium crosses many decades where the pH turns: its partners are known more closely
  constexpr double partner = 1e-4, follower = 1e-9;
  constexpr double coverage = 1e-12;  // fast intermediates are rare and yet carry the current
  constexpr double unimportant = 1e30;
  const double thermal = constants::R * model_.temperature / constants::F;
  double largest = 0;
  for (int s = 0; s < layout_.species; ++s)
    if (s != model_.transport.neutralising_ion)
      largest = std::max(largest, model_.species[at(s)].bulk);

  const auto trace_of = [&](int s) {
    const auto holds = [&](const InstantEquilibrium& e) {
      return std::any_of(e.components.begin(), e.components.end(),
                         [&](const Power& p) { return p.index == s; });
    };
    if (!std::any_of(model_.equilibria.begin(), model_.equilibria.end(), holds)) return trace;
    const auto sees = [&](const ElectrodeStep& step) {
      const auto is = [&](const Power& p) { return p.index == s; };
      return std::any_of(step.reactants.begin(), step.reactants.end(), is) ||
             std::any_of(step.products.begin(), step.products.end(), is);
    };
    // a rate that looks at OH- looks at what is left of it in acid, too
    const auto& steps = model_.electrode.steps;
    return std::any_of(steps.begin(), steps.end(), sees) ? follower : partner;
  };
  std::vector<math::DaeUnknown> out(at(layout_.size), {relative_tolerance, false, false});
  const auto set = [&](int i, double size) { out[at(i)].tolerance = relative_tolerance * size; };
  const int chain_nodes = static_cast<int>(layout_.sizes.size());
  // three-node storage may undershoot ahead of a front that its grid does not resolve, within the
  // error of space; an integrator that forbids it shortens its step again and again
  const bool no_undershoot = model_.transport.storage == Storage::Lumped;
  for (int node = 0; node < chain_nodes; ++node)
    for (int s = 0; s < layout_.species; ++s) {
      const double floor = dependent_[at(s)]
                               ? follower * largest
                               : std::max(model_.species[at(s)].bulk, trace_of(s) * largest);
      set(layout_.c(node, s), floor);
      out[at(layout_.c(node, s))].not_negative = no_undershoot;
    }
  for (int m = 0; m < layout_.segments; ++m) {
    for (int k = 0; k < layout_.adsorbates; ++k) {
      set(layout_.theta(m, k), coverage);
      out[at(layout_.theta(m, k))].not_negative = true;
    }
    set(layout_.potential(m), thermal);
    for (int b = 0; b < layout_.branches; ++b)
      set(layout_.charge(m, b), thermal * model_.electrode.double_layer[at(b)].capacitance);
    for (int j = 0; j < layout_.steps; ++j) out[at(layout_.rate(m, j))].tolerance = unimportant;
  }
  for (const Mass& entry : mass_) out[at(entry.y)].controlled = true;
  // without a capacitance that would keep it in check, U may run away between two steps
  const auto& branches = model_.electrode.double_layer;
  const bool kept = std::any_of(branches.begin(), branches.end(),
                                [](const CapacitanceBranch& b) { return b.time == 0; });
  for (int m = 0; !kept && m < layout_.segments; ++m)
    out[at(layout_.potential(m))].controlled = true;
  for (const InstantEquilibrium& e : model_.equilibria)  // they follow from their components
    for (int node = 0; node < chain_nodes; ++node)
      out[at(layout_.c(node, e.species))] = {out[at(layout_.c(node, e.species))].tolerance, false,
                                             false};
  for (int i = layout_.chain; i < layout_.size; ++i) out[at(i)] = {unimportant, true, false};
  return out;
}

double CellSystem::potential_at(std::span<const double> y, int segment) const {
  const double u = y[at(layout_.potential(segment))];
  if (model_.transport.level != TransportLevel::PoissonNernstPlanck) return u;
  // the ions stop at the outer Helmholtz plane: that is where the reaction sees the solution
  return u - y[at(layout_.phi(0))] * constants::R * model_.temperature / constants::F;
}

double CellSystem::shown_concentration(std::span<const double> y, int node, int species) const {
  constexpr double below_notice = 1e-6;  // of the largest concentration at the start
  const auto of = [&](int s) {
    const double c = concentration(y, node, s);
    return c < 0 && -c < below_notice * largest_ ? 0 : c;
  };
  if (!dependent_[at(species)]) return of(species);
  for (const InstantEquilibrium& e : model_.equilibria) {
    if (e.species != species) continue;
    double c = e.constant;
    for (const Power& part : e.components) {
      const double component = of(part.index);
      // a component that is used up leaves nothing of its partners to follow from
      if (component <= 0) return std::max(0.0, concentration(y, node, species));
      c *= std::pow(component, part.order);
    }
    return c;
  }
  return of(species);
}

double CellSystem::applied_potential(std::span<const double> y) const {
  const Electrode& electrode = model_.electrode;
  const double series =
      electrode.series_resistance + 0.5 * electrode.pore_resistance / layout_.segments;
  return y[at(layout_.potential(0))] + y[at(layout_.current(0))] * series -
         electrode.potential_shift;
}

std::vector<double> CellSystem::step_rates(std::span<const double> y) const {
  std::vector<double> sum(at(layout_.steps), 0.0);
  for (int m = 0; m < layout_.segments; ++m)
    for (int j = 0; j < layout_.steps; ++j) sum[at(j)] += y[at(layout_.rate(m, j))];
  return sum;
}

void CellSystem::event_values(double t, std::span<const double> y, std::span<double> out) {
  for (std::size_t i = 0; i < event_functions.size(); ++i) out[i] = event_functions[i](t, y);
}

bool CellSystem::set_up(double, std::span<const double> y, std::span<const double>, double c) {
  const bool film_known = linear_film_ && factored_ && c == coefficient_;
  coefficient_ = c;
  factored_ = false;
  if (!film_known) {
    factored_ = linearise(y, c, matrix_, tail_) && matrix_.factor();
    if (factored_ && !corner_.empty()) {
      by_corner_.assign(at(layout_.chain), 0.0);
      by_corner_[at(layout_.potential(0))] = 1;
      matrix_.solve(by_corner_);
    }
    return factored_;
  }
  // only the electrode moves: the elimination of the film ends before it
  std::fill_n(matrix_.diagonal(0), matrix_.block_size(0) * matrix_.block_size(0), 0.0);
  constant_.put_first(c, matrix_);
  tail_.resize(film_tail_);
  linearise_electrode(y, matrix_, tail_);
  if (layout_.battery) linearise_battery_integrals(y, tail_);
  factored_ = matrix_.factor_first();
  return factored_;
}

void CellSystem::solve(std::span<double> b) {
  if (loses_water()) {  // its rate is given: what it moves is known before the rest
    const double gone = coefficient_ == 0 ? 0 : b[at(layout_.evaporated())] / coefficient_;
    for (int i = 0; i < layout_.evaporated(); ++i) b[at(i)] -= by_loss_[at(i)] * gone;
  }
  matrix_.solve(b.first(at(layout_.chain)));
  if (!corner_.empty()) {  // one row more than the blocks hold: Sherman and Morrison
    double in_row = 0, of_row = 0;
    for (const TailEntry& entry : corner_) {
      in_row += entry.value * b[at(entry.column)];
      of_row += entry.value * by_corner_[at(entry.column)];
    }
    const double taken = in_row / (1 + of_row);
    for (int i = 0; i < layout_.chain; ++i) b[at(i)] -= taken * by_corner_[at(i)];
  }
  // an integral follows from the change of the chain: c dx + sum (d f/d y) dy = b; at steady state
  // (c = 0) it has no value
  for (const TailEntry& entry : tail_) b[at(entry.row)] -= entry.value * b[at(entry.column)];
  for (int i = layout_.chain; i < layout_.size; ++i)
    b[at(i)] = coefficient_ == 0 ? 0 : b[at(i)] / coefficient_;
}

}  // namespace niter::twin
