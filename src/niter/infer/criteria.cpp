#include "niter/infer/criteria.hpp"

#include <cmath>
#include <numbers>

namespace niter::infer {
namespace {

constexpr double nearest_to_pole = 1;  // n - k - 1 of the fewest numbers for whole parameters

}  // namespace

Criteria criteria_of(const Calibration& calibration, const std::vector<Observation>& data,
                     std::size_t numbers) {
  Criteria out;
  out.chi2_data = calibration.chi2_data;
  out.chi2_prior = calibration.chi2_prior;
  double ln_occam = 0;
  for (const auto& d : calibration.directions) {
    const double s2 = d.singular_value * d.singular_value;
    out.informed += d.informed;
    out.effective += s2 / (1 + s2);
    ln_occam -= std::log1p(s2) / 2;
  }
  const double k = out.effective, n = static_cast<double>(numbers);
  out.aic = out.chi2_data + 2 * k;
  if (n - k - 1 >= nearest_to_pole) out.aicc = out.aic + 2 * k * (k + 1) / (n - k - 1);
  out.bic = out.chi2_data + k * std::log(n);
  out.ln_evidence = ln_occam - out.total() / 2;
  for (const auto& o : data) out.ln_evidence -= std::log(o.sigma * std::sqrt(2 * std::numbers::pi));
  return out;
}

std::string_view strength(double twice_ln_bayes_factor) {
  if (twice_ln_bayes_factor < 2) return "not worth more than a bare mention";
  if (twice_ln_bayes_factor < 6) return "positive";
  if (twice_ln_bayes_factor < 10) return "strong";
  return "very strong";
}

}  // namespace niter::infer
