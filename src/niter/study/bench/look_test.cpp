#include "niter/study/bench/look.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::study {
namespace {

io::Recording recording() {
  io::Recording it{.format = "delimited-text", .instrument = "VMP3"};
  data::Table table;
  table.columns = {
      {"t", Unit::of("s"), {0, 1, 2}},
      {"E", Unit::of("mV"), {0.1, 0.2, std::numeric_limits<double>::quiet_NaN()}, {}, "vs. SCE"},
      {"I", Unit::of("mA"), {-1e-3, 0, 2e-3}}};
  it.parts = {{"cv", "Cyclic Voltammetry, cycle 1", table}, {"ocp", "Rest", table}};
  it.caveats = {"a column is not known"};
  return it;
}

TEST(Look, SaysWhatIsInAFileAndWhatItIsFor) {
  NITER_IDENTITY("ranges in the unit of display; uses by columns and by kind");
  const auto parts = summarise(recording());
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].rows, 3u);
  EXPECT_NEAR(parts[0].columns[1].low, 100, 1e-9);
  EXPECT_NEAR(parts[0].columns[1].high, 200, 1e-9);
  EXPECT_EQ(parts[0].columns[1].missing, 1u);
  EXPECT_EQ(parts[0].columns[2].meaning, "current, oxidation positive");
  EXPECT_NE(std::ranges::find(parts[0].uses, "cdl"), parts[0].uses.end());
  EXPECT_EQ(std::ranges::find(parts[1].uses, "cdl"), parts[1].uses.end());

  const auto text = look_text(recording(), "my file.mpt");
  EXPECT_NE(text.find("VMP3"), std::string::npos);
  EXPECT_NE(text.find("note: a column is not known"), std::string::npos);
  EXPECT_NE(text.find("niter reduce cdl \"my file.mpt\""), std::string::npos);
}

TEST(Look, ManyCyclesAreNotShownOneByOne) {
  NITER_IDENTITY("equal parts are summed up");
  auto it = recording();
  it.parts.assign(50, it.parts.front());
  const auto text = look_text(it, "x");
  EXPECT_NE(text.find("4 to 50. more of the same kind"), std::string::npos);
}

TEST(Look, ValueIsCompleteJson) {
  NITER_IDENTITY("every part and column is there");
  const auto value = to_value(recording(), "x.mpt");
  ASSERT_NE(value.find("parts"), nullptr);
  EXPECT_EQ(value.find("parts")->array()->size(), 2u);
  EXPECT_TRUE(config::parse_json(config::to_json(value), "json"));
}

}  // namespace
}  // namespace niter::study
