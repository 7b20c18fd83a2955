// A reduction as a tree of values, for machines.
#pragma once

#include "niter/config/value.hpp"
#include "niter/data/reduction.hpp"

namespace niter::report {

/// The schema is in docs/methods/results.md. Numbers in the unit of display.
config::Value to_value(const data::Reduction& reduction);
config::Value to_value(const data::Finding& finding);

}  // namespace niter::report
