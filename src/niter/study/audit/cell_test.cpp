#include <gmock/gmock.h>

#include "niter/base/testing.hpp"
#include "niter/study/audit/synthetic.hpp"

namespace niter::study::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Study at_open_circuit(double voltage, std::string_view unit = "V") {
  Study study = battery_study();
  add_number(study, "ocv", "open_circuit_voltage", voltage, unit);
  return study;
}

TEST(OpenCircuitLimit, NeutralCell) {
  NITER_SOURCE("bard2001", "sec. 2.1 (Nernst equation)");
  // NO3-/NH4+ at pH 6.8 0.407 V, Zn2+ 1e-4: -0.880 V, both vs SHE
  EXPECT_EQ(only_verdict("A9", at_open_circuit(0.9)), "consistent");
  EXPECT_EQ(only_verdict("A9", at_open_circuit(900, "mV")), "consistent");
  EXPECT_THAT(run_rule("A9", at_open_circuit(0.9)).front().numbers, HasSubstr("0.407 V"));
}

TEST(OpenCircuitLimit, AboveTheNeutralLimitTheAnolyteDecides) {
  NITER_SOURCE("bard2001", "sec. 2.1 (Nernst equation)");
  EXPECT_THAT(verdicts("A9", at_open_circuit(1.45)), ElementsAre("inconsistent", "needs a datum"));
  EXPECT_THAT(verdicts("A9", at_open_circuit(1.9)), ElementsAre("inconsistent", "inconsistent"));
  Study alkaline = at_open_circuit(1.45);
  alkaline.experiments.front().electrolyte.emplace("KOH", Quantity(1, "mol/L"));
  EXPECT_EQ(only_verdict("A9", alkaline), "consistent");
}

TEST(OpenCircuitLimit, IsSilentForHalfCells) {
  NITER_IDENTITY("not applicable");
  Study study = at_open_circuit(1.9);
  study.experiments.front().technique = "h-cell";
  EXPECT_THAT(run_rule("A9", study), IsEmpty());
}

Study producing(double potential, double ph) {
  Study study = half_cell_study();
  add_at(study, "r", "nh3_yield_rate", 100, "umol h-1 cm-2", potential);
  assume(study, "ph_bulk", ph, "1");
  return study;
}

TEST(EquilibriumOfReactants, IsTheNernstPotentialOnTheRheScale) {
  NITER_SOURCE("bard2001", "sec. 2.1 (Nernst equation)");
  // log K 119.077 (NO3- to NH4+) and pKa 9.252 give 0.780, 0.746 and 0.709 V
  EXPECT_THAT(run_rule("A13", producing(-1, 6.8)).front().numbers, HasSubstr("0.780 V"));
  EXPECT_THAT(run_rule("A13", producing(-1, 9.252)).front().numbers, HasSubstr("0.746 V"));
  EXPECT_THAT(run_rule("A13", producing(-1, 14)).front().numbers, HasSubstr("0.709 V"));
}

TEST(EquilibriumOfReactants, SeesAWrongSign) {
  NITER_IDENTITY("second law");
  EXPECT_EQ(only_verdict("A13", producing(-1.0, 6.8)), "consistent");
  EXPECT_EQ(only_verdict("A13", producing(1.0, 6.8)), "inconsistent");
}

TEST(EquilibriumOfReactants, IsSilentWithoutProduct) {
  NITER_IDENTITY("not applicable");
  EXPECT_THAT(run_rule("A13", half_cell_study()), IsEmpty());
}

}  // namespace
}  // namespace niter::study::rules
