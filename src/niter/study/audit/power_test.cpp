#include <gmock/gmock.h>

#include "niter/base/testing.hpp"
#include "niter/study/audit/synthetic.hpp"

namespace niter::study::rules {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Open circuit 1 V, peak 1 mW cm-2: straight line of 250 ohm cm2, short circuit at 4 mA cm-2.
Study battery() {
  Study study = battery_study();
  add_number(study, "p", "peak_power_density", 1, "mW cm-2");
  add_number(study, "ocv", "open_circuit_voltage", 1, "V");
  return study;
}

TEST(PowerAtDischarge, JudgesTheLargestCurrent) {
  NITER_IDENTITY("maximum of V j along a straight line");
  const auto with = [](double current) {
    Study study = battery();
    add_number(study, "j", "current_density", current, "mA cm-2");
    return only_verdict("A10", study);
  };
  EXPECT_EQ(with(3), "consistent");
  EXPECT_EQ(with(-3), "consistent");
  EXPECT_EQ(with(20), "marginal");
  EXPECT_EQ(with(60), "inconsistent");  // e ln10 / 0.1183 = 52.9 mA cm-2
  EXPECT_EQ(with(3e3), "inconsistent");
}

TEST(PowerAtDischarge, PrintsTheVoltageBound) {
  NITER_IDENTITY("P = V j");
  Study study = battery();
  add_under(study, "fe", "faradaic_efficiency", 50, "%", 20);
  EXPECT_THAT(run_rule("A10", study).front().numbers, HasSubstr("V(20 mA cm-2) <= 0.050 V"));
}

TEST(PowerAtDischarge, IsSilentWithoutCurrentsOrPower) {
  NITER_IDENTITY("not applicable");
  EXPECT_THAT(run_rule("A10", battery()), IsEmpty());
  Study study = battery_study();
  add_number(study, "j", "current_density", 3, "mA cm-2");
  EXPECT_THAT(run_rule("A10", study), IsEmpty());
}

TEST(VoltageAboveOpenCircuit, IsAMisprint) {
  NITER_IDENTITY("second law for a discharging cell");
  Study study = battery();
  Fact& peak = add_number(study, "v", "voltage_at_peak_power", 500, "mV");
  EXPECT_EQ(only_verdict("A11", study), "consistent");
  peak.unit = Unit::of("V");
  peak.value = std::vector<double>{2.5};
  EXPECT_EQ(only_verdict("A11", study), "inconsistent");
  EXPECT_THAT(run_rule("A11", study).front().numbers, HasSubstr("read as 2.5 mA cm-2: 0.400 V"));
}

TEST(VoltageGap, FitsOrContradictsThePower) {
  NITER_IDENTITY("maximum of V j along a straight line");
  Study study = battery();
  Fact& gap = add_under(study, "g", "voltage_gap", 1.2, "V", 0.4);  // discharge 0.9 V, charge 2.1 V
  EXPECT_EQ(only_verdict("A12", study), "consistent");
  gap.value = std::vector<double>{1.5};  // 2.4 V
  EXPECT_EQ(only_verdict("A12", study), "marginal");
  gap.value = std::vector<double>{2.0};  // 2.9 V
  EXPECT_EQ(only_verdict("A12", study), "inconsistent");
  study.facts.erase(study.facts.begin());  // without peak power
  EXPECT_THAT(run_rule("A12", study), IsEmpty());
}

}  // namespace
}  // namespace niter::study::rules
