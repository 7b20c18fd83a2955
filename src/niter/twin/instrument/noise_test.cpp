#include "niter/twin/instrument/noise.hpp"

#include <cmath>
#include <complex>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"

namespace niter::twin {
namespace {

// One-sided periodogram at the frequencies k/(n dt), k = 1 ..., averaged over pieces of a record.
std::vector<double> density(const std::vector<double>& x, int n, int frequencies, double dt) {
  std::vector<double> mean(static_cast<std::size_t>(frequencies), 0.0);
  const int pieces = static_cast<int>(x.size()) / n;
  for (int p = 0; p < pieces; ++p) {
    for (int k = 1; k <= frequencies; ++k) {
      // a Hann window: the slow part of 1/f noise would otherwise leak into all frequencies
      std::complex<double> sum = 0;
      const auto turn = std::polar(1.0, -2 * constants::pi * k / n);
      std::complex<double> phase = 1;
      for (int i = 0; i < n; ++i, phase *= turn) {
        const double hann = 0.5 - 0.5 * std::cos(2 * constants::pi * i / n);
        sum += hann * x[static_cast<std::size_t>(p * n + i)] * phase;
      }
      mean[static_cast<std::size_t>(k - 1)] += 2 * dt * std::norm(sum) / (0.375 * n) / pieces;
    }
  }
  return mean;
}

double slope(const std::vector<double>& density, int first, int last) {
  double sx = 0, sy = 0, sxx = 0, sxy = 0, n = 0;
  for (int k = first; k <= last; ++k) {
    const double x = std::log(k);
    const double y = std::log(density[static_cast<std::size_t>(k - 1)]);
    sx += x, sy += y, sxx += x * x, sxy += x * y, n += 1;
  }
  return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

TEST(Noise, JohnsonDensityOfOneKiloohm) {
  NITER_SOURCE("nyquist1928", "4 k T R: 4.07 nV per root hertz, over R as a current");
  EXPECT_NEAR(std::sqrt(johnson_density(1e3, 300)) * 1e3, 4.0704e-9, 1e-13);
}

TEST(Noise, BandwidthOfAMeanIsThatOfItsVariance) {
  NITER_IDENTITY("the mean over T of white noise of density S has the variance S/(2T)");
  EXPECT_EQ(noise_bandwidth(1e4, 0), 1e4);
  EXPECT_EQ(noise_bandwidth(1e4, 0.02), 25);
  EXPECT_EQ(noise_bandwidth(10, 0.02), 10);
  // n independent numbers a time dt apart are white noise of density 2 dt; their mean has 1/n
  const double dt = 1e-3;
  const int n = 50;
  EXPECT_NEAR(2 * dt * noise_bandwidth(1e9, n * dt), 1.0 / n, 1e-15);
}

TEST(Noise, FlickerFallsWithTheFrequency) {
  NITER_SOURCE("vanderziel1950", "relaxation times of equal weight a decade give 1/f");
  constexpr int n = 256;
  const double dt = 0.01;
  // the fastest time constant lies at the Nyquist frequency, so that little is aliased
  FlickerNoise noise(3e-3, 1e3, NormalDeviates(11));
  std::vector<double> x(n * 100);
  for (double& value : x) value = noise.after(dt);
  const auto s = density(x, n, 16, dt);
  EXPECT_NEAR(slope(s, 2, 16), -1, 0.1);
  // and its level is 1 at 1 Hz: the geometric mean of S f. The window adds 1 %, aliases 4 %
  double level = 0;
  for (int k = 4; k <= 16; ++k) {
    level += std::log(s[static_cast<std::size_t>(k - 1)] * k / (n * dt)) / 13;
  }
  EXPECT_NEAR(std::exp(level), 1.05, 0.1);
}

TEST(Noise, FlickerOnAnIrregularRasterKeepsItsVariance) {
  NITER_IDENTITY("a stationary process has one variance whatever the times at which it is seen");
  double sum = 0;
  constexpr int runs = 4000;
  double variance = 0;
  for (int run = 0; run < runs; ++run) {
    FlickerNoise noise(0.1, 10, NormalDeviates(13, static_cast<std::uint64_t>(run)));
    noise.after(0.05);
    noise.after(3);
    const double x = noise.after(0.7);
    sum += x * x / runs;
    variance = noise.variance();
  }
  EXPECT_NEAR(variance, 2.5 * constants::ln10, 1e-12);
  EXPECT_NEAR(sum, variance, 5 * variance * std::sqrt(2.0 / runs));
}

TEST(Noise, HumVanishesOverWholePeriods) {
  NITER_IDENTITY("the mean of a sine over whole periods is zero");
  const Hum hum{50, 1e-6, 1e-3};
  EXPECT_NEAR(hum_at(hum, 0.3, 0.02, 0.4), 0, 1e-15);
  EXPECT_NEAR(hum_at(hum, 0.005, 0, 0), 1, 1e-12);
  // a mean over a quarter period before the crest: (2/pi) of the peak
  EXPECT_NEAR(hum_at(hum, 0.005, 0.005, 0), 2 / constants::pi, 1e-12);
}

}  // namespace
}  // namespace niter::twin
