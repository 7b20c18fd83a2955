// series: electrolyses of a study against potential, catalyst by catalyst, from its raw files.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "niter/data/figure.hpp"
#include "niter/study/bench/measure.hpp"

namespace niter::study {

/// Points of one number of one catalyst in one experiment, by potential; bars are 95 %: twice the
/// standard uncertainty. None where nothing was measured.
/// @param id  of the measure: "faradaic_efficiency", "yield_rate"
std::optional<data::Series> measured_points(const Study& study, std::span<const Measured> measured,
                                            std::string_view experiment, std::string_view catalyst,
                                            std::string_view id);

}  // namespace niter::study
