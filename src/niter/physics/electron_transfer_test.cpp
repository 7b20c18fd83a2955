#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/butler_volmer.hpp"
#include "niter/physics/marcus_hush.hpp"
#include "niter/physics/nernst.hpp"
#include "niter/physics/tafel.hpp"

namespace niter::physics {
namespace {

TEST(ButlerVolmer, NernstAndTafel) {
  NITER_SOURCE("bard2001", "sec. 3.3: k_red/k_ox = exp(-nF(E - E0)/RT), Tafel slope 118.3 mV");
  const TransferRates k = butler_volmer(1e-5, 0.5, 1, -0.1, 298.15);
  EXPECT_NEAR(std::log(k.reduction / k.oxidation), 0.1 / thermal_voltage(298.15), 1e-14);
  EXPECT_NEAR(butler_volmer(1e-5, 0.5, 1, -tafel_slope(0.5, 298.15), 298.15).reduction, 1e-4,
              1e-16);
  const TransferRates two = butler_volmer(1e-5, 1.5, 2, 0.03, 320);
  EXPECT_NEAR(std::log(two.oxidation / two.reduction), 2 * 0.03 / thermal_voltage(320), 1e-14);
  EXPECT_EQ(butler_volmer(3, 0.3, 1, 0, 300).oxidation, 3);
}

TEST(MarcusHush, IntegralToTwelveDigits) {
  NITER_SOURCE("chidsey1991", "the integral in arithmetic of 30 digits: ln S, its slope");
  const double known[][4] = {
      {-40, 0.5, -18.262914286235382, 0.49999999999999999},
      {-2, 0.5, 0.48673358707782873, 0.30955000357232515},
      {-10, 2, -2.1970808010682568, 0.49780083023352864},
      {1, 2, 1.2618856523842979, -0.10116723980664166},
      {-10, 8, -0.39292739888736321, 0.3786071886685867},
      {20, 8, -5.0049318176866554, -0.49778349581366716},
      {-100, 38.92, -36.48058656730397, 0.49999999999440064},
      {-40, 38.92, -7.082556423968548, 0.41969725575299596},
      {1, 38.92, 1.7752394555319887, -0.011523092470873295},
      {-100, 100, -21.431902783521309, 0.44403725584014749},
      {20, 100, 0.85998268391031352, -0.095373998890712},
  };
  for (const auto& [eta, lambda, log, slope] : known) {
    const LogRate s = marcus_hush_integral(eta, lambda);
    EXPECT_NEAR(s.log, log, 1e-12) << eta << ' ' << lambda;
    EXPECT_NEAR(s.slope, slope, 1e-12) << eta << ' ' << lambda;
  }
}

TEST(MarcusHush, SlopeIsTheDerivative) {
  NITER_IDENTITY("d ln k / dE against central differences; mirror image of the oxidation");
  for (const double lambda : {0.05, 0.3, 1.0, 2.5}) {
    for (double e = -2; e < 2; e += 0.23) {
      const double h = 1e-4;
      const double slope = (marcus_hush_reduction(e + h, lambda, 310).log -
                            marcus_hush_reduction(e - h, lambda, 310).log) /
                           (2 * h);
      const LogRate red = marcus_hush_reduction(e, lambda, 310);
      const LogRate ox = marcus_hush_oxidation(e, lambda, 310);
      EXPECT_NEAR(red.slope, slope, 1e-5) << lambda << ' ' << e;
      EXPECT_NEAR(red.log - ox.log, -e / thermal_voltage(310), 1e-12);
      EXPECT_NEAR(red.slope - ox.slope, -1 / thermal_voltage(310), 1e-11);
    }
  }
}

TEST(MarcusHush, StiffSolventIsButlerVolmer) {
  NITER_IDENTITY("lambda -> inf: alpha = 1/2; k(E0) = k0");
  const TransferRates bv = butler_volmer(1, 0.5, 1, -0.2, 298.15);
  EXPECT_NEAR(marcus_hush_reduction(-0.2, 1e4, 298.15).log, std::log(bv.reduction), 1e-4);
  EXPECT_EQ(marcus_hush_reduction(0, 0.8, 298.15).log, 0);
}

TEST(MarcusHush, RateSaturates) {
  NITER_IDENTITY("all levels that matter filled: int of the whole parabola = sqrt(4 pi lambda)");
  const double lambda = 30;
  for (const double eta : {-80.0, -500.0, -5000.0}) {
    const double log_k = marcus_hush_integral(eta, lambda).log - lambda / 4 - eta / 2;
    EXPECT_NEAR(log_k, std::log(2 * std::sqrt(4 * constants::pi * lambda)), 1e-8) << eta;
  }
}

TEST(MarcusHush, WithinFivePercentOfTheSimpleFormula) {
  NITER_SOURCE("zeng2014", "closed approximation of the integral: 5 % at lambda = 10 kT");
  const double lambda = 10;
  for (double eta = -60; eta <= 60; eta += 2.5) {
    const double root = std::sqrt(1 + std::sqrt(lambda) + eta * eta);
    const double simple = std::sqrt(constants::pi * lambda) / (1 + std::exp(eta)) *
                          std::erfc((lambda - root) / (2 * std::sqrt(lambda)));
    const double k = 0.5 * std::exp(marcus_hush_integral(eta, lambda).log - lambda / 4 - eta / 2);
    EXPECT_NEAR(simple / k, 1, 0.05) << eta;
  }
}

}  // namespace
}  // namespace niter::physics
