#include "niter/analysis/echem/stability_trend.hpp"

#include <algorithm>
#include <cmath>

#include "niter/analysis/statistics.hpp"
#include "niter/base/contract.hpp"

namespace niter::analysis {

namespace {

constexpr int most_blocks = 100;
constexpr double least_effective = 3;  // two parameters, and one degree of freedom

}  // namespace

Blocks block_means(std::span<const double> t, std::span<const double> y, int most) {
  NITER_EXPECT(t.size() == y.size() && most > 0, "as many times as values");
  if (t.size() < 2 * static_cast<std::size_t>(most)) {
    return {{t.begin(), t.end()}, {y.begin(), y.end()}};
  }
  Blocks blocks;
  const double length = (t.back() - t.front()) / most;
  std::size_t i = 0;
  for (int block = 1; block <= most; ++block) {
    const double end = t.front() + block * length;
    double sum_t = 0, sum_y = 0, n = 0;
    for (; i < t.size() && (t[i] < end || block == most); ++i) {
      sum_t += t[i];
      sum_y += y[i];
      ++n;
    }
    if (n == 0) continue;
    blocks.t.push_back(sum_t / n);
    blocks.y.push_back(sum_y / n);
  }
  return blocks;
}

double lag_one(std::span<const double> y) {
  double mean = 0;
  for (const double value : y) mean += value / static_cast<double>(y.size());
  double squares = 0, products = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    squares += (y[i] - mean) * (y[i] - mean);
    if (i > 0) products += (y[i] - mean) * (y[i - 1] - mean);
  }
  return squares > 0 ? products / squares : 0;
}

double median(std::vector<double> values) {
  NITER_EXPECT(!values.empty(), "nothing has no median");
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
}

Result<Trend> trend(std::span<const double> t, std::span<const double> y) {
  if (t.size() < 6) {
    return fail(Code::InvalidInput, "a drift with an interval needs six points or more");
  }
  if (!(t.back() > t.front())) return fail(Code::InvalidInput, "all points are at one time");
  const Blocks blocks = block_means(t, y, most_blocks);
  NITER_TRY(const Line line, fit_line(blocks.t, blocks.y));

  Trend out;
  out.blocks = static_cast<int>(blocks.t.size());
  const double n = out.blocks;
  std::vector<double> residuals;
  double squares = 0, sxx = 0;
  for (const double at : blocks.t) out.middle += at / n;
  for (std::size_t i = 0; i < blocks.t.size(); ++i) {
    residuals.push_back(blocks.y[i] - line.intercept - line.slope * blocks.t[i]);
    squares += residuals.back() * residuals.back();
    sxx += (blocks.t[i] - out.middle) * (blocks.t[i] - out.middle);
  }
  out.mean = line.intercept + line.slope * out.middle;
  out.slope = line.slope;

  // a negative correlation is taken for none: it would promise more points than there are
  out.correlation = (n * lag_one(residuals) + 2) / (n - 4);
  const double r = std::clamp(out.correlation, 0.0, 0.999);
  out.effective = std::max(n * (1 - r) / (1 + r), least_effective);
  const double variance = squares / (out.effective - 2);
  out.slope_sigma = std::sqrt(variance / sxx);
  out.mean_sigma = std::sqrt(variance / out.effective);
  out.coverage = student_t(static_cast<int>(out.effective - 2), 0.95);
  return out;
}

}  // namespace niter::analysis
