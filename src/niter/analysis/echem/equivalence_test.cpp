#include "niter/analysis/echem/equivalence.hpp"

#include <cmath>
#include <random>

#include "niter/analysis/statistics.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

const std::vector<double> yield_a = {452, 874, 554, 447, 356, 754, 558,
                                     574, 664, 682, 547, 435, 245};
const std::vector<double> yield_b = {546, 547, 774, 465, 459, 665, 467, 365,
                                     589, 534, 456, 651, 654, 665, 546, 537};

TEST(Equivalence, YieldsOfTheWorkedExample) {
  NITER_SOURCE("toster", "test2: Welch, margin 110, alpha 0.025");
  const auto test = test_difference(yield_a, yield_b, 110, 0.025);
  ASSERT_TRUE(test) << test.error().text();
  EXPECT_NEAR(test->value, -8.1153846, 5e-8);
  EXPECT_NEAR(test->degrees, 19.169, 5e-4);
  EXPECT_NEAR(test->low, -120.27336, 5e-6);
  EXPECT_NEAR(test->high, 104.04259, 5e-6);
  EXPECT_NEAR(test->p_low, 0.03628, 5e-6);
  EXPECT_NEAR(test->p_high, 0.02002, 5e-6);
  EXPECT_EQ(test->verdict, Equivalence::NotShown);
  // both p are below 5 %
  EXPECT_EQ(test_difference(yield_a, yield_b, 110, 0.05)->verdict, Equivalence::Equivalent);
}

TEST(Equivalence, TailsOfStudent) {
  NITER_SOURCE("abramowitz1964", "Table 26.10: t of 5 % on one side for 1, 5, 30 degrees");
  EXPECT_NEAR(student_tail(6.314, 1), 0.05, 5e-6);
  EXPECT_NEAR(student_tail(2.015, 5), 0.05, 2e-5);
  EXPECT_NEAR(student_tail(1.697, 30), 0.05, 5e-5);
  EXPECT_NEAR(student_tail(-2.015, 5), 0.95, 2e-5);
  EXPECT_DOUBLE_EQ(student_tail(0, 4), 0.5);
  EXPECT_NEAR(student_tail(student_t(7, 0.9), 7), 0.05, 1e-12);
}

TEST(Equivalence, ARatioEndsWhereItsTestsDo) {
  NITER_IDENTITY(
      "equivalent by the interval means both one-sided p below alpha; p at a limit is alpha");
  const std::vector<double> with = {9.8, 10.1, 10.0, 9.9};
  const std::vector<double> without = {10.0, 10.2, 9.9};
  const auto test = test_ratio(with, without, 0.05);
  ASSERT_TRUE(test) << test.error().text();
  EXPECT_NEAR(test->value, 9.95 / (30.1 / 3), 1e-12);
  EXPECT_LT(test->p_low, 0.05);
  EXPECT_LT(test->p_high, 0.05);
  EXPECT_EQ(test->verdict, Equivalence::Equivalent);
  EXPECT_NEAR(test_ratio(with, without, 1 - test->low)->p_low, 0.05, 1e-6);
  EXPECT_NEAR(test_ratio(with, without, test->high - 1)->p_high, 0.05, 1e-6);
  // of cathodic numbers the same
  std::vector<double> minus_with, minus_without;
  for (const double value : with) minus_with.push_back(-value);
  for (const double value : without) minus_without.push_back(-value);
  const auto negative = test_ratio(minus_with, minus_without, 0.05);
  ASSERT_TRUE(negative);
  EXPECT_NEAR(negative->p_low, test->p_low, 1e-12);
  EXPECT_NEAR(negative->low, test->low, 1e-12);
}

TEST(Equivalence, TheScatterOfTheSecondCountsInAMarginThatIsAShareOfIt) {
  NITER_SOURCE("welch1947", "variance of a - b/2 and its degrees of freedom, by hand");
  const auto test = test_ratio(std::vector<double>{9, 11}, std::vector<double>{10, 12}, 0.5);
  ASSERT_TRUE(test) << test.error().text();
  // means 10 and 11 of variance 1 each: 4.5 with variance 1.25
  EXPECT_NEAR(test->p_low, student_tail(4.5 / std::sqrt(1.25), 1.5625 / 1.0625), 1e-12);
  EXPECT_NEAR(test->p_high, student_tail(6.5 / std::sqrt(3.25), 10.5625 / 6.0625), 1e-12);
}

