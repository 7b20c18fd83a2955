// Impedances of the rarer elements: each is its formula, the derivatives follow by dual numbers.
#include <cmath>

#include "niter/analysis/impedance/complex_dual.hpp"
#include "niter/analysis/impedance/element_functions.hpp"

namespace niter::analysis::element {

namespace {

/// Evaluates formula(p, jw) with p as N dual numbers.
template <std::size_t N, class Formula>
void by_duals(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz, Formula formula) {
  std::array<Dual<N>, N> x;
  for (std::size_t k = 0; k < N; ++k) x[k] = Dual<N>::parameter(p[k], k);
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const Dual<N> out = formula(x, Dual<N>(Complex(0, grid.omega[i])));
    z[i] = out.value;
    if (dz == nullptr) continue;
    for (std::size_t k = 0; k < N; ++k) dz[k * grid.size() + i] = out.slope[k];
  }
}

}  // namespace

void series_voigt(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<2>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [c, tau] = x;
    return tau / c + 1.0 / (jw * c);
  });
}

void finite_gerischer(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<3>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [r, tau, phi] = x;
    const auto s = sqrt(1.0 + jw * tau);
    return r * coth(phi * s) / s;
  });
}

void gerischer_admittance(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<3>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [y, k, n] = x;
    return 1.0 / (y * pow(k + jw, n));
  });
}

void gerischer_power(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<3>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [r, tau, n] = x;
    return r / pow(1.0 + jw * tau, n);
  });
}

void warburg_open(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<3>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [y, b, n] = x;
    return coth(pow(b * jw, n)) / pow(y * jw, n);
  });
}

void warburg_short(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<3>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [y, b, n] = x;
    return tanh(pow(b * jw, n)) / pow(y * jw, n);
  });
}

void boukamp_t(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<2>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [y, b] = x;
    return coth(b * sqrt(jw)) / (y * sqrt(jw));
  });
}

void boukamp_o(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<2>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [y, b] = x;
    return tanh(b * sqrt(jw)) / (y * sqrt(jw));
  });
}

// sqrt(R Z_s) coth sqrt(R / Z_s), Z_s = 1 / (Q (jw)^n)
void porous_blocking(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<3>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [r, q, n] = x;
    const auto s = sqrt(r * q * pow(jw, n));
    return r * coth(s) / s;
  });
}

// A coth(beta)/beta + B/(beta sinh beta), beta^2 = a + jw b
void porous_two_phase(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<4>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [big_a, big_b, a, b] = x;
    const auto beta = sqrt(a + jw * b);
    return (big_a * coth(beta) + big_b * csch(beta)) / beta;
  });
}

void de_levie(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<5>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [ionic, reaction, y, n, d] = x;
    const auto beta = sqrt(1.0 + y * pow(jw, n));
    return sqrt(ionic * reaction) * coth(d * sqrt(ionic / reaction) * beta) / beta;
  });
}

void havriliak_negami(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<4>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [c, tau, a, b] = x;
    return pow(1.0 + pow(jw * tau, a), b) / (jw * c);
  });
}

void havriliak_negami_resistive(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<4>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [r, tau, a, b] = x;
    return r / pow(1.0 + pow(jw * tau, a), b);
  });
}

// The lines below: bisquert2000, a pore of length L with ionic resistance R_i per length, its wall
// Y (jw)^n (and 1/R_ct) per length, and an end that is open, shorted or a wall of its own.

namespace {

/// sqrt(zeta / chi) of a wall of admittance `wall` per length: the penetration depth.
template <class D>
D depth(const D& ionic, const D& wall) {
  return 1.0 / sqrt(ionic * wall);
}

template <class D>
D open_end(const D& ionic, const D& wall, const D& length) {
  const D lambda = depth(ionic, wall);
  return ionic * lambda * coth(length / lambda);
}

template <class D>
D shorted_end(const D& ionic, const D& wall, const D& length) {
  const D lambda = depth(ionic, wall);
  return ionic * lambda * tanh(length / lambda);
}

template <class D>
D walled_end(const D& ionic, const D& wall, const D& length, const D& end) {
  const D lambda = depth(ionic, wall);
  const D s = ionic * lambda;
  const D t = tanh(length / lambda);
  return s * (end + s * t) / (s + end * t);
}

}  // namespace

void line_blocking_open(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<4>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [ionic, y, n, length] = x;
    const auto s = length * sqrt(ionic * y * pow(jw, n));
    return ionic * coth(s) / s;
  });
}

void line_blocking_short(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<4>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [ionic, y, n, length] = x;
    const auto s = length * sqrt(ionic * y * pow(jw, n));
    return ionic * tanh(s) / s;
  });
}

void line_blocking_phase(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<6>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [ionic, y, n, y_end, n_end, length] = x;
    const auto s = length * sqrt(ionic * y * pow(jw, n));
    const auto end = 1.0 / (y_end * pow(jw, n_end));
    const auto t = tanh(s);
    return (ionic / s) * (end + (ionic / s) * t) / (ionic / s + end * t);
  });
}

void line_open(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<5>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [ionic, reaction, y, n, length] = x;
    return open_end(ionic, 1.0 / reaction + y * pow(jw, n), length);
  });
}

void line_short(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<5>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [ionic, reaction, y, n, length] = x;
    return shorted_end(ionic, 1.0 / reaction + y * pow(jw, n), length);
  });
}

void line_phase(Parameters p, const FrequencyGrid& grid, Complex* z, Complex* dz) {
  by_duals<8>(p, grid, z, dz, [](const auto& x, const auto& jw) {
    const auto& [ionic, reaction, y, n, r_end, y_end, n_end, length] = x;
    const auto end = 1.0 / (1.0 / r_end + y_end * pow(jw, n_end));
    return walled_end(ionic, 1.0 / reaction + y * pow(jw, n), length, end);
  });
}

}  // namespace niter::analysis::element
