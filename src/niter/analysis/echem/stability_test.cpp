#include "niter/analysis/echem/stability.hpp"

#include <cmath>
#include <random>

#include "niter/analysis/echem/change_points.hpp"
#include "niter/analysis/echem/equivalence.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

/// j of a run of 50 h, one point a minute, with AR(1) noise.
data::Table run(double start, double per_hour, double noise, unsigned seed, double jump_at = 0) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal(0, noise);
  data::Table table;
  table.title = "made";
  table.columns = {{"t", Unit::of("s"), {}}, {"j", Unit::of("mA cm-2"), {}}};
  double tied = 0;
  for (int i = 0; i < 3000; ++i) {
    const double hours = i / 60.0;
    tied = 0.7 * tied + normal(random);
    const double jump = jump_at > 0 && hours >= jump_at ? 0.9 : 1;
    table.columns[0].values.push_back(i * 60.0);
    table.columns[1].values.push_back(start * jump * (1 - per_hour * hours) + tied);
  }
  return table;
}

TEST(Equivalence, WorkedExampleOfTwoDrugs) {
  NITER_SOURCE("sas_ttest", "ratio 0.9412, 90 % interval 0.8634 to 1.0260, margin 0.80 to 1.25");
  const std::vector<double> test{103.4, 59.92, 68.17, 94.54, 69.48, 72.17,
                                 74.37, 84.44, 96.74, 94.26, 48.52, 95.68};
  const std::vector<double> reference{90.11, 77.71, 77.71, 97.51, 58.21, 101.3,
                                      79.84, 96.06, 89.30, 97.22, 61.62, 85.80};
  std::vector<double> logs;
  for (std::size_t i = 0; i < test.size(); ++i) logs.push_back(std::log(test[i] / reference[i]));
  const auto result = equivalence_of(logs, {std::log(0.8), std::log(1.25)});
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_NEAR(std::exp(result->difference), 0.9412, 5e-5);
  EXPECT_NEAR(std::exp(result->low), 0.8634, 5e-5);
  EXPECT_NEAR(std::exp(result->high), 1.0260, 5e-5);
  EXPECT_TRUE(result->equivalent);
  EXPECT_FALSE(equivalence_of(logs, {std::log(0.9), std::log(1 / 0.9)})->equivalent);
}

TEST(Equivalence, NoSignificantDifferenceIsNoEquivalence) {
  NITER_SOURCE("schuirmann1987", "p < alpha exactly where the 1 - 2 alpha interval is inside");
  const std::vector<double> a{90, 110, 102};
  const std::vector<double> b{95, 104, 108};
  const auto wide = equivalence_of(a, b, {-10, 10});
  ASSERT_TRUE(wide);
  EXPECT_FALSE(wide->equivalent);
  EXPECT_EQ(equivalence_finding(*wide, {-10, 10}, 0.05, 1, "mA").verdict, data::Verdict::Marginal);
  // at the margin that touches the interval p is alpha
  const auto edge = equivalence_of(a, b, {wide->low, 1e3});
  EXPECT_NEAR(edge->p, 0.05, 1e-9);
  EXPECT_TRUE(equivalence_of(a, b, {wide->low - 1, wide->high + 1})->equivalent);
  EXPECT_FALSE(equivalence_of(std::span(a).first(1), b, {-1, 1}));
  EXPECT_FALSE(equivalence_of(a, b, {1, -1}));
}

TEST(ChangePoints, AreFoundWhereTheyAreAndNotElsewhere) {
  NITER_SOURCE("killick2012", "penalised least squares; AR(1) noise must not make changes");
  int false_alarms = 0;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const auto one = run(-100, 1e-3, 0.5, seed);
    false_alarms +=
        find_change_points(one.columns[0].values, one.columns[1].values)->starts.size() > 1 ? 1 : 0;
    const auto two = run(-100, 1e-3, 0.5, seed, 30);
    const auto found = find_change_points(two.columns[0].values, two.columns[1].values);
    ASSERT_EQ(found->starts.size(), 2u) << seed;
    EXPECT_NEAR(two.columns[0].values[found->starts[1]] / 3600, 30, 0.3);
  }
  EXPECT_LE(false_alarms, 1);
}

TEST(Stability, DecayAndLifetimeWithTheirWidth) {
  NITER_IDENTITY("0.1 % per hour: 200 h to 80 %; the interval holds the truth in 95 % of runs");
  int inside = 0;
  constexpr unsigned runs = 100;
  for (unsigned seed = 1; seed <= runs; ++seed) {
    const auto result = reduce_stability(std::vector{run(-100, 1e-3, 0.5, seed)},
                                         {.window = {Quantity(0, "h"), Quantity(50, "h")}});
    ASSERT_TRUE(result) << result.error().text();
    const auto& rate = result->find("decay_rate")->value;
    if (std::abs(rate.value() * 3600 - 1e-3) < 1.96 * rate.sigma() * 3600) ++inside;
    if (seed > 1) continue;
    EXPECT_NEAR(result->find("lifetime")->value.value() / 3600, 200, 10);
    EXPECT_LT(result->find("lifetime_at_least")->value.value(),
              result->find("lifetime")->value.value());
  }
  EXPECT_GE(inside, 88);
  EXPECT_LE(inside, 100);
}

TEST(Stability, ALifetimeMayBeInfinite) {
  NITER_IDENTITY("no decay: a lower end, no upper end, no single number");
  const auto result = reduce_stability(std::vector{run(-100, 0, 0.5, 4)}, {});
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_EQ(result->find("lifetime"), nullptr) << result->find("decay_rate")->note;
  bool said = false;
  for (const auto& finding : result->findings) {
    said = said || finding.numbers.find("infinite") != std::string::npos ||
           finding.numbers.find("no decay") != std::string::npos;
  }
  EXPECT_TRUE(said);
}

TEST(Stability, ChlorideIsToleratedOnlyIfThatIsShown) {
  NITER_IDENTITY("three runs without and three with: within 10 %, or not shown");
  std::vector<data::Table> tables;
  for (unsigned i = 0; i < 3; ++i) tables.push_back(run(-100.0 - i, 0, 0.5, i + 1));
  for (unsigned i = 0; i < 3; ++i) tables.push_back(run(-98.0 - i, 0, 0.5, i + 11));
  StabilityOptions options{.groups = {"without", "without", "without", "Cl-", "Cl-", "Cl-"}};
  EXPECT_FALSE(reduce_stability(tables, options));
  options.margin = Quantity(10, "%");
  const auto tolerant = reduce_stability(tables, options);
  ASSERT_TRUE(tolerant) << tolerant.error().text();
  EXPECT_EQ(tolerant->findings.front().verdict, data::Verdict::Consistent);
  EXPECT_NEAR(tolerant->find("group_difference")->value.value(), 2, 0.2);
  options.margin = Quantity(2, "%");
  const auto narrow = reduce_stability(tables, options);
  EXPECT_EQ(narrow->findings.front().verdict, data::Verdict::Marginal)
      << narrow->findings.front().numbers << narrow->findings.front().tolerance;
}

}  // namespace
}  // namespace niter::analysis
