// Tafel's law: the potential that a tenfold current costs.
#pragma once

namespace niter::physics {

/// Tafel slope of a transfer coefficient. b = ln10 R T / (alpha F). [V per decade]
/// @param alpha  transfer coefficient, > 0 (one electron, alpha 0.5: 118.3 mV at 298.15 K)
/// @source guidelli2014 (IUPAC: alpha = -(RT/F) d ln|j| / dE, without n)
double tafel_slope(double alpha, double temperature);
/// The inverse: alpha = ln10 R T / (b F).
double transfer_coefficient(double slope, double temperature);

}  // namespace niter::physics
