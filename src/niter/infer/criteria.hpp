// Criteria: what a calibrated model gains by fitting and pays for its freedom.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "niter/infer/calibrate.hpp"

namespace niter::infer {

struct Criteria {
  double chi2_data = 0, chi2_prior = 0;
  double total() const { return chi2_data + chi2_prior; }
  int informed = 0;            // directions the data say more about than the prior
  double effective = 0;        // number of parameters the data determine: sum of s^2 / (1 + s^2)
  std::optional<double> aicc;  // none if there are too few numbers for so many parameters
  double bic = 0;
  double ln_evidence = 0;  // of the data, parameters integrated out
};

/// Penalised likelihoods with k = effective parameters and n = `numbers` data, s the singular
/// values of the data Jacobian in units of data sigma per prior sd. Terms common to all models of
/// the same data are left out of the first two:
///
///     AICc = chi2_data + 2 k + 2 k (k + 1) / (n - k - 1)
///     BIC  = chi2_data + k ln n
///     ln Z = -total / 2 - sum_i ln(sigma_i sqrt(2 pi)) - sum ln(1 + s^2) / 2
///
/// @source burnham2002 (AICc, BIC), mackay1992 (k, and the evidence by Laplace's method), kass1995
/// @valid  AICc and BIC are derived for many numbers and parameters free of priors: with seven
///         numbers they rank at best. The evidence is exact for a linear model; it depends on the
///         widths of the priors, so models are only as comparable as their priors are honest.
Criteria criteria_of(const Calibration& calibration, const std::vector<Observation>& data,
                     std::size_t numbers);

/// "not worth more than a bare mention", "positive", "strong" or "very strong", of evidence for a
/// model over another with 2 ln(Z / Z_other) above 0: below 2, 6, 10, and beyond. @source kass1995
std::string_view strength(double twice_ln_bayes_factor);

}  // namespace niter::infer
