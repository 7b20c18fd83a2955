// Shape of a linear sweep under semi-infinite planar diffusion: the reversible and the totally
// irreversible wave of Nicholson and Shain, for every potential.
//
// Magnitudes of a reduction that sweeps from positive to negative potentials. Oxidations mirror it.
#pragma once

namespace niter::physics {

/// One sweep of one reactant; the product is absent from the bulk.
struct PlanarSweep {
  double n = 1;                 // electrons per particle
  double concentration = 0;     // bulk [mol m-3]
  double diffusivity = 0;       // reactant [m2 s-1]
  double scan_rate = 0;         // magnitude [V s-1], > 0
  double temperature = 298.15;  // K
};

/// Current function of a reversible wave. [1]
///
///     sqrt(pi) chi(x) = -Li_(-1/2)(-e^x),   x = (n F / R T)(E_half - E)
///
/// Below x = -1 the power series in e^x; above it the Hurwitz zeta function, without cancellation:
///     -2 Gamma(3/2) (2 pi)^(-3/2) Re( i^(3/2) zeta(3/2, 1/2 - i x / 2 pi) )
/// Relative error below 1e-14 for all x.
/// @source nicholson1964, table I (values); abramowitz1964, 23.1 and 23.2 (zeta, Euler-Maclaurin)
double reversible_sweep_function(double x);

/// Its maximum, where it stands, and the distance back to half of it.
inline constexpr double reversible_peak_function = 0.44629469484499112;
inline constexpr double reversible_peak_position = 1.1089492334222987;
inline constexpr double reversible_half_peak_width = 2.2023305189891846;

/// Current function of a totally irreversible wave. [1]
///
///     f(u) = sum_j (-1)^(j+1) e^(j u) / sqrt((j-1)!),   u = ln(k(E) / sqrt(D alpha F v / (R T)))
///
/// solves  f(u) e^(-u) = 1 - (1/sqrt(pi)) int_-inf^u f(w) / sqrt(u - w) dw.
/// Above u = 1 the series cancels; there the same sum is taken as an integral along Re s = const.
/// Absolute error below 1e-12 for all u.
/// @source nicholson1964, table III (values, sqrt(pi) chi(bt))
double irreversible_sweep_function(double u);

inline constexpr double irreversible_peak_function = 0.49576286047653537;
inline constexpr double irreversible_peak_position = 0.78038438396326768;

/// Current density of a reversible reduction at potential E. [A m-2]
///
///     j = n F c sqrt(n F v D / (R T)) sqrt(pi) chi(x)
///
/// @param from_half_wave  E - E_half [V], E_half = E0 + (R T / n F) ln sqrt(D_R / D_O)
/// @source nicholson1964
/// @valid  sweep begun far positive of E_half; no iR, no migration
double reversible_sweep_current_density(const PlanarSweep& sweep, double from_half_wave);

/// Current density of a totally irreversible reduction where its rate constant is k. [A m-2]
///
///     j = n F c sqrt(D alpha F v / (R T)) f(u)
///
/// @param alpha          transfer coefficient of the path (IUPAC, no n)
/// @param rate_constant  k(E) = k0 exp(-alpha F (E - E0) / (R T)) [m s-1], > 0
/// @source nicholson1964
double irreversible_sweep_current_density(const PlanarSweep& sweep, double alpha,
                                          double rate_constant);

/// Where a totally irreversible wave peaks. [V]
///
///     E_p - E0 = -(R T / alpha F) (0.78038 + ln(sqrt(D) / k0) + ln(alpha F v / (R T)) / 2)
///
/// @param k0  rate constant at E0 [m s-1], > 0
/// @source nicholson1964
double irreversible_peak_shift(const PlanarSweep& sweep, double alpha, double k0);

}  // namespace niter::physics
