// Shared inputs: numbers of several electrolysis files in one evaluation, so that what the files
// have in common (one calibration, one area, one current range) cancels where it must.
#pragma once

#include <optional>
#include <string_view>

#include "niter/study/bench/measure.hpp"
#include "niter/units/uncertain.hpp"

namespace niter::study {

/// A number of a measurement whose inputs may meet those of others. Every file calls its inputs by
/// the same names. Area, calibration, blank, open-circuit control, current gain and offset, mass
/// and sites of the catalyst are one input in two files if value and uncertainty are the same to
/// the last digit; all else (readings, volumes, noise) belongs to its own measurement.
///
/// @param id  of the measure: "faradaic_efficiency"
/// @return none if the measurement failed or has no such number
/// @source jcgm100, 5.2 (correlated inputs)
std::optional<Uncertain> number_of(const Measured& one, std::string_view id);

}  // namespace niter::study
