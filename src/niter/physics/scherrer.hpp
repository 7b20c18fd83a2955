// Scherrer's equation: the width of a reflection of small crystals.
#pragma once

namespace niter::physics {

/// Breadth of a reflection by crystal size. B = K lambda / (L cos theta). [rad of 2 theta]
/// @param size          L [m]
/// @param two_theta     diffraction angle 2 theta [rad]
/// @param shape_factor  K, 0.9 for the half width of a cube
/// @source patterson1939, eq. 1
/// @valid  no strain, no instrument broadening
double size_broadening(double size, double two_theta, double wavelength, double shape_factor = 0.9);

}  // namespace niter::physics
