// Instrument: what a potentiostat adds to a record, in numbers with their sources
// (share/niter/instruments.toml).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/chem/datum.hpp"

namespace niter::twin {

/// The full scales of the current measurement [A], ascending. None: one range without end.
struct CurrentRanges {
  std::vector<double> values;
  std::string source;
  chem::Standing status = chem::Standing::Read;
  std::string note;

  template <class V>
  void visit(V& v) {
    v.required("values", values, "full scales [A], ascending");
    v.required("source", source, "where they are from");
    v.required("status", status, "read, derived, estimate or memory");
    v.optional("note", note, "what a user should know");
  }
};

/// A number that is 0 leaves its effect out. "per range" multiplies the full scale of the current
/// range in use.
struct Instrument {
  std::string id;     // "biologic-sp300", unique
  std::string title;  // as a report calls it
  CurrentRanges ranges;
  chem::Datum current_limit;     // largest reading, per range
  chem::Datum current_step;      // of the converter, per range
  chem::Datum current_gain;      // half width of the gain error, per reading
  chem::Datum current_offset;    // half width of the zero error, per range
  chem::Datum current_noise;     // white, per range [Hz-1/2]
  chem::Datum current_flicker;   // square root of the 1/f density at 1 Hz, per range [Hz-1/2]
  chem::Datum shunt_voltage;     // over the measuring resistor at full scale [V]: its thermal noise
  chem::Datum potential_limit;   // largest reading [V]
  chem::Datum potential_step;    // of the converter [V]
  chem::Datum potential_gain;    // half width of the gain error, per reading
  chem::Datum potential_offset;  // half width of the zero error [V]
  chem::Datum potential_noise;   // white [V Hz-1/2]
  chem::Datum potential_flicker;  // square root of the 1/f density at 1 Hz [V Hz-1/2]
  chem::Datum bandwidth;          // of the noise in a single conversion [Hz]
  chem::Datum conversion_time;    // of the converter [s]

  template <class V>
  void visit(V& v) {
    v.required("id", id, "unique name");
    v.required("title", title, "maker and model");
    v.required("current_ranges_A", ranges, "full scales");
    v.required("current_limit_per_range", current_limit, "largest reading");
    v.required("current_step_per_range", current_step, "step of the converter");
    v.required("current_gain_error", current_gain, "half width");
    v.required("current_offset_per_range", current_offset, "half width");
    v.required("current_noise_per_range_rtHz", current_noise, "white noise");
    v.required("current_flicker_per_range_rtHz", current_flicker, "1/f noise at 1 Hz");
    v.required("shunt_voltage_V", shunt_voltage, "over the measuring resistor at full scale");
    v.required("potential_limit_V", potential_limit, "largest reading");
    v.required("potential_step_V", potential_step, "step of the converter");
    v.required("potential_gain_error", potential_gain, "half width");
    v.required("potential_offset_V", potential_offset, "half width");
    v.required("potential_noise_V_rtHz", potential_noise, "white noise");
    v.required("potential_flicker_V_rtHz", potential_flicker, "1/f noise at 1 Hz");
    v.required("bandwidth_Hz", bandwidth, "of a single conversion");
    v.required("conversion_time_s", conversion_time, "of the converter");
  }
};

/// Its single numbers, in the order of the struct.
std::vector<const chem::Datum*> numbers_of(const Instrument& instrument);

/// All of share/niter/instruments.toml, in the order of the file.
/// @error with file, line and column; Inconsistent for ids met twice, ranges out of order, numbers
/// below zero
Result<std::vector<Instrument>> load_instruments();

/// @error NotFound with the nearest id
Result<Instrument> load_instrument(std::string_view id);

/// No noise, no range, no rounding: its record is the ideal one.
Instrument ideal_instrument();

}  // namespace niter::twin
