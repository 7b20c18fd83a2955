#include "niter/analysis/echem/change_points.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "niter/analysis/echem/serial_correlation.hpp"
#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

constexpr std::size_t most_blocks = 600;
constexpr std::size_t least_piece = 5;  // blocks

/// Running sums, so that the squares about a line of any piece cost the same.
class Pieces {
 public:
  Pieces(std::span<const double> x, std::span<const double> y) {
    sums_.push_back({});
    for (std::size_t i = 0; i < x.size(); ++i) {
      Sums next = sums_.back();
      next.n += 1;
      next.x += x[i];
      next.y += y[i];
      next.xx += x[i] * x[i];
      next.xy += x[i] * y[i];
      next.yy += y[i] * y[i];
      sums_.push_back(next);
    }
  }
  /// Of the points from `first` up to and without `end`.
  double squares(std::size_t first, std::size_t end) const {
    const Sums& a = sums_[first];
    const Sums& b = sums_[end];
    const double n = b.n - a.n;
    const double x = (b.x - a.x) / n;
    const double y = (b.y - a.y) / n;
    const double xx = b.xx - a.xx - n * x * x;
    const double xy = b.xy - a.xy - n * x * y;
    const double yy = b.yy - a.yy - n * y * y;
    return std::max(0.0, xx > 0 ? yy - xy * xy / xx : yy);
  }

 private:
  struct Sums {
    double n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
  };
  std::vector<Sums> sums_;
};

std::vector<std::size_t> best_cut(const Pieces& pieces, std::size_t n, double penalty) {
  std::vector<double> best(n + 1, std::numeric_limits<double>::infinity());
  std::vector<std::size_t> from(n + 1, 0);
  best[0] = -penalty;
  for (std::size_t end = least_piece; end <= n; ++end) {
    for (std::size_t first = 0; first + least_piece <= end; ++first) {
      if (!std::isfinite(best[first])) continue;
      const double cost = best[first] + pieces.squares(first, end) + penalty;
      if (cost >= best[end]) continue;
      best[end] = cost;
      from[end] = first;
    }
  }
  std::vector<std::size_t> starts;
  for (std::size_t end = n; end > 0; end = from[end]) starts.push_back(from[end]);
  std::ranges::reverse(starts);
  return starts;
}

// second differences of a line are noise alone, with variance 6 s2
double noise_of(std::span<const double> y) {
  constexpr double gauss = 1.4826;
  std::vector<double> bends;
  for (std::size_t i = 1; i + 1 < y.size(); ++i) {
    bends.push_back(std::abs(y[i + 1] - 2 * y[i] + y[i - 1]));
  }
  const auto middle = bends.begin() + static_cast<std::ptrdiff_t>(bends.size() / 2);
  std::nth_element(bends.begin(), middle, bends.end());
  return gauss * *middle / std::sqrt(6.0);
}

double correlation_time(std::span<const double> x, std::span<const double> y,
                        std::span<const std::size_t> starts) {
  std::vector<double> residuals;
  for (std::size_t k = 0; k < starts.size(); ++k) {
    const std::size_t end = k + 1 < starts.size() ? starts[k + 1] : x.size();
    const auto line =
        fit_line(x.subspan(starts[k], end - starts[k]), y.subspan(starts[k], end - starts[k]));
    if (!line) continue;
    for (std::size_t i = starts[k]; i < end; ++i) {
      residuals.push_back(y[i] - line->intercept - line->slope * x[i]);
    }
  }
  return serial_correlation(residuals, 2 * static_cast<int>(starts.size())).time;
}

}  // namespace

Result<ChangePoints> find_change_points(std::span<const double> t, std::span<const double> y) {
  constexpr std::size_t least = 20;
  constexpr double parameters = 3;
  if (t.size() != y.size() || t.size() < least) {
    return fail(Code::InvalidInput, fmt::format("{} times and {} readings: {} or more are needed",
                                                t.size(), y.size(), least));
  }
  const std::size_t block = (t.size() + most_blocks - 1) / most_blocks;
  std::vector<double> x;
  std::vector<double> means;
  double level = 0;
  for (const double value : y) level += value / static_cast<double>(y.size());
  const double span = t.back() - t.front();
  if (!(span > 0)) return fail(Code::InvalidInput, "time does not grow");
  for (std::size_t first = 0; first + block <= t.size(); first += block) {
    double time = 0;
    double value = 0;
    for (std::size_t i = first; i < first + block; ++i) {
      time += (t[i] - t.front()) / span / static_cast<double>(block);
      value += (y[i] - level) / static_cast<double>(block);
    }
    x.push_back(time);
    means.push_back(value);
  }
  ChangePoints result;
  result.blocks = static_cast<int>(x.size());
  // round-off is no noise: a line without noise has no change
  result.noise = std::max(noise_of(means), 1e-9 * std::abs(level));
  const Pieces pieces(x, means);
  const double one =
      parameters * result.noise * result.noise * std::log(static_cast<double>(x.size()));
  // a cautious first pass: where it cuts tied noise to pieces, what is left no longer looks tied
  constexpr double cautious = 5;
  const auto starts = best_cut(pieces, x.size(), cautious * one);
  const double time = correlation_time(x, means, starts);
  // tied noise has larger squares about a line than its second differences show
  double rest = 0;
  for (std::size_t k = 0; k < starts.size(); ++k) {
    rest += pieces.squares(starts[k], k + 1 < starts.size() ? starts[k + 1] : x.size());
  }
  const double freedom =
      std::max(1.0, static_cast<double>(x.size()) - 2.0 * static_cast<double>(starts.size()));
  const double variance = std::max(result.noise * result.noise, rest / freedom);
  result.penalty = parameters * variance * time * std::log(static_cast<double>(x.size()));
  for (const auto start : best_cut(pieces, x.size(), result.penalty)) {
    result.starts.push_back(start * block);
  }
  return result;
}

}  // namespace niter::analysis
