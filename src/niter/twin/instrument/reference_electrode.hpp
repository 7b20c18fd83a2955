// The reference electrode of a record: where its zero lies, and how it wanders.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "niter/twin/instrument/normal_deviates.hpp"

namespace niter::twin {

struct ReferenceElectrode {
  std::string name = "RHE";
  double zero = 0;    // V on the scale of the ideal record: Scale::zero_vs_she() of both subtracted
  double offset = 0;  // V, error of that zero: a potential of the electrode nobody knew of
  double drift = 0;   // V s-1, steady
  double walk = 0;    // V s-1/2, standard deviation after one second
};

/// Potential of the electrode against its nominal zero at each time. [V]
///
///     offset + drift (t - t0) + walk W(t - t0),  W a Wiener process: variance t - t0
///
/// A reading is E - zero - this. A steady drift is what a leaking filling solution gives; the walk
/// stands for junctions and temperature.
/// @param t  not decreasing [s]
std::vector<double> wander(const ReferenceElectrode& electrode, std::span<const double> t,
                           NormalDeviates deviates);

}  // namespace niter::twin
