#include <cmath>
#include <complex>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/closed/cottrell.hpp"
#include "niter/physics/closed/laviron.hpp"
#include "niter/physics/closed/levich.hpp"
#include "niter/physics/closed/microdisc.hpp"
#include "niter/physics/closed/migration_limit.hpp"
#include "niter/physics/closed/volmer_heyrovsky.hpp"

namespace niter::physics {
namespace {

TEST(Microdisc, SteadyCurrent) {
  NITER_SOURCE("bard2001", "sec. 5.3.1: i = 4 n F D c a");
  EXPECT_NEAR(microdisc_limiting_current(1, 1, 1e-9, 5e-6), 4 * constants::F * 5e-15, 1e-24);
}

TEST(Microdisc, StepBeginsAsCottrellAndEndsSteady) {
  NITER_SOURCE("shoup1982", "both limits of the interpolation");
  const double a = 5e-6, area = constants::pi * a * a;
  const double early = microdisc_step_current(2, 1, 1e-9, a, 1e-9);
  EXPECT_NEAR(early / (area * cottrell_current_density(2, 1, 1e-9, 1e-9)), 1, 1e-3);
  const double late = microdisc_step_current(2, 1, 1e-9, a, 1e6);
  EXPECT_NEAR(late / microdisc_limiting_current(2, 1, 1e-9, a), 1, 1e-3);
}

TEST(Levich, Coefficient) {
  NITER_SOURCE("newman1966", "0.62048 for Sc -> inf; recomputed 0.620451007");
  EXPECT_NEAR(levich_coefficient(), 0.620451007, 5e-10);
}

TEST(Levich, WaterAtAThousandTurns) {
  NITER_SOURCE("levich1962", "j = 0.6205 n F c D^(2/3) nu^(-1/6) omega^(1/2), Newman's divisor");
  const RotatingDisc disc{104.72, 1e-6};
  const double plain = 0.620451007 * 8 * constants::F * 100 * std::pow(1.9e-9, 2.0 / 3) *
                       std::pow(1e-6, -1.0 / 6) * std::sqrt(104.72);
  const double sc = 1e-6 / 1.9e-9;
  const double divisor = 1 + 0.2980 * std::pow(sc, -1.0 / 3) + 0.14514 * std::pow(sc, -2.0 / 3);
  EXPECT_NEAR(levich_current_density(8, 100, 1.9e-9, disc), plain / divisor, 1e-8 * plain);
  EXPECT_NEAR(levich_film(1.9e-9, disc) * levich_current_density(1, 1, 1.9e-9, disc),
              constants::F * 1.9e-9, 1e-18);
}

TEST(KouteckyLevich, FirstOrderReactionIsExact) {
  NITER_IDENTITY("j = n F k c_s and j = j_l (1 - c_s/c) give 1/j = 1/j_k + 1/j_l");
  const double limit = 30, kinetic = 20;
  const double surface = limit / (kinetic + limit);  // c_s / c
  EXPECT_NEAR(koutecky_levich(kinetic, limit), kinetic * surface, 1e-14);
  EXPECT_NEAR(koutecky_levich(kinetic, limit), limit * (1 - surface), 1e-14);
}

TEST(Laviron, PeakAndWidth) {
  NITER_SOURCE("laviron1979", "j_p = n^2 F^2 v Gamma / 4RT at E0'; width 90.6/n mV");
  const ConfinedCouple couple{2, 1e-6, 0.1, 298.15};
  const double f = constants::F / (constants::R * 298.15);
  EXPECT_NEAR(confined_peak_current_density(couple), 4 * constants::F * f * 0.1 * 1e-6 / 4, 1e-13);
  EXPECT_NEAR(confined_peak_width(1, 298.15), 0.090579, 5e-7);
  EXPECT_NEAR(confined_peak_width(1, 298.15) * f, 3.52549, 5e-6);
  const double half = confined_peak_width(2, 298.15) / 2;
  for (const double side : {half, -half}) {
    EXPECT_NEAR(confined_current_density(couple, side) / confined_peak_current_density(couple), 0.5,
                1e-14);
  }
}

TEST(Laviron, AreaIsTheCharge) {
  NITER_IDENTITY("integral of j dE / v = n F Gamma");
  const ConfinedCouple couple{2, 1e-6, 0.1, 298.15};
  double charge = 0;
  for (int i = -500; i <= 500; ++i) charge += confined_current_density(couple, i * 1e-3) * 1e-3;
  EXPECT_NEAR(charge / 0.1, 2 * constants::F * 1e-6, 1e-12);
}

TEST(MigrationLimit, SupportRatios) {
  NITER_SOURCE("newman2004", "M+ -> M: 2 (1 + g)(1 - sqrt(g / (1 + g)))");
  const double known[][2] = {{0, 2},        {0.01, 1.819002}, {0.1, 1.536675},
                             {1, 1.171573}, {10, 1.023823},   {100, 1.002488}};
  for (const auto& [g, ratio] : known) EXPECT_NEAR(migration_limit(g), ratio, 5e-7) << g;
}

// mol cm-2 s-1 in the reference case
const VolmerHeyrovsky at_rest{1e-4, 1e-5, 1e-7, 1e-12};

TEST(VolmerHeyrovsky, CoverageAndCurrent) {
  NITER_SOURCE("harrington1987", "k1 1e-8, k-1 1e-9, k2 1e-11, k-2 1e-16 mol cm-2 s-1, beta 0.5");
  const double known[][3] = {{0, 0.908265214, 1.752683647e-6},
                             {-0.1, 0.996969120, 1.346939042e-5},
                             {-0.3, 0.999000152, 6.615789446e-4}};
  for (const auto& [eta, theta, j] : known) {
    const VolmerHeyrovsky rates = at_overpotential(at_rest, eta, 0.5, 298.15);
    EXPECT_NEAR(hydrogen_coverage(rates), theta, 5e-10) << eta;
    EXPECT_NEAR(hydrogen_current_density(rates) / (-j * 1e4), 1, 5e-10) << eta;
  }
}

TEST(VolmerHeyrovsky, TafelSlopes) {
  NITER_IDENTITY("118.32 mV/dec on a full surface, 39.44 mV/dec before it fills");
  const auto slope = [](VolmerHeyrovsky rest, double eta) {
    const auto j = [&](double e) {
      return hydrogen_current_density(at_overpotential(rest, e, 0.5, 298.15));
    };
    return 2e-3 / std::log10(j(eta - 1e-3) / j(eta + 1e-3));
  };
  EXPECT_NEAR(slope(at_rest, -0.3), 0.11832, 1e-4);
  EXPECT_NEAR(slope({1e-8, 1e-2, 1e-9, 1e-16}, -0.15), 0.03944, 1e-4);
}

TEST(VolmerHeyrovsky, AdmittanceAtTheEndsOfTheSpectrum) {
  NITER_IDENTITY("omega -> 0: slope of the steady curve; omega -> inf: slope at frozen coverage");
  const double eta = -0.05, beta = 0.3, sites = 2e-5;
  for (const VolmerHeyrovsky& rest : {at_rest, VolmerHeyrovsky{1e-6, 2e-6, 3e-6, 1.5e-6}}) {
    const auto slope = [&](auto j) {
      const auto at = [&](double e) { return j(at_overpotential(rest, e, beta, 298.15)); };
      return (at(eta + 1e-5) - at(eta - 1e-5)) / 2e-5;
    };
    const VolmerHeyrovsky k = at_overpotential(rest, eta, beta, 298.15);
    const double theta = hydrogen_coverage(k);
    const double steady = slope(hydrogen_current_density);
    const double fast = slope([&](const VolmerHeyrovsky& at) {
      return -constants::F * (at.volmer * (1 - theta) - at.volmer_back * theta +
                              at.heyrovsky * theta - at.heyrovsky_back * (1 - theta));
    });
    const auto y = [&](double omega) {
      return hydrogen_admittance(k, sites, beta, 298.15, omega).real();
    };
    EXPECT_NEAR(y(0) / steady, 1, 1e-7);
    EXPECT_NEAR(y(1e9) / fast, 1, 1e-7);
    // in between the coverage lags: the relaxation sits at omega = sum of rates / sites
    const double sum = k.volmer + k.volmer_back + k.heyrovsky + k.heyrovsky_back;
    EXPECT_NEAR(y(sum / sites), (steady + fast) / 2, 1e-6 * fast);
  }
}

}  // namespace
}  // namespace niter::physics
