#include "niter/math/truncated_normal.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <Eigen/Dense>

#include "niter/base/contract.hpp"

namespace niter::math {

namespace {

constexpr double travel = std::numbers::pi / 2;
constexpr int most_walls = 100000;   // a draw
constexpr double inside = 1e-3;      // standard deviations from the wall, at the start
constexpr double same_place = 1e-9;  // time within which the wall just left is not met again

}  // namespace

TruncatedNormal::TruncatedNormal(std::span<const double> precision, std::span<const double> c,
                                 std::span<const Bound> bounds, std::span<const double> start,
                                 unsigned seed)
    : bounds_(bounds.begin(), bounds.end()), x_(start.begin(), start.end()), random_(seed) {
  const auto n = static_cast<Eigen::Index>(c.size());
  NITER_EXPECT(precision.size() == c.size() * c.size() && bounds.size() == c.size() &&
                   start.size() == c.size(),
               "P is n times n; c, bounds and start are n");
  const Eigen::Map<const Eigen::MatrixXd> given(precision.data(), n, n);
  const Eigen::LLT<Eigen::MatrixXd> factor(given);
  if (factor.info() != Eigen::Success) return;
  const Eigen::MatrixXd root = factor.matrixU().solve(Eigen::MatrixXd::Identity(n, n));
  const Eigen::MatrixXd covariance = root * root.transpose();
  const Eigen::VectorXd mean = factor.solve(Eigen::Map<const Eigen::VectorXd>(c.data(), n));
  if (!covariance.allFinite() || !mean.allFinite()) return;
  root_.assign(root.data(), root.data() + root.size());
  covariance_.assign(covariance.data(), covariance.data() + covariance.size());
  mean_.assign(mean.begin(), mean.end());
  velocity_.resize(c.size());
  for (std::size_t i = 0; i < x_.size(); ++i) {
    if (bounds_[i] == Bound::Free) continue;
    x_[i] = std::max(x_[i], inside * std::sqrt(covariance_[i * x_.size() + i]));
  }
}

std::pair<double, int> TruncatedNormal::next_wall(double limit, int last) const {
  double earliest = limit;
  int wall = -1;
  for (std::size_t i = 0; i < x_.size(); ++i) {
    if (bounds_[i] == Bound::Free) continue;
    // mean + A sin t + B cos t; on [0, pi/2] sin t <= t and cos t >= 1 - t2/2
    const double b = x_[i] - mean_[i];
    const double a = velocity_[i];
    if (x_[i] > earliest * (std::max(0.0, -a) + 0.5 * earliest * std::max(0.0, b))) continue;
    const double square = a * a + b * b;
    if (mean_[i] >= 0 && square <= mean_[i] * mean_[i]) continue;
    // = mean + amplitude cos(t + phase), which falls through zero
    const double ratio = std::clamp(-mean_[i] / std::sqrt(square), -1.0, 1.0);
    double time = std::acos(ratio) - std::atan2(-a, b);
    if (time < 0) time += 2 * std::numbers::pi;
    if (static_cast<int>(i) == last &&
        (time < same_place || time > 2 * std::numbers::pi - same_place)) {
      continue;
    }
    if (time < earliest) {
      earliest = time;
      wall = static_cast<int>(i);
    }
  }
  return {earliest, wall};
}

std::span<const double> TruncatedNormal::next() {
  NITER_EXPECT(valid(), "the distribution is not defined");
  const std::size_t n = x_.size();
  velocity_.assign(n, 0.0);
  for (std::size_t k = 0; k < n; ++k) {
    const double kick = normal_(random_);
    const double* const column = root_.data() + k * n;
    for (std::size_t i = 0; i <= k; ++i) velocity_[i] += column[i] * kick;  // upper triangle
  }
  double left = travel;
  int last = -1;
  for (int met = 0; met < most_walls; ++met, ++walls_) {
    const auto [time, wall] = next_wall(left, last);
    const double sine = std::sin(time);
    const double cosine = std::cos(time);
    for (std::size_t i = 0; i < n; ++i) {
      const double b = x_[i] - mean_[i];
      const double a = velocity_[i];
      x_[i] = mean_[i] + a * sine + b * cosine;
      velocity_[i] = a * cosine - b * sine;
      if (bounds_[i] == Bound::Nonnegative && x_[i] < 0) x_[i] = 0;  // roundoff
    }
    if (wall < 0) return x_;
    const auto at = static_cast<std::size_t>(wall);
    x_[at] = 0;
    const double* const column = covariance_.data() + at * n;
    const double turn = 2 * velocity_[at] / column[at];
    for (std::size_t i = 0; i < n; ++i) velocity_[i] -= turn * column[i];
    velocity_[at] = std::abs(velocity_[at]);
    left -= time;
    last = wall;
  }
  return {};
}

}  // namespace niter::math
