// For tests: spectra that are known exactly, with noise if wanted.
#pragma once

#include <cmath>
#include <complex>
#include <functional>
#include <numbers>
#include <random>

#include "niter/analysis/impedance/spectrum.hpp"

namespace niter::analysis::testing {

using Complex = std::complex<double>;

inline Complex resistor_capacitor(double omega, double resistance, double tau) {
  return resistance / Complex(1, omega * tau);
}

/// R / (1 + (i omega tau)^phi): a resistance beside a constant phase element.
inline Complex zarc(double omega, double resistance, double tau, double phi) {
  return resistance / (1.0 + std::pow(Complex(0, omega * tau), phi));
}

/// Its distribution of relaxation times. [ohm] per unit of ln tau
inline double zarc_gamma(double at, double resistance, double tau, double phi) {
  const double pi = std::numbers::pi;
  return resistance / (2 * pi) * std::sin((1 - phi) * pi) /
         (std::cosh(phi * std::log(at / tau)) - std::cos((1 - phi) * pi));
}

struct Sweep {
  double highest = 1e4, lowest = 1e-2;  // Hz
  int per_decade = 10;
  double noise = 0;  // standard deviation of each part, share of |Z|
  unsigned seed = 1;
};

/// The law at the angular frequencies of the sweep, highest first.
inline Spectrum spectrum_of_law(const std::function<Complex(double omega)>& law,
                                const Sweep& sweep = {}) {
  Spectrum spectrum;
  std::mt19937 random(sweep.seed);
  std::normal_distribution<double> normal;
  const int steps =
      static_cast<int>(std::lround(std::log10(sweep.highest / sweep.lowest) * sweep.per_decade));
  for (int i = 0; i <= steps; ++i) {
    const double f = sweep.highest * std::pow(10.0, -static_cast<double>(i) / sweep.per_decade);
    Complex z = law(2 * std::numbers::pi * f);
    const double sigma = sweep.noise * std::abs(z);
    const double re = normal(random);
    z += sigma * Complex(re, normal(random));
    spectrum.frequency.push_back(f);
    spectrum.impedance.push_back(z);
  }
  return spectrum;
}

}  // namespace niter::analysis::testing
