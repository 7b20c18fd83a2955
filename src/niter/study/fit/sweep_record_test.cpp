// Records of a fit: cut into sweeps, timed by their rate, and the mistakes of their tables.
#include "niter/study/fit/sweep_record.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/twin/instrument/normal_deviates.hpp"

namespace niter::study {
namespace {

data::Table triangle(int cycles) {
  data::Table table{"cv", {{"E", Unit::of("V"), {}}, {"I", Unit::of("A"), {}}}};
  for (int i = 0; i <= 200 * cycles; ++i) {
    const int phase = i % 200;
    table.columns[0].values.push_back(0.5 - 0.01 * (phase <= 100 ? phase : 200 - phase));
    table.columns[1].values.push_back(1e-6 * i);
  }
  return table;
}

SweepRecordText text_of(double rate) {
  SweepRecordText text;
  text.file = "cv.csv";
  if (rate > 0) text.scan_rate = Quantity(rate, "V/s");
  return text;
}

TEST(SweepRecord, IsCutAtItsTurnsAndTimedByItsRate) {
  NITER_IDENTITY("t = sum |dE| / v");
  const auto record = sweep_record(triangle(2), text_of(0.05));
  ASSERT_TRUE(record.has_value()) << record.error().text();
  ASSERT_EQ(record->sweeps.size(), 4u);
  EXPECT_NEAR(record->t.back(), 80, 1e-9);
  EXPECT_NEAR(record->fastest(), 0.05, 1e-12);
  EXPECT_EQ(record->compared().size(), 400u);  // all but the first
  EXPECT_EQ(record->compared().front(), 1u);
}

TEST(SweepRecord, KeepsTheSweepsThatAreAskedFor) {
  SweepRecordText text = text_of(0.05);
  text.sweeps = {2, 3};
  const auto record = sweep_record(triangle(2), text);
  ASSERT_TRUE(record.has_value()) << record.error().text();
  EXPECT_EQ(record->sweeps.size(), 3u);
  EXPECT_EQ(record->compared().size(), 200u);
  EXPECT_EQ(record->compared().front(), 101u);
  text.sweeps = {5};
  EXPECT_NE(sweep_record(triangle(2), text).error().text().find("it has no sweep 5; it has 4"),
            std::string::npos);
}

TEST(SweepRecord, NamesMistakes) {
  const auto message = [](const data::Table& table, const SweepRecordText& text) {
    const auto record = sweep_record(table, text);
    return record ? "no mistake" : record.error().text();
  };
  EXPECT_NE(message(triangle(1), text_of(0)).find("no column of times"), std::string::npos);
  data::Table gap = triangle(1);
  gap.columns[1].values[7] = NAN;
  EXPECT_NE(message(gap, text_of(0.1)).find("point 8 has no current"), std::string::npos);
  SweepRecordText quiet = text_of(0.1);
  quiet.noise = Quantity(0, "A");
  EXPECT_NE(message(triangle(1), quiet).find("'noise' must be positive"), std::string::npos);
}

TEST(SweepRecord, NoiseFromThirdDifferences) {
  NITER_IDENTITY("third differences of white noise: variance 1 + 9 + 9 + 1 = 20");
  auto record = sweep_record(triangle(4), text_of(0.05)).value();
  twin::NormalDeviates deviates(7);
  for (std::size_t i = 0; i < record.I.size(); ++i)
    record.I[i] = 1e-5 * std::sin(0.02 * static_cast<double>(i)) + 2e-7 * deviates.next();
  EXPECT_NEAR(noise_of(record) / 2e-7, 1, 0.12);
}

}  // namespace
}  // namespace niter::study
