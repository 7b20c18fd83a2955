// The measuring chain inside record() and record_impedance(): noise densities of a current range,
// calibration errors, the choice of the range.
#pragma once

#include <cstdint>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/twin/instrument/instrument.hpp"
#include "niter/twin/instrument/normal_deviates.hpp"

namespace niter::twin {

/// What each effect draws from.
enum class Stream : std::uint64_t {
  Calibration = 1,
  CurrentNoise,
  CurrentFlicker,
  PotentialNoise,
  PotentialFlicker,
  Reference,
  HumPhase,
  ImpedanceNoise,
};
NormalDeviates deviates(std::uint64_t seed, Stream stream);

/// White noise of the current in a range: amplifier and measuring resistor, which is the shunt
/// voltage over the full scale. [A2 Hz-1]
double current_white(const Instrument& instrument, double full_scale, double temperature);

/// Errors that all rows of a recording share: uniform within the accuracy of the instrument.
/// @source jcgm100, sec. 4.3.7 (the rectangular distribution of a stated accuracy)
struct Calibration {
  double current_gain = 0;             // relative
  std::vector<double> current_offset;  // A, one for each range
  double potential_gain = 0;           // relative
  double potential_offset = 0;         // V
};
Calibration draw_calibration(const Instrument& instrument, std::uint64_t seed);

/// Full scales to choose from: those of the instrument, the one fixed, or 0 for no range.
/// @error InvalidInput naming the ranges if the fixed one is none of them
Result<std::vector<double>> ranges_in_use(const Instrument& instrument, double fixed_range);

/// Largest reading in a range [A]; 0: none.
double reading_limit(const Instrument& instrument, double full_scale);

/// Index of the smallest range that holds a current, the largest if none does.
std::size_t range_for(const Instrument& instrument, const std::vector<double>& ranges,
                      double current);

/// Offset of the calibration in a range of that full scale. [A]
double offset_in(const Instrument& instrument, const Calibration& calibration, double full_scale);

}  // namespace niter::twin
