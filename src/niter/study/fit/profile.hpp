// profile: how far a parameter can go while all others follow, until the records are no longer
// fitted. Private to this folder.
#pragma once

#include <span>

#include "niter/study/fit/sweep_model.hpp"

namespace niter::study {

/// Adds FittedNumber::reach where a bound may fit as well as the best value, and the verdict that
/// follows from it. A profile that does not converge is named in FitResult::words.
/// @param best  in z
/// @error Interrupted, and whatever else is no failed search
Status add_profiles(SweepModel& model, const infer::Calibration& best,
                    std::span<const double> sigma, FitResult& result, const Monitor& monitor);

}  // namespace niter::study
