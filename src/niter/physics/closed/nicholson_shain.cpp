#include "niter/physics/closed/nicholson_shain.hpp"

#include <array>
#include <cmath>
#include <complex>
#include <vector>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/faraday.hpp"
#include "niter/physics/nernst.hpp"

namespace niter::physics {
namespace {

using Complex = std::complex<double>;
using constants::pi;

// B_2j of the Euler-Maclaurin and Stirling series
constexpr std::array bernoulli = {1.0 / 6,  -1.0 / 30,     1.0 / 42, -1.0 / 30,
                                  5.0 / 66, -691.0 / 2730, 7.0 / 6};

// zeta(3/2, a) for Re a = 1/2: ten terms, then Euler-Maclaurin
Complex hurwitz_zeta_three_halves(Complex a) {
  constexpr double s = 1.5;
  Complex sum = 0;
  for (double k = 0; k < 10; ++k) sum += std::pow(a + k, -s);
  const Complex last = a + 10.0;
  Complex power = std::pow(last, -s);
  sum += last * power / (s - 1) + 0.5 * power;
  power /= last;
  double factor = s / 2;  // s (s+1) ... (s+2j-2) / (2j)!
  double m = 2;           // 2j
  for (const double b : bernoulli) {
    sum += b * factor * power;
    power /= last * last;
    factor *= (s + m - 1) * (s + m) / ((m + 1) * (m + 2));
    m += 2;
  }
  return sum;
}

// ln Gamma(s) for Re s > 0, continuous along vertical lines
Complex log_gamma(Complex s) {
  Complex shift = 0;
  for (; s.real() < 9; s += 1.0) shift += std::log(s);
  const Complex inverse = 1.0 / s;
  Complex sum = (s - 0.5) * std::log(s) - s + 0.5 * std::log(2 * pi);
  Complex power = inverse;
  double m = 2;  // 2j
  for (const double b : bernoulli) {
    sum += b / (m * (m - 1)) * power;
    power *= inverse * inverse;
    m += 2;
  }
  return sum - shift;
}

// The series as (1/2 pi i) int pi / sin(pi s) e^(u s) / sqrt(Gamma(s)) ds on Re s = c, 0 < c < 1.
// The integrand falls as exp(-3 pi t / 4): the trapezoidal rule is exact to rounding when its step
// is small against c, the distance to the branch point at 0.
struct Contour {
  double c = 0;
  double step = 0;
  std::vector<Complex> factors;  // pi / sin(pi s) / sqrt(Gamma(s)) at s = c + i k step
};

Contour contour_at(double c) {
  Contour contour{c, 2 * pi * c / 34, {}};
  for (int k = 0; k * contour.step < 15; ++k) {
    const Complex s(c, k * contour.step);
    contour.factors.push_back(pi * std::exp(-0.5 * log_gamma(s)) / std::sin(pi * s));
  }
  return contour;
}

double irreversible_by_contour(double u, const Contour& contour) {
  double sum = contour.factors[0].real() / 2;
  for (std::size_t k = 1; k < contour.factors.size(); ++k) {
    sum += (contour.factors[k] * std::polar(1.0, u * static_cast<double>(k) * contour.step)).real();
  }
  return contour.step / pi * std::exp(u * contour.c) * sum;
}

double irreversible_rate(const PlanarSweep& sweep, double alpha) {
  return alpha * sweep.scan_rate / thermal_voltage(sweep.temperature);  // alpha F v / (R T) [s-1]
}

}  // namespace

double reversible_sweep_function(double x) {
  if (x < -1) {
    const double y = -std::exp(x);
    double sum = 0, power = -y;
    for (double j = 1; j < 60 && std::abs(power) > 1e-18 * std::abs(y); ++j, power *= y) {
      sum += std::sqrt(j) * power;
    }
    return sum;
  }
  const Complex zeta = hurwitz_zeta_three_halves({0.5, -x / (2 * pi)});
  const Complex turn = std::polar(1.0, 0.75 * pi);  // i^(3/2)
  return -2 * std::tgamma(1.5) * std::pow(2 * pi, -1.5) * (turn * zeta).real();
}

double irreversible_sweep_function(double u) {
  if (u > 60) return irreversible_by_contour(u, contour_at(4 / u));  // exp(u c) would amplify
  if (u > 1) {
    static const Contour contour = contour_at(0.125);
    return irreversible_by_contour(u, contour);
  }
  const double y = std::exp(u);
  double sum = 0, term = y;
  for (double j = 1; j < 80 && std::abs(term) > 1e-18 * y; ++j) {
    sum += term;
    term *= -y / std::sqrt(j);
  }
  return sum;
}

double reversible_sweep_current_density(const PlanarSweep& sweep, double from_half_wave) {
  NITER_EXPECT(sweep.scan_rate > 0, "a sweep moves");
  const double a = sweep.n * sweep.scan_rate / thermal_voltage(sweep.temperature);
  const double x = -sweep.n * from_half_wave / thermal_voltage(sweep.temperature);
  const double rate = sweep.concentration * std::sqrt(a * sweep.diffusivity);
  return current_density_of(sweep.n, rate * reversible_sweep_function(x));
}

double irreversible_sweep_current_density(const PlanarSweep& sweep, double alpha,
                                          double rate_constant) {
  NITER_EXPECT(sweep.scan_rate > 0 && alpha > 0, "a sweep with a transfer coefficient");
  NITER_EXPECT(rate_constant > 0, "a rate constant is positive");
  const double speed = std::sqrt(sweep.diffusivity * irreversible_rate(sweep, alpha));
  const double u = std::log(rate_constant / speed);
  return current_density_of(sweep.n, sweep.concentration * speed * irreversible_sweep_function(u));
}

double irreversible_peak_shift(const PlanarSweep& sweep, double alpha, double k0) {
  NITER_EXPECT(sweep.scan_rate > 0 && alpha > 0, "a sweep with a transfer coefficient");
  NITER_EXPECT(k0 > 0, "a rate constant is positive");
  const double speed = std::sqrt(sweep.diffusivity * irreversible_rate(sweep, alpha));
  return -thermal_voltage(sweep.temperature) / alpha *
         (irreversible_peak_position + std::log(speed / k0));
}

}  // namespace niter::physics
