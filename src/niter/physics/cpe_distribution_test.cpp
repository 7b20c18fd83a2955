#include "niter/physics/cpe_distribution.hpp"

#include <cmath>
#include <complex>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/physics/closed/circuit.hpp"

namespace niter::physics {
namespace {

double worst_error(double n, const CpeRaster& raster, double low, double high) {
  const CpeDistribution cpe = cpe_distribution(0.2, n, raster);
  double worst = 0;
  for (double omega = low; omega < high; omega *= 1.1) {
    const std::complex<double> ratio = admittance(cpe, omega) * cpe_impedance(0.2, n, omega);
    worst = std::max(worst, std::abs(ratio - 1.0));
  }
  return worst;
}

TEST(CpeDistribution, ConstantPhaseOverTheStatedWindow) {
  NITER_IDENTITY("Q (i omega)^n within 1e-3 from 4/slowest to 0.02/fastest");
  for (const double n : {0.5, 0.6, 0.75, 0.85, 0.9, 0.95, 0.99}) {
    EXPECT_LT(worst_error(n, {1e-5, 1e3, 3}, 4e-3, 2e3), 1e-3) << n;
  }
}

TEST(CpeDistribution, RippleFallsWithTheRaster) {
  NITER_IDENTITY("error exp(-pi^2 / d ln tau) in the middle of a wide raster");
  EXPECT_LT(worst_error(0.9, {1e-10, 1e10, 2}, 0.1, 10), 5e-4);
  EXPECT_GT(worst_error(0.9, {1e-10, 1e10, 2}, 0.1, 10), 2e-5);
  EXPECT_LT(worst_error(0.9, {1e-10, 1e10, 3}, 0.1, 10), 1e-5);
  EXPECT_LT(worst_error(0.9, {1e-10, 1e10, 6}, 0.1, 10), 1e-9);
}

TEST(CpeDistribution, ExponentOneIsACapacitor) {
  NITER_IDENTITY("n -> 1: one capacitance Q");
  EXPECT_EQ(cpe_distribution(0.2, 1).ideal, 0.2);
  EXPECT_TRUE(cpe_distribution(0.2, 1).branches.empty());
  EXPECT_NEAR(cpe_distribution(0.2, 1 - 1e-9).ideal, 0.2, 1e-7);
}

}  // namespace
}  // namespace niter::physics
