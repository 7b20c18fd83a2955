#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/physics/closed/randles_sevcik.hpp"
#include "niter/physics/film_limit.hpp"

namespace niter::physics {
namespace {

TEST(FilmLimit, ThickestFilmsOfTheStudy) {
  NITER_IDENTITY("delta = n F D c / j: nitrate 399 um at 36.77 mA cm-2, nitrite 213 um at 51.87");
  EXPECT_NEAR(thickest_film(8, 1.90e-9, 100, 367.7), 399e-6, 0.5e-6);
  EXPECT_NEAR(thickest_film(6, 1.91e-9, 100, 518.7), 213e-6, 0.5e-6);
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

}  // namespace
}  // namespace niter::physics
