#include "niter/physics/closed/rde_profile.hpp"

#include <array>
#include <cmath>

#include "niter/base/contract.hpp"

namespace niter::physics {
namespace {

constexpr std::size_t terms = 28;

double real(std::size_t n) {
  return static_cast<double>(n);
}

struct Series {
  std::array<double, terms> f{}, g{}, h{};
};

// powers of zeta, order by order from the three equations
Series wall_series() {
  Series s;
  s.f[1] = cochran_a;
  s.g[0] = 1, s.g[1] = cochran_b;
  for (std::size_t n = 0; n + 2 < terms; ++n) {
    s.h[n + 1] = -2 * s.f[n] / real(n + 1);
    double f = 0, g = 0;
    for (std::size_t i = 0; i <= n; ++i) {
      const std::size_t j = n - i;
      f += s.f[i] * s.f[j] - s.g[i] * s.g[j] + real(i + 1) * s.f[i + 1] * s.h[j];
      g += 2 * s.f[i] * s.g[j] + real(i + 1) * s.g[i + 1] * s.h[j];
    }
    s.f[n + 2] = f / real((n + 1) * (n + 2));
    s.g[n + 2] = g / real((n + 1) * (n + 2));
  }
  s.h[terms - 1] = -2 * s.f[terms - 2] / real(terms - 1);
  return s;
}

// powers of exp(-c zeta); the first two amplitudes match the wall series
Series outer_series() {
  constexpr double c = cochran_suction;
  Series s;
  s.f[1] = 0.9248635311132168, s.g[1] = 1.2022117497312144;
  s.h[0] = -c, s.h[1] = 2 * s.f[1] / c;
  for (std::size_t n = 2; n < terms; ++n) {
    double f = 0, g = 0;
    for (std::size_t i = 1; i < n; ++i) {
      const std::size_t j = n - i;
      f += s.f[i] * s.f[j] - s.g[i] * s.g[j] - c * real(i) * s.f[i] * s.h[j];
      g += 2 * s.f[i] * s.g[j] - c * real(i) * s.g[i] * s.h[j];
    }
    s.f[n] = f / (c * c * real(n * (n - 1)));
    s.g[n] = g / (c * c * real(n * (n - 1)));
    s.h[n] = 2 * s.f[n] / (c * real(n));
  }
  return s;
}

double horner(const std::array<double, terms>& coefficients, double x) {
  double sum = 0;
  for (std::size_t k = terms; k-- > 0;) sum = sum * x + coefficients[k];
  return sum;
}

}  // namespace

DiscFlow disc_flow(double zeta) {
  NITER_EXPECT(zeta >= 0, "a distance from the wall");
  static const Series wall = wall_series(), outer = outer_series();
  const bool near = zeta < 0.75;
  const Series& series = near ? wall : outer;
  const double x = near ? zeta : std::exp(-cochran_suction * zeta);
  return {horner(series.f, x), horner(series.h, x)};
}

double disc_axial_velocity(double distance, double rotation, double viscosity) {
  NITER_EXPECT(rotation > 0 && viscosity > 0, "a disc that turns");
  const double zeta = distance * std::sqrt(rotation / viscosity);
  return std::sqrt(viscosity * rotation) * disc_flow(zeta).axial;
}

}  // namespace niter::physics
