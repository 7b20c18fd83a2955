#include <gmock/gmock.h>

#include "niter/base/testing.hpp"
#include "niter/study/audit/synthetic.hpp"

namespace niter::study::rules {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(PotentialScaleNeedsPh, OnlyInUnbufferedElectrolyte) {
  NITER_SOURCE("bard2001", "sec. 2.1 (59 mV per pH unit)");
  Study study = half_cell_study();
  add_at(study, "r", "nh3_yield_rate", 100, "umol h-1 cm-2", -1.0);
  EXPECT_EQ(only_verdict("A17", study), "needs a datum");
  EXPECT_THAT(run_rule("A17", study).front().numbers, HasSubstr("88.7 mV"));  // pH 5.5 to 7.0
  Study told = study;
  told.facts.front().conditions["pH"] = "6.5";
  EXPECT_EQ(only_verdict("A17", told), "consistent");
  study.experiments.front().electrolyte.emplace("KOH", Quantity(1, "mol/L"));
  EXPECT_EQ(only_verdict("A17", study), "consistent");
}

TEST(PotentialScaleNeedsPh, IsSilentOnOtherScales) {
  NITER_IDENTITY("not applicable");
  Study study = half_cell_study();
  add_at(study, "r", "nh3_yield_rate", 100, "umol h-1 cm-2", -1.0).scale = "SHE";
  EXPECT_THAT(run_rule("A17", study), IsEmpty());
}

TEST(RechargeWording, SpeaksOfChargedCells) {
  NITER_IDENTITY("NH3 leaves the cell as the product");
  Study study = battery_study();
  EXPECT_THAT(run_rule("A18", study), IsEmpty());
  add_under(study, "g", "voltage_gap", 1, "V", 1);
  EXPECT_EQ(only_verdict("A18", study), "marginal");
  Study elsewhere = study;
  elsewhere.facts.front().experiment = "another cell";
  EXPECT_THAT(run_rule("A18", elsewhere), IsEmpty());
  study.experiments.front().reactant = "";  // zinc-air: O2 both ways
  EXPECT_THAT(run_rule("A18", study), IsEmpty());
}

TEST(Controls, NeedNumbers) {
  NITER_SOURCE("andersen2019", "protocol: quantified blanks");
  Study study = half_cell_study();
  EXPECT_THAT(run_rule("A19", study), IsEmpty());
  add_text(study, "c", "control", "negligible NH3 from 15NO3-");
  EXPECT_EQ(only_verdict("A19", study), "needs a datum");
  study.facts.front().value = std::string("0.4 umol in 1 h");
  EXPECT_EQ(only_verdict("A19", study), "consistent");
}

}  // namespace
}  // namespace niter::study::rules