TEST(Equivalence, NoSignificantDifferenceIsNoEquivalence) {
  NITER_IDENTITY("two sets that scatter widely: nothing is shown; far apart: different");
  const std::vector<double> first = {8, 12, 10};
  const std::vector<double> second = {13, 9, 10};
  EXPECT_EQ(test_ratio(first, second, 0.05)->verdict, Equivalence::NotShown);
  const std::vector<double> low = {5.0, 5.1, 4.9};
  const std::vector<double> high = {10.0, 10.1, 9.9};
  EXPECT_EQ(test_ratio(low, high, 0.05)->verdict, Equivalence::Different);
}

TEST(Equivalence, AtTheMarginItIsRarelyCalledEquivalent) {
  NITER_IDENTITY("alpha: at a true ratio of 1.05 no more than 5 % of 150 comparisons pass");
  std::mt19937 random(7);
  std::normal_distribution<double> normal;
  int passed = 0;
  for (int trial = 0; trial < 150; ++trial) {
    std::vector<double> first, second;
    for (int i = 0; i < 4; ++i) first.push_back(1.05 + 0.01 * normal(random));
    for (int i = 0; i < 4; ++i) second.push_back(1 + 0.02 * normal(random));
    if (test_ratio(first, second, 0.05)->verdict == Equivalence::Equivalent) ++passed;
  }
  EXPECT_LE(passed / 150.0, 0.05 + 4 * std::sqrt(0.05 * 0.95 / 150));
  EXPECT_GT(passed, 0);
}

data::Table replicates(std::vector<double> values, const char* unit) {
  data::Table table;
  table.columns = {{"I", Unit::of(unit), std::move(values)}};
  return table;
}

TEST(Equivalence, TwoTablesReduceToOneFinding) {
  NITER_IDENTITY("the reduction says what the test says");
  const std::vector<data::Table> tables = {replicates({-9.8e-3, -10.1e-3, -10.0e-3, -9.9e-3}, "mA"),
                                           replicates({-10.0e-3, -10.2e-3, -9.9e-3}, "mA")};
  EquivalenceOptions options{.column = "I", .margin = Quantity(5, "%")};
  const auto share = reduce_equivalence(tables, options);
  ASSERT_TRUE(share) << share.error().text();
  EXPECT_EQ(share->findings.at(0).verdict, data::Verdict::Consistent);
  EXPECT_NE(share->findings.at(0).text.find("Equivalent within 5 %"), std::string::npos);
  EXPECT_NEAR(share->find("ratio")->value.value(), 9.95 / (30.1 / 3), 1e-12);
  options.margin = Quantity(0.1, "mA");
  const auto narrow = reduce_equivalence(tables, options);
  ASSERT_TRUE(narrow) << narrow.error().text();
  EXPECT_EQ(narrow->findings.at(0).verdict, data::Verdict::NeedsDatum);
  EXPECT_NE(narrow->findings.at(0).text.find("not shown"), std::string::npos);
  EXPECT_NEAR(narrow->find("difference")->value.value(), 0.1e-3 * 5 / 6, 1e-9);
}

TEST(Equivalence, MistakesAreNamed) {
  NITER_IDENTITY("errors say what is wanted");
  const std::vector<double> one = {1.0};
  const std::vector<double> two = {1.0, 1.1};
  const std::vector<double> alike = {1.0, 1.0};
  EXPECT_NE(test_difference(one, two, 1).error().text().find("1 replicates"), std::string::npos);
  EXPECT_NE(test_difference(alike, alike, 1).error().text().find("scatter"), std::string::npos);
  EXPECT_FALSE(test_difference(two, two, 0));
  EXPECT_FALSE(test_difference(two, two, 1, 0.6));
  EXPECT_FALSE(test_ratio(two, two, 1.5));
  const auto table = replicates({1e-3, 2e-3}, "mA");
  const std::vector<data::Table> tables = {table, table};
  EquivalenceOptions options{.column = "I", .margin = Quantity(5, "mV")};
  EXPECT_EQ(reduce_equivalence(tables, options).error().code, Code::Unit);
  EXPECT_FALSE(reduce_equivalence({&table, 1}, options));
}

}  // namespace
}  // namespace niter::analysis
