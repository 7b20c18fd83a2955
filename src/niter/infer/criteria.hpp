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
  int informed = 0;      // directions the data say more about than the prior
  double effective = 0;  // number of parameters the data determine: sum of s^2 / (1 + s^2)
  double aic = 0, bic = 0;
  std::optional<double> aicc;  // none if there are too few numbers for so many parameters
  double ln_evidence = 0;      // of the data, parameters integrated out
};

/// Penalised likelihoods with k = effective parameters and n = `numbers` data, s the singular
/// values of the data Jacobian in units of data sigma per prior sd. Terms common to all models of
/// the same data are left out of the first three:
///
///     AIC  = chi2_data + 2 k
///     AICc = chi2_data + 2 k + 2 k (k + 1) / (n - k - 1),   where n - k - 1 >= 1
///     BIC  = chi2_data + k ln n
///     ln Z = -total / 2 - sum_i ln(sigma_i sqrt(2 pi)) - sum ln(1 + s^2) / 2
///
/// AIC needs no correction for few numbers here: for a linear model whose sigmas are declared, new
/// data lie farther off than the fitted ones by exactly 2 k in chi2, however few they are. The last
/// term of AICc is the price of a sigma estimated from the residuals, which ours never is; it is
/// given because readers ask for it, and is then too severe. It has a pole at n = k + 1. Whole
/// numbers of parameters come no nearer to it than n = k + 2; an effective number may, where a
/// tenth of a parameter decides about everything, so nearer there is none.
///
/// @source maier2013 (AIC where sigmas are known), hurvich1989, burnham2002 (AICc, BIC), mackay1992
///         (k, and the evidence by Laplace's method), kass1995
/// @valid  BIC is derived for many numbers and parameters free of priors: with seven numbers it
///         ranks at best. The evidence is exact for a linear model; it depends on the widths of the
///         priors, so models are only as comparable as their priors are honest.
Criteria criteria_of(const Calibration& calibration, const std::vector<Observation>& data,
                     std::size_t numbers);

/// "not worth more than a bare mention", "positive", "strong" or "very strong", of evidence for a
/// model over another with 2 ln(Z / Z_other) above 0: below 2, 6, 10, and beyond. @source kass1995
std::string_view strength(double twice_ln_bayes_factor);

}  // namespace niter::infer
