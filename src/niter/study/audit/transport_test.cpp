#include <gmock/gmock.h>

#include "niter/base/testing.hpp"
#include "niter/study/audit/synthetic.hpp"

namespace niter::study::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// 100 umol h-1 cm-2 at 50 % for a number of hours: 42.88 mA cm-2.
Study electrolysis(double hours) {
  Study study = half_cell_study();
  add_at(study, "r", "nh3_yield_rate", 100, "umol h-1 cm-2", -1.0);
  add_at(study, "fe", "faradaic_efficiency", 50, "%", -1.0);
  add_at(study, "t", "duration", hours, "h", -1.0);
  return study;
}

TEST(Inventory, CountsNitrogenAndHydroxide) {
  NITER_IDENTITY("nitrogen and charge balance");
  const Findings findings = run_rule("A7", electrolysis(10));
  ASSERT_EQ(findings.size(), 1u);
  // 1 mmol cm-2 of NH3; 16 mmol of electrons and one more OH- for each nitrate: 17; 10 mL cm-2
  EXPECT_THAT(findings.front().numbers, HasSubstr("1 mmol cm-2 NH3 and 17 mmol cm-2 OH-"));
  EXPECT_THAT(findings.front().numbers, HasSubstr("all reactant of 10 mL cm-2"));
}

TEST(Inventory, NeedsVolumeAndAreaUnlessEveryCellWouldDo) {
  NITER_IDENTITY("missing datum");
  EXPECT_EQ(only_verdict("A7", electrolysis(40)), "needs a datum");
  EXPECT_THAT(run_rule("A7", electrolysis(40)).front().missing, HasSubstr("volume"));
  EXPECT_EQ(only_verdict("A7", electrolysis(0.1)), "consistent");
}

TEST(Inventory, RefusesAConstantCurrentWithoutReactant) {
  NITER_IDENTITY("nitrogen balance");
  Study study = electrolysis(40);
  assume(study, "catholyte_volume", 50, "mL");
  assume(study, "electrode_area", 1, "cm2");
  add_text(study, "steady", "trend", "constant").conditions = {{"of", "current_density"}};
  EXPECT_THAT(verdicts("A7", study), ElementsAre("needs a datum", "inconsistent"));
  study.assumptions.front().value = Quantity(5, "L");
  EXPECT_THAT(verdicts("A7", study), ElementsAre("consistent", "consistent"));
}

TEST(Inventory, TakesTheCurrentOfTheTestItself) {
  NITER_IDENTITY("nitrogen and charge balance");
  Study study = electrolysis(10);
  add_at(study, "j", "current_density", -21.44, "mA cm-2", -1.0).conditions["technique"] =
      "chronoamperometry";
  EXPECT_THAT(run_rule("A7", study).front().numbers, HasSubstr("0.5 mmol cm-2 NH3"));
}

TEST(Inventory, IsTheSameInOtherUnits) {
  NITER_IDENTITY("a verdict does not depend on units");
  Study study = electrolysis(40);
  study.facts.back().value = std::vector<double>{144000};
  study.facts.back().unit = Unit::of("s");
  EXPECT_THAT(run_rule("A7", study).front().numbers, HasSubstr("4 mmol cm-2 NH3"));
}

TEST(Inventory, IsSilentWithoutAYieldAtThatPotential) {
  NITER_IDENTITY("not applicable");
  Study study = electrolysis(40);
  study.facts.back().potential = -1.2;
  EXPECT_THAT(run_rule("A7", study), IsEmpty());
}

TEST(Inventory, RefusesAnAssumptionOfTheWrongDimension) {
  NITER_IDENTITY("dimensions");
  Study study = electrolysis(40);
  assume(study, "catholyte_volume", 50, "cm2");
  const AuditInput input{study, shared_references().database, shared_references().windows};
  const auto findings = audit(input);
  ASSERT_FALSE(findings.has_value());
  EXPECT_EQ(findings.error().code, Code::Unit);
  EXPECT_THAT(findings.error().what, HasSubstr("catholyte_volume"));
}

Study making(double yield, const std::string& reactant = "NO3-") {
  Study study = half_cell_study(reactant);
  add_at(study, "r", "nh3_yield_rate", yield, "umol h-1 cm-2", -1.0);
  return study;
}

TEST(ThickestFilm, IsFicksLaw) {
  NITER_SOURCE("bard2001", "sec. 1.4.2 (steady-state mass transfer)");
  // D c / r = 1.90e-9 x 100 / 2.7778e-4 = 684 um
  EXPECT_THAT(run_rule("A16", making(100)).front().numbers, HasSubstr("684 um"));
  EXPECT_EQ(only_verdict("A16", making(100)), "consistent");
  EXPECT_EQ(only_verdict("A16", making(1000)), "marginal");
  EXPECT_EQ(only_verdict("A16", making(100e3)), "inconsistent");
}

TEST(ThickestFilm, UsesTheLargestYieldOfAnElectrode) {
  NITER_IDENTITY("largest flux");
  Study study = making(100);
  add_at(study, "more", "nh3_yield_rate", 1000, "umol h-1 cm-2", -1.2);
  EXPECT_EQ(only_verdict("A16", study), "marginal");
}

TEST(ThickestFilm, ReadsTheReactantsSalt) {
  NITER_IDENTITY("the salt holds the anion");
  Study study = making(100);
  study.experiments.front().electrolyte = {{"Ca(NO3)2", Quantity(0.05, "mol/L")}};
  EXPECT_THAT(run_rule("A16", study).front().numbers, HasSubstr("684 um"));
  study.experiments.front().electrolyte = {{"K2SO4", Quantity(0.1, "mol/L")}};
  EXPECT_THAT(run_rule("A16", study), IsEmpty());
}

}  // namespace
}  // namespace niter::study::rules
