// For tests only: records of cells whose numbers are known from a formula.
#pragma once

#include <cmath>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "niter/data/table.hpp"

namespace niter::testing {

/// V = E0 - b ln(j/j0) - j R for j > j0, discharge positive. [V], [A m-2], [ohm m2]
struct TafelCell {
  double e0 = 1.4, b = 0.05, j0 = 1, resistance = 45e-4;

  double voltage(double j) const {
    return e0 - (j > j0 ? b * std::log(j / j0) : 0) - j * resistance;
  }
  /// Zero of dP/dj = E0 - b ln(j/j0) - b - 2 j R, by bisection.
  double current_at_peak() const {
    double low = j0, high = e0 / resistance;
    for (int i = 0; i < 200; ++i) {
      const double j = (low + high) / 2;
      (voltage(j) - b - j * resistance > 0 ? low : high) = j;
    }
    return low;
  }
};

struct Held {
  double seconds = 0, current = 0;  // [A], sign as the file counts
};

/// Columns t, I, V of steps of constant current, one point each `interval` from 0 on; a step begins
/// one interval after the point before it.
inline data::Table stepped(const std::vector<Held>& steps, double interval,
                           const std::function<double(double t, double current)>& voltage) {
  data::Table table;
  table.provenance.origin = "steps.csv";
  table.columns = {{"t", Unit::of("s"), {}}, {"I", Unit::of("mA"), {}}, {"V", Unit::of("V"), {}}};
  double t = 0;
  for (const auto& step : steps) {
    const int points = static_cast<int>(std::lround(step.seconds / interval));
    for (int i = 0; i < points; ++i, t += interval) {
      table.columns[0].values.push_back(t);
      table.columns[1].values.push_back(step.current);
      table.columns[2].values.push_back(voltage(t, step.current));
    }
  }
  return table;
}

/// Columns t, I, V of a sweep of currents of a 1 cm2 cell, discharge positive times `sign`.
inline data::Table swept(const std::vector<double>& density,
                         const std::function<double(double density)>& voltage, double sign = 1) {
  data::Table table;
  table.provenance.origin = "sweep.csv";
  table.columns = {{"t", Unit::of("s"), {}}, {"I", Unit::of("mA"), {}}, {"V", Unit::of("V"), {}}};
  for (std::size_t i = 0; i < density.size(); ++i) {
    table.columns[0].values.push_back(static_cast<double>(i));
    table.columns[1].values.push_back(sign * density[i] * 1e-4);
    table.columns[2].values.push_back(voltage(density[i]));
  }
  return table;
}

inline std::vector<double> even(double first, double last, int count) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(first + (last - first) * i / (count - 1));
  return values;
}

}  // namespace niter::testing
