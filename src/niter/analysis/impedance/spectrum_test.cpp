#include "niter/analysis/impedance/spectrum.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

data::Table record(std::vector<double> f, std::vector<double> re, std::vector<double> im) {
  data::Table table;
  table.provenance.origin = "x.z";
  table.columns = {{"f", Unit::of("Hz"), std::move(f)},
                   {"Z_re", Unit::of("ohm"), std::move(re)},
                   {"Z_im", Unit::of("ohm"), std::move(im)}};
  return table;
}

TEST(Spectrum, FallsInFrequencyAndKeepsPointsTogether) {
  NITER_IDENTITY("sorting moves whole points");
  const auto spectrum = spectrum_of(record({1, 100, 10, 1000}, {4, 2, 3, 1}, {-4, -2, -3, 1}));
  ASSERT_TRUE(spectrum) << spectrum.error().text();
  EXPECT_EQ(spectrum->frequency, (std::vector<double>{1000, 100, 10, 1}));
  EXPECT_EQ(spectrum->impedance[3], (std::complex<double>{4, -4}));
}

TEST(Spectrum, DropsWhatWasAskedAndNothingElse) {
  NITER_IDENTITY("selection");
  const auto table = record({1, 100, 10, 1000}, {4, 2, 3, 1}, {-4, -2, -3, 1});
  EXPECT_EQ(spectrum_of(table, {.inductive = InductivePoints::Drop})->size(), 3u);
  EXPECT_EQ(spectrum_of(table, {.highest = Quantity(0.1, "kHz")})->frequency[0], 100);
  EXPECT_FALSE(spectrum_of(table, {.lowest = Quantity(50, "Hz")}));
}

TEST(Spectrum, RefusesWhatIsNoSpectrum) {
  NITER_IDENTITY("an impedance has a positive frequency and two finite parts");
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_NE(spectrum_of(record({1, 2, 3}, {1, nan, 1}, {1, 1, 1})).error().text().find("point 2"),
            std::string::npos);
  EXPECT_FALSE(spectrum_of(record({1, 0, 3}, {1, 1, 1}, {1, 1, 1})));
  EXPECT_FALSE(spectrum_of(record({1, 2, 3}, {1, 1}, {1, 1, 1})));
}

}  // namespace
}  // namespace niter::analysis
