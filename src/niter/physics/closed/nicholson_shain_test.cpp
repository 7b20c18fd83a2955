#include "niter/physics/closed/nicholson_shain.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/closed/randles_sevcik.hpp"
#include "niter/physics/nernst.hpp"

namespace niter::physics {
namespace {

double at_millivolts(double n_times_mV) {
  return reversible_sweep_function(-n_times_mV * 1e-3 / thermal_voltage(298.15));
}

TEST(ReversibleSweep, TableOfPotentials) {
  NITER_SOURCE("nicholson1964", "table I: sqrt(pi) chi at n (E - E_half) = 100 ... -100 mV");
  EXPECT_NEAR(at_millivolts(100), 0.020, 5e-4);  // as printed
  EXPECT_NEAR(at_millivolts(50), 0.117, 2e-3);   // printed a unit low
  EXPECT_NEAR(at_millivolts(0), 0.380, 5e-4);
  EXPECT_NEAR(at_millivolts(-50), 0.421, 5e-4);
  EXPECT_NEAR(at_millivolts(-100), 0.312, 1e-3);
  // recomputed with the polylogarithm
  EXPECT_NEAR(at_millivolts(100), 0.0198267, 5e-8);
  EXPECT_NEAR(at_millivolts(50), 0.11831, 5e-6);
  EXPECT_NEAR(at_millivolts(0), 0.380105, 5e-7);
  EXPECT_NEAR(at_millivolts(-50), 0.420972, 5e-7);
  EXPECT_NEAR(at_millivolts(-100), 0.312423, 5e-7);
}

TEST(ReversibleSweep, PolylogarithmToFourteenDigits) {
  NITER_IDENTITY("-Li_(-1/2)(-e^x) in arithmetic of 25 digits");
  const double known[][2] = {{-20, 2.0611536164304776e-9}, {-5, 0.0066742675495654214},
                             {-1, 0.23681418132956077},    {0, 0.38010481260968402},
                             {5, 0.2688599765300174},      {20, 0.12655625899954066},
                             {60, 0.072861593099381295}};
  for (const auto& [x, value] : known) {
    EXPECT_NEAR(reversible_sweep_function(x) / value, 1, 1e-14) << x;
  }
  // the two forms meet at x = -1
  EXPECT_NEAR(reversible_sweep_function(std::nextafter(-1.0, -2.0)), 0.23681418132956077, 1e-15);
}

TEST(ReversibleSweep, PeakAndHalfPeak) {
  NITER_IDENTITY("maximum 0.446294694845 at x = 1.10894923342; E_p - E_p/2 = 2.202330519 RT/nF");
  const double x = reversible_peak_position;
  EXPECT_NEAR(reversible_peak_function, 0.446294694845, 5e-13);
  EXPECT_NEAR(x, 1.10894923342, 5e-12);
  EXPECT_NEAR(reversible_sweep_function(x), reversible_peak_function, 1e-14);
  EXPECT_NEAR(reversible_sweep_function(x + 1e-3), reversible_sweep_function(x - 1e-3), 1e-10);
  EXPECT_NEAR(reversible_sweep_function(x - reversible_half_peak_width),
              reversible_peak_function / 2, 1e-10);
  EXPECT_NEAR(x * thermal_voltage(298.15), 0.0284918, 5e-8);
  EXPECT_NEAR(reversible_half_peak_width * thermal_voltage(298.15), 0.0565836, 5e-8);
}

TEST(ReversibleSweep, FarTailIsCottrell) {
  NITER_IDENTITY("x -> inf: 1 / sqrt(pi x), the Cottrell current since the half-wave potential");
  EXPECT_NEAR(reversible_sweep_function(1e4) * std::sqrt(constants::pi * 1e4), 1, 1e-7);
}

TEST(ReversibleSweep, CurrentInAmperes) {
  NITER_SOURCE("nicholson1964", "i = n F A c sqrt(n F v D / R T) sqrt(pi) chi");
  const PlanarSweep sweep{2, 1, 1e-9, 0.1, 298.15};
  const double peak = reversible_peak_current_density(sweep);
  // 2.69e5 n^1.5 A cm-2, mol cm-3, cm2 s-1, V s-1: the textbook form of Randles-Sevcik
  EXPECT_NEAR(peak, 2.69e5 * std::pow(2, 1.5) * 1e-6 * std::sqrt(1e-5 * 0.1) * 1e4, 3e-3 * peak);
  const double at_peak = -reversible_peak_position * thermal_voltage(298.15) / 2;
  EXPECT_NEAR(reversible_sweep_current_density(sweep, at_peak), peak, 1e-12 * peak);
  EXPECT_LT(reversible_sweep_current_density(sweep, 0.1), 1e-2 * peak);
}

TEST(IrreversibleSweep, SeriesAndContourToTwelveDigits) {
  NITER_IDENTITY("the alternating series in arithmetic of 500 digits");
  const double known[][2] = {{-3, 0.047393132815827786}, {0, 0.43859989674884377},
                             {1, 0.49177334931139764},   {2, 0.41718128261292178},
                             {3, 0.3405038370913205},    {5, 0.25529882713901866},
                             {10, 0.17750548997608934},  {20, 0.125537634442413},
                             {60, 0.072680428953318877}, {200, 0.039866392521469244}};
  for (const auto& [u, value] : known) {
    EXPECT_NEAR(irreversible_sweep_function(u), value, 1e-12) << u;
  }
  EXPECT_NEAR(irreversible_sweep_function(1), irreversible_sweep_function(1 + 1e-15), 1e-13);
}

TEST(IrreversibleSweep, Peak) {
  NITER_SOURCE("nicholson1964", "table III: 0.4958 at 0.780 + ln(sqrt(D b) / k0)");
  const double u = irreversible_peak_position;
  EXPECT_NEAR(irreversible_peak_function, 0.4958, 5e-5);
  EXPECT_NEAR(u, 0.780, 5e-4);
  EXPECT_NEAR(irreversible_sweep_function(u), irreversible_peak_function, 1e-12);
  EXPECT_NEAR(irreversible_sweep_function(u + 1e-3), irreversible_sweep_function(u - 1e-3), 1e-9);
}

TEST(IrreversibleSweep, PeakStandsWhereTheFormulaSays) {
  NITER_IDENTITY("current at E_p equals the peak current, and is less 5 mV to either side");
  const PlanarSweep sweep{1, 1, 1e-9, 0.1, 298.15};
  const double alpha = 0.4, k0 = 1e-9;
  const double peak_shift = irreversible_peak_shift(sweep, alpha, k0);
  const auto j = [&](double from_standard) {
    const double k = k0 * std::exp(-alpha * from_standard / thermal_voltage(298.15));
    return irreversible_sweep_current_density(sweep, alpha, k);
  };
  const double peak = irreversible_peak_current_density(1, alpha, 1, 1e-9, 0.1, 298.15);
  EXPECT_NEAR(j(peak_shift), peak, 1e-12 * peak);
  EXPECT_LT(j(peak_shift + 5e-3), peak);
  EXPECT_LT(j(peak_shift - 5e-3), peak);
  EXPECT_NEAR(peak_shift, -0.729885, 1e-6);
}

}  // namespace
}  // namespace niter::physics
