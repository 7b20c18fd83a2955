// Bragg's law: lattice spacing and diffraction angle.
#pragma once

namespace niter::physics {

/// Spacing of lattice planes from a first-order reflection. d = lambda / (2 sin theta). [m]
/// @param two_theta  diffraction angle 2 theta [rad], in (0, pi)
/// @source bragg1913
double lattice_spacing(double two_theta, double wavelength);
/// The inverse: 2 theta = 2 asin(lambda / 2d). [rad] @param spacing d [m], >= lambda / 2
double diffraction_angle(double spacing, double wavelength);

}  // namespace niter::physics
