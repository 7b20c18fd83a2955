#include <gmock/gmock.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/study/audit/synthetic.hpp"

namespace niter::study::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// 100 umol h-1 cm-2 of NH3 from nitrate at 50 %: 8 F x 2.7778e-8 / 0.5 = 42.88 mA cm-2
constexpr double exact_current = 8 * constants::F * 100e-6 / 3600 / 0.5 * 1e3;  // mA cm-2

Study triple(double yield = 100, double efficiency = 50, double current = -exact_current) {
  Study study = half_cell_study();
  add_at(study, "r", "nh3_yield_rate", yield, "umol h-1 cm-2", -1.0);
  add_at(study, "fe", "faradaic_efficiency", efficiency, "%", -1.0);
  add_at(study, "j", "current_density", current, "mA cm-2", -1.0).conditions["technique"] = "lsv";
  return study;
}

TEST(ClosureAtPotential, AgreesWithFaradaysLaw) {
  NITER_SOURCE("bard2001", "sec. 1.3.1 (Faraday's law)");
  EXPECT_EQ(only_verdict("A4", triple()), "consistent");
  const Findings findings = run_rule("A4", triple());
  EXPECT_THAT(findings.front().numbers, HasSubstr("42.88 mA cm-2"));
}

TEST(ClosureAtPotential, SeesAFactorOfTwoAndAsksForTheSweep) {
  NITER_IDENTITY("charge balance");
  EXPECT_THAT(verdicts("A4", triple(100, 50, 2 * exact_current)),
              ElementsAre("inconsistent", "needs a datum"));
  Study known = triple(100, 50, 2 * exact_current);
  add_number(known, "v", "scan_rate", 5, "mV s-1").conditions["technique"] = "lsv";
  EXPECT_EQ(only_verdict("A4", known), "inconsistent");
}

TEST(ClosureAtPotential, SeesAFactorThousandAndAMissingElectron) {
  NITER_IDENTITY("charge balance");
  EXPECT_EQ(verdicts("A4", triple(100e3)).front(), "inconsistent");
  EXPECT_EQ(verdicts("A4", triple(100.0 * 8 / 7)).front(), "inconsistent");
  EXPECT_EQ(verdicts("A4", triple(106)).front(), "marginal");
}

TEST(ClosureAtPotential, IsTheSameInOtherUnits) {
  NITER_IDENTITY("a verdict does not depend on units");
  Study study = half_cell_study();
  add_at(study, "r", "nh3_yield_rate", 1.0, "mol h-1 m-2", -1.0);
  add_at(study, "fe", "faradaic_efficiency", 0.5, "1", -1.0);
  add_at(study, "j", "current_density", exact_current * 10, "A m-2", -1.0);
  EXPECT_EQ(only_verdict("A4", study), "consistent");
}

TEST(ClosureAtPotential, IsSilentWithoutACurrentOrAtAnotherPotential) {
  NITER_IDENTITY("not applicable");
  Study study = triple();
  study.facts.back().potential = -1.1;
  EXPECT_THAT(run_rule("A4", study), IsEmpty());
}

TEST(ClosureAtPotential, UsesTheElectronsOfTheReactant) {
  NITER_SOURCE("bard2001", "sec. 1.3.1 (Faraday's law)");
  Study study = triple(100, 50, exact_current * 6 / 8);
  study.experiments.front().reactant = "NO2-";
  EXPECT_EQ(only_verdict("A4", study), "consistent");
}

Study pair_with_neighbour(double yield, double current_at_minus_1p2) {
  Study study = half_cell_study();
  add_at(study, "r", "nh3_yield_rate", yield, "umol h-1 cm-2", -1.0);
  add_at(study, "fe", "faradaic_efficiency", 50, "%", -1.0);
  add_at(study, "j", "current_density", current_at_minus_1p2, "mA cm-2", -1.2);
  return study;
}

TEST(YieldAndEfficiency, FitsBelowAMoreCathodicCurrent) {
  NITER_IDENTITY("a cathodic current grows towards negative potential");
  EXPECT_EQ(only_verdict("A2", pair_with_neighbour(100, -80)), "consistent");
  EXPECT_EQ(only_verdict("A2", pair_with_neighbour(100, -30)), "inconsistent");
  EXPECT_EQ(only_verdict("A2", pair_with_neighbour(100e3, -80)), "inconsistent");
}

TEST(YieldAndEfficiency, NeedsACurrentIfNoneIsReported) {
  NITER_IDENTITY("missing datum");
  Study study = pair_with_neighbour(100, -80);
  study.facts.pop_back();
  EXPECT_EQ(only_verdict("A2", study), "needs a datum");
  EXPECT_THAT(run_rule("A2", study).front().missing, HasSubstr("current density at -1 V"));
}

