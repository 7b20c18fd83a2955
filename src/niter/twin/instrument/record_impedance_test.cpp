#include "niter/twin/instrument/record_impedance.hpp"

#include <cmath>
#include <complex>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"

namespace niter::twin {
namespace {

// R0 + R1 || C1
data::Table randles(int points = 41) {
  std::vector<double> f, re, im;
  for (int k = 0; k < points; ++k) {
    f.push_back(std::pow(10, 4 - 6.0 * k / (points - 1)));
    const std::complex<double> jw(0, 2 * constants::pi * f.back());
    const auto z = 5.0 + 50.0 / (1.0 + jw * 50.0 * 1e-3);
    re.push_back(z.real());
    im.push_back(z.imag());
  }
  data::Table ideal;
  ideal.columns = {{"f", Unit::of("Hz"), f, {}, ""},
                   {"Z_re", Unit::of("ohm"), re, {}, ""},
                   {"Z_im", Unit::of("ohm"), im, {}, ""}};
  return ideal;
}

ImpedanceOptions ten_millivolt() {
  ImpedanceOptions options;
  options.potential_amplitude = 0.01;
  return options;
}

TEST(RecordImpedance, AnIdealInstrumentReturnsTheSpectrum) {
  NITER_IDENTITY("no noise and no gain error: 1e-12 of the spectrum, Im Z with its sign");
  const auto ideal = randles();
  const auto recording = record_impedance(ideal, ideal_instrument(), ten_millivolt(), 1);
  ASSERT_TRUE(recording) << recording.error().text();
  for (const char* name : {"f", "Z_re", "Z_im"}) {
    for (std::size_t k = 0; k < ideal.rows(); ++k) {
      const double want = ideal.find(name)->values[k];
      EXPECT_NEAR(recording->measured.find(name)->values[k], want, 1e-12 * std::abs(want));
    }
  }
  EXPECT_LT(recording->measured.find("Z_im")->values[20], 0);
  EXPECT_NEAR(recording->measured.find("I_ac")->values[40], 0.01 / 55, 1e-6);
}

TEST(RecordImpedance, SigmaIsTheSpreadOfBothParts) {
  NITER_IDENTITY("(Z - truth)/sigma has the variance 1, with a white source of both channels");
  Instrument noisy = ideal_instrument();
  noisy.ranges.values = {1e-3};
  noisy.current_limit.value = 1;
  noisy.current_noise.value = 1e-4;
  noisy.potential_noise.value = 1e-4;
  noisy.bandwidth.value = 1e5;
  double sum = 0;
  double n = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const auto recording = record_impedance(randles(), noisy, ten_millivolt(), seed);
    ASSERT_TRUE(recording);
    for (const char* name : {"Z_re", "Z_im"}) {
      const auto* measured = recording->measured.find(name);
      for (std::size_t k = 0; k < measured->values.size(); ++k) {
        const double z = measured->values[k] - recording->truth.find(name)->values[k];
        sum += z * z / (measured->sigma[k] * measured->sigma[k]);
        n += 1;
      }
    }
  }
  EXPECT_NEAR(sum / n, 1, 5 * std::sqrt(2 / n));
}

TEST(RecordImpedance, NoiseOfOneChannelByHand) {
  NITER_IDENTITY("variance S/T of the amplitude, over its square: |Z|^2 S f / (periods A^2)");
  Instrument noisy = ideal_instrument();
  noisy.potential_noise.value = 1e-6;
  noisy.potential_flicker.value = 3e-6;
  noisy.potential_step.value = 1e-4;
  noisy.conversion_time.value = 1e-3;
  noisy.bandwidth.value = 1e5;
  const auto recording = record_impedance(randles(), noisy, ten_millivolt(), 1);
  ASSERT_TRUE(recording);
  const std::size_t k = 40;  // 0.01 Hz
  const double s = 1e-12 + 9e-12 / 0.01 + 1e-8 * 1e-3 / 6;
  const double z = std::hypot(recording->truth.find("Z_re")->values[k],
                              recording->truth.find("Z_im")->values[k]);
  EXPECT_NEAR(recording->measured.find("Z_re")->sigma[k], z * std::sqrt(s * 0.01 / 2) / 0.01,
              1e-9 * z);
}

TEST(RecordImpedance, MeansAndOverloadOfALargeAmplitude) {
  NITER_IDENTITY("the range holds the mean current and the sine on top of it");
  auto ideal = randles(3);
  ideal.columns.push_back({"t", Unit::of("s"), {1, 2, 300}, {}, ""});
  ideal.columns.push_back({"E", Unit::of("V"), {-0.5, -0.5, -0.5}, {}, ""});
  ideal.columns.push_back({"I", Unit::of("A"), {-9e-4, -9e-4, -9e-4}, {}, ""});
  Instrument ranged = ideal_instrument();
  ranged.ranges.values = {1e-4, 1e-3};
  ranged.current_limit.value = 1;
  ImpedanceOptions options;
  options.current_amplitude = 5e-5;
  auto recording = record_impedance(ideal, ranged, options, 1);
  ASSERT_TRUE(recording) << recording.error().text();
  EXPECT_EQ(recording->measured.find("overload")->values[0], 0);
  EXPECT_EQ(recording->measured.find("I_range")->values[0], 1e-3);
  EXPECT_NEAR(recording->measured.find("I")->values[2], -9e-4, 1e-15);
  EXPECT_EQ(recording->measured.find("t")->values[2], 300);
  options.current_amplitude = 2e-4;
  recording = record_impedance(ideal, ranged, options, 1);
  EXPECT_EQ(recording->measured.find("overload")->values[0], 1);
}

TEST(RecordImpedance, OptionsThatCannotBeAreErrors) {
  NITER_IDENTITY("one amplitude, at least one period, positive frequencies");
  EXPECT_FALSE(record_impedance(randles(), ideal_instrument(), {}, 1));
  auto both = ten_millivolt();
  both.current_amplitude = 1e-3;
  EXPECT_FALSE(record_impedance(randles(), ideal_instrument(), both, 1));
  auto short_time = ten_millivolt();
  short_time.periods = 0.5;
  EXPECT_FALSE(record_impedance(randles(), ideal_instrument(), short_time, 1));
  auto ideal = randles();
  ideal.columns[0].values[3] = 0;
  EXPECT_FALSE(record_impedance(ideal, ideal_instrument(), ten_millivolt(), 1));
  EXPECT_FALSE(record_impedance({}, ideal_instrument(), ten_millivolt(), 1));
}

}  // namespace
}  // namespace niter::twin
