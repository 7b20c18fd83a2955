// Which parameters of a fit, and which products of them, the data fix: in words.
#pragma once

#include <string>
#include <vector>

namespace niter::analysis {

/// Covariance of the coordinates of a fit: of ln p where a parameter is a logarithm, else of p.
struct FitCovariance {
  std::vector<std::string> names;
  std::vector<bool> logarithmic;
  std::vector<double> values;  // n x n
};

/// A parameter is undetermined if its standard error exceeds half of it (0.5 in ln p; an exponent:
/// 0.2). One sentence for each set of undetermined parameters that stand in for one another, with
/// the product of powers that the data do fix to a tenth; empty if all is determined:
///
///     "Wo1_R and Wo1_tau: only Wo1_R / Wo1_tau^0.5 is determined"
///     "W1_sigma is not determined"
std::vector<std::string> undetermined_in_words(const FitCovariance& covariance);

}  // namespace niter::analysis
