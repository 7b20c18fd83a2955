#include "niter/analysis/impedance/relaxation_times.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "niter/analysis/impedance/relaxation_band.hpp"
#include "niter/analysis/impedance/relaxation_peaks.hpp"
#include "niter/analysis/impedance/relaxation_system.hpp"
#include "niter/math/tikhonov.hpp"

namespace niter::analysis {

namespace {

constexpr int most_unknowns = 1000;  // the work grows with the third power

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
  result.gamma = system.gamma(x);
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
    // where it fails there is no band
    write_posterior(system, {h, moments, x}, options, ranges, result);
  }
  return result;
}

}  // namespace niter::analysis
