// The exact derivatives of the rows of CellSystem, in the order of cell_residual.cpp.
#include <algorithm>
#include <cmath>

#include "niter/chem/constants.hpp"
#include "niter/twin/cell/cell_rows.hpp"
#include "niter/twin/cell/cell_system.hpp"
#include "niter/twin/cell/membrane.hpp"

namespace niter::twin {

bool CellSystem::linearise(std::span<const double> state, double c, Matrix& m, Tail& tail) {
  const double left = left_over(state);
  if (!(left > 0)) return false;
  const auto y = as_seen(state);
  m.clear();
  tail = constant_tail_;
  if (loses_water()) by_loss_.assign(at(layout_.size), 0.0);
  if (!linear_fluxes_ && !linearise_fluxes(y, m, tail)) return false;
  linearise_reactions(y, Kinetics::Curved, m);
  linearise_solution(y, m);
  linearise_outer_edge(y, m, tail);
  film_tail_ = tail.size();
  linearise_electrode(y, m, tail);
  if (layout_.battery) linearise_battery_integrals(y, tail);
  if (loses_water()) see_amounts(y, left, m, tail);
  constant_.put(c, m);
  return true;
}

bool CellSystem::linearise_fluxes(std::span<const double> y, Matrix& m, Tail& tail) {
  const std::vector<double>& x = model_.transport.nodes;
  const std::vector<double>& velocity = model_.transport.velocity;
  const bool poisson = model_.transport.level == TransportLevel::PoissonNernstPlanck;
  const bool reservoir = model_.transport.outer == Outer::Reservoir;
  const int n = layout_.species;
  for (int i = 0; i + 1 < layout_.nodes; ++i) {
    const bool last = i + 2 == layout_.nodes;
    const auto left = y.subspan(at(layout_.c(i, 0)), at(n));
    const auto right = y.subspan(at(layout_.c(i + 1, 0)), at(n));
    const double dphi = layout_.potentials ? y[at(layout_.phi(i + 1))] - y[at(layout_.phi(i))] : 0;
    const double h = x[at(i + 1)] - x[at(i)];
    const double v = velocity.empty() ? 0 : velocity[at(i)];
    if (!flux_law_.between(left, right, dphi, h, v, interval_)) return false;

    // rows of one node against the columns of both ends
    const auto add = [&](double* own, int own_width, double* other, int other_width, bool own_left,
                         int row, int s, double weight) {
      double* l = (own_left ? own : other) + row * (own_left ? own_width : other_width);
      double* r = (own_left ? other : own) + row * (own_left ? other_width : own_width);
      l[s] += weight * interval_.by_left[at(s)];
      r[s] += weight * interval_.by_right[at(s)];
      const double drift = weight * interval_.by_drift[at(s)];
      if (layout_.potentials) {
        l[n] -= drift * model_.species[at(s)].charge;
        r[n] += drift * model_.species[at(s)].charge;
      }
      if (!flux_law_.crowded()) return;
      for (int k = 0; k < n; ++k) {
        l[k] -= drift * flux_law_.volume(k) * interval_.crowd_left;
        r[k] += drift * flux_law_.volume(k) * interval_.crowd_right;
      }
    };
    const int width = layout_.sizes[at(i)], next = layout_.sizes[at(i + 1)];
    for (int s = 0; s < n; ++s) {
      for (const Target& target : targets(i, s))
        add(m.diagonal(i), width, m.upper(i), next, true, target.row, s, target.count);
      if (last && layout_.vessel && layout_.potentials)
        add(m.diagonal(i + 1), next, m.lower(i + 1), width, false,
            layout_.membrane_current() - layout_.first[at(i + 1)], s,
            -model_.species[at(s)].charge);
      if (last && reservoir) {
        tail.push_back({layout_.lost(s), layout_.c(i, s), -interval_.by_left[at(s)]});
        tail.push_back({layout_.lost(s), layout_.c(i + 1, s), -interval_.by_right[at(s)]});
        const double drift = interval_.by_drift[at(s)];
        if (layout_.potentials)
          tail.push_back({layout_.lost(s), layout_.phi(i), drift * model_.species[at(s)].charge});
        if (flux_law_.crowded())
          for (int k = 0; k < n; ++k)
            tail.push_back({layout_.lost(s), layout_.c(i, k),
                            drift * flux_law_.volume(k) * interval_.crowd_left});
      } else {
        for (const Target& target : targets(i + 1, s))
          add(m.diagonal(i + 1), next, m.lower(i + 1), width, false, target.row, s, -target.count);
      }
      if (v == 0) continue;
      for (const Target& target : outer_targets_[at(s)]) {
        m.diagonal(i)[target.row * width + s] -= target.count * v;
        if (!(last && reservoir)) m.diagonal(i + 1)[target.row * next + s] += target.count * v;
      }
      tail.push_back({layout_.lost(s), layout_.c(i, s), v});
      if (!(last && reservoir)) tail.push_back({layout_.lost(s), layout_.c(i + 1, s), -v});
    }
    if (poisson) {
      const double slope = -displacement(left, right) / h;
      m.diagonal(i)[n * width + n] -= slope;
      m.upper(i)[n * next + n] += slope;
      if (!last) {
        m.lower(i + 1)[n * width + n] += slope;
        m.diagonal(i + 1)[n * next + n] -= slope;
      }
      for (int k = 0; k < n; ++k) {
        const double bound = 0.5 * model_.species[at(k)].hydration / water *
                             (model_.transport.bound_permittivity - model_.transport.permittivity) *
                             constants::R * model_.temperature / (constants::F * constants::F);
        const double change = -bound * dphi / h;
        m.diagonal(i)[n * width + k] += change;
        m.upper(i)[n * next + k] += change;
        if (last) continue;
        m.lower(i + 1)[n * width + k] -= change;
        m.diagonal(i + 1)[n * next + k] -= change;
      }
    }
  }
  return true;
}

void CellSystem::linearise_reactions(std::span<const double> y, Kinetics of, Matrix& m) {
  std::array<double, most_species> slopes{};
  const double left = left_over(y);
  for (const HomogeneousReaction& reaction : model_.reactions) {
    if (kinetics(reaction) != of) continue;
    int place = -1;
    double by_volume = 0;  // of the rate in a vessel that loses water, times its volume
    for (const Part& part : parts_) {
      if (part.of != place) {
        place = part.of;
        const auto c = y.subspan(at(layout_.c(place, 0)), at(layout_.species));
        std::fill_n(slopes.begin(), layout_.species, 0.0);
        add_mass_action_slopes(reaction.reactants, c, reaction.forward, slopes.data());
        add_mass_action_slopes(reaction.products, c, -reaction.reverse, slopes.data());
        by_volume = 0;
        if (loses_water() && place == layout_.nodes - 1) {
          for (double& slope : slopes) slope *= left;
          by_volume = -(reaction.forward * mass_action(reaction.reactants, c) -
                        reaction.reverse * mass_action(reaction.products, c));
        }
      }
      double* rows = m.block(part.node, part.of);
      const int width = layout_.sizes[at(part.of)];
      const auto add = [&](const Power& p, double sign) {
        for (const Target& target : outer_targets_[at(p.index)]) {
          for (int k = 0; k < layout_.species; ++k)
            rows[target.row * width + k] +=
                sign * p.order * target.count * part.volume * slopes[at(k)];
          if (by_volume != 0)
            by_loss_[at(layout_.c(part.node, target.row))] +=
                sign * p.order * target.count * by_volume;
        }
      };
      for (const Power& p : reaction.reactants) add(p, 1);
      for (const Power& p : reaction.products) add(p, -1);
    }
  }
}

void CellSystem::linearise_solution(std::span<const double> y, Matrix& m) const {
  const TransportModel& transport = model_.transport;
  const int blocks = static_cast<int>(layout_.sizes.size());
  const int reacting = transport.outer == Outer::Reservoir ? blocks - 1 : blocks;
  if (transport.level == TransportLevel::Fick && model_.equilibria.empty() &&
      model_.reactions.empty())
    return;
  for (int node = 0; node < reacting; ++node) {
    const auto c = y.subspan(at(layout_.c(node, 0)), at(layout_.species));
    const int width = layout_.sizes[at(node)];
    double* rows = m.diagonal(node);
    for (std::size_t e = 0; e < model_.equilibria.size(); ++e) {
      const InstantEquilibrium& equilibrium = model_.equilibria[e];
      double* row = rows + equilibrium.species * width;
      const double scale = 1 / equilibrium_scale_[e];
      double formed = c[at(equilibrium.species)], from = equilibrium.constant, beside = 1;
      for (const Power& part : equilibrium.components) {
        const double factor = integer_power(c[at(part.index)], std::abs(part.order));
        (part.order > 0 ? from : formed) *= factor;
        if (part.order < 0) beside *= factor;
      }
      row[equilibrium.species] += scale * beside;
      for (const Power& part : equilibrium.components) {
        // d/dc of c^order with the other factors: none of them is zero but by exhaustion
        const double x = c[at(part.index)];
        const double gross = part.order > 0 ? -from : formed;
        row[part.index] += scale * gross * std::abs(part.order) / (x != 0 ? x : 1e-300);
      }
    }
    for (int s = 0; s < layout_.species; ++s) {
      const double z = model_.species[at(s)].charge;
      if (transport.level == TransportLevel::NernstPlanck)
        rows[transport.neutralising_ion * width + s] += z;
      else if (transport.level == TransportLevel::PoissonNernstPlanck)
        rows[layout_.species * width + s] -= volumes_[at(node)] * z;
    }
  }
}

void CellSystem::linearise_electrode(std::span<const double> y, Matrix& m, Tail& tail) {
  const Electrode& electrode = model_.electrode;
  const int width = layout_.sizes[0], n = layout_.species;
  const bool poisson = model_.transport.level == TransportLevel::PoissonNernstPlanck;
  const double thermal = constants::R * model_.temperature / constants::F;
  const double share = 1.0 / layout_.segments, pore = electrode.pore_resistance * share;
  const auto c = y.subspan(at(layout_.c(0, 0)), at(n));
  double* a = m.diagonal(0);
  const auto entry = [&](int row, int column) -> double& { return a[row * width + column]; };
  for (int k = 0; k < layout_.segments; ++k) {
    rates_.linearise(potential_at(y, k), c,
                     y.subspan(at(layout_.theta(k, 0)), at(layout_.adsorbates)));
    const int u = layout_.potential(k), i = layout_.current(k);
    if (k > 0) {
      entry(u, u) += 1;
      entry(u, layout_.potential(k - 1)) -= 1;
      entry(u, i) += pore;
    } else {
      linearise_imposed(y, m);
    }
    entry(i, i) += 1;
    if (k + 1 < layout_.segments) entry(i, layout_.current(k + 1)) -= 1;

    for (int j = 0; j < layout_.steps; ++j) {
      const ElectrodeStep& step = electrode.steps[at(j)];
      const double* slopes = rates_.derivative(j);
      const int rate = layout_.rate(k, j);
      entry(rate, rate) += 1;
      for (int s = 0; s < n; ++s) entry(rate, s) -= share * slopes[s];
      for (int t = 0; t < layout_.adsorbates; ++t)
        entry(rate, layout_.theta(k, t)) -= share * slopes[n + t];
      entry(rate, u) -= share * slopes[n + layout_.adsorbates];
      if (poisson) entry(rate, layout_.phi(0)) += share * thermal * slopes[n + layout_.adsorbates];
      // what one turnover puts into the rows
      entry(i, rate) += constants::F * step.electrons;
      for (const Power& p : step.net_dissolved)
        for (const Target& target : outer_targets_[at(p.index)])
          entry(target.row, rate) -= target.count * p.order;
      for (const Power& p : step.net_adsorbed)
        if (!still_ || p.index + 1 < layout_.adsorbates)
          entry(layout_.theta(k, p.index), rate) -= p.order;
      tail.push_back({layout_.extent(j), rate, -1});
    }
    if (layout_.adsorbates > 0 && still_)
      for (int t = 0; t < layout_.adsorbates; ++t)
        entry(layout_.theta(k, layout_.adsorbates - 1), layout_.theta(k, t)) +=
            electrode.sites[at(t)];
    for (int b = 0; b < layout_.branches; ++b) {
      const int q = layout_.charge(k, b);
      const double capacitance = share * electrode.double_layer[at(b)].capacitance;
      entry(q, q) += 1;
      entry(q, u) -= capacitance;
      if (poisson) {
        entry(q, layout_.phi(0)) += capacitance * thermal;
        entry(layout_.phi(0), q) -= 1 / constants::F;
      }
    }
  }
  tail.push_back({layout_.passed(), layout_.current(0), -1});
  if (model_.transport.level == TransportLevel::NernstPlanck)
    entry(layout_.phi(0), layout_.current(0)) -= 1 / constants::F;
}

void CellSystem::linearise_outer_edge(std::span<const double> y, Matrix& m, Tail& tail) const {
  const int last = layout_.nodes - 1, width = layout_.sizes[at(last)], n = layout_.species;
  double* a = m.diagonal(last);
  if (layout_.potentials) a[n * width + n] += 1;
  if (model_.transport.outer == Outer::Reservoir)
    for (int s = 0; s < n; ++s) a[s * width + s] += 1;
  if (!layout_.vessel) return;

  const VesselModel& vessel = *model_.vessel;
  for (std::size_t s = 0; s < vessel.stripping.size(); ++s) {
    const int column = static_cast<int>(s);
    tail.push_back({layout_.lost(column), layout_.c(last, column), -vessel.stripping[s]});
    for (const Target& target : outer_targets_[s])
      a[target.row * width + column] += target.count * vessel.stripping[s];
  }
  if (!layout_.potentials) return;
  const int current = layout_.membrane_current() - layout_.first[at(last)];
  a[current * width + current] += 1 / constants::F;
  tail.push_back({layout_.passed_membrane(), layout_.membrane_current(), -1});
  MembraneFlux through;
  membrane_flux(model_, y[at(layout_.membrane_current())], y.subspan(at(layout_.c(last, 0)), at(n)),
                y.subspan(at(layout_.c(last + 1, 0)), at(n)), through);
  double *b = m.diagonal(last + 1), *down = m.lower(last + 1), *up = m.upper(last);
  for (int s = 0; s < n; ++s)
    for (const Target& target : outer_targets_[at(s)]) {
      a[target.row * width + current] += target.count * through.by_current[at(s)];
      down[target.row * width + current] -= target.count * through.by_current[at(s)];
      for (int k = 0; k < n; ++k) {
        a[target.row * width + k] += target.count * through.by_catholyte[at(s)][at(k)];
        up[target.row * n + k] += target.count * through.by_anolyte[at(s)][at(k)];
        down[target.row * width + k] -= target.count * through.by_catholyte[at(s)][at(k)];
        b[target.row * n + k] -= target.count * through.by_anolyte[at(s)][at(k)];
      }
    }
  linearise_counter_electrode(y, m);
}

}  // namespace niter::twin
