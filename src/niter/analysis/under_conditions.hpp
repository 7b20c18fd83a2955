// under_conditions: records through the common door and a technique, with what the conditions are
// not known to in the budget of every number.
#pragma once

#include <span>

#include "niter/analysis/echem/conditions.hpp"
#include "niter/analysis/techniques.hpp"

namespace niter::analysis {

/// The technique on the records as the door lets them through. A condition that is an option of the
/// technique too (area, series_resistance, temperature, pH) is handed on unless the options say
/// otherwise.
///
/// Every condition with an uncertainty is moved by one standard uncertainty up and down, and half
/// the difference of each number is its contribution: linear propagation with derivatives by
/// central differences (GUM 5.1.3 note 2), whatever the technique does with it. A number that the
/// technique does not give at one of the two ends has no such contribution: a caveat says so.
///
/// @error as through_door and the technique
/// @source jcgm100, 5.1.3
Result<data::Reduction> reduce_under(const Technique& technique,
                                     std::span<const data::Table> records,
                                     const config::Value& options, const Conditions& conditions,
                                     const chem::Database& database);

}  // namespace niter::analysis
