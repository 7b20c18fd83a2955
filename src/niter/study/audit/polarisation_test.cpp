#include <cmath>

#include <gmock/gmock.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/study/audit/synthetic.hpp"

namespace niter::study::rules {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Half of 20 mA cm-2 lost at -1.0 V; at -1.2 V the loss given.
Study losing(double loss_mA_cm2) {
  Study study = half_cell_study();
  add_at(study, "j1", "current_density", -20, "mA cm-2", -1.0);
  add_at(study, "f1", "faradaic_efficiency", 50, "%", -1.0);
  add_at(study, "j2", "current_density", -10 - loss_mA_cm2, "mA cm-2", -1.2);
  add_at(study, "f2", "faradaic_efficiency", 1000 / (10 + loss_mA_cm2), "%", -1.2);
  return study;
}

TEST(ParasiticTafelSlope, AcceptsATafelLine) {
  NITER_SOURCE("guidelli2014", "transfer coefficient 0.5: 118.3 mV per decade at 25 C");
  const double exact = 10 * std::pow(10.0, 0.2 / 0.1183);
  EXPECT_EQ(only_verdict("A5", losing(exact)), "consistent");
  EXPECT_THAT(run_rule("A5", losing(exact)).front().numbers, HasSubstr("118 mV per decade"));
}

TEST(ParasiticTafelSlope, FindsTheResistance) {
  NITER_IDENTITY("Ohm's law on a Tafel line");
  // 2 ohm cm2 on the extra current: 0.2 V = 0.1183 lg(x) + 2e-3 (x - 1) 10 for x = 22.4
  double x = 10;
  for (int i = 0; i < 200; ++i)
    x = std::pow(10.0, (0.2 - 2e-3 * 10 * (x - 1)) / 0.118319) * 0.2 + 0.8 * x;
  const Findings findings = run_rule("A5", losing(10 * x));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_THAT(findings.front().numbers, HasSubstr("2 ohm cm2"));
  EXPECT_EQ(findings.front().verdict, Verdict::Consistent);
}

TEST(ParasiticTafelSlope, AsksForTheResistanceOfANearlyFlatLoss) {
  NITER_IDENTITY("missing datum");
  EXPECT_EQ(only_verdict("A5", losing(11)), "needs a datum");
  EXPECT_EQ(only_verdict("A5", losing(5)), "marginal");    // the loss falls
  EXPECT_EQ(only_verdict("A5", losing(1e9)), "marginal");  // 25 mV per decade
}

TEST(ParasiticTafelSlope, IsSilentAtOnePotential) {
  NITER_IDENTITY("not applicable");
  Study study = losing(100);
  study.facts.resize(2);
  EXPECT_THAT(run_rule("A5", study), IsEmpty());
}

Study scan(double value_at) {
  Study study = half_cell_study();
  add_number(study, "w", "potential", std::vector<double>{-0.9, -1.1}, "V").conditions["of"] =
      "nh3_yield_rate";
  add_at(study, "r", "nh3_yield_rate", 100, "umol h-1 cm-2", value_at);
  return study;
}

TEST(Windows, HoldTheirValues) {
  NITER_IDENTITY("a value belongs to a potential that was applied");
  EXPECT_THAT(run_rule("A6", scan(-1.0)), IsEmpty());
  EXPECT_THAT(run_rule("A6", scan(-1.1)), IsEmpty());
  EXPECT_EQ(only_verdict("A6", scan(-1.2)), "inconsistent");
}

TEST(Windows, LeaveAnotherWindowAsAMatterOfWording) {
  NITER_IDENTITY("a value belongs to a potential that was applied");
  Study study = scan(-1.2);
  add_number(study, "lsv", "potential", std::vector<double>{0, -1.2}, "V").conditions["of"] =
      "current_density";
  EXPECT_EQ(only_verdict("A6", study), "consistent");
  study.facts.front().unit = Unit::of("mV");
  study.facts.front().value = std::vector<double>{-900, -1100};
  EXPECT_EQ(only_verdict("A6", study), "consistent");
}

TEST(Extrema, AVolcanoNeedsALowerValueBesideItsTop) {
  NITER_IDENTITY("definition of a maximum");
  Study study = half_cell_study();
  add_text(study, "t", "trend", "volcano").conditions = {{"of", "faradaic_efficiency"}};
  add_at(study, "a", "faradaic_efficiency", 70, "%", -1.0);
  add_at(study, "b", "faradaic_efficiency", 60, "%", -1.2);
  EXPECT_EQ(only_verdict("A6", study), "consistent");
  study.facts.back().value = std::vector<double>{80};
  EXPECT_EQ(only_verdict("A6", study), "inconsistent");
}

}  // namespace
}  // namespace niter::study::rules
