// Curves of batteries against current or time: one panel with the catalysts, the band of the draws,
// the light range of what is not known, and the other batteries.
#pragma once

#include <functional>
#include <string>

#include "niter/study/runs/battery.hpp"

namespace niter::study {

/// Which curve a panel shows of a record.
using BatteryCurve = std::function<data::Series(const twin::protocol::RunRecord& record)>;

/// Series of a panel. Bands are at the places of the first catalyst's curve; where another record
/// ends before, the band ends with it.
std::vector<data::Series> battery_series(const BatteryRecords& records, const BatteryCurve& curve);

/// Of a curve at a place, linear between its points; none outside.
std::optional<double> value_at(const data::Series& curve, double x);

/// The highest point of a curve, by a parabola through the three points about it.
struct Peak {
  double x = 0, y = 0;
  bool inside = false;  // not at an end of the curve
};
Peak peak_of(const data::Series& curve);

}  // namespace niter::study
