// fit_report: the result of a fit as text, as JSON, and as a figure.
#pragma once

#include <string>

#include "niter/config/value.hpp"
#include "niter/data/figure.hpp"
#include "niter/study/fit/fit.hpp"

namespace niter::study {

/// The table of the terminal: values with errors, correlations, residuals, and the verdict in
/// words.
std::string fit_text_of(const FitProblem& problem, const FitResult& result);

/// Every number of the result, in SI with its unit of display beside it.
config::Value to_value(const FitProblem& problem, const FitResult& result);

/// Per record the measured points with the fit, and the residuals in units of sigma below them.
data::Figure fit_figure(const FitProblem& problem, const FitResult& result);

}  // namespace niter::study
