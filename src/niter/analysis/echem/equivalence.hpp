// Equivalence: two one-sided tests that a difference lies within a margin declared beforehand.
#pragma once

#include <span>
#include <string>

#include "niter/base/result.hpp"
#include "niter/data/finding.hpp"

namespace niter::analysis {

/// Margin of the difference, ends excluded.
struct Margin {
  double low = 0, high = 0;
};

struct Equivalence {
  double difference = 0;
  double sigma = 0;          // standard error of it
  int freedom = 1;           // whole degrees of freedom, rounded down
  double low = 0, high = 0;  // interval of confidence 1 - 2 alpha
  double p_low = 1;          // that a difference at the lower margin shows this or more
  double p_high = 1;         // the same at the upper margin
  double p = 1;              // the larger: below alpha is equivalent
  bool equivalent = false;
};

/// One sample of differences (paired), against a margin.
///
///     t_low = (d - low)/s,  t_high = (high - d)/s,  both above t(1 - alpha, n - 1)
///
/// @param alpha  of each one-sided test, in (0, 0.5)
/// @error InvalidInput with fewer than two values, a margin that does not rise, or no scatter
/// @source schuirmann1987
Result<Equivalence> equivalence_of(std::span<const double> differences, Margin margin,
                                   double alpha = 0.05);

/// Mean of `tested` minus mean of `reference`, two independent samples of unlike scatter (Welch).
/// @error as above
/// @source schuirmann1987; jcgm100, G.4.1 (effective degrees of freedom)
Result<Equivalence> equivalence_of(std::span<const double> tested,
                                   std::span<const double> reference, Margin margin,
                                   double alpha = 0.05);

/// Consistent: equivalent. Inconsistent: the interval lies outside the margin. Marginal: the data
/// cannot say, which is not 'no difference'.
/// @param unit  of display, with its factor from the unit of the numbers
data::Finding equivalence_finding(const Equivalence& result, Margin margin, double alpha,
                                  double factor, const std::string& unit);

}  // namespace niter::analysis
