#include "niter/analysis/assay/addition.hpp"

#include <algorithm>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

// volume times concentration of the standard against signal times volume
data::Table cadmium() {
  data::Table table;
  table.title = "water";
  table.columns = {
      {"mass_concentration", Unit::of("mg/L"), {0, 60e-3, 120e-3, 180e-3}},
      {"absorbance", Unit::of("1"), {0.119 * 5.0, 0.231 * 5.1, 0.339 * 5.2, 0.442 * 5.3}}};
  return table;
}

TEST(Addition, TheSampleLiesWhereTheSignalEnds) {
  NITER_SOURCE("harvey2016", "problem 5.9: crossing at 61.31, of 5.00 mL: 12.3");
  const std::vector<data::Table> tables = {cadmium()};
  const auto plain = reduce_addition(tables, {});
  ASSERT_TRUE(plain) << plain.error().text();
  const auto* const water = plain->find("concentration water");
  ASSERT_NE(water, nullptr);
  EXPECT_NEAR(water->unit.from_si(water->value.value()), 61.31, 0.005);
  EXPECT_EQ(plain->figures.front().panels.size(), 1u);
  EXPECT_NEAR(plain->figures.front().panels.front().series.front().y.front(), 0, 1e-12);
  const auto diluted = reduce_addition(tables, {.dilutions = {"5.00 +- 0.01 mL to 50.0 mL"}});
  ASSERT_TRUE(diluted);
  const auto& c = diluted->find("concentration water")->value;
  EXPECT_NEAR(c.value(), 10 * water->value.value(), 1e-12);
  EXPECT_GT(c.relative(), water->value.relative());
}

TEST(Addition, RefusesWhatDoesNotRise) {
  NITER_IDENTITY("more standard must give more signal");
  auto table = cadmium();
  std::reverse(table.columns[1].values.begin(), table.columns[1].values.end());
  const std::vector<data::Table> falling = {table};
  EXPECT_FALSE(reduce_addition(falling, {}));
  table.columns.pop_back();
  const std::vector<data::Table> blind = {table};
  EXPECT_NE(reduce_addition(blind, {}).error().text().find("absorbance"), std::string::npos);
}

}  // namespace
}  // namespace niter::analysis
