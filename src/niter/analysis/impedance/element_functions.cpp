// Impedances and derivatives of the common elements, written out: fits spend their time here.
#include "niter/analysis/impedance/element_functions.hpp"

#include <cmath>

#include "niter/analysis/impedance/complex_dual.hpp"
#include "niter/chem/constants.hpp"

namespace niter::analysis::element {

namespace {

constexpr double right_angle = constants::pi / 2;

/// tanh(s) of s = sqrt(j x) = a (1 + j), without overflow.
Complex tanh_of_root(double a) {
  const double q = std::exp(-2 * a);
  const double minus = a < 0.2 ? std::expm1(-4 * a) : q * q - 1;
  const double scale = 1 / (2 + minus + 2 * q * std::cos(2 * a));
  return {-minus * scale, 2 * q * std::sin(2 * a) * scale};
}

/// (j w)^n = m(w) exp(j n pi/2): the turn is the same at all frequencies.
Complex turn(double n) {
  return std::polar(1.0, n * right_angle);
}

}  // namespace

void resistor(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  for (std::size_t i = 0; i < grid.size(); ++i) z[i] = p[0];
  if (dz == nullptr) return;
  for (std::size_t i = 0; i < grid.size(); ++i) dz[i] = 1;
}

void capacitor(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  for (std::size_t i = 0; i < grid.size(); ++i) z[i] = {0, -1 / (grid.omega[i] * p[0])};
  if (dz == nullptr) return;
  for (std::size_t i = 0; i < grid.size(); ++i) dz[i] = {0, -z[i].imag() / p[0]};
}

void inductor(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  for (std::size_t i = 0; i < grid.size(); ++i) z[i] = {0, grid.omega[i] * p[0]};
  if (dz == nullptr) return;
  for (std::size_t i = 0; i < grid.size(); ++i) dz[i] = {0, grid.omega[i]};
}

// 1 / (Q (jw)^n)
void constant_phase(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  const Complex front = turn(-p[1]) / p[0];
  const std::size_t n = grid.size();
  for (std::size_t i = 0; i < n; ++i) z[i] = front * std::exp(-p[1] * grid.log_omega[i]);
  if (dz == nullptr) return;
  const double over_q = 1 / p[0];
  for (std::size_t i = 0; i < n; ++i) {
    dz[i] = -z[i] * over_q;
    dz[n + i] = times(z[i], {-grid.log_omega[i], -right_angle});
  }
}

// sigma (1 - j) / sqrt(w)
void warburg(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const double root = 1 / std::sqrt(grid.omega[i]);
    z[i] = {p[0] * root, -p[0] * root};
    if (dz != nullptr) dz[i] = {root, -root};
  }
}

// R coth(s)/s, s = sqrt(jw tau)
void blocked_film(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  const std::size_t n = grid.size();
  for (std::size_t i = 0; i < n; ++i) {
    const double a = std::sqrt(grid.omega[i] * p[1] / 2);
    const Complex coth = inverse(tanh_of_root(a));
    const Complex shape = times(coth, inverse({a, a}));
    z[i] = p[0] * shape;
    if (dz == nullptr) continue;
    dz[i] = shape;
    dz[n + i] = p[0] / (2 * p[1]) * (1.0 - times(coth, coth) - shape);
  }
}

// R tanh(s)/s, s = sqrt(jw tau)
void open_film(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  const std::size_t n = grid.size();
  for (std::size_t i = 0; i < n; ++i) {
    const double a = std::sqrt(grid.omega[i] * p[1] / 2);
    const Complex tanh = tanh_of_root(a);
    const Complex shape = times(tanh, inverse({a, a}));
    z[i] = p[0] * shape;
    if (dz == nullptr) continue;
    dz[i] = shape;
    dz[n + i] = p[0] / (2 * p[1]) * (1.0 - times(tanh, tanh) - shape);
  }
}

// L (jw)^n
void modified_inductor(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  const Complex front = turn(p[1]);
  const std::size_t n = grid.size();
  for (std::size_t i = 0; i < n; ++i) {
    const Complex shape = front * std::exp(p[1] * grid.log_omega[i]);
    z[i] = p[0] * shape;
    if (dz == nullptr) continue;
    dz[i] = shape;
    dz[n + i] = times(z[i], {grid.log_omega[i], right_angle});
  }
}

// (jw L)^n
void inductor_to_power(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  const Complex front = turn(p[1]);
  const double log_l = std::log(p[0]);
  const std::size_t n = grid.size();
  for (std::size_t i = 0; i < n; ++i) {
    const double log_x = grid.log_omega[i] + log_l;
    z[i] = front * std::exp(p[1] * log_x);
    if (dz == nullptr) continue;
    dz[i] = z[i] * (p[1] / p[0]);
    dz[n + i] = times(z[i], {log_x, right_angle});
  }
}

// R / sqrt(1 + jw tau)
void gerischer(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  const std::size_t n = grid.size();
  for (std::size_t i = 0; i < n; ++i) {
    const Complex over = inverse({1, grid.omega[i] * p[1]});
    const Complex shape = std::sqrt(over);
    z[i] = p[0] * shape;
    if (dz == nullptr) continue;
    dz[i] = shape;
    dz[n + i] = times(times(z[i], over), {0, -grid.omega[i] / 2});
  }
}

// R / (1 + jw tau)
void voigt(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  const std::size_t n = grid.size();
  for (std::size_t i = 0; i < n; ++i) {
    const Complex shape = inverse({1, grid.omega[i] * p[1]});
    z[i] = p[0] * shape;
    if (dz == nullptr) continue;
    dz[i] = shape;
    dz[n + i] = times(times(z[i], shape), {0, -grid.omega[i]});
  }
}

// R / (1 + (jw tau)^n)
void zarc(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  const Complex front = turn(p[2]);
  const double log_tau = std::log(p[1]);
  const std::size_t n = grid.size();
  for (std::size_t i = 0; i < n; ++i) {
    const double log_x = grid.log_omega[i] + log_tau;
    const Complex x = front * std::exp(p[2] * log_x);
    const Complex shape = inverse(1.0 + x);
    z[i] = p[0] * shape;
    if (dz == nullptr) continue;
    const Complex common = -times(times(z[i], shape), x);
    dz[i] = shape;
    dz[n + i] = common * (p[2] / p[1]);
    dz[2 * n + i] = times(common, {log_x, right_angle});
  }
}

}  // namespace niter::analysis::element
