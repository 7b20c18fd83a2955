#include "niter/twin/instrument/record.hpp"

#include <cmath>
#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"

namespace niter::twin {
namespace {

// A triangle in E with a smooth current, on a raster like a solver's.
data::Table voltammogram(int rows = 401) {
  data::Table ideal;
  std::vector<double> t, e, i;
  for (int k = 0; k < rows; ++k) {
    const double x = static_cast<double>(k) / (rows - 1);
    t.push_back(80 * x);
    e.push_back(x < 0.5 ? -0.2 - 1.6 * x : -1.8 + 1.6 * x);
    i.push_back(-2e-3 * std::exp(-50 * (x - 0.4) * (x - 0.4)) + 1e-5);
  }
  ideal.columns = {{"t", Unit::of("s"), t, {}, ""},
                   {"E", Unit::of("V"), e, {}, ""},
                   {"I", Unit::of("A"), i, {}, ""}};
  return ideal;
}

data::Table constant(double current, int rows, double interval = 1) {
  data::Table ideal;
  std::vector<double> t(static_cast<std::size_t>(rows));
  for (int k = 0; k < rows; ++k) t[static_cast<std::size_t>(k)] = k * interval;
  const std::vector<double> e(t.size(), 0.25);
  const std::vector<double> i(t.size(), current);
  ideal.columns = {{"t", Unit::of("s"), t, {}, ""},
                   {"E", Unit::of("V"), e, {}, ""},
                   {"I", Unit::of("A"), i, {}, ""}};
  return ideal;
}

Instrument sp300() {
  const auto instrument = load_instrument("biologic-sp300");
  EXPECT_TRUE(instrument) << instrument.error().text();
  return *instrument;
}

Recording recorded(const data::Table& ideal, const Instrument& instrument,
                   const RecordOptions& options, std::uint64_t seed) {
  auto result = record(ideal, instrument, options, seed);
  EXPECT_TRUE(result) << result.error().text();
  return result ? *result : Recording{};
}

const std::vector<double>& values(const data::Table& table, std::string_view name) {
  static const std::vector<double> none;
  const auto* column = table.find(name);
  EXPECT_NE(column, nullptr) << name;
  return column != nullptr ? column->values : none;
}

double mean(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

double variance(const std::vector<double>& x) {
  const double centre = mean(x);
  double sum = 0;
  for (const double value : x) sum += (value - centre) * (value - centre);
  return sum / static_cast<double>(x.size() - 1);
}

TEST(Record, AnIdealInstrumentReturnsTheIdealRecord) {
  NITER_IDENTITY("no noise, no range, no rounding: 1e-12 of the record itself");
  const auto ideal = voltammogram();
  const auto recording = recorded(ideal, ideal_instrument(), {}, 1);
  for (const char* name : {"t", "E", "I"}) {
    const auto& want = values(ideal, name);
    const auto& got = values(recording.measured, name);
    ASSERT_EQ(got.size(), want.size());
    for (std::size_t k = 0; k < want.size(); ++k) {
      EXPECT_NEAR(got[k], want[k], 1e-12 * std::abs(want[k])) << name << " row " << k;
    }
  }
  // and on any finer raster too: the current is a polyline
  RecordOptions finer;
  finer.interval = 0.1;
  const auto fine = recorded(ideal, ideal_instrument(), finer, 1);
  ASSERT_EQ(fine.measured.rows(), 801U);
  for (std::size_t k = 0; k < 401; ++k) {
    EXPECT_NEAR(values(fine.measured, "I")[2 * k], values(ideal, "I")[k], 1e-12 * 2e-3);
  }
}

TEST(Record, ASeedReproducesARecording) {
  NITER_IDENTITY("one seed, one recording; another seed, another");
  const auto ideal = voltammogram();
  RecordOptions options;
  options.reference.walk = 1e-5;
  const auto first = recorded(ideal, sp300(), options, 42);
  const auto again = recorded(ideal, sp300(), options, 42);
  const auto other = recorded(ideal, sp300(), options, 43);
  EXPECT_EQ(values(first.measured, "I"), values(again.measured, "I"));
  EXPECT_EQ(values(first.measured, "E"), values(again.measured, "E"));
  EXPECT_NE(values(first.measured, "I"), values(other.measured, "I"));
  EXPECT_EQ(first.truth.provenance.settings.at("recording.seed"), "42");
}

TEST(Record, LeavingOneEffectOutChangesNoOther) {
  NITER_IDENTITY("every effect draws from a stream of its own");
  const auto ideal = voltammogram();
  auto quiet = sp300();
  quiet.potential_noise.value = 0;
  RecordOptions options;
  EXPECT_EQ(values(recorded(ideal, sp300(), options, 5).measured, "I"),
            values(recorded(ideal, quiet, options, 5).measured, "I"));
  options.reference.walk = 1e-3;
  const auto walking = recorded(ideal, quiet, options, 5);
  EXPECT_NE(values(walking.measured, "E"), values(walking.truth, "E"));
}

TEST(Record, ThermalNoiseOfTheMeasuringResistor) {
  NITER_SOURCE("nyquist1928", "variance of the current 4 k T df / R");
  Instrument only_thermal = ideal_instrument();
  only_thermal.ranges.values = {1e-9};
  only_thermal.current_limit.value = 1;
  only_thermal.shunt_voltage.value = 1;  // 1 gigaohm
  only_thermal.bandwidth.value = 1000;
  const auto recording = recorded(constant(5e-10, 10'000), only_thermal, {}, 3);
  const double expected = 4 * constants::k_B * 298.15 / 1e9 * 1000;
  const auto& current = values(recording.measured, "I");
  EXPECT_NEAR(variance(current), expected, 5 * expected * std::sqrt(2.0 / 10'000));
  EXPECT_NEAR(recording.measured.find("I")->sigma[7], std::sqrt(expected), 1e-9 * 1e-12);
}

TEST(Record, SigmaIsTheSpreadOfTheReadings) {
  NITER_IDENTITY("(reading - truth)/sigma has the variance 1 for white noise and rounding");
  Instrument white = sp300();
  white.current_flicker.value = white.potential_flicker.value = 0;
  white.current_gain.value = white.current_offset.value = 0;
  white.potential_offset.value = 0;
  white.conversion_time.value = 0.05;
  for (const double averaging : {0.0, 0.2}) {  // single conversions, means of four
    RecordOptions options;
    options.averaging = averaging;
    const auto recording = recorded(constant(3e-5, 4'000), white, options, 9);
    for (const char* name : {"E", "I"}) {
      const auto* column = recording.measured.find(name);
      const double truth = values(recording.truth, name)[0];
      std::vector<double> residual;
      for (std::size_t k = 1; k < column->values.size(); ++k) {
        residual.push_back((column->values[k] - truth) / column->sigma[k]);
      }
      EXPECT_NEAR(variance(residual), 1, 0.1) << name << " averaging " << averaging;
    }
  }
}

TEST(Record, AveragingNarrowsTheNoise) {
  NITER_IDENTITY("the variance of a mean falls with the bandwidth 1/(2 window)");
  Instrument white = ideal_instrument();
  white.ranges.values = {1e-3};
  white.current_limit.value = 1;
  white.current_noise.value = 1e-6;
  white.bandwidth.value = 5000;
  RecordOptions averaged;
  averaged.averaging = 0.5;
  const auto single = recorded(constant(1e-4, 4'000), white, {}, 2);
  const auto mean_of_half = recorded(constant(1e-4, 4'000), white, averaged, 2);
  EXPECT_NEAR(variance(values(single.measured, "I")) / 5e-15, 1, 0.1);
  auto means = values(mean_of_half.measured, "I");
  means.erase(means.begin());  // the first row has nothing to average over
  EXPECT_NEAR(variance(means) / 1e-18, 1, 0.1);
}

TEST(Record, TheSmallestRangeThatHoldsTheCurrentIsUsed) {
  NITER_IDENTITY("full scale at or above every reading, a tenth of it below");
  const auto recording = recorded(voltammogram(), sp300(), {}, 1);
  const auto& current = values(recording.measured, "I");
  const auto& range = values(recording.measured, "I_range");
  double lowest = 1;
  double highest = 0;
  for (std::size_t k = 0; k < current.size(); ++k) {
    EXPECT_LE(std::abs(current[k]), range[k]);
    EXPECT_GT(std::abs(current[k]), 0.1 * range[k] - 1e-3 * range[k]) << k;
    lowest = std::min(lowest, range[k]);
    highest = std::max(highest, range[k]);
  }
  EXPECT_EQ(highest, 1e-2);
  EXPECT_LE(lowest, 1e-5);
}

TEST(Record, AFixedRangeOverloadsWithAFlag) {
  NITER_IDENTITY("readings stop at the full scale and the row says so");
  RecordOptions options;
  options.fixed_range = 1e-3;
  const auto recording = recorded(voltammogram(), sp300(), options, 1);
  const auto& truth = values(recording.truth, "I");
  int flagged = 0;
  for (std::size_t k = 0; k < truth.size(); ++k) {
    const double reading = values(recording.measured, "I")[k];
    const bool overload = values(recording.measured, "overload")[k] == 1;
    if (overload) {
      EXPECT_EQ(reading, -1e-3);
    }
    if (std::abs(truth[k]) > 1.01e-3) {
      EXPECT_TRUE(overload) << k;
    }
    if (std::abs(truth[k]) < 0.99e-3) {
      EXPECT_FALSE(overload) << k;
    }
    flagged += overload ? 1 : 0;
  }
  EXPECT_GT(flagged, 10);
  options.fixed_range = 3e-3;
  const auto refused = record(voltammogram(), sp300(), options, 1);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().hint, ::testing::HasSubstr("0.001"));
}

TEST(Record, ThePotentialOfTheReferenceElectrodeIsSubtracted) {
  NITER_IDENTITY("reading = E - zero - offset - drift t");
  RecordOptions options;
  options.reference = {"Ag/AgCl", 0.61, 2e-3, 1e-5, 0};
  const auto recording = recorded(constant(1e-6, 101), ideal_instrument(), options, 1);
  const auto& e = values(recording.measured, "E");
  EXPECT_NEAR(e[0], 0.25 - 0.61 - 2e-3, 1e-15);
  EXPECT_NEAR(e[100], 0.25 - 0.61 - 2e-3 - 1e-3, 1e-12);
  EXPECT_NEAR(values(recording.measured, "E_set")[100], 0.25 - 0.61, 1e-15);
  EXPECT_EQ(values(recording.truth, "E")[100], 0.25);
  EXPECT_EQ(recording.measured.find("E")->comment, "vs. Ag/AgCl");
}

TEST(Record, TheWalkOfTheReferenceGrowsWithTheRootOfTime) {
  NITER_IDENTITY("variance of a Wiener process: walk^2 t");
  RecordOptions options;
  options.reference.walk = 1e-4;
  std::vector<double> late;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const auto recording = recorded(constant(1e-6, 5, 25), ideal_instrument(), options, seed);
    late.push_back(values(recording.measured, "E")[4]);
  }
  EXPECT_NEAR(variance(late) / (1e-8 * 100), 1, 5 * std::sqrt(2.0 / 1000));
}

TEST(Record, CalibrationErrorsStayWithinTheAccuracy) {
  NITER_SOURCE("jcgm100", "sec. 4.3.7: variance of a rectangular distribution a^2/3");
  Instrument inexact = ideal_instrument();
  inexact.current_gain.value = 0.01;
  std::vector<double> gain;
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    const auto recording = recorded(constant(1e-3, 2), inexact, {}, seed);
    gain.push_back(values(recording.measured, "I")[1] / 1e-3 - 1);
    ASSERT_LE(std::abs(gain.back()), 0.01);
    if (seed == 7) {
      EXPECT_NEAR(std::stod(recording.truth.provenance.settings.at("calibration.current_gain")),
                  gain.back(), 1e-12);
      EXPECT_EQ(values(recording.measured, "I")[0], values(recording.measured, "I")[1]);
    }
  }
  EXPECT_NEAR(variance(gain) / (1e-4 / 3), 1, 0.1);
}

TEST(Record, CurrentDensityNeedsAnArea) {
  NITER_IDENTITY("I = j A");
  auto ideal = constant(-50, 3);
  ideal.columns[2].name = "j";
  EXPECT_FALSE(record(ideal, ideal_instrument(), {}, 1));
  RecordOptions options;
  options.area = 2e-5;
  EXPECT_DOUBLE_EQ(values(recorded(ideal, ideal_instrument(), options, 1).measured, "I")[2], -1e-3);
}

TEST(Record, BothSidesOfAStepAreKept) {
  NITER_IDENTITY("without a raster the rows are those of the solver");
  data::Table ideal = constant(0, 4);
  ideal.columns[0].values = {0, 1, 1, 2};
  ideal.columns[1].values = {0, 0, -0.5, -0.5};
  ideal.columns[2].values = {0, 0, -1e-3, -1e-4};
  ideal.columns.push_back({"cycle", Unit(), {1, 1, 2, 2}, {}, ""});
  const auto all = recorded(ideal, ideal_instrument(), {}, 1);
  EXPECT_THAT(values(all.measured, "I"), ::testing::ElementsAre(0, 0, -1e-3, -1e-4));
  EXPECT_THAT(values(all.measured, "E_set"), ::testing::ElementsAre(0, 0, -0.5, -0.5));
  RecordOptions options;
  options.interval = 1;
  const auto raster = recorded(ideal, ideal_instrument(), options, 1);
  EXPECT_THAT(values(raster.measured, "I"), ::testing::ElementsAre(0, -1e-3, -1e-4));
  EXPECT_THAT(values(raster.measured, "cycle"), ::testing::ElementsAre(1, 2, 2));
}

TEST(Record, OptionsThatCannotBeAreErrors) {
  NITER_IDENTITY("what a user can write wrongly is an error, not a number");
  const auto refused = [](RecordOptions options) {
    return !record(voltammogram(), ideal_instrument(), options, 1);
  };
  EXPECT_TRUE(refused({.interval = -1}));
  EXPECT_TRUE(refused({.interval = 1, .potential_step = 1e-3}));
  EXPECT_TRUE(refused({.averaging = 1.5}));
  auto backwards = constant(0, 3);
  backwards.columns[0].values = {0, 2, 1};
  EXPECT_FALSE(record(backwards, ideal_instrument(), {}, 1));
  backwards.columns.erase(backwards.columns.begin() + 1);
  EXPECT_FALSE(record(backwards, ideal_instrument(), {}, 1));
}

}  // namespace
}  // namespace niter::twin
