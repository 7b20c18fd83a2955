// Notation: a unit as other programs write it.
#pragma once

#include <string>

#include "niter/units/unit.hpp"

namespace niter {

/// The same dimension in SI base units without a factor: "kg m2 s-3 A-1" of mV; "1" of %.
/// Unit::parse reads it; its scale is 1. Counts and arbitrary units keep their word.
std::string si_text(const Unit& unit);

/// As the generic parser of astropy reads it: "mA cm-2", "mmol L-1" for mM, "deg_C". A symbol that
/// astropy lacks (atm, rpm) turns the whole into a number and SI base units. Arbitrary units have
/// none: empty.
/// @source astropy documentation, "String representations of units", format "generic"
std::string astropy_text(const Unit& unit);

}  // namespace niter
