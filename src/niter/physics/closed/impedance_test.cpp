#include <cmath>
#include <complex>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/closed/circuit.hpp"
#include "niter/physics/closed/warburg.hpp"

namespace niter::physics {
namespace {

using Complex = std::complex<double>;

void expect_near(Complex value, Complex known, double tolerance) {
  EXPECT_NEAR(value.real(), known.real(), tolerance);
  EXPECT_NEAR(value.imag(), known.imag(), tolerance);
}

TEST(Warburg, CoefficientOfAOneMillimolarCouple) {
  NITER_SOURCE("bard2001", "sec. 10.3.2: sigma = RT/(n^2 F^2 A sqrt 2) (sum of 1/(sqrt(D) c))");
  const double rt_ff = constants::R * 298.15 / (constants::F * constants::F);
  const double sigma = warburg_coefficient(1, {1, 1e-9}, {1, 1e-9}, 298.15);
  EXPECT_NEAR(sigma, rt_ff * std::sqrt(2.0) / std::sqrt(1e-9), 1e-12 * sigma);
  EXPECT_NEAR(warburg_coefficient(2, {1, 1e-9}, {1, 1e-9}, 298.15), sigma / 4, 1e-12 * sigma);
  // the scarce form counts
  EXPECT_NEAR(warburg_coefficient(1, {1, 1e-9}, {0.5, 1e-9}, 298.15), 1.5 * sigma, 1e-12 * sigma);
  EXPECT_NEAR(warburg_coefficient(1, {1, 1e-9}, {1, 4e-9}, 298.15), 0.75 * sigma, 1e-12 * sigma);
}

TEST(Warburg, FilmsAndReactionAtUnitFrequency) {
  NITER_SOURCE("lasia2014", "tanh(s)/s, coth(s)/s at omega tau = 1 and 1/sqrt(1+i) at omega = k");
  expect_near(transmissive_film(1), {0.8854508, -0.2869779}, 5e-8);
  expect_near(blocking_film(1), {0.3312381, -1.0220127}, 5e-8);
  expect_near(gerischer(1), {0.7768870, -0.3217971}, 5e-8);
}

TEST(Warburg, ThickFilmsAreSemiInfinite) {
  NITER_IDENTITY("omega tau -> inf: all are 1/sqrt(i omega tau); omega -> 0: 1 and 1/3 + 1/(i w)");
  const double w = 1e4;
  const Complex far = 1.0 / std::sqrt(Complex(0, w));
  expect_near(transmissive_film(w), far, 1e-15);
  expect_near(blocking_film(w), far, 1e-15);
  expect_near(gerischer(1e9), 1.0 / std::sqrt(Complex(0, 1e9)), 1e-13);
  // the coefficient: R = sigma sqrt(2 / tau) makes the film's Z the Warburg impedance
  expect_near(warburg_impedance(3, w), 3 * std::sqrt(2.0) * far, 1e-14);
  expect_near(transmissive_film(1e-9), {1, -1e-9 / 3}, 1e-15);
  EXPECT_EQ(transmissive_film(0), 1.0);
  expect_near(blocking_film(1e-3) - 1.0 / Complex(0, 1e-3), {1.0 / 3, 0}, 1e-4);
}

TEST(Circuit, ConstantPhase) {
  NITER_IDENTITY("n = 1 is a capacitor, n = 0 a resistor; |Z| = 1/(Q w^n), phase -90 n degrees");
  expect_near(cpe_impedance(2, 1, 5), {0, -0.1}, 1e-16);
  expect_near(cpe_impedance(2, 0, 5), {0.5, 0}, 1e-16);
  const Complex z = cpe_impedance(0.3, 0.8, 100);
  EXPECT_NEAR(std::arg(z), -0.4 * constants::pi, 1e-14);
  EXPECT_NEAR(std::abs(z) * 0.3 * std::pow(100, 0.8), 1, 1e-14);
}

TEST(Circuit, RandlesHasThreeRegions) {
  NITER_IDENTITY("R_s at high, R_s + R_ct between, R_s + R_ct - 2 sigma^2 C on the Warburg line");
  const RandlesCircuit circuit{1, 10, 0.01, 1e-4, 1};
  expect_near(randles_impedance(circuit, 1e12), {1, 0}, 1e-7);
  EXPECT_NEAR(randles_impedance(circuit, 1).real(), 11.01, 2e-3);
  const RandlesCircuit slow{1, 10, 5, 1e-3, 1};
  const Complex z = randles_impedance(slow, 1e-6);
  EXPECT_NEAR(z.real() + z.imag(), 11 - 2 * 25 * 1e-3, 0.02);  // bard2001, sec. 10.4.2
  RandlesCircuit bare = circuit;
  bare.q = 0;
  expect_near(randles_impedance(bare, 4), {11.005, -0.005}, 1e-12);
}

TEST(Circuit, PorousElectrode) {
  NITER_SOURCE("delevie1963", "45 degrees at high frequency, R_ion/3 + Z_s at low");
  const auto pore = [](double w) { return porous_electrode_impedance(3, {0, -1 / w}); };
  EXPECT_NEAR(std::arg(pore(1e4)), -constants::pi / 4, 1e-12);
  EXPECT_NEAR(std::abs(pore(1e4)), std::sqrt(3 / 1e4), 1e-12);
  expect_near(pore(1e-4), {1, -1e4}, 1e-3);
}

}  // namespace
}  // namespace niter::physics
