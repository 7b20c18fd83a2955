#include "niter/analysis/statistics.hpp"

#include <cmath>
#include <numbers>

#include "niter/base/contract.hpp"

namespace niter::analysis {

namespace {

// P(|T| < t) for whole degrees of freedom
double student_probability(double t, int degrees) {
  const double theta = std::atan2(t, std::sqrt(static_cast<double>(degrees)));
  const double c = std::cos(theta);
  const bool odd = degrees % 2 == 1;

  // the terms go c, 2/3 c^3, 2*4/(3*5) c^5 ... (odd) or 1, 1/2 c^2, 1*3/(2*4) c^4 ... (even)
  double sum = 0;
  double term = odd ? c : 1;
  for (int k = odd ? 3 : 2; k <= degrees; k += 2) {
    sum += term;
    term *= c * c * (k - 1) / k;
  }
  if (!odd) return std::sin(theta) * sum;
  return 2 / std::numbers::pi * (theta + std::sin(theta) * sum);
}

// I_x(a, b) for x below the mean of the distribution, where the continued fraction is quick
double incomplete_beta(double a, double b, double x) {
  constexpr int most = 300;
  constexpr double tiny = 1e-300;
  const auto kept = [](double value) { return std::abs(value) < tiny ? tiny : value; };
  double c = 1;
  double d = 1 / kept(1 - (a + b) * x / (a + 1));
  double fraction = d;
  for (int m = 1; m <= most; ++m) {
    // the even and the odd step of Lentz's method
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    fraction *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    fraction *= d * c;
    if (std::abs(d * c - 1) < 1e-15) break;
  }
  const double front =
      std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x);
  return std::exp(front) * fraction / a;
}

}  // namespace

double student_t(int degrees, double confidence) {
  NITER_EXPECT(degrees >= 1, "Student's t needs a degree of freedom");
  NITER_EXPECT(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1");
  double low = 0;
  double high = 1;
  while (student_probability(high, degrees) < confidence) high *= 2;
  for (int i = 0; i < 100; ++i) {
    const double middle = 0.5 * (low + high);
    (student_probability(middle, degrees) < confidence ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

double chi_squared_tail(double chi2, int degrees) {
  NITER_EXPECT(degrees >= 1, "chi-squared needs a degree of freedom");
  if (chi2 <= 0) return 1;
  const double half = chi2 / 2;
  const bool odd = degrees % 2 == 1;
  double tail = odd ? std::erfc(std::sqrt(half)) : 0;
  double term = odd ? std::sqrt(half / std::numbers::pi) * 2 * std::exp(-half) : std::exp(-half);
  for (int k = odd ? 3 : 2; k <= degrees; k += 2) {
    tail += term;
    term *= chi2 / k;
  }
  return tail;
}

double fisher_tail(double f, int over, int under) {
  NITER_EXPECT(over >= 1 && under >= 1, "an F ratio needs degrees of freedom on both sides");
  if (!(f > 0)) return 1;
  const double a = under / 2.0;
  const double b = over / 2.0;
  const double x = under / (under + over * f);
  if (x < (a + 1) / (a + b + 2)) return incomplete_beta(a, b, x);
  return 1 - incomplete_beta(b, a, 1 - x);
}

double student_tail(double t, double degrees) {
  NITER_EXPECT(degrees > 0, "Student's t needs degrees of freedom");
  if (t == 0) return 0.5;
  if (std::isinf(t)) return t > 0 ? 0 : 1;
  const double a = degrees / 2;
  const double x = degrees / (degrees + t * t);
  const double both =
      x < (a + 1) / (a + 2.5) ? incomplete_beta(a, 0.5, x) : 1 - incomplete_beta(0.5, a, 1 - x);
  return t > 0 ? both / 2 : 1 - both / 2;
}

Result<Line> fit_line(std::span<const double> x, std::span<const double> y) {
  NITER_EXPECT(x.size() == y.size(), "as many x as y");
  const std::size_t points = x.size();
  if (points < 3) {
    return fail(Code::InvalidInput,
                "a straight line with an uncertainty needs three points or more");
  }
  const auto n = static_cast<double>(points);

  double x_mean = 0;
  double y_mean = 0;
  for (std::size_t i = 0; i < points; ++i) {
    x_mean += x[i] / n;
    y_mean += y[i] / n;
  }
  double sxx = 0;
  double sxy = 0;
  for (std::size_t i = 0; i < points; ++i) {
    sxx += (x[i] - x_mean) * (x[i] - x_mean);
    sxy += (x[i] - x_mean) * (y[i] - y_mean);
  }
  if (!(sxx > 0))
    return fail(Code::InvalidInput, "all points of the straight line have the same x");

  Line line;
  line.slope = sxy / sxx;
  line.intercept = y_mean - line.slope * x_mean;
  double squares = 0;
  for (std::size_t i = 0; i < points; ++i) {
    const double residual = y[i] - line.intercept - line.slope * x[i];
    squares += residual * residual;
  }
  line.scatter = std::sqrt(squares / (n - 2));
  line.slope_sigma = line.scatter / std::sqrt(sxx);
  const double spread = std::sqrt(1 / n + x_mean * x_mean / sxx);
  line.intercept_sigma = line.scatter * spread;
  line.correlation = -x_mean / std::sqrt(sxx) / spread;
  return line;
}

}  // namespace niter::analysis