TEST(YieldAndEfficiency, RefusesEfficienciesOutsideZeroToOne) {
  NITER_IDENTITY("charge balance");
  Study study = half_cell_study();
  Fact& fact = add_number(study, "fe", "faradaic_efficiency", 120, "%");
  EXPECT_EQ(only_verdict("A2", study), "inconsistent");
  fact.value = std::vector<double>{-5};
  EXPECT_EQ(only_verdict("A2", study), "inconsistent");
  fact.value = std::vector<double>{102};
  fact.sigma = 2;
  EXPECT_THAT(run_rule("A2", study), IsEmpty());
}

Study efficiency_with_maximum(double largest) {
  Study study = half_cell_study();
  add_at(study, "fe", "faradaic_efficiency", 50, "%", -1.2);
  add_at(study, "j", "current_density", -exact_current, "mA cm-2", -1.2);
  add_at(study, "r", "nh3_yield_rate", largest, "umol h-1 cm-2", -1.0).conditions["extremum"] =
      "max";
  return study;
}

TEST(EfficiencyAndCurrent, ImpliedYieldStaysBelowTheMaximum) {
  NITER_SOURCE("bard2001", "sec. 1.3.1 (Faraday's law)");
  EXPECT_EQ(only_verdict("A3", efficiency_with_maximum(120)), "consistent");
  EXPECT_EQ(only_verdict("A3", efficiency_with_maximum(80)), "inconsistent");
  Study study = efficiency_with_maximum(120);
  study.facts.pop_back();
  EXPECT_EQ(only_verdict("A3", study), "needs a datum");
}

TEST(EfficiencyAndCurrent, SeesATrendWithTheWrongSign) {
  NITER_IDENTITY("order of the reported values");
  Study study = half_cell_study();
  add_at(study, "a", "faradaic_efficiency", 80, "%", -1.0);
  add_at(study, "b", "faradaic_efficiency", 40, "%", -1.2);
  Fact& trend = add_text(study, "t", "trend", "falls");
  trend.conditions = {{"of", "faradaic_efficiency"}, {"along", "negative potential"}};
  EXPECT_EQ(only_verdict("A3", study), "consistent");
  trend.conditions["along"] = "positive potential";
  EXPECT_EQ(only_verdict("A3", study), "inconsistent");
}

Study galvanostatic(double yield) {
  Study study = battery_study();
  add_under(study, "r", "nh3_yield_rate", yield, "umol h-1 cm-2", 10);
  add_under(study, "fe", "faradaic_efficiency", 50, "%", 10);
  return study;
}

TEST(ClosureAtCurrent, AgreesWithFaradaysLaw) {
  NITER_SOURCE("bard2001", "sec. 1.3.1 (Faraday's law)");
  const double exact = 0.5 * 100 / (8 * constants::F) * 3.6e5;  // umol h-1 cm-2
  EXPECT_EQ(only_verdict("A8", galvanostatic(exact)), "consistent");
  EXPECT_EQ(only_verdict("A8", galvanostatic(exact * 1.05)), "marginal");
  EXPECT_EQ(only_verdict("A8", galvanostatic(exact * 8 / 7)), "inconsistent");
  EXPECT_EQ(only_verdict("A8", galvanostatic(exact * 1e3)), "inconsistent");
}

TEST(ClosureAtCurrent, AsksForTheAreaOfAYieldWithoutOne) {
  NITER_IDENTITY("missing datum");
  Study study = battery_study("NO2-");
  add_under(study, "r", "nh3_yield_rate_no_area", 30, "umol h-1", 8);
  EXPECT_EQ(only_verdict("A8", study), "needs a datum");
  EXPECT_THAT(run_rule("A8", study).front().missing, HasSubstr("area"));
  // 6 F x 30e-6 / 3600 / 8e-3 = 0.603
  EXPECT_THAT(run_rule("A8", study).front().numbers, HasSubstr("60.3 %"));
}

TEST(ClosureAtCurrent, AnEfficiencyAloneNeedsAYield) {
  NITER_SOURCE("bard2001", "sec. 1.3.1 (Faraday's law)");
  Study study = galvanostatic(100);
  study.facts.erase(study.facts.begin());
  EXPECT_EQ(only_verdict("A8", study), "needs a datum");
  EXPECT_THAT(run_rule("A8", study).front().numbers, HasSubstr("23.32 umol h-1 cm-2"));
  study.facts.front().current_density.reset();
  EXPECT_THAT(run_rule("A8", study), IsEmpty());
}

}  // namespace
}  // namespace niter::study::rules
