#include "niter/analysis/under_conditions.hpp"

#include "niter/analysis/echem/double_layer_testing.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

TEST(UnderConditions, AnUncertainAreaStandsInTheBudget) {
  NITER_IDENTITY(
      "C is per area: 2 % of the area are 2 % of C; the true surface does not depend on it");
  const auto database = chem::load_database();
  ASSERT_TRUE(database);
  auto record = testing::rc_record({.capacitance = 340.0}, testing::founding_rates);
  record.columns[2].name = "I";
  record.columns[2].unit = Unit::of("mA");
  for (double& value : record.columns[2].values) value *= 1e-4;
  const auto cdl = find_technique("cdl");
  ASSERT_TRUE(cdl);
  const auto result = reduce_under(**cdl, {&record, 1}, {},
                                   {.area = Quantity(1, Unit::of("cm2"), 0.02)}, *database);
  ASSERT_TRUE(result) << result.error().text();
  const auto& c = result->find("double_layer_capacitance")->value;
  EXPECT_NEAR(c.value(), 340, 1e-9);
  double area = 0;
  for (const auto& row : c.budget()) {
    if (row.input == "area") area = row.contribution;
  }
  EXPECT_NEAR(area / 340, 0.02, 1e-5);
  for (const auto& row : result->find("electrochemical_surface_area")->value.budget()) {
    EXPECT_TRUE(row.input != "area" || std::abs(row.contribution) < 1e-12);
  }
}

}  // namespace
}  // namespace niter::analysis
