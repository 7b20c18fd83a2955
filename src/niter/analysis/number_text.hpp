// Numbers with their uncertainty as text, to two significant digits of the uncertainty.
#pragma once

#include <string>

namespace niter::analysis {

/// The value rounded to the place of the second digit of `sigma`; five digits if sigma is zero.
std::string rounded(double value, double sigma);
/// "82.07 ± 0.52", or the value alone if it is exact.
std::string plus_minus(double value, double sigma);

}  // namespace niter::analysis
