// A number with its uncertainty in print: two figures of the uncertainty at most.
#pragma once

#include <string>

#include "niter/data/reduction.hpp"

namespace niter::report {

/// "82.07" and "0.52", both to be multiplied with 10^exponent.
struct NumberText {
  std::string value;
  std::string sigma;  // empty if exact or not known
  int exponent = 0;   // 0 where the number reads well without
};

/// The value rounded to the place of the second figure of sigma; five figures if sigma is zero. A
/// power of ten is taken out below 0.001, above 99999, and where zeros would have to stand in for
/// unknown figures.
NumberText number_text(double value, double sigma);
/// Of a measure, in its unit of display.
NumberText number_text(const data::Measure& measure);

/// "82.07 ± 0.52", "(1.23 ± 0.12) 10^-7", "5"
std::string plain(const NumberText& number);

}  // namespace niter::report
