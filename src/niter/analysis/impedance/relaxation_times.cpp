#include "niter/analysis/impedance/relaxation_times.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

#include <fmt/format.h>

#include "niter/analysis/impedance/relaxation_peaks.hpp"
#include "niter/analysis/impedance/relaxation_system.hpp"
#include "niter/math/tikhonov.hpp"
#include "niter/math/truncated_normal.hpp"

namespace niter::analysis {

namespace {

constexpr int most_unknowns = 1000;     // the work grows with the third power
constexpr int settling = 20;            // draws before the first one that counts
constexpr double pressed = 0.5;         // conditional standard deviations against zero: held there
constexpr long most_walls = 2'000'000;  // of all draws: about two seconds

Status check(const Spectrum& spectrum, const RelaxationOptions& options) {
  const auto refuse = [](std::string what, std::string hint) {
    return fail(Code::InvalidInput, std::move(what), std::move(hint));
  };
  if (spectrum.size() < 5) {
    return refuse(fmt::format("a distribution of relaxation times from {} points", spectrum.size()),
                  "five or more are needed");
  }
  if (options.per_decade < 1) {
    return refuse(fmt::format("{} relaxation times a decade", options.per_decade), "10 is usual");
  }
  if (!(options.shape > 0)) {
    return refuse(fmt::format("shape {} is not positive", options.shape), "0.5 is usual");
  }
  if (!(options.margin >= 0)) {
    return refuse(fmt::format("margin of {} decades", options.margin), "0 or more");
  }
  const auto [slowest, fastest] = std::ranges::minmax(spectrum.frequency);
  const double decades = std::log10(fastest / slowest) + 2 * options.margin;
  if (!(decades > 0) || decades * options.per_decade > most_unknowns) {
    return refuse(
        fmt::format("{} decades with {} relaxation times each", decades, options.per_decade),
        "fewer a decade, or a narrower range");
  }
  if (options.lambda && !(*options.lambda > 0)) {
    return refuse(fmt::format("lambda {} is not positive", *options.lambda), "leave it out");
  }
  if (options.noise && !(*options.noise > 0)) {
    return refuse(fmt::format("noise {} is not positive", *options.noise), "leave it out");
  }
  if (!(options.credibility > 0 && options.credibility < 1)) {
    return refuse(fmt::format("credibility {}", options.credibility), "0.95 is usual");
  }
  if (options.draws < 0 || (options.draws > 0 && options.draws < 100)) {
    return refuse(fmt::format("{} draws", options.draws), "100 or more, or 0 for no band");
  }
  return {};
}

// gamma on the grid [ohm], of a solution
std::vector<double> gamma_of(const RelaxationSystem& system, std::span<const double> x) {
  auto gamma = system.basis.gamma(x.subspan(system.plain));
  for (double& value : gamma) value *= system.scale;
  return gamma;
}

void write_plain_terms(const RelaxationSystem& system, const RelaxationOptions& options,
                       std::span<const double> x, RelaxationTimes& result) {
  std::size_t next = 0;
  result.series = x[next] * system.units[next];
  ++next;
  if (options.inductance == Term::Fit) {
    result.inductance = x[next] * system.units[next];
    ++next;
  }
  if (options.capacitance == Term::Fit) result.elastance = x[next] * system.units[next];
}

// model, residuals; returns the weighted sum of squares
double write_model(const RelaxationSystem& system, const Spectrum& spectrum,
                   std::span<const double> x, RelaxationTimes& result) {
  const auto values = system.predict(x);
  double squares = 0;
  for (std::size_t i = 0; i < system.points; ++i) {
    const std::complex<double> weighted(values[i], values[system.points + i]);
    const auto z = spectrum.impedance[i];
    result.model.push_back(weighted / system.weights[i]);
    result.residuals.push_back((z - result.model.back()) / std::abs(z));
    squares += std::norm(system.weights[i] * z - weighted);
  }
  return squares;
}

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
  Posterior(const RelaxationSystem& system, std::span<const double> h,
            std::span<const double> moments, std::span<const double> x, double noise, int seed);
  bool valid() const { return distribution_ && distribution_->valid(); }
  /// The next draw of all unknowns; empty where the sampler does not come on.
  std::span<const double> next();
  long walls() const { return distribution_->walls(); }

 private:
  std::vector<std::size_t> free_;  // unknowns that are drawn
  std::vector<double> whole_;
  std::optional<math::TruncatedNormal> distribution_;
};

Posterior::Posterior(const RelaxationSystem& system, std::span<const double> h,
                     std::span<const double> moments, std::span<const double> x, double noise,
                     int seed)
    : whole_(x.size(), 0.0) {
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

// Band and standard deviations from draws of the posterior with lambda and noise held. False where
// the sampler does not come on.
bool sample(const RelaxationSystem& system, Posterior& posterior, const RelaxationOptions& options,
            std::span<const PeakRange> ranges, RelaxationTimes& result) {
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
    draws.push_back(gamma_of(system, draw));
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

}  // namespace

std::span<const std::pair<std::string_view, PointWeight>> enum_names(PointWeight) {
  static constexpr std::array<std::pair<std::string_view, PointWeight>, 2> names{
      {{"modulus", PointWeight::Modulus}, {"uniform", PointWeight::Uniform}}};
  return names;
}

std::span<const std::pair<std::string_view, GammaSign>> enum_names(GammaSign) {
  static constexpr std::array<std::pair<std::string_view, GammaSign>, 2> names{
      {{"nonnegative", GammaSign::Nonnegative}, {"free", GammaSign::Free}}};
  return names;
}

Result<RelaxationTimes> relaxation_times(const Spectrum& spectrum,
                                         const RelaxationOptions& options) {
  NITER_OK(check(spectrum, options));
  const auto system = relaxation_system(spectrum, options);
  auto [h, moments, square] = system.normal();
  RelaxationTimes result;
  NITER_TRY(result.lambda, choose_lambda(system, spectrum, options));

  const math::Tikhonov unbounded(h, moments, square, system.penalty);
  for (std::size_t i = 0; i < h.size(); ++i) h[i] += result.lambda * system.penalty[i];
  const auto x = math::nonnegative_minimum(h, moments, system.bounds);
  if (!unbounded.valid() || x.empty()) {
    return fail(Code::NoConvergence,
                "the points do not determine a distribution of relaxation times",
                "fewer relaxation times a decade, or a larger lambda");
  }
  const auto [lowest, highest] = std::ranges::minmax(spectrum.frequency);
  result.fastest = 1 / (2 * std::numbers::pi * highest);
  result.slowest = 1 / (2 * std::numbers::pi * lowest);
  result.tau = system.basis.grid();
  result.gamma = gamma_of(system, x);
  result.polarisation = peak_area(result.tau, result.gamma, 0, result.tau.size() - 1);
  write_plain_terms(system, options, x, result);
  const double squares = write_model(system, spectrum, x, result);
  result.parameters = unbounded.at(result.lambda).parameters;
  const double degrees = std::max(1.0, static_cast<double>(system.rows()) - result.parameters);
  result.noise = std::sqrt(squares / degrees);

  const auto ranges = find_peaks(result.tau, result.gamma, options.least_peak);
  for (const auto& range : ranges) {
    result.peaks.push_back(peak_of(result.tau, result.gamma, range));
  }
  if (options.draws > 0 && result.noise > 0) {
    Posterior posterior(system, h, moments, x, result.noise, options.seed);
    sample(system, posterior, options, ranges, result);  // where it fails there is no band
  }
  return result;
}

}  // namespace niter::analysis
