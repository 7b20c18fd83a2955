// The numbers an electrolysis gives: one row each with title, formula, source and units of display.
#pragma once

#include <string_view>
#include <vector>

namespace niter::analysis {

/// In the order in which they are computed and printed.
enum class Measure {
  Duration,
  Charge,
  CurrentDensity,
  BlankAmount,
  OcpAmount,
  Amount,
  FaradaicEfficiency,
  PartialCurrentDensity,
  YieldRate,
  YieldMass,
  YieldMassMolar,
  TurnoverFrequency,
  Consumed,
  Conversion,
  Selectivity,
  EnergyEfficiency,
  EnergyConsumption,
  OtherEfficiency,
  EfficiencySum,
};

struct MeasureUnit {
  std::string_view unit;   // parsed by Unit
  std::string_view label;  // printed
};

struct MeasureRow {
  Measure measure;
  std::string_view id, title, formula, source;
  std::vector<MeasureUnit> units;
};

const MeasureRow& row_of(Measure measure);

}  // namespace niter::analysis
