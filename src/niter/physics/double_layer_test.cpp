#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/closed/gouy_chapman.hpp"
#include "niter/physics/frumkin.hpp"
#include "niter/physics/nernst.hpp"

namespace niter::physics {
namespace {

const SymmetricSalt points{10, 1, 78.49, 0, 298.15};
const SymmetricSalt spheres{10, 1, 78.49, 6e-10, 298.15};

TEST(GouyChapman, CapacitanceOfCentimolar) {
  NITER_SOURCE("bard2001", "sec. 13.3.2: 22.8 uF cm-2 for 0.01 M at 25 C; eps 78.49: 22.8467");
  EXPECT_NEAR(diffuse_capacitance(points, 0) * 100, 22.8467, 5e-5);
  EXPECT_NEAR(debye_length(10, 78.49, 298.15), 3.04e-9, 0.005e-9);
  EXPECT_NEAR(debye_length(1000, 78.49, 298.15), 0.304e-9, 0.0005e-9);
}

TEST(GouyChapman, ChargeOfTheTextbook) {
  NITER_SOURCE("bard2001", "sec. 13.3.2: q = 11.7 sqrt(c) sinh(19.5 z phi) uC cm-2, 25 C");
  const SymmetricSalt one{100, 1, 78.49, 0, 298.15};
  EXPECT_NEAR(double_layer_charge(one, 0.1) * 100, 11.7 * std::sqrt(0.1) * std::sinh(1.95), 0.06);
  EXPECT_EQ(double_layer_charge(one, -0.1), -double_layer_charge(one, 0.1));
}

TEST(GouyChapman, CapacitanceIsTheSlopeOfTheCharge) {
  NITER_IDENTITY("C = dq/dphi, with and without ion size, either sign, z = 1 and 2");
  for (const double size : {0.0, 3e-10, 8e-10}) {
    for (const double phi : {-0.6, -0.1, 0.02, 0.3, 0.9}) {
      for (const double z : {1.0, 2.0}) {
        const SymmetricSalt salt{50, z, 78.49, size, 320};
        const double slope =
            (double_layer_charge(salt, phi + 1e-5) - double_layer_charge(salt, phi - 1e-5)) / 2e-5;
        EXPECT_NEAR(diffuse_capacitance(salt, phi) / slope, 1, 1e-6) << size << ' ' << phi;
      }
    }
  }
}

TEST(GouyChapman, ProfileObeysPoisson) {
  NITER_IDENTITY("eps eps0 phi'' = 2 z F c sinh(u); -eps eps0 phi'(0) = q; z = 2");
  const SymmetricSalt salt{10, 2, 78.49, 0, 298.15};
  const double phi0 = 0.06, h = 2e-12, eps = salt.permittivity * constants::eps0;
  const auto phi = [&](double x) { return gouy_chapman_potential(salt, phi0, x); };
  EXPECT_NEAR(phi(0), phi0, 1e-16);
  const double field = (3 * phi(0) - 4 * phi(h) + phi(2 * h)) / (2 * h);
  EXPECT_NEAR(eps * field / double_layer_charge(salt, phi0), 1, 1e-4);
  const double x = 1e-9, d = 1e-11;
  const double curvature = (phi(x + d) - 2 * phi(x) + phi(x - d)) / (d * d);
  const double charge =
      2 * constants::F *
      (double_layer_concentration(salt, phi(x), 1) - double_layer_concentration(salt, phi(x), -1));
  EXPECT_NEAR(-eps * curvature / charge, 1, 1e-4);
}

TEST(StericDoubleLayer, SmallIonsAndLargePotentials) {
  NITER_SOURCE("kilic2007",
               "a -> 0: points; |phi| large: C ~ sqrt(eps eps0 z F / (2 |phi| a^3 N_A))");
  const SymmetricSalt tiny{10, 1, 78.49, 1e-12, 298.15};
  EXPECT_NEAR(diffuse_capacitance(tiny, 0.2) / diffuse_capacitance(points, 0.2), 1, 1e-6);
  EXPECT_NEAR(double_layer_charge(tiny, 0.2) / double_layer_charge(points, 0.2), 1, 1e-6);
  // a layer of close-packed counter-ions: q = sqrt(2 eps eps0 F phi / (a^3 N_A))
  const double phi = 10, density = constants::F / (std::pow(6e-10, 3) * constants::N_A);
  const double eps = 78.49 * constants::eps0;
  EXPECT_NEAR(double_layer_charge(spheres, phi) / std::sqrt(2 * eps * density * phi), 1, 0.01);
  EXPECT_NEAR(diffuse_capacitance(spheres, phi) / std::sqrt(eps * density / (2 * phi)), 1, 0.01);
  EXPECT_GT(diffuse_capacitance(points, phi), 1e3 * diffuse_capacitance(spheres, phi));
}

TEST(StericDoubleLayer, ConcentrationNeverExceedsClosePacking) {
  NITER_SOURCE("kilic2007", "c_max = 1 / (a^3 N_A), nu = 2 c / c_max");
  const double packed = 1 / (std::pow(6e-10, 3) * constants::N_A);
  EXPECT_NEAR(packing_fraction(spheres), 2 * 10 / packed, 1e-15);
  EXPECT_NEAR(double_layer_concentration(spheres, -1, 1) / packed, 1, 1e-6);
  EXPECT_LT(double_layer_concentration(spheres, -1, -1), 1e-12);
  EXPECT_EQ(double_layer_concentration(spheres, 0, 1), 10);
}

TEST(SternLayer, TheSmallerCapacitanceRules) {
  NITER_SOURCE("bard2001", "sec. 13.3.3: 1/C = 1/C_H + 1/C_D");
  EXPECT_NEAR(stern_capacitance(0.2, 0.2), 0.1, 1e-16);
  EXPECT_NEAR(stern_capacitance(0.2, 1e9), 0.2, 1e-9);
}

TEST(FrumkinIsotherm, CoverageAndRates) {
  NITER_IDENTITY("theta / (1 - theta) exp(g theta) = beta c; rates balance there for any gamma");
  for (const double g : {-3.9, -1.0, 0.0, 5.0, 40.0}) {
    for (const double affinity : {1e-9, 0.3, 2.0, 1e4}) {
      const double theta = frumkin_coverage(g, affinity);
      EXPECT_NEAR(std::log(theta / (1 - theta)) + g * theta, std::log(affinity), 1e-9);
      const FrumkinFactors f = frumkin_factors(g, theta, 0.3);
      const double forward = affinity * (1 - theta) * f.adsorption;
      EXPECT_NEAR(theta * f.desorption / forward, 1, 1e-9) << g << ' ' << affinity;
    }
  }
  EXPECT_NEAR(frumkin_coverage(0, 3), 0.75, 1e-15);
  EXPECT_EQ(frumkin_coverage(5, 0), 0);
}

TEST(FrumkinCorrection, AnionsAreHeldBackByANegativePlane) {
  NITER_SOURCE("bard2001", "sec. 13.7.1: k_app = k exp((alpha - z) F phi2 / RT)");
  const double kt = thermal_voltage(298.15);
  EXPECT_NEAR(frumkin_correction(0.5, -1, -kt, 298.15), std::exp(-1.5), 1e-15);
  EXPECT_NEAR(frumkin_correction(0.5, 1, -kt, 298.15), std::exp(0.5), 1e-15);
}

}  // namespace
}  // namespace niter::physics
