// A constant-phase element as a set of resistor-capacitor branches, so that it can be stepped in
// time.
#pragma once

#include <complex>
#include <vector>

namespace niter::physics {

/// A resistor tau/C and a capacitor C in series.
struct CpeBranch {
  double capacitance = 0;    // C [F m-2]
  double time_constant = 0;  // tau [s]
};

/// All in parallel, and parallel to one ideal capacitor.
struct CpeDistribution {
  double ideal = 0;  // F m-2
  std::vector<CpeBranch> branches;
};

/// Where the time constants lie: a logarithmic raster.
struct CpeRaster {
  double fastest = 1e-5;  // s
  double slowest = 1e3;   // s
  int per_decade = 3;     // 3: 3e-6 of ripple; 2: 4e-4
};

/// The branches of Q (i omega)^n.
///
///     (i omega)^n = (sin(n pi) / pi) int tau^(-n) (i omega tau) / (1 + i omega tau) d ln tau
///     C_k = Q (sin(n pi) / pi) tau_k^(1-n) d ln tau
///
/// The trapezoidal rule of this integral is exact but for exp(-pi^2 / d ln tau). Branches faster
/// than the raster are summed into the ideal capacitor, slower ones into one last branch.
/// @param q  Q [F m-2 s^(n-1)], > 0
/// @param n  exponent, 0.5 to 1; at 1 a capacitor without branches
/// @source brug1984 (distribution of time constants of a constant phase)
/// @valid  within 1e-3 of Q (i omega)^n for 4 / slowest < omega < 0.02 / fastest; below, it blocks
/// like a capacitor, above, it is one
CpeDistribution cpe_distribution(double q, double n, const CpeRaster& raster = {});

/// Admittance of the branches. [S m-2]
std::complex<double> admittance(const CpeDistribution& distribution, double omega);

}  // namespace niter::physics
