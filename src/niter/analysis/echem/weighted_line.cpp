#include "niter/analysis/echem/weighted_line.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "niter/analysis/statistics.hpp"
#include "niter/base/contract.hpp"

namespace niter::analysis {

namespace {

/// Weighted sums of one problem, x counted from its weighted mean.
struct Sums {
  std::vector<double> w, x;  // weight, distance from the mean
  double total = 0, mean = 0;
  double sxx = 0;
};

Sums sums_of(std::span<const double> x, std::span<const double> u) {
  Sums sums;
  const bool known = std::all_of(u.begin(), u.end(), [](double value) { return value > 0; });
  for (const double value : u) sums.w.push_back(known ? 1 / (value * value) : 1);
  for (std::size_t i = 0; i < x.size(); ++i) {
    sums.total += sums.w[i];
    sums.mean += sums.w[i] * x[i];
  }
  sums.mean /= sums.total;
  for (std::size_t i = 0; i < x.size(); ++i) {
    sums.x.push_back(x[i] - sums.mean);
    sums.sxx += sums.w[i] * sums.x[i] * sums.x[i];
  }
  return sums;
}

/// The quadratic that is orthogonal to constant and line takes what the residuals hold of a bend.
std::optional<Curvature> curvature_of(const Sums& sums, std::span<const double> residuals,
                                      bool known, double slope) {
  const auto n = static_cast<int>(residuals.size());
  const int freedom = n - 3;
  if (freedom < (known ? 0 : 1)) return std::nullopt;
  double third = 0;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    third += sums.w[i] * std::pow(sums.x[i], 3);
  }
  double norm = 0;
  double product = 0;
  double squares = 0;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    const double p = sums.x[i] * sums.x[i] - third / sums.sxx * sums.x[i] - sums.sxx / sums.total;
    norm += sums.w[i] * p * p;
    product += sums.w[i] * p * residuals[i];
    squares += sums.w[i] * residuals[i] * residuals[i];
  }
  if (!(norm > 0)) return std::nullopt;  // three points at two x
  Curvature curvature;
  curvature.value = product / norm;
  const double left = std::max(squares - product * product / norm, 0.0);
  const double scatter = freedom > 0 ? left / freedom : 0;
  curvature.sigma = std::sqrt(std::max(scatter, known ? 1.0 : 0.0) / norm);
  const int many = 1000;  // with the u(y) alone: normal distribution
  curvature.limit = student_t(freedom > 0 ? freedom : many, 0.95);
  curvature.strict = student_t(freedom > 0 ? freedom : many, 0.99);
  const auto [least, most] = std::minmax_element(sums.x.begin(), sums.x.end());
  curvature.bend = 2 * curvature.value * (*most - *least) / slope;
  return curvature;
}

}  // namespace

Result<WeightedLine> fit_weighted_line(std::span<const double> x, std::span<const double> y,
                                       std::span<const double> u) {
  NITER_EXPECT(x.size() == y.size() && x.size() == u.size(), "as many x as y and u");
  if (x.size() < 2) return fail(Code::InvalidInput, "a straight line needs two points or more");
  const bool known = std::all_of(u.begin(), u.end(), [](double value) { return value > 0; });
  const Sums sums = sums_of(x, u);
  if (!(sums.sxx > 0))
    return fail(Code::InvalidInput, "all points of the straight line have the same x");

  WeightedLine line;
  double mean = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    line.influence.push_back(sums.w[i] * sums.x[i] / sums.sxx);
    line.slope += line.influence.back() * y[i];
    mean += sums.w[i] / sums.total * y[i];
  }
  line.centre = sums.mean;
  line.intercept = mean - line.slope * sums.mean;

  std::vector<double> residuals;
  double squares = 0;
  double spread = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    residuals.push_back(y[i] - mean - line.slope * sums.x[i]);
    squares += sums.w[i] * residuals[i] * residuals[i];
    spread += sums.w[i] * (y[i] - mean) * (y[i] - mean);
  }
  line.r2 = 1 - squares / spread;
  const auto freedom = static_cast<int>(x.size()) - 2;
  const double reduced = freedom > 0 ? squares / freedom : 0;
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  line.chi2 = known ? squares : none;
  line.probability = known && freedom > 0 ? chi_squared_tail(squares, freedom) : none;
  line.widening = known ? std::sqrt(std::max(reduced, 1.0)) : 1;
  const double unit = known ? line.widening : std::sqrt(reduced);
  line.slope_sigma = unit / std::sqrt(sums.sxx);
  const double at_zero = std::sqrt(1 / sums.total + sums.mean * sums.mean / sums.sxx);
  line.intercept_sigma = unit * at_zero;
  line.correlation = -sums.mean / std::sqrt(sums.sxx) / at_zero;
  line.curvature = curvature_of(sums, residuals, known, line.slope);
  return line;
}

}  // namespace niter::analysis
