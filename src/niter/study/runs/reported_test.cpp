#include "niter/study/runs/reported.hpp"

#include "niter/base/testing.hpp"

namespace niter::study {
namespace {

Fact order(const char* text) {
  Fact fact;
  fact.measure = "order";
  fact.kind = FactKind::Ordering;
  fact.value = std::string(text);
  fact.experiment = "no3";
  fact.conditions["of"] = "current_density";
  return fact;
}

TEST(Reported, OrdersAreComparedLevelByLevel) {
  NITER_IDENTITY("A > B, C says nothing of B and C");
  const Fact fact = order("A > B, C");
  EXPECT_EQ(agrees(fact, {{"A", 3}, {"B", 1}, {"C", 2}}), true);
  EXPECT_EQ(agrees(fact, {{"A", 3}, {"B", 2}, {"C", 1}}), true);
  EXPECT_EQ(agrees(fact, {{"A", 1.5}, {"B", 1}, {"C", 2}}), false);
  EXPECT_EQ(agrees(fact, {{"A", 3}, {"D", 9}}), std::nullopt);
  EXPECT_EQ(agrees(order("A > B > C"), {{"A", 3}, {"C", 1}}), true);
  EXPECT_EQ(agrees(order("A > B > C"), {{"A", 3}, {"B", 1}, {"C", 2}}), false);
  EXPECT_EQ(in_order({{"A", 1}, {"B", 3}, {"C", 2}}), "B > C > A");
}

TEST(Reported, FactsAreFoundByWhatTheySpeakOf) {
  NITER_IDENTITY("measure, experiment, catalyst and potential all count");
  Study study;
  study.facts = {order("A > B")};
  Fact number;
  number.measure = "faradaic_efficiency";
  number.value = std::vector<double>{85.6};
  number.unit = Unit::of("%");
  number.experiment = "no3", number.catalyst = "A", number.potential = -1.0;
  number.place = "Fig. 2c";
  study.facts.push_back(number);
  EXPECT_EQ(orders_of(study, "no3", "current_density").size(), 1u);
  EXPECT_TRUE(orders_of(study, "no3", "arc_diameter").empty());
  EXPECT_TRUE(orders_of(study, "no2", "current_density").empty());
  const auto found = numbers_at(study, "faradaic_efficiency", "no3", "A", -1.0);
  EXPECT_EQ(as_printed(found), "85.6 % (Fig. 2c)");
  EXPECT_EQ(as_printed(numbers_at(study, "faradaic_efficiency", "no3", "A", -1.1)), "");
  EXPECT_EQ(as_printed(numbers_at(study, "faradaic_efficiency", "no3", "B", -1.0)), "");
}

}  // namespace
}  // namespace niter::study
