#include "niter/analysis/echem/change_point.hpp"

#include <algorithm>
#include <cmath>

#include "niter/analysis/echem/stability_trend.hpp"
#include "niter/base/contract.hpp"

namespace niter::analysis {

namespace {

// the smaller nine tenths of squared normal numbers have this mean:
// 1 - 2 z phi(z) / 0.9 with P(|x| < z) = 0.9
constexpr double kept = 0.9;
constexpr double trimmed_mean = 0.62299;

// variance of differences, steps and spikes left out
double variance_of_differences(std::span<const double> y, std::size_t apart) {
  std::vector<double> squares;
  for (std::size_t i = apart; i < y.size(); ++i) {
    squares.push_back((y[i] - y[i - apart]) * (y[i] - y[i - apart]));
  }
  std::ranges::sort(squares);
  const auto count =
      static_cast<std::size_t>(std::ceil(kept * static_cast<double>(squares.size())));
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += squares[i];
  return count == 0 ? 0 : sum / static_cast<double>(count) / trimmed_mean;
}

/// Squares about the best level or line of any stretch, from running sums.
class Cost {
 public:
  Cost(std::span<const double> x, std::span<const double> y, Piece piece) : piece_(piece) {
    const auto n = static_cast<double>(y.size());
    double x_mean = 0, y_mean = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
      x_mean += x[i] / n;
      y_mean += y[i] / n;
    }
    const double length = x.back() - x.front() > 0 ? x.back() - x.front() : 1;
    sums_.resize(y.size() + 1);
    for (std::size_t i = 0; i < y.size(); ++i) {
      // about the means, so that large numbers do not cancel
      const double u = (x[i] - x_mean) / length;
      const double v = y[i] - y_mean;
      sums_[i + 1] = sums_[i];
      sums_[i + 1].x += u;
      sums_[i + 1].y += v;
      sums_[i + 1].xx += u * u;
      sums_[i + 1].xy += u * v;
      sums_[i + 1].yy += v * v;
    }
  }
  /// of the points first ... end - 1
  double operator()(std::size_t first, std::size_t end) const {
    const Sums &a = sums_[first], &b = sums_[end];
    const auto n = static_cast<double>(end - first);
    const double syy = b.yy - a.yy - (b.y - a.y) * (b.y - a.y) / n;
    if (piece_ == Piece::Level) return std::max(syy, 0.0);
    const double sxx = b.xx - a.xx - (b.x - a.x) * (b.x - a.x) / n;
    const double sxy = b.xy - a.xy - (b.x - a.x) * (b.y - a.y) / n;
    return std::max(sxx > 0 ? syy - sxy * sxy / sxx : syy, 0.0);
  }

 private:
  struct Sums {
    double x = 0, y = 0, xx = 0, xy = 0, yy = 0;
  };
  Piece piece_;
  std::vector<Sums> sums_;
};

}  // namespace

Noise noise_of(std::span<const double> y) {
  const double one = variance_of_differences(y, 1);
  const double two = variance_of_differences(y, 2);
  Noise noise;
  if (!(one > 0)) return noise;
  // one standard error on the careful side
  const double careful = 1 / std::sqrt(static_cast<double>(y.size()));
  noise.correlation = std::clamp(two / one - 1 + careful, 0.0, 0.95);
  noise.sigma = std::sqrt(one / 2 / (1 - noise.correlation));
  return noise;
}

double change_penalty(std::span<const double> y, Piece piece) {
  const int parameters = piece == Piece::Level ? 1 : 2;
  return (parameters + 2) * std::log(static_cast<double>(y.size())) * noise_of(y).long_run();
}

std::vector<std::size_t> change_points(std::span<const double> x, std::span<const double> y,
                                       Piece piece, double penalty, std::size_t least) {
  NITER_EXPECT(x.size() == y.size(), "as many x as y");
  NITER_EXPECT(least >= (piece == Piece::Level ? 2U : 3U), "a piece needs points to be tested");
  const std::size_t n = y.size();
  if (n < 2 * least) return {};
  const Cost cost(x, y, piece);

  // best[end]: the least sum over the points before end; from[end]: where its last piece begins
  std::vector<double> best(n + 1, INFINITY);
  std::vector<std::size_t> from(n + 1, 0);
  best[0] = -penalty;
  for (std::size_t end = least; end <= n; ++end) {
    for (std::size_t first = 0; first + least <= end; ++first) {
      const double sum = best[first] + cost(first, end) + penalty;
      if (sum < best[end]) {
        best[end] = sum;
        from[end] = first;
      }
    }
  }
  std::vector<std::size_t> changes;
  for (std::size_t at = from[n]; at > 0; at = from[at]) changes.push_back(at);
  std::ranges::reverse(changes);
  return changes;
}

}  // namespace niter::analysis
