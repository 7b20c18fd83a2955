// dF/dp of CellSystem, and the rows of its sensitivity equations.
#include <algorithm>

#include "niter/chem/constants.hpp"
#include "niter/twin/cell/cell_rows.hpp"
#include "niter/twin/cell/cell_system.hpp"

namespace niter::twin {
namespace {

// d ln k/dp of one step where it takes place.
double constant_slope(const std::vector<RateConstant>& constants,
                      const std::vector<std::vector<double>>& interactions, std::size_t step,
                      double potential, std::span<const double> theta) {
  double out = 0;
  if (!constants.empty()) out = constants[step].constant + constants[step].slope * potential;
  if (!interactions.empty())
    for (std::size_t k = 0; k < interactions[step].size(); ++k)
      out += interactions[step][k] * theta[k];
  return out;
}

}  // namespace

void CellSystem::follow(std::vector<ModelSlope> slopes) {
  slopes_ = std::move(slopes);
  if (!slopes_.empty() && plain_.empty()) plain_.emplace_back(layout_.sizes);
}

void CellSystem::begin_sensitivities(double t, std::span<const double> y,
                                     std::span<const double> yp) {
  linearise(y, 0, plain_.front(), plain_tail_);
  here_ = t;
  at_.assign(y.begin(), y.end());
  at_rate_.assign(yp.begin(), yp.end());
}

void CellSystem::sensitivity(int parameter, std::span<const double> s, std::span<const double> sp,
                             std::span<double> f) {
  const auto chain = at(layout_.chain);
  plain_.front().multiply(s.first(chain), f.first(chain));
  for (std::size_t i = chain; i < f.size(); ++i) f[i] = 0;
  add_storage(sp, f);
  for (const TailEntry& entry : plain_tail_) f[at(entry.row)] += entry.value * s[at(entry.column)];
  add_slope(slopes_[at(parameter)], here_, at_, at_rate_, f);
}

std::vector<double> CellSystem::rest_slope(const ModelSlope& slope, double applied) const {
  std::vector<double> out(at(layout_.size), 0.0);
  for (std::size_t s = 0; s < slope.bulk.size(); ++s)
    for (int node = 0; node < layout_.nodes; ++node)
      out[at(layout_.c(node, static_cast<int>(s)))] = slope.bulk[s];
  if (model_.transport.level == TransportLevel::PoissonNernstPlanck) return out;  // uncharged
  const double drop = applied + model_.electrode.potential_shift - model_.electrode.zero_charge;
  for (std::size_t b = 0; b < slope.capacitance.size(); ++b)
    for (int m = 0; m < layout_.segments; ++m)
      out[at(layout_.charge(m, static_cast<int>(b)))] =
          slope.capacitance[b] / layout_.segments * drop;
  return out;
}

void CellSystem::add_slope(const ModelSlope& slope, double, std::span<const double> state,
                           std::span<const double> yp, std::span<double> f) {
  const auto y = as_seen(state);
  add_electrode_slope(slope, y, yp, f);
  if (model_.transport.outer == Outer::Reservoir)
    for (std::size_t s = 0; s < slope.bulk.size(); ++s)
      f[at(layout_.c(layout_.nodes - 1, static_cast<int>(s)))] -= slope.bulk[s];
  if (slope.ln_thickness != 0 || !slope.ln_diffusivity.empty()) add_flux_slope(slope, y, f);
  if (slope.ln_thickness != 0) add_thickness_slope(slope.ln_thickness, y, yp, f);
  if (!slope.reaction_forward.empty()) add_reaction_slope(slope, y, f);
}

// J = (D/h) g(q) with q = z dphi - v h/D - ...: its change with ln D, and with ln h the other way.
void CellSystem::add_flux_slope(const ModelSlope& slope, std::span<const double> y,
                                std::span<double> f) {
  const TransportModel& transport = model_.transport;
  const bool poisson = transport.level == TransportLevel::PoissonNernstPlanck;
  const auto n = at(layout_.species);
  for (int i = 0; i + 1 < layout_.nodes; ++i) {
    const auto left = y.subspan(at(layout_.c(i, 0)), n),
               right = y.subspan(at(layout_.c(i + 1, 0)), n);
    const double dphi = layout_.potentials ? y[at(layout_.phi(i + 1))] - y[at(layout_.phi(i))] : 0;
    const double h = transport.nodes[at(i + 1)] - transport.nodes[at(i)];
    const double v = transport.velocity.empty() ? 0 : transport.velocity[at(i)];
    flux_law_.between(left, right, dphi, h, v, interval_);
    for (std::size_t s = 0; s < n; ++s) {
      const double carried =
          interval_.by_drift[s] * v * h / flux_law_.diffusivity(static_cast<int>(s));
      const double moved =
          (slope.ln_diffusivity.empty() ? 0 : slope.ln_diffusivity[s]) - slope.ln_thickness;
      interval_.flux[s] = moved * (interval_.flux[s] + carried);
    }
    put_fluxes(i, 0, y, f);
    if (!poisson || slope.ln_thickness == 0) continue;
    const double field = slope.ln_thickness * displacement(left, right) * dphi / h;
    f[at(layout_.phi(i))] += field;
    if (i + 2 < layout_.nodes) f[at(layout_.phi(i + 1))] -= field;
  }
}

// A film stretched by dln L: what stands in it grows.
void CellSystem::add_thickness_slope(double ln_thickness, std::span<const double> y,
                                     std::span<const double> yp, std::span<double> f) const {
  // the half cell of film beside a vessel is nothing against it
  const auto in_film = [&](int node) { return !layout_.vessel || node < layout_.nodes - 1; };
  for (const Mass& e : mass_) {
    if (e.column >= layout_.species || e.row >= layout_.species || !in_film(e.block)) continue;
    f[at(e.f)] += ln_thickness * e.value * yp[at(e.y)];
  }
  for (const HomogeneousReaction& reaction : model_.reactions)
    for (const Part& part : parts_) {
      if (!in_film(part.node)) continue;
      const auto c = y.subspan(at(layout_.c(part.of, 0)), at(layout_.species));
      put_reaction(reaction, part,
                   ln_thickness * (reaction.forward * mass_action(reaction.reactants, c) -
                                   reaction.reverse * mass_action(reaction.products, c)),
                   f);
    }
  if (model_.transport.level != TransportLevel::PoissonNernstPlanck) return;
  for (int node = 0; node + 1 < layout_.nodes; ++node) {  // the potential of the last is given
    double charge = 0;
    for (int s = 0; s < layout_.species; ++s)
      charge += model_.species[at(s)].charge * y[at(layout_.c(node, s))];
    f[at(layout_.phi(node))] -= ln_thickness * volumes_[at(node)] * charge;
  }
}

void CellSystem::add_reaction_slope(const ModelSlope& slope, std::span<const double> y,
                                    std::span<double> f) const {
  for (std::size_t r = 0; r < model_.reactions.size(); ++r) {
    const HomogeneousReaction& reaction = model_.reactions[r];
    const double up = slope.reaction_forward[r] * reaction.forward;
    const double down = slope.reaction_reverse[r] * reaction.reverse;
    if (up == 0 && down == 0) continue;
    for (const Part& part : parts_) {
      const auto c = y.subspan(at(layout_.c(part.of, 0)), at(layout_.species));
      put_reaction(reaction, part,
                   left_at(part.of, y) * (up * mass_action(reaction.reactants, c) -
                                          down * mass_action(reaction.products, c)),
                   f);
    }
  }
}

void CellSystem::add_electrode_slope(const ModelSlope& slope, std::span<const double> y,
                                     std::span<const double> yp, std::span<double> f) {
  const Electrode& electrode = model_.electrode;
  const double share = 1.0 / layout_.segments;
  const auto c = y.subspan(at(layout_.c(0, 0)), at(layout_.species));
  f[at(layout_.potential(0))] +=
      slope.series_resistance * y[at(layout_.current(0))] * resistance_weight(y);
  for (int m = 0; m < layout_.segments; ++m) {
    const double drop = potential_at(y, m);
    for (std::size_t b = 0; b < slope.capacitance.size(); ++b)
      f[at(layout_.charge(m, static_cast<int>(b)))] -=
          share * slope.capacitance[b] * (drop - electrode.zero_charge);
    if (slope.ln_site_density != 0)
      for (int k = 0; k < layout_.adsorbates; ++k)
        f[at(layout_.theta(m, k))] +=
            slope.ln_site_density * share * electrode.site_density * yp[at(layout_.theta(m, k))];
    if (slope.forward.empty() && slope.forward_interaction.empty()) continue;
    const auto theta = y.subspan(at(layout_.theta(m, 0)), at(layout_.adsorbates));
    rates_.evaluate(drop, c, theta);
    for (int j = 0; j < layout_.steps; ++j) {
      const double up =
          constant_slope(slope.forward, slope.forward_interaction, at(j), drop, theta);
      const double down =
          constant_slope(slope.reverse, slope.reverse_interaction, at(j), drop, theta);
      const double rate = share * (rates_.forward()[at(j)] * up - rates_.reverse()[at(j)] * down);
      f[at(layout_.rate(m, j))] -= rate;
    }
  }
}

}  // namespace niter::twin
