// The settings that travel with the truth of a recording: options, seed, instrument and the
// calibration errors that were drawn.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "niter/twin/instrument/instrument.hpp"
#include "niter/twin/instrument/record.hpp"

namespace niter::twin {

using Settings = std::map<std::string, std::string>;

/// Instrument, seed and calibration errors. Numbers as their shortest exact text, names with their
/// unit: "calibration.potential_offset_V".
Settings settings_of(const Instrument& instrument, std::uint64_t seed);

void add_settings(Settings& settings, const ReferenceElectrode& reference);
void add_settings(Settings& settings, const RecordOptions& options);

}  // namespace niter::twin
