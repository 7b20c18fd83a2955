// record: an ideal record through an instrument gives what its potentiostat would have written.
#pragma once

#include <cstdint>

#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/twin/instrument/instrument.hpp"
#include "niter/twin/instrument/noise.hpp"
#include "niter/twin/instrument/reference_electrode.hpp"

namespace niter::twin {

/// What the potentiostat was told to hold. The record then has a column of the values asked for.
enum class Controlled { Potential, Current, Nothing };

struct RecordOptions {
  double interval = 0;          // s between rows; 0: the rows of the ideal record
  double potential_step = 0;    // V between rows instead of an interval; 0: not used
  double averaging = 0;         // share of the time since the last row over which a row is a mean
  double area = 0;              // m2: needed where the ideal record has j and not I
  double fixed_range = 0;       // A: a range of the instrument; 0: ranges are chosen row by row
  double temperature = 298.15;  // K, of the measuring resistor
  Controlled controlled = Controlled::Potential;
  ReferenceElectrode reference = {};
  Hum hum = {};
};

/// `measured`: t, E, I with their noise as sigma, E_set or I_set, I_range, overload, and cycle
/// where the ideal record has it. `truth`: t, E, I at the same times, without instrument and on the
/// scale of the ideal record; its provenance lists every setting, the seed and the calibration
/// errors that were drawn.
struct Recording {
  data::Table measured;
  data::Table truth;
};

/// The measuring chain, in this order:
///     means over the averaging window; reference electrode (zero, offset, drift, walk);
///     calibration errors, one draw a recording, uniform within the accuracy; white, thermal and
///     1/f noise; hum; choice of the current range; converter
/// Each effect draws from a stream of its own, so that leaving one out changes no other.
///
/// The uncompensated resistance is in the ideal record: its E is the applied potential. sigma holds
/// noise and rounding of single rows; the calibration errors are common to all rows and stand in
/// the settings of the truth only.
///
/// @param ideal  t, E and I or j; oxidation positive, times not decreasing
/// @error NotFound for a missing column, InvalidInput for options that cannot be, for times that
/// run
///        backwards and for a range the instrument does not have
/// @valid ranges change at once, without the transient of a real switch: no figure for it was found
Result<Recording> record(const data::Table& ideal, const Instrument& instrument,
                         const RecordOptions& options, std::uint64_t seed);

}  // namespace niter::twin
