// What the residuals of a Kramers-Kronig test say, by a stated rule.
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include <fmt/format.h>

#include "niter/analysis/impedance/kramers_kronig.hpp"

namespace niter::analysis {

namespace {

constexpr double one_sided = 2.326;  // normal, 1 %
constexpr double few_points = 0.05;  // share of points that may be disturbed one by one

struct Beyond {
  std::size_t count = 0;
  double lowest = 0, highest = 0;  // frequencies [Hz]
};

Beyond beyond(const Spectrum& spectrum, const KramersKronig& chain, double tolerance) {
  Beyond found;
  for (std::size_t i = 0; i < spectrum.size(); ++i) {
    const auto r = chain.residuals[i];
    if (std::max(std::abs(r.real()), std::abs(r.imag())) <= tolerance) continue;
    const double f = spectrum.frequency[i];
    found.lowest = found.count == 0 ? f : std::min(found.lowest, f);
    found.highest = std::max(found.highest, f);
    ++found.count;
  }
  return found;
}

}  // namespace

double neighbour_correlation(std::span<const std::complex<double>> residuals) {
  double real = 0, imaginary = 0, real_squares = 0, imaginary_squares = 0;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    const auto r = residuals[i];
    real_squares += r.real() * r.real();
    imaginary_squares += r.imag() * r.imag();
    if (i == 0) continue;
    real += r.real() * residuals[i - 1].real();
    imaginary += r.imag() * residuals[i - 1].imag();
  }
  const double least = std::numeric_limits<double>::min();
  return std::max(real / std::max(real_squares, least),
                  imaginary / std::max(imaginary_squares, least));
}

data::Finding kramers_kronig_finding(const Spectrum& spectrum, const KramersKronig& chain,
                                     const KramersKronigOptions& options) {
  data::Finding finding;
  finding.key = "kramers-kronig";
  finding.title = "The spectrum is that of a linear, causal and steady system";
  finding.formula = options.immittance == Immittance::Impedance
                        ? "Z = R_0 + sum R_k/(1 + i omega tau_k) + i omega L + 1/(i omega C)"
                        : "Y = G_0 + sum G_k i omega tau_k/(1 + i omega tau_k) + i omega C + "
                          "1/(i omega L)";
  finding.source = "schonleber2014";
  const double n = static_cast<double>(spectrum.size());
  const double limit = one_sided / std::sqrt(n);
  const double likeness = neighbour_correlation(chain.residuals);
  const Beyond points = beyond(spectrum, chain, options.tolerance);
  const bool few = static_cast<double>(points.count) <= few_points * n;
  const bool noise = likeness <= limit;
  finding.verdict = points.count == 0 ? data::Verdict::Consistent
                    : few || noise    ? data::Verdict::Marginal
                                      : data::Verdict::Inconsistent;
  finding.numbers = fmt::format(
      "M = {}, mu = {:.2f}; largest residual {:.2g} %, rms {:.2g} % of |Z|; correlation of "
      "neighbours {:.2f}",
      chain.elements(), chain.mu, 100 * chain.largest, 100 * chain.rms, likeness);
  if (points.count > 0) {
    finding.numbers += fmt::format("; {} of {} points beyond, {:.3g} to {:.3g} Hz", points.count,
                                   spectrum.size(), points.lowest, points.highest);
  }
  finding.tolerance = fmt::format(
      "every residual within {:.2g} % consistent; beyond it marginal where neighbours do not agree "
      "(correlation below {:.2f}, chance 1 %) or for one point in twenty",
      100 * options.tolerance, limit);
  switch (finding.verdict) {
    case data::Verdict::Consistent:
      finding.text = "The residuals are small everywhere.";
      break;
    case data::Verdict::Marginal:
      finding.text = noise ? "The residuals are large but look like noise: average longer."
                           : "Single points are disturbed: leave them out.";
      break;
    default:
      finding.text =
          "The residuals are large and follow a course: the system drifted, answered not linearly, "
          "or the instrument did. A model fitted to these points describes no state of it.";
  }
  if (!options.elements && !chain.criterion_met) {
    finding.text +=
        " The chain grew to its largest length without overfitting, which is unusual: see that "
        "mu and the number of elements are meant so.";
  }
  return finding;
}

}  // namespace niter::analysis
