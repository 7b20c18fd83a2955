// Virtual electrolysis: a simulated operating point as the record a laboratory would take, reduced
// by the bench.
#pragma once

#include <string>

#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/twin/cell/half_cell.hpp"
#include "niter/units/quantity.hpp"

namespace niter::study {

/// What is run: a constant potential for a time, in a vessel whose concentrations stay small.
struct VirtualElectrolysis {
  std::string reactant;  // "NO3-"
  Quantity area{1.0, "cm2"};
  Quantity volume{50.0, "mL"};
  Quantity time{1.0, "h"};
};

/// The chronoamperogram of a steady point: t and I, sampled once a second (at least twice).
data::Table chronoamperogram(const twin::OperatingPoint& point, const VirtualElectrolysis& run);

struct BenchReading {
  double faradaic_efficiency = 0;  // as the bench computes it from charge and concentration
  double yield_rate = 0;           // mol m-2 s-1
};
/// The same code as for a measured record (analysis/echem/faradaic.hpp): charge by trapezium from
/// the record, amount of NH3 from the concentration it gives the vessel. @error what that code says
Result<BenchReading> reduce_by_bench(const twin::OperatingPoint& point,
                                     const VirtualElectrolysis& run);

}  // namespace niter::study
