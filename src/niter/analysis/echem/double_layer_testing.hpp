// For tests only: cyclic voltammograms whose capacitance is known, from the exact R-C solution.
#pragma once

#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include "niter/analysis/echem/rc_sweep.hpp"
#include "niter/data/table.hpp"

namespace niter::analysis::testing {

/// What is recorded: 50 to 100 mV/s between 0.05 and 0.15 V, as in the founding study.
struct Circuit {
  double capacitance = 340;  // F m-2: 34.0 mF cm-2
  double resistance = 0;     // ohm m2
  double low = 0.05, high = 0.15;
  double step = 1e-3;  // V between points
  double noise = 0;    // A m-2
  double leak = 0;     // A m-2, steady
  unsigned seed = 1;
};

inline const std::vector<double> founding_rates{0.05, 0.06, 0.07, 0.08, 0.09, 0.10};

/// Current at a potential of a sweep up or down.
using Current = std::function<double(double rate, double potential, bool up)>;

/// All rates in one table, `cycles` each, starting and ending at `low`; columns t, E, j.
inline data::Table record_of(const Circuit& circuit, const std::vector<double>& rates, int cycles,
                             const Current& current) {
  data::Table table;
  table.title = "made";
  table.provenance.origin = "made";
  table.columns = {{"t", Unit::of("s"), {}},
                   {"E", Unit::of("V"), {}, {}, "vs. RHE"},
                   {"j", Unit::of("mA cm-2"), {}}};
  std::mt19937 random(circuit.seed);
  std::normal_distribution<double> normal(0, 1);
  double time = 0;
  const auto steps = static_cast<int>(std::lround((circuit.high - circuit.low) / circuit.step));
  for (const double rate : rates) {
    for (int sweep = 0; sweep < 2 * cycles; ++sweep) {
      const bool up = sweep % 2 == 0;
      for (int i = 0; i < steps; ++i) {
        const double way = (circuit.high - circuit.low) * i / steps;
        const double potential = up ? circuit.low + way : circuit.high - way;
        table.columns[0].values.push_back(time);
        table.columns[1].values.push_back(potential);
        table.columns[2].values.push_back(current(rate, potential, up) + circuit.leak +
                                          circuit.noise * normal(random));
        time += circuit.step / rate;
      }
    }
  }
  table.columns[0].values.push_back(time);
  table.columns[1].values.push_back(circuit.low);
  table.columns[2].values.push_back(current(rates.back(), circuit.low, false) + circuit.leak);
  return table;
}

inline data::Table rc_record(const Circuit& circuit, const std::vector<double>& rates,
                             int cycles = 3) {
  return record_of(circuit, rates, cycles, [&](double rate, double potential, bool up) {
    const RcSweep sweep{circuit.capacitance, circuit.resistance, rate, circuit.low, circuit.high};
    return up ? anodic_current(sweep, potential) : cathodic_current(sweep, potential);
  });
}

}  // namespace niter::analysis::testing
