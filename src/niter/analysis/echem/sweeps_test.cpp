#include "niter/analysis/echem/sweeps.hpp"

#include <cmath>
#include <random>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

/// A potentiostat that is told where to go; points every `step` volt.
class Record {
 public:
  explicit Record(double start) : potential_(start) { note(); }
  Record& sweep(double to, double rate, double step = 1e-3) {
    const auto steps = static_cast<int>(std::lround(std::abs(to - potential_) / step));
    const double from = potential_;
    for (int i = 1; i <= steps; ++i) {
      potential_ = from + (to - from) * i / steps;
      time_ += step / rate;
      note();
    }
    return *this;
  }
  Record& hold(double time, int points) {
    for (int i = 0; i < points; ++i) {
      time_ += time / points;
      note();
    }
    return *this;
  }
  Record& clock_back_to_zero() {
    time_ = 0;
    note();
    return *this;
  }
  data::Table table(double noise = 0) const {
    data::Table table;
    table.title = "made";
    table.columns = {{"t", Unit::of("s"), t_}, {"E", Unit::of("V"), e_}};
    std::mt19937 random(7);
    std::normal_distribution<double> normal(0, noise);
    if (noise > 0) {
      for (double& e : table.columns[1].values) e += normal(random);
    }
    return table;
  }

 private:
  void note() {
    t_.push_back(time_);
    e_.push_back(potential_);
  }
  double potential_, time_ = 0;
  std::vector<double> t_, e_;
};

TEST(Sweeps, AreCutAtTheReversals) {
  NITER_IDENTITY("a triangle has its rate, its window and its reversals");
  const auto sweeps =
      split_sweeps(Record(0).sweep(0.1, 0.05).sweep(-0.1, 0.05).sweep(0, 0.05).table());
  ASSERT_TRUE(sweeps);
  ASSERT_EQ(sweeps->size(), 3u);
  EXPECT_EQ((*sweeps)[0].first, 0u);
  EXPECT_EQ((*sweeps)[0].last, 100u);
  EXPECT_EQ((*sweeps)[1].first, 100u);
  EXPECT_EQ((*sweeps)[1].last, 300u);
  EXPECT_NEAR((*sweeps)[0].rate, 0.05, 1e-12);
  EXPECT_NEAR((*sweeps)[1].rate, -0.05, 1e-12);
  EXPECT_DOUBLE_EQ((*sweeps)[1].low, -0.1);
  EXPECT_DOUBLE_EQ((*sweeps)[1].high, 0.1);
  for (const auto& sweep : *sweeps) EXPECT_TRUE(sweep.steady);
}

TEST(Sweeps, NoiseMakesNoReversal) {
  NITER_IDENTITY("noise of 0.5 mV on a window of 100 mV: same cuts, rate to 1 %");
  const auto sweeps = split_sweeps(
      Record(0).sweep(0.1, 0.02).sweep(0, 0.02).sweep(0.1, 0.1).sweep(0, 0.1).table(5e-4));
  ASSERT_TRUE(sweeps);
  ASSERT_EQ(sweeps->size(), 4u);
  EXPECT_NEAR((*sweeps)[1].rate, -0.02, 2e-4);
  EXPECT_NEAR((*sweeps)[2].rate, 0.1, 1e-3);
  EXPECT_TRUE((*sweeps)[2].steady);
}

TEST(Sweeps, HoldsDoNotCount) {
  NITER_IDENTITY("a hold at a reversal changes neither the rate nor the number of sweeps");
  const auto sweeps = split_sweeps(
      Record(0).hold(30, 40).sweep(0.1, 0.05).hold(10, 10).sweep(0, 0.05).hold(30, 40).table(1e-4));
  ASSERT_TRUE(sweeps);
  ASSERT_EQ(sweeps->size(), 2u);
  EXPECT_NEAR((*sweeps)[0].rate, 0.05, 2e-4);
  EXPECT_NEAR((*sweeps)[1].rate, -0.05, 2e-4);
  EXPECT_TRUE((*sweeps)[0].steady);
}

TEST(Sweeps, AChangeOfRateInTheMiddleIsSeen) {
  NITER_IDENTITY("50 mV/s up to 20 or 50 % of the way, 60 mV/s from there: no steady rate");
  for (const double kink : {0.02, 0.05}) {
    const auto sweeps =
        split_sweeps(Record(0).sweep(kink, 0.05).sweep(0.1, 0.06).sweep(0, 0.06).table());
    ASSERT_TRUE(sweeps);
    ASSERT_EQ(sweeps->size(), 2u);
    EXPECT_FALSE((*sweeps)[0].steady) << kink;
    EXPECT_TRUE((*sweeps)[1].steady);
  }
}

TEST(Sweeps, AClockThatBeginsAgainCuts) {
  NITER_IDENTITY("time going back: another technique of the same file");
  const auto sweeps = split_sweeps(
      Record(0).sweep(0.1, 0.05).sweep(0.05, 0.05).clock_back_to_zero().sweep(0, 0.05).table());
  ASSERT_TRUE(sweeps);
  ASSERT_EQ(sweeps->size(), 3u);
  EXPECT_NEAR((*sweeps)[1].low, 0.05, 1e-12);
  EXPECT_NEAR((*sweeps)[2].high, 0.05, 1e-12);
}

TEST(Sweeps, TooCoarseToKnowTheRate) {
  NITER_IDENTITY("ten points a sweep leave two for each quarter");
  const auto sweeps = split_sweeps(Record(0).sweep(0.1, 0.05, 0.01).sweep(0, 0.05, 0.01).table());
  ASSERT_TRUE(sweeps);
  ASSERT_EQ(sweeps->size(), 2u);
  EXPECT_FALSE((*sweeps)[0].steady);
}

TEST(Sweeps, BadRecordsSayWhat) {
  NITER_IDENTITY("a sweep needs times and potentials that are there and move");
  const auto text = [](data::Table table) {
    const auto sweeps = split_sweeps(table);
    return sweeps ? std::string("none") : sweeps.error().text();
  };
  const auto good = Record(0).sweep(0.1, 0.05).table();
  auto table = good;
  table.columns[0].name = "time";
  EXPECT_NE(text(table).find("'t'"), std::string::npos);
  table = good;
  table.columns[1].name = "V";
  EXPECT_NE(text(table).find("'E'"), std::string::npos);
  table = good;
  table.columns[1].values[4] = std::nan("");
  EXPECT_NE(text(table).find("point 5: 'E'"), std::string::npos);
  table = good;
  table.columns[0].values.pop_back();
  EXPECT_NE(text(table).find("100 times and 101 potentials"), std::string::npos);
  table = good;
  for (auto& column : table.columns) column.values.clear();
  EXPECT_NE(text(table).find("0 points"), std::string::npos);
  EXPECT_NE(text(Record(0.2).hold(10, 10).table()).find("stays at 0.2 V"), std::string::npos);
}

}  // namespace
}  // namespace niter::analysis
