// Impedance: the linear frequency response of a cell about a steady state, from the same rows as
// its transients.
#pragma once

#include <complex>
#include <span>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/twin/cell/cell_system.hpp"

namespace niter::twin {

/// Z(f) = dE/dj, without a time step and without an amplitude:
///
///     (dF/dy + i w dF/dy') y~ = e_E,   Z = 1/I~,   w = 2 pi f                  [ohm m2]
///
/// @param y  a steady state of the cell
/// @param frequencies  [Hz], above zero
/// @error NoConvergence if the system is singular at a frequency
/// @source bard2001, section 10.1 (small-signal response)
Result<std::vector<std::complex<double>>> impedance(CellSystem& system, std::span<const double> y,
                                                    std::span<const double> frequencies);

/// From high to low, `per_decade` points in every factor of ten, both ends included. [Hz]
std::vector<double> decades(double high, double low, double per_decade);

}  // namespace niter::twin
