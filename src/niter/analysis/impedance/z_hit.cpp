#include "niter/analysis/impedance/z_hit.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include <fmt/format.h>

namespace niter::analysis {

namespace {

constexpr double derivative_share = -std::numbers::pi / 6;
constexpr std::size_t least_anchors = 5;

// slope at the middle one of three points, by the parabola through them; a chord at the ends
double slope(std::span<const double> x, std::span<const double> y, std::size_t i) {
  if (i == 0) return (y[1] - y[0]) / (x[1] - x[0]);
  if (i + 1 == x.size()) return (y[i] - y[i - 1]) / (x[i] - x[i - 1]);
  const double before = x[i] - x[i - 1];
  const double after = x[i + 1] - x[i];
  return (before * (y[i + 1] - y[i]) / after + after * (y[i] - y[i - 1]) / before) /
         (before + after);
}

// is this point one of those that fix the constant?
std::vector<bool> anchors(const Spectrum& spectrum, const ZHitOptions& options) {
  std::vector<bool> chosen;
  for (const double f : spectrum.frequency) {
    chosen.push_back(f >= options.anchor_lowest.si() && f <= options.anchor_highest.si());
  }
  if (static_cast<std::size_t>(std::ranges::count(chosen, true)) >= least_anchors) return chosen;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    chosen[i] = 4 * i >= chosen.size() && 4 * i < 3 * chosen.size();
  }
  return chosen;
}

}  // namespace

Result<ZHit> z_hit(const Spectrum& spectrum, const ZHitOptions& options) {
  const std::size_t n = spectrum.size();
  if (n < 5) {
    return fail(Code::InvalidInput, fmt::format("a Z-HIT transform of {} points", n),
                "five or more are needed");
  }
  for (const auto* edge : {&options.anchor_lowest, &options.anchor_highest}) {
    if (!edge->unit().same_dimension(Unit::of("Hz"))) {
      return fail(Code::Unit, fmt::format("{} is no frequency", edge->text()));
    }
  }
  std::vector<double> log_omega(n), phase(n);
  for (std::size_t i = 0; i < n; ++i) {
    log_omega[i] = std::log(spectrum.frequency[i]);  // 2 pi is part of the constant
    phase[i] = std::arg(spectrum.impedance[i]);
    if (i > 0 && log_omega[i] == log_omega[i - 1]) {
      return fail(Code::InvalidInput,
                  fmt::format("{} Hz stands twice in the spectrum", spectrum.frequency[i]));
    }
  }

  ZHit result;
  double integral = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0) integral += 0.5 * (phase[i] + phase[i - 1]) * (log_omega[i] - log_omega[i - 1]);
    result.modulus.push_back(2 / std::numbers::pi * integral +
                             derivative_share * slope(log_omega, phase, i));
  }
  const auto anchored = anchors(spectrum, options);
  double constant = 0, count = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (!anchored[i]) continue;
    constant += std::log(std::abs(spectrum.impedance[i])) - result.modulus[i];
    ++count;
  }
  constant /= count;

  const double decade = 10 * std::ranges::min(spectrum.frequency);
  double slowest = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double log_modulus = result.modulus[i] + constant;
    result.modulus[i] = std::exp(log_modulus);
    result.deviation.push_back(std::log(std::abs(spectrum.impedance[i])) - log_modulus);
    if (spectrum.frequency[i] > decade) continue;
    result.drift += result.deviation[i];
    ++slowest;
  }
  result.drift /= slowest;
  return result;
}

data::Finding z_hit_finding(const Spectrum& spectrum, const ZHit& transform,
                            const ZHitOptions& options) {
  data::Finding finding;
  finding.key = "z-hit";
  finding.title = "The modulus follows from the phase";
  finding.formula = "ln|Z| = constant + 2/pi int phi d ln omega - pi/6 d phi/d ln omega";
  finding.source = "schiller2001";
  const double lowest = std::ranges::min(spectrum.frequency);
  finding.numbers = fmt::format("measured modulus {:+.1f} % from it, mean of {:.3g} to {:.3g} Hz",
                                100 * transform.drift, lowest, 10 * lowest);
  finding.tolerance =
      fmt::format("{:.2g} % consistent (the transform is no better), {:.2g} % marginal",
                  100 * options.tolerance, 300 * options.tolerance);
  const double size = std::abs(transform.drift);
  finding.verdict = size <= options.tolerance       ? data::Verdict::Consistent
                    : size <= 3 * options.tolerance ? data::Verdict::Marginal
                                                    : data::Verdict::Inconsistent;
  finding.text = finding.verdict == data::Verdict::Consistent
                     ? "No drift is seen at the low frequencies."
                     : "The low frequencies took longest and do not belong to the same state as "
                       "the others: the sample drifted. Repeat after a longer wait, or leave them "
                       "out.";
  return finding;
}

}  // namespace niter::analysis
