// BatteryPlan: the zinc side of a battery and its anolyte: [[battery]] of a study.
#pragma once

#include <optional>
#include <string>

#include "niter/base/result.hpp"
#include "niter/twin/cell/battery.hpp"
#include "niter/units/quantity.hpp"

namespace niter::study {

/// docs/methods/study-files.md documents every key. What the paper leaves open (potential of the
/// zinc, resistance, leak ...) is read from assumptions with their ranges.
struct BatteryPlan {
  std::string id;     // "alkaline"
  std::string title;  // "zinc in strong alkali behind a membrane"
  twin::BatteryOptions::Anolyte anolyte = twin::BatteryOptions::Anolyte::Alkaline;
  std::optional<Quantity> alkali;       // KOH of an alkaline anolyte
  std::optional<Quantity> zinc;         // mass per area of the cathode
  std::optional<Quantity> passivation;  // current density of the anode that passivates it
  std::optional<Quantity> corrosion;    // current density of hydrogen evolution on it
  double area_ratio = 1;                // of anode over cathode
  Where where;
};

}  // namespace niter::study
