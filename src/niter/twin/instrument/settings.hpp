// The settings that travel with the truth of a recording: options, seed, instrument and the
// calibration errors that were drawn.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "niter/twin/instrument/instrument.hpp"
#include "niter/twin/instrument/record.hpp"

namespace niter::twin {

/// Numbers as their shortest exact text, names with their unit: "recording.interval_s".
std::map<std::string, std::string> settings_of(const Instrument& instrument,
                                               const RecordOptions& options, std::uint64_t seed);

/// Those that an impedance recording has too: instrument, seed, calibration errors.
std::map<std::string, std::string> settings_of(const Instrument& instrument, std::uint64_t seed);

}  // namespace niter::twin
