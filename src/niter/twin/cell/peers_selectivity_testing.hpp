// For tests and benchmarks only: microkinetics coupled to transport, the stored case of a published
// model of selectivity, CO to acetate or other products by whether ketene leaves the surface.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "niter/twin/cell/grid.hpp"
#include "niter/twin/cell/stationary.hpp"

namespace niter::twin::selectivity {

// constants with the digits of the published program
inline constexpr double k_boltzmann = 8.6173331e-5, planck = 4.135667e-15, avogadro = 6.02214e23;
inline constexpr double temperature = 300, kT = k_boltzmann * temperature, attempts = kT / planck;
inline constexpr double site_area = 3.6149e-10 * 3.6149e-10 / 2;  // m2, Cu(100)
inline constexpr double roughness = 15, site_density = roughness / (site_area * avogadro);
inline constexpr double d_ketene = 14.0224e-10, d_hydroxide = 52.7e-10, d_co = 20.3e-10;  // m2 s-1
inline constexpr double co_saturated = 1e3 / 1100, film_co = 0.35e-6, film = 1e-6;
inline constexpr double ketene_hydrolysis = 52.6;  // m3 mol-1 s-1

/// Free energies [eV] of transition and final state of the eight steps, electrochemical or not.
struct Energies {
  double transition, final;
  int electrons;
};
inline constexpr Energies energies[] = {{0.027011327495691295, 0.027011327495691295, 0},
                                        {1.45, -0.008114157057504512, 1},
                                        {1.247463908343987, -0.016569227265252784, 1},
                                        {0.36, -0.12, 0},
                                        {0.95, -0.5492227169078309, 1},
                                        {3.0722272510988127, -0.5492227169078309, 1},
                                        {1.0722272510988127, -0.5492227169078309, 1},
                                        {0.0, -0.44068517131727014, 1}};
enum Site { A, B, C, D, E, Free };
inline constexpr int from[] = {Free, A, B, C, C, B, D, E};
inline constexpr int to[] = {A, B, Free, Free, E, D, E, Free};
inline constexpr double never = -800;  // ln of a rate constant that is none

/// The surface at a potential vs SHE and an activity of OH- that is frozen in the rate constants.
inline CellModel surface(double potential, double ln_hydroxide) {
  CellModel m;
  m.temperature = temperature;
  m.electrode.adsorbates = {"A", "B", "C", "D", "E", "*"};
  m.electrode.sites = {1, 1, 1, 1, 1, 1};
  m.electrode.coverage = {1e-3, 1e-6, 1e-9, 1e-30, 1e-12, 0.998999};
  m.electrode.site_density = site_density;
  for (int j = 0; j < 8; ++j) {
    const Energies& e = energies[j];
    const double t = e.transition + 0.5 * potential * e.electrons;
    const double f = e.final + potential * e.electrons;
    const double full = std::log(site_density * attempts);
    ElectrodeStep step;
    step.id = std::to_string(j);
    step.adsorbed = {{from[j], 1}}, step.adsorbed_after = {{to[j], 1}};
    step.net_adsorbed = {{from[j], -1}, {to[j], 1}};
    step.forward = {full - std::max({0.0, t, f}) / kT, 0};
    step.reverse = {full - std::max({0.0, t - f, -f}) / kT + e.electrons * ln_hydroxide, 0};
    m.electrode.steps.push_back(step);
  }
  m.electrode.steps[7].reverse.constant = never;
  return m;
}

inline Result<std::vector<double>> settled(CellSystem& system) {
  system.impose({});
  return steady_state(system, 0, system.rest_state(0));
}

/// What reaches the surface: CO as a share of saturation, and the local OH- [mol m-3].
struct Supply {
  double co = 0, hydroxide = 0;
};

/// CO through its film, and the local pH. The potential is vs SHE.
inline Result<Supply> supply(double potential) {
  const double bulk_hydroxide = std::pow(10, 14.3 - 14) * 1e3;
  // mass transfer of OH- by the plate's Sherwood number, 1.4611759e-4 cm/s
  constexpr double transfer = 1.4611759e-6;
  CellModel m = surface(potential, std::log(bulk_hydroxide * 1e-3));
  m.species = {{"CO", 0, d_co, co_saturated, 0, 0},
               {"OH-", -1, transfer * film_co, bulk_hydroxide, 0, 0}};
  auto& s = m.electrode.steps;
  s[0].reactants = {{0, 1}}, s[0].net_dissolved = {{0, -1}};
  s[0].forward.constant -= std::log(co_saturated);
  s[2].reverse.constant = s[3].reverse.constant = never;
  s[2].net_dissolved = {{1, 4}}, s[3].net_dissolved = {{1, 8}}, s[7].net_dissolved = {{1, 8}};
  for (int i = 0; i <= 4; ++i) m.transport.nodes.push_back(film_co * i / 4);
  CellSystem cell(m);
  NITER_TRY(const auto y, settled(cell));
  const auto at_surface = [&](int species) {
    return y[static_cast<std::size_t>(cell.layout().c(0, species))];
  };
  return Supply{at_surface(0) / co_saturated, at_surface(1)};
}

/// The surface that makes ketene (and OH-) into a film whose transport is left to the caller.
inline CellModel ketene_cell(double potential, const Supply& supplied) {
  CellModel m = surface(potential, std::log(supplied.hydroxide * 1e-3));
  m.species = {{"ketene", 0, d_ketene, 0, 0, 0},
               {"OH-", -1, 2 * d_hydroxide, supplied.hydroxide, 0, 0}};
  auto& q = m.electrode.steps;
  q[0].forward.constant += std::log(supplied.co);
  q[2].products = {{0, 1}}, q[2].adsorbed_after = {}, q[2].reverse.constant -= std::log(1e3);
  q[3].products = {{0, 1}}, q[3].reverse.constant -= std::log(1e3);
  q[2].net_dissolved = {{0, 1}, {1, 4}}, q[3].net_dissolved = {{0, 1}, {1, 4}};
  q[7].net_dissolved = {{1, 8}};
  return m;
}

/// Turnovers per site and second: ketene that leaves, and the other product.
struct Turnovers {
  double ketene = 0, other = 0;
  double selectivity() const { return ketene / (ketene + other); }
};
inline constexpr double per_site = site_area * avogadro;  // m2 mol-1

inline Result<Turnovers> turnovers(const CellModel& model) {
  CellSystem cell(model);
  NITER_TRY(const auto y, settled(cell));
  const auto rates = cell.step_rates(y);
  return Turnovers{(rates[2] + rates[3]) * per_site, rates[7] * per_site};
}

/// Three stages one after the other, as published: CO through its film and the local pH; then
/// ketene through its film, eaten by OH-.
inline Result<Turnovers> outcome(double potential) {
  NITER_TRY(const Supply supplied, supply(potential));
  CellModel m = ketene_cell(potential, supplied);
  m.reactions = {{"ketene + OH-", {{0, 1}, {1, 1}}, {}, ketene_hydrolysis, 0}};
  m.transport.nodes = growing_nodes(film, 5e-10, 400);
  return turnovers(m);
}

}  // namespace niter::twin::selectivity
