// Noise of a reading: thermal noise of the measuring resistor, white and 1/f noise of the
// amplifiers, hum of the mains. Densities are one-sided, per hertz.
#pragma once

#include <vector>

#include "niter/twin/instrument/normal_deviates.hpp"

namespace niter::twin {

/// Thermal noise of a resistor as a current: 4 k T / R. [A2 Hz-1]
///
/// @param resistance  [ohm], > 0
/// @param temperature [K]
/// @source nyquist1928 (as a voltage, 4 k T R)
double johnson_density(double resistance, double temperature);

/// Bandwidth of noise that a reading averaged over `window` seconds lets through: 1/(2 window), if
/// the amplifier does not cut earlier. [Hz]
///
/// The mean over T of white noise of density S has the variance S/(2T), which is S df.
/// @param bandwidth  of the amplifier [Hz]
/// @param window     averaging time [s]; 0: a single conversion
double noise_bandwidth(double bandwidth, double window);

/// Noise with the density 1/f between 1/(2 pi slowest) and 1/(2 pi fastest), on any raster: a sum
/// of relaxations with log-spaced time constants, each advanced exactly over the time between two
/// readings.
///
///     S(f) = sum_k s^2 4 tau_k / (1 + (2 pi f tau_k)^2),  s^2 = ln(tau_k+1/tau_k)   -> 1/f
///
/// With two time constants a decade the sum departs from 1/f by less than 0.1 %.
/// @source vanderziel1950 (a distribution of relaxation times gives 1/f)
class FlickerNoise {
 public:
  /// @param fastest, slowest  time constants [s], 0 < fastest <= slowest
  FlickerNoise(double fastest, double slowest, NormalDeviates deviates);

  /// The noise `dt` seconds after the last one; multiply by the square root of the density at 1 Hz.
  double after(double dt);
  /// Its variance: the sum of all s^2.
  double variance() const;

 private:
  std::vector<double> rates_;   // 1/tau
  std::vector<double> states_;  // of variance step_ each
  double step_ = 0;             // ln of the ratio of neighbouring time constants
  NormalDeviates deviates_;
};

/// Hum of the mains picked up by the cables: amplitude sin(2 pi f t + phase), less where the
/// reading averages. Averaging over whole periods removes it.
struct Hum {
  double frequency = 50;  // Hz
  double current = 0;     // A, amplitude
  double potential = 0;   // V, amplitude
};

/// Mean of sin(2 pi f t + phase) over the `window` seconds before t: sinc(f window) at the middle.
double hum_at(const Hum& hum, double t, double window, double phase);

}  // namespace niter::twin
