#include <gtest/gtest.h>

#include "niter/base/contract.hpp"
#include "niter/base/testing.hpp"
#include "niter/physics/closed/randles_sevcik.hpp"
#include "niter/physics/film_limit.hpp"
#include "niter/physics/ohmic.hpp"

namespace niter::physics {
namespace {

TEST(FilmLimit, ThickestFilmsOfTheStudy) {
  NITER_IDENTITY("delta = n F D c / j: nitrate 399 um at 36.77 mA cm-2, nitrite 213 um at 51.87");
  EXPECT_NEAR(thickest_film(8, 1.90e-9, 100, 367.7), 399e-6, 0.5e-6);
  EXPECT_NEAR(thickest_film(6, 1.91e-9, 100, 518.7), 213e-6, 0.5e-6);
}

TEST(FilmLimit, CurrentIsTheInverse) {
  NITER_IDENTITY("n F D c = j delta, in both directions");
  const double j = limiting_current_density(8, 1.9e-9, 100, 200e-6);
  EXPECT_NEAR(j, 733.29, 0.005);
  EXPECT_NEAR(thickest_film(8, 1.9e-9, 100, j), 200e-6, 1e-18);
  EXPECT_THROW(limiting_current_density(8, 1.9e-9, 100, 0), Bug);
}

TEST(RandlesSevcik, IrreversiblePeak) {
  NITER_SOURCE("nicholson1964", "table III: sqrt(pi) chi(bt) = 0.4958 at the peak");
  // one electron, alpha 0.5, 1 mol m-3, 1e-9 m2/s, 1 V/s: F sqrt(0.5 F D / RT) 0.4958
  EXPECT_NEAR(irreversible_peak_current_density(1, 0.5, 1, 1e-9, 1, 298.15), 6.6735, 1e-3);
}

TEST(RandlesSevcik, NitriteSweepsOfTheStudy) {
  NITER_IDENTITY("0.1 mol/L NO2-, six electrons, beta 0.5: 124 mA cm-2 at 50 mV/s, 175 at 100");
  const auto peak = [](double v) {
    return irreversible_peak_current_density(6, 0.5, 100, 1.91e-9, v, 298.15) / 10;
  };
  EXPECT_NEAR(peak(0.05), 124, 0.5);
  EXPECT_NEAR(peak(0.1), 175, 0.5);
}

TEST(Ohmic, CathodeLiesAboveTheAppliedPotential) {
  NITER_IDENTITY("E = E_applied - j R with j < 0: -1.0 V, -42.96 mA cm-2, 2.874 ohm cm2");
  EXPECT_NEAR(ir_free_potential(-1.0, -429.6, 2.874e-4), -0.8765, 5e-5);
  EXPECT_NEAR(slab_resistance(0.7e-3, 3.09), 2.27e-4, 0.01e-4);
}

}  // namespace
}  // namespace niter::physics
