#include "niter/analysis/impedance/relaxation_basis.hpp"

#include <cmath>
#include <numbers>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

// an element of ten a decade, half a spacing wide at half height is 2 spacings
constexpr int per_decade = 10;
const double spacing = std::numbers::ln10 / per_decade;
const double epsilon = std::sqrt(std::numbers::ln2) / spacing;

RelaxationBasis basis(Discretisation kind) {
  return {kind, 1e-3, 1e3, per_decade, 0.5};
}

TEST(RelaxationBasis, GaussiansHaveTheWidthOfTheRule) {
  NITER_SOURCE("wan2015", "eq. 13: width at half height is spacing over the shape");
  const auto gaussian = basis(Discretisation::Gaussian);
  std::vector<double> x(gaussian.size(), 0.0);
  x[30] = 2;
  const auto gamma = gaussian.gamma(x);
  const std::size_t middle = 30 * RelaxationBasis::fine;
  EXPECT_DOUBLE_EQ(gamma[middle], 2);
  EXPECT_NEAR(gamma[middle + RelaxationBasis::fine], 1, 1e-12);  // one spacing aside: half
  EXPECT_NEAR(gamma[middle - RelaxationBasis::fine], 1, 1e-12);
  const auto linear = basis(Discretisation::PiecewiseLinear).gamma(x);
  EXPECT_DOUBLE_EQ(linear[middle], 2);
  EXPECT_NEAR(linear[middle + 1], 1.6, 1e-12);
  EXPECT_EQ(linear[middle + RelaxationBasis::fine], 0);
}

TEST(RelaxationBasis, ImpedanceIsTheIntegralOverTheFunction) {
  NITER_IDENTITY("int exp(-(eps x)2)/(1 + i omega tau e^x) dx, by a rule four times as fine");
  const auto gaussian = basis(Discretisation::Gaussian);
  const std::size_t m = 20;
  for (const double omega : {1e-4, 0.1, 7.0, 300.0, 1e5}) {
    std::complex<double> sum = 0;
    constexpr double step = 0.01;
    for (int k = -400; k <= 400; ++k) {
      const double x = step * k;
      sum += step * std::exp(-epsilon * epsilon * x * x) /
             std::complex<double>(1, omega * gaussian.tau()[m] * std::exp(x));
    }
    EXPECT_LT(std::abs(gaussian.impedance(m, omega) - sum), 1e-13);
  }
  EXPECT_NEAR(gaussian.impedance(m, 1e-9).real(), std::sqrt(std::numbers::pi) / epsilon, 1e-10);
}

TEST(RelaxationBasis, PenaltyIsTheIntegralOfTheSquaredDerivative) {
  NITER_SOURCE("wan2015", "eq. 38, against finite differences on a fine grid");
  const auto gaussian = basis(Discretisation::Gaussian);
  const std::size_t n = gaussian.size();
  std::vector<double> x(n, 0.0);
  x[20] = 1;
  x[21] = -0.5;
  x[24] = 2;
  const auto value = [&](double y) {  // y: ln(tau/tau_0)
    double sum = 0;
    for (std::size_t m = 0; m < n; ++m) {
      const double a = epsilon * (y - spacing * static_cast<double>(m));
      sum += x[m] * std::exp(-a * a);
    }
    return sum;
  };
  double first = 0, second = 0;
  constexpr double step = 1e-3;
  for (double y = 0; y < 60 * spacing; y += step) {
    const double slope = (value(y + step) - value(y - step)) / (2 * step);
    const double bend = (value(y + step) - 2 * value(y) + value(y - step)) / (step * step);
    first += step * slope * slope;
    second += step * bend * bend;
  }
  const auto form = [&](Smoothness order) {
    const auto matrix = gaussian.penalty(order);
    double sum = 0;
    for (std::size_t i = 0; i < n * n; ++i) sum += x[i / n] * matrix[i] * x[i % n];
    return sum;
  };
  EXPECT_NEAR(form(Smoothness::First), first, 1e-4 * first);
  EXPECT_NEAR(form(Smoothness::Second), second, 1e-4 * second);
}

TEST(RelaxationBasis, AStraightLineIsNotRough) {
  NITER_IDENTITY("second differences of a line are zero, first ones its slope");
  const auto linear = basis(Discretisation::PiecewiseLinear);
  const std::size_t n = linear.size();
  const auto form = [&](Smoothness order) {
    const auto matrix = linear.penalty(order);
    double sum = 0;
    for (std::size_t i = 0; i < n * n; ++i) {
      sum += 3.0 * static_cast<double>(i / n) * matrix[i] * 3.0 * static_cast<double>(i % n);
    }
    return sum;
  };
  const double length = static_cast<double>(n - 1) * spacing;
  EXPECT_NEAR(form(Smoothness::First), length * 9 / (spacing * spacing), 1e-6);
  EXPECT_NEAR(form(Smoothness::Second), 0, 1e-6);
}

}  // namespace
}  // namespace niter::analysis
