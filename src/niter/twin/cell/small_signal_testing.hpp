// For tests and benchmarks only: the impedance of a cell in time, by a small sine.
#pragma once

#include <complex>
#include <cstdlib>
#include <vector>

#include "niter/chem/constants.hpp"
#include "niter/twin/cell/cell_system.hpp"
#include "niter/twin/cell/transient.hpp"

namespace niter::twin {

/// Z from the last two periods of a sine, by Fourier sums. A slow drift of the mean cancels: the
/// periods are weighted with a triangle.
/// @param y  the steady state at this potential
inline Result<std::complex<double>> impedance_by_sine(CellSystem& system,
                                                      const std::vector<double>& y,
                                                      double potential, double frequency,
                                                      int periods) {
  using Complex = std::complex<double>;
  constexpr int per_period = 64;
  const double amplitude = 1e-4, omega = 2 * constants::pi * frequency;
  Drive drive;
  drive.value = potential, drive.amplitude = amplitude, drive.angular_frequency = omega;
  system.impose(drive);
  NITER_TRY(Transient run, Transient::begin(system, 0, y, {.relative_tolerance = 1e-9}));
  std::vector<double> times;
  for (int k = 1; k < 2 * per_period; ++k)
    times.push_back((periods - 2 + static_cast<double>(k) / per_period) / frequency);
  const auto j = static_cast<std::size_t>(system.layout().current(0));
  Complex sum;
  int k = 0;
  NITER_TRY(const Transient::Stop stop,
            run.run(periods / frequency, times, [&](double t, std::span<const double> s) {
              ++k;
              const double weight = 1 - std::abs(k - per_period) / static_cast<double>(per_period);
              sum += weight * (s[j] - y[j]) * std::exp(Complex(0, -omega * t));
            }));
  static_cast<void>(stop);
  // amplitude sin = the phasor -i amplitude; the sum over all weights is per_period
  return Complex(0, -amplitude) / (2.0 * sum / static_cast<double>(per_period));
}

}  // namespace niter::twin
