// The rows of CellSystem: what each equation says.
#include <algorithm>
#include <cmath>

#include "niter/chem/constants.hpp"
#include "niter/twin/cell/cell_rows.hpp"
#include "niter/twin/cell/cell_system.hpp"
#include "niter/twin/cell/membrane.hpp"

namespace niter::twin {

bool CellSystem::residual(double t, std::span<const double> state, std::span<const double> yp,
                          std::span<double> f) {
  if (!(left_over(state) > 0)) return false;
  const auto y = as_seen(state);
  constant_.evaluate(y, yp, f);
  if (!linear_fluxes_ && !add_fluxes(y, f)) return false;
  add_reactions(y, f);
  add_solution_chemistry(y, f);
  add_electrode(t, y, f);
  add_outer_edge(y, f);
  if (layout_.battery) add_battery_integrals(y, f);
  double sum = 0;  // not a number if anything is not
  for (const double value : f) sum += value;
  return std::isfinite(sum);
}

void CellSystem::add_storage(std::span<const double> yp, std::span<double> f) const {
  for (const Mass& entry : mass_) f[at(entry.f)] += entry.value * yp[at(entry.y)];
  for (int i = layout_.chain; i < layout_.size; ++i) f[at(i)] += yp[at(i)];
}

// eps RT/F^2 between two nodes: water in hydration shells counts as bound.
double CellSystem::displacement(std::span<const double> left, std::span<const double> right) const {
  double held = 0;
  for (int s = 0; s < layout_.species; ++s)
    held += 0.5 * model_.species[at(s)].hydration * (left[at(s)] + right[at(s)]);
  const TransportModel& t = model_.transport;
  return (t.permittivity + (t.bound_permittivity - t.permittivity) * held / water) * constants::R *
         model_.temperature / (constants::F * constants::F);
}

// The fluxes of one interval into the rows of its ends.
void CellSystem::put_fluxes(int i, double v, std::span<const double> y, std::span<double> f) const {
  const bool last = i + 2 == layout_.nodes;
  const bool reservoir = model_.transport.outer == Outer::Reservoir;
  double* from = f.data() + layout_.first[at(i)];
  double* to = f.data() + layout_.first[at(i + 1)];
  for (int s = 0; s < layout_.species; ++s) {
    const double flux = interval_.flux[at(s)];
    for (const Target& target : targets(i, s)) from[target.row] += target.count * flux;
    if (last && layout_.vessel && layout_.potentials)
      f[at(layout_.membrane_current())] -= model_.species[at(s)].charge * flux;
    if (last && reservoir) {
      f[at(layout_.lost(s))] -= flux;
    } else {
      for (const Target& target : targets(i + 1, s)) to[target.row] -= target.count * flux;
    }
    // liquid that enters an element from below leaves it sideways with the element's composition
    if (v == 0) continue;
    const double here = v * y[at(layout_.c(i, s))], there = v * y[at(layout_.c(i + 1, s))];
    for (const Target& target : outer_targets_[at(s)]) {
      from[target.row] -= target.count * here;
      if (!(last && reservoir)) to[target.row] += target.count * there;
    }
    f[at(layout_.lost(s))] += here;
    if (!(last && reservoir)) f[at(layout_.lost(s))] -= there;
  }
}

// What leaves a node to the right enters its neighbour; with Poisson's equation likewise the
// dielectric displacement.
bool CellSystem::add_fluxes(std::span<const double> y, std::span<double> f) {
  const std::vector<double>& x = model_.transport.nodes;
  const std::vector<double>& velocity = model_.transport.velocity;
  const bool poisson = model_.transport.level == TransportLevel::PoissonNernstPlanck;
  const auto n = at(layout_.species);
  for (int i = 0; i + 1 < layout_.nodes; ++i) {
    const bool last = i + 2 == layout_.nodes;
    const auto left = y.subspan(at(layout_.c(i, 0)), n),
               right = y.subspan(at(layout_.c(i + 1, 0)), n);
    const double dphi = layout_.potentials ? y[at(layout_.phi(i + 1))] - y[at(layout_.phi(i))] : 0;
    const double h = x[at(i + 1)] - x[at(i)];
    const double v = velocity.empty() ? 0 : velocity[at(i)];
    if (!flux_law_.between(left, right, dphi, h, v, interval_)) return false;

    put_fluxes(i, v, y, f);
    if (!poisson) continue;
    const double field = -displacement(left, right) * dphi / h;
    f[at(layout_.phi(i))] += field;
    if (!last) f[at(layout_.phi(i + 1))] -= field;
  }
  return true;
}

// What reactions make at a place is counted where its content is counted.
void CellSystem::add_reactions(std::span<const double> y, std::span<double> f) const {
  for (const HomogeneousReaction& reaction : model_.reactions) {
    if (kinetics(reaction) == Kinetics::Linear) continue;
    int place = -1;
    double rate = 0;
    for (const Part& part : parts_) {
      if (part.of != place) {
        place = part.of;
        const auto c = y.subspan(at(layout_.c(place, 0)), at(layout_.species));
        rate = reaction.forward * mass_action(reaction.reactants, c) -
               reaction.reverse * mass_action(reaction.products, c);
        rate *= left_at(place, y);
      }
      put_reaction(reaction, part, rate, f);
    }
  }
}

// What a reaction of that rate makes in a part of a volume. [mol m-3 s-1]
void CellSystem::put_reaction(const HomogeneousReaction& reaction, const Part& part, double rate,
                              std::span<double> f) const {
  double* rows = f.data() + layout_.first[at(part.node)];
  for (const Power& p : reaction.reactants)
    for (const Target& target : outer_targets_[at(p.index)])
      rows[target.row] += p.order * target.count * part.volume * rate;
  for (const Power& p : reaction.products)
    for (const Target& target : outer_targets_[at(p.index)])
      rows[target.row] -= p.order * target.count * part.volume * rate;
}

// Equilibria, and space charge or neutrality, place by place.
void CellSystem::add_solution_chemistry(std::span<const double> y, std::span<double> f) const {
  const TransportModel& transport = model_.transport;
  if (transport.level == TransportLevel::Fick && model_.equilibria.empty() &&
      model_.reactions.empty())
    return;
  const int blocks = static_cast<int>(layout_.sizes.size());
  const int reacting = transport.outer == Outer::Reservoir ? blocks - 1 : blocks;
  for (int node = 0; node < reacting; ++node) {
    const auto c = y.subspan(at(layout_.c(node, 0)), at(layout_.species));
    double* rows = f.data() + layout_.first[at(node)];
    for (std::size_t e = 0; e < model_.equilibria.size(); ++e) {
      const InstantEquilibrium& equilibrium = model_.equilibria[e];
      double formed = c[at(equilibrium.species)], from = equilibrium.constant;
      for (const Power& part : equilibrium.components)
        (part.order > 0 ? from : formed) *= integer_power(c[at(part.index)], std::abs(part.order));
      rows[equilibrium.species] += (formed - from) / equilibrium_scale_[e];
    }
    double charge = 0;
    for (int s = 0; s < layout_.species; ++s) charge += model_.species[at(s)].charge * c[at(s)];
    if (transport.level == TransportLevel::NernstPlanck)
      rows[transport.neutralising_ion] += charge;
    else if (transport.level == TransportLevel::PoissonNernstPlanck)
      rows[layout_.species] -= volumes_[at(node)] * charge;
  }
}

// What `rate` turnovers of a step put into the rows. [mol m-2 s-1]
void CellSystem::add_turnover(const ElectrodeStep& step, int j, int segment, double rate,
                              std::span<double> f) const {
  f[at(layout_.current(segment))] += constants::F * step.electrons * rate;
  for (const Power& p : step.net_dissolved)
    for (const Target& target : outer_targets_[at(p.index)])
      f[at(target.row)] -= target.count * p.order * rate;
  for (const Power& p : step.net_adsorbed)
    if (!still_ || p.index + 1 < layout_.adsorbates)
      f[at(layout_.theta(segment, p.index))] -= p.order * rate;
  f[at(layout_.extent(j))] -= rate;
}

void CellSystem::add_electrode(double t, std::span<const double> y, std::span<double> f) {
  const Electrode& electrode = model_.electrode;
  const double share = 1.0 / layout_.segments;
  const double pore = electrode.pore_resistance * share;
  const auto c = y.subspan(at(layout_.c(0, 0)), at(layout_.species));
  double charge = 0;  // of the metal, C m-2
  for (int m = 0; m < layout_.segments; ++m) {
    const auto theta = y.subspan(at(layout_.theta(m, 0)), at(layout_.adsorbates));
    const double u = y[at(layout_.potential(m))], current = y[at(layout_.current(m))];
    const double drop = potential_at(y, m);
    rates_.evaluate(drop, c, theta);

    // potential of this segment, from the potentiostat or from the segment above it
    double& row = f[at(layout_.potential(m))];
    row = m > 0 ? u - y[at(layout_.potential(m - 1))] + pore * current : imposed(t, y);

    double& balance = f[at(layout_.current(m))];
    balance += current - (m + 1 < layout_.segments ? y[at(layout_.current(m + 1))] : 0);
    for (int j = 0; j < layout_.steps; ++j) {
      const double rate = y[at(layout_.rate(m, j))];
      f[at(layout_.rate(m, j))] = rate - share * rates_.rate()[at(j)];
      add_turnover(electrode.steps[at(j)], j, m, rate, f);
    }
    if (layout_.adsorbates > 0 && still_) {
      double& sites = f[at(layout_.theta(m, layout_.adsorbates - 1))];
      sites = -1;
      for (int k = 0; k < layout_.adsorbates; ++k) sites += electrode.sites[at(k)] * theta[at(k)];
    }
    for (int b = 0; b < layout_.branches; ++b) {
      const double q = y[at(layout_.charge(m, b))];
      f[at(layout_.charge(m, b))] +=
          q - share * electrode.double_layer[at(b)].capacitance * (drop - electrode.zero_charge);
      charge += q;
    }
  }
  f[at(layout_.passed())] -= y[at(layout_.current(0))];
  if (model_.transport.level == TransportLevel::NernstPlanck)
    f[at(layout_.phi(0))] -= y[at(layout_.current(0))] / constants::F;
  else if (model_.transport.level == TransportLevel::PoissonNernstPlanck)
    f[at(layout_.phi(0))] -= charge / constants::F;
}

// Bulk, wall, or a vessel that loses ammonia to a gas and exchanges ions with the anolyte.
void CellSystem::add_outer_edge(std::span<const double> y, std::span<double> f) const {
  const int last = layout_.nodes - 1;
  if (layout_.potentials) f[at(layout_.phi(last))] = y[at(layout_.phi(last))];
  if (model_.transport.outer == Outer::Reservoir)
    for (int s = 0; s < layout_.species; ++s)
      f[at(layout_.c(last, s))] = y[at(layout_.c(last, s))] - model_.species[at(s)].bulk;
  if (!layout_.vessel) return;

  const VesselModel& vessel = *model_.vessel;
  f[at(layout_.evaporated())] -= vessel.evaporation;
  for (std::size_t s = 0; s < vessel.stripping.size(); ++s) {
    const double lost = vessel.stripping[s] * y[at(layout_.c(last, static_cast<int>(s)))];
    f[at(layout_.lost(static_cast<int>(s)))] -= lost;
    for (const Target& target : outer_targets_[s])
      f[at(layout_.c(last, target.row))] += target.count * lost;
  }
  if (!layout_.potentials) return;
  const double current = y[at(layout_.membrane_current())];
  f[at(layout_.passed_membrane())] -= current;
  f[at(layout_.membrane_current())] += current / constants::F;
  MembraneFlux through;
  membrane_flux(model_, current, y.subspan(at(layout_.c(last, 0)), at(layout_.species)),
                y.subspan(at(layout_.c(last + 1, 0)), at(layout_.species)), through);
  for (int s = 0; s < layout_.species; ++s)
    for (const Target& target : outer_targets_[at(s)]) {
      f[at(layout_.c(last, target.row))] += target.count * through.flux[at(s)];
      f[at(layout_.c(last + 1, target.row))] -= target.count * through.flux[at(s)];
    }
  add_counter_electrode(y, f);
}

}  // namespace niter::twin
