// What the two channels of an instrument make of the sampled record: current and potential.
#pragma once

#include <cstdint>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/twin/instrument/instrument.hpp"
#include "niter/twin/instrument/record.hpp"
#include "niter/twin/instrument/sampled.hpp"

namespace niter::twin {

struct Measured {
  std::vector<double> value;
  std::vector<double> sigma;  // noise and rounding of each row
  std::vector<double> range;  // A, full scale in use; current only
  std::vector<bool> overload;
};

/// @error InvalidInput for a fixed range that the instrument does not have
Result<Measured> measure_current(const Sampled& rows, const Instrument& instrument,
                                 const RecordOptions& options, std::uint64_t seed);
Measured measure_potential(const Sampled& rows, const Instrument& instrument,
                           const RecordOptions& options, std::uint64_t seed);

}  // namespace niter::twin
