#include "niter/analysis/impedance/relaxation_band.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "niter/math/truncated_normal.hpp"

namespace niter::analysis {

namespace {

constexpr int settling = 20;            // draws before the first one that counts
constexpr double pressed = 0.5;         // conditional standard deviations against zero: held there
constexpr long most_walls = 2'000'000;  // of all draws: about two seconds

// Sums over the draws of what the peaks and the ends of the axis are.
struct Spread {
  double sum = 0, squares = 0, count = 0;
  void add(double value) {
    sum += value;
    squares += value * value;
    ++count;
  }
  double sigma() const {
    const double mean = sum / count;
    return std::sqrt(std::max(0.0, squares / count - mean * mean));
  }
};

// Area of a peak, and the centroid of the places where the most probable gamma is above half
// height.
struct PeakSpread {
  PeakRange range;
  std::size_t first = 0, last = 0;
  Spread area, place;

  PeakSpread(const PeakRange& peak, std::span<const double> gamma)
      : range(peak), first(peak.top), last(peak.top) {
    while (first > peak.first && gamma[first - 1] >= 0.5 * gamma[peak.top]) --first;
    while (last < peak.last && gamma[last + 1] >= 0.5 * gamma[peak.top]) ++last;
  }
  void add(std::span<const double> tau, std::span<const double> gamma) {
    double weight = 0, moment = 0;
    for (std::size_t i = first; i <= last; ++i) {
      weight += gamma[i];
      moment += gamma[i] * std::log(tau[i]);
    }
    area.add(peak_area(tau, gamma, range.first, range.last));
    if (weight > 0) place.add(moment / weight);
  }
};

// The band between two quantiles, place by place. A quantile is the mean of the values within one
// per cent of its rank: single draws would make its course ragged.
void write_band(const std::vector<std::vector<double>>& draws, double credibility,
                RelaxationTimes& result) {
  const auto count = static_cast<std::ptrdiff_t>(draws.size());
  std::vector<double> values(draws.size());
  const auto quantile = [&](double share) {
    const auto rank = std::lround(share * static_cast<double>(count - 1));
    const auto first = std::max<std::ptrdiff_t>(0, rank - count / 100);
    const auto last = std::min(count, rank + count / 100 + 1);
    return std::accumulate(values.begin() + first, values.begin() + last, 0.0) /
           static_cast<double>(last - first);
  };
  for (std::size_t i = 0; i < result.tau.size(); ++i) {
    for (std::size_t k = 0; k < draws.size(); ++k) values[k] = draws[k][i];
    std::ranges::sort(values);
    result.low.push_back(quantile(0.5 - credibility / 2));
    result.high.push_back(quantile(0.5 + credibility / 2));
    result.mean.push_back(std::accumulate(values.begin(), values.end(), 0.0) /
                          static_cast<double>(count));
  }
}

// The posterior of the unknowns that are not pressed against zero: a pressed one would leave it by
// less than a standard deviation that it has with all others held, far below what the band shows,
// and a particle would meet little but its wall.
class Posterior {
 public:
  Posterior(const RelaxationSystem& system, const SolvedSystem& solved, double noise, int seed);
  bool valid() const { return distribution_ && distribution_->valid(); }
  /// The next draw of all unknowns; empty where the sampler does not come on.
  std::span<const double> next();
  long walls() const { return distribution_->walls(); }

 private:
  std::vector<std::size_t> free_;  // unknowns that are drawn
  std::vector<double> whole_;
  std::optional<math::TruncatedNormal> distribution_;
};

Posterior::Posterior(const RelaxationSystem& system, const SolvedSystem& solved, double noise,
                     int seed)
    : whole_(solved.x.size(), 0.0) {
  const auto& [h, moments, x] = solved;
  const std::size_t n = x.size();
  for (std::size_t i = 0; i < n; ++i) {
    double slope = -moments[i];
    for (std::size_t j = 0; j < n; ++j) slope += h[i * n + j] * x[j];
    const bool held = system.bounds[i] == math::Bound::Nonnegative && x[i] == 0 &&
                      slope > pressed * noise * std::sqrt(h[i * n + i]);
    if (!held) free_.push_back(i);
  }
  const double variance = noise * noise;
  std::vector<double> precision, c, start;
  std::vector<math::Bound> bounds;
  for (const auto i : free_) {
    for (const auto j : free_) precision.push_back(h[i * n + j] / variance);
    c.push_back(moments[i] / variance);
    start.push_back(x[i]);
    bounds.push_back(system.bounds[i]);
  }
  distribution_.emplace(precision, c, bounds, start, static_cast<unsigned>(seed));
}

std::span<const double> Posterior::next() {
  const auto draw = distribution_->next();
  if (draw.empty()) return {};
  for (std::size_t k = 0; k < free_.size(); ++k) whole_[free_[k]] = draw[k];
  return whole_;
}

}  // namespace

bool write_posterior(const RelaxationSystem& system, const SolvedSystem& solved,
                     const RelaxationOptions& options, std::span<const PeakRange> ranges,
                     RelaxationTimes& result) {
  Posterior posterior(system, solved, result.noise, options.seed);
  if (!posterior.valid()) return false;
  std::vector<std::vector<double>> draws;
  Spread series, polarisation;
  std::vector<PeakSpread> peaks;
  for (const auto& range : ranges) peaks.emplace_back(range, result.gamma);
  const int all = settling + options.draws;
  for (int k = 0; k < all; ++k) {
    const auto draw = posterior.next();
    if (draw.empty() || posterior.walls() > most_walls * (k + 2 * settling) / all) return false;
    if (k < settling) continue;
    draws.push_back(system.gamma(draw));
    series.add(draw[0] * system.units[0]);
    polarisation.add(peak_area(result.tau, draws.back(), 0, result.tau.size() - 1));
    for (auto& peak : peaks) peak.add(result.tau, draws.back());
  }
  write_band(draws, options.credibility, result);
  result.series_sigma = series.sigma();
  result.polarisation_sigma = polarisation.sigma();
  for (std::size_t p = 0; p < ranges.size(); ++p) {
    result.peaks[p].sigma = peaks[p].area.sigma();
    if (peaks[p].place.count > 1) result.peaks[p].tau_spread = peaks[p].place.sigma();
  }
  return true;
}

}  // namespace niter::analysis
