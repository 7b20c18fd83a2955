// For tests and benchmarks only: a cell with one redox couple, and the runs it is put through.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>
#include <vector>

#include "niter/chem/constants.hpp"
#include "niter/physics/closed/sweep_integral.hpp"
#include "niter/twin/cell/cell_system.hpp"
#include "niter/twin/cell/grid.hpp"
#include "niter/twin/cell/transient.hpp"

namespace niter::twin {

/// O + n e- = R, both dissolved and uncharged, E0 = 0.
struct Couple {
  double k0 = 10;      // m s-1
  double alpha = 0.5;  // of the reduction
  int n = 1;
  double oxidised = 1, reduced = 0;            // mol m-3, bulk
  double d_oxidised = 1e-9, d_reduced = 1e-9;  // m2 s-1
  double temperature = 298.15;                 // K
};

inline double per_volt(double temperature) {
  return constants::F / (constants::R * temperature);
}

/// The couple with Butler-Volmer kinetics, without a grid.
inline CellModel couple_cell(const Couple& c) {
  const double f = per_volt(c.temperature);
  CellModel m;
  m.temperature = c.temperature;
  m.species = {{"O", 0, c.d_oxidised, c.oxidised}, {"R", 0, c.d_reduced, c.reduced}};
  ElectrodeStep step;
  step.id = "transfer";
  step.electrons = c.n;
  step.reactants = {{0, 1}};
  step.products = {{1, 1}};
  step.net_dissolved = {{0, -1}, {1, 1}};
  step.forward = {std::log(c.k0), -c.alpha * f};
  step.reverse = {std::log(c.k0), (c.n - c.alpha) * f};
  m.electrode.steps = {step};
  return m;
}

/// O* + e- = R* on sites that hold one of them, at first O; E0 = 0. Energies of interaction g per
/// full coverage by R [RT].
struct Confined {
  double k0 = 1e3;  // s-1
  double alpha = 0.5;
  double interaction = 0;
  double sites = 2e-6;          // mol m-2
  double temperature = 298.15;  // K
};

inline CellModel confined_cell(const Confined& c) {
  const double f = per_volt(c.temperature);
  CellModel m;
  m.temperature = c.temperature;
  m.species = {{"inert", 0, 1e-9, 1}};
  m.transport.nodes = {0, 1e-5};
  Electrode& e = m.electrode;
  e.adsorbates = {"R*", "O*"};
  e.sites = {1, 1};
  e.coverage = {0, 1};
  e.site_density = c.sites;
  ElectrodeStep step;
  step.id = "transfer";
  step.electrons = 1;
  step.adsorbed = {{1, 1}};
  step.adsorbed_after = {{0, 1}};
  step.net_adsorbed = {{1, -1}, {0, 1}};
  step.forward = {std::log(c.k0 * c.sites), -c.alpha * f};
  step.reverse = {std::log(c.k0 * c.sites), (1 - c.alpha) * f};
  if (c.interaction != 0) {
    step.forward_interaction = {-c.alpha * c.interaction, 0};
    step.reverse_interaction = {(1 - c.alpha) * c.interaction, 0};
  }
  e.steps = {step};
  return m;
}

/// A voltammogram: one or more straight sweeps at one rate.
struct Sweep {
  std::vector<double> vertices;  // V, the first is the start
  double rate = 0.1;             // V s-1, magnitude
  double spacing = 1e-3;         // V between points; the vertices are points
};

struct Voltammogram {
  std::vector<double> potential, current;  // V, A m-2
};

inline double duration(const Sweep& sweep) {
  double t = 0;
  for (std::size_t i = 1; i < sweep.vertices.size(); ++i)
    t += std::abs(sweep.vertices[i] - sweep.vertices[i - 1]) / sweep.rate;
  return t;
}

/// How far diffusion gets while the potential moves by RT/F. [m]
inline double sweep_length(double diffusivity, double temperature, double rate) {
  return std::sqrt(diffusivity / (per_volt(temperature) * rate));
}

/// Nodes out to where a sweep is not felt.
/// @param first  width of the first interval over sweep_length() of the slower form
inline void open_space(CellModel& m, const Sweep& sweep, int cells, double first = 0.06) {
  // what an edge there gives back to the electrode has gone twice the way: exp(-4^2) = 1e-7
  constexpr double diffusion_lengths = 4;
  double slow = m.species[0].diffusivity, fast = slow;
  for (const DissolvedSpecies& s : m.species) {
    slow = std::min(slow, s.diffusivity);
    fast = std::max(fast, s.diffusivity);
  }
  m.transport.nodes = growing_nodes(diffusion_lengths * std::sqrt(fast * duration(sweep)),
                                    first * sweep_length(slow, m.temperature, sweep.rate), cells);
}

inline Result<Voltammogram> voltammogram(CellSystem& system, const Sweep& sweep,
                                         const TransientOptions& options,
                                         math::DaeStatistics* statistics = nullptr) {
  Drive drive;
  drive.value = sweep.vertices[0];
  drive.rate = std::copysign(sweep.rate, sweep.vertices[1] - sweep.vertices[0]);
  system.impose(drive);
  NITER_TRY(Transient run, Transient::begin(system, 0, system.rest_state(drive.value), options));
  Voltammogram out;
  const auto current = static_cast<std::size_t>(system.layout().current(0));
  run.watch({system.layout().current(0)});
  std::vector<double> times;
  for (std::size_t i = 1; i < sweep.vertices.size(); ++i) {
    const double from = sweep.vertices[i - 1], to = sweep.vertices[i];
    const double span = std::abs(to - from) / sweep.rate;
    drive.value = from, drive.rate = std::copysign(sweep.rate, to - from);
    system.impose(drive);
    times.clear();
    const long points = std::lround(std::abs(to - from) / sweep.spacing);
    for (long k = 1; k <= points; ++k)
      times.push_back(drive.start + span * static_cast<double>(k) / static_cast<double>(points));
    NITER_TRY(const Transient::Stop stop,
              run.run(drive.start + span, times, [&](double t, std::span<const double> y) {
                out.potential.push_back(drive.at(t));
                out.current.push_back(y[current]);
              }));
    static_cast<void>(stop);
    drive.start += span;
  }
  if (statistics != nullptr) *statistics = run.statistics();
  return out;
}

/// The same in the units of physics/closed/sweep_integral.hpp: xi = n F E / (R T), reductions
/// positive. Of species 0, which is reduced with n electrons.
inline physics::SweepCurve dimensionless(const CellModel& m, const Sweep& sweep,
                                         const Voltammogram& v) {
  const DissolvedSpecies& oxidised = m.species[0];
  const int n = m.electrode.steps[0].electrons;
  const double f = n * per_volt(m.temperature);
  const double unit =
      n * constants::F * oxidised.bulk * std::sqrt(oxidised.diffusivity * f * sweep.rate);
  physics::SweepCurve out;
  for (const double e : v.potential) out.xi.push_back(e * f);
  for (const double j : v.current) out.current.push_back(-j / unit);
  return out;
}

/// Lambda = k0/sqrt(D n F v/(R T)) of the couple: a rate constant is finite, however large.
inline double dimensionless_rate(const CellModel& m, const Sweep& sweep) {
  const ElectrodeStep& step = m.electrode.steps[0];
  const double f = step.electrons * per_volt(m.temperature);
  return std::exp(step.forward.constant) / std::sqrt(m.species[0].diffusivity * f * sweep.rate);
}

/// sqrt(pi) chi by the integral equation, at the points of a sweep down (and back).
/// @param f        n F/RT [V-1]
/// @param problem  kinetics; potentials are filled in
/// @param step     largest of the integral equation, in n F E/RT
inline std::vector<double> exact_wave(const Sweep& sweep, double f, physics::SweepProblem problem,
                                      double step = 0.04) {
  problem.start = sweep.vertices[0] * f;
  problem.turn = sweep.vertices[1] * f;
  problem.end = sweep.vertices.size() > 2 ? sweep.vertices[2] * f : problem.turn;
  const int parts = static_cast<int>(std::ceil(sweep.spacing * f / step - 1e-9));
  // a hair longer, so that rounding does not add a step
  const double fine = sweep.spacing * f / parts * (1 + 1e-12);
  const physics::SweepCurve curve = physics::sweep_voltammogram(problem, fine);
  std::vector<double> out;
  for (std::size_t i = static_cast<std::size_t>(parts) - 1; i < curve.current.size();
       i += static_cast<std::size_t>(parts))
    out.push_back(curve.current[i]);
  return out;
}

}  // namespace niter::twin
