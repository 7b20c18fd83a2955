#include <gmock/gmock.h>

#include "niter/base/testing.hpp"
#include "niter/study/audit/synthetic.hpp"

namespace niter::study::rules {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

Study capacitor(double capacitance_mF_cm2) {
  Study study = half_cell_study();
  add_number(study, "c", "double_layer_capacitance", capacitance_mF_cm2, "mF cm-2");
  add_number(study, "v", "scan_rate", std::vector<double>{50, 100}, "mV s-1");
  assume(study, "series_resistance", 2.5, "Ohm cm2");
  return study;
}

TEST(CapacitanceBias, GrowsWithTheTimeConstant) {
  NITER_SOURCE("bard2001", "sec. 1.2.4 (linear sweep on R-C)");
  EXPECT_EQ(only_verdict("A14", capacitor(10)), "consistent");
  // RC 0.2 s: sech(2.5) = 0.163 at 100 mV/s, sech(5) = 0.0135 at 50: slope 0.687
  EXPECT_EQ(only_verdict("A14", capacitor(80)), "inconsistent");
  EXPECT_THAT(run_rule("A14", capacitor(80)).front().numbers, HasSubstr("bias -31.3 %"));
  EXPECT_EQ(only_verdict("A14", capacitor(10e3)), "inconsistent");
}

TEST(CapacitanceBias, NeedsTheScanRates) {
  NITER_IDENTITY("missing datum");
  Study study = capacitor(10);
  study.facts.pop_back();
  EXPECT_EQ(only_verdict("A14", study), "needs a datum");
  EXPECT_THAT(run_rule("A14", half_cell_study()), IsEmpty());
}

TEST(ArcFrequency, NeedsNumbersAndSaysWhereTheArcLies) {
  NITER_SOURCE("guidelli2014", "Tafel slope of transfer coefficient 0.5");
  Study study = capacitor(10);
  add_at(study, "j", "current_density", -51.39, "mA cm-2", -1.0);  // RT/0.5F j = 1 ohm cm2
  Fact& order = add_text(study, "arcs", "order", "M > N");
  order.conditions = {{"of", "arc_diameter"}, {"frequency", "high"}};
  order.potential = -1.0;
  EXPECT_EQ(only_verdict("A15", study), "needs a datum");
  const Finding finding = run_rule("A15", study).front();
  EXPECT_THAT(finding.numbers, HasSubstr("f = 16 Hz"));  // 1 / (2 pi x 1 ohm cm2 x 10 mF cm-2)
  EXPECT_THAT(finding.missing, HasSubstr("resistances"));
}

TEST(ArcFrequency, IsSilentForOtherOrders) {
  NITER_IDENTITY("not applicable");
  Study study = half_cell_study();
  add_text(study, "o", "order", "M > N").conditions["of"] = "current_density";
  EXPECT_THAT(run_rule("A15", study), IsEmpty());
}

}  // namespace
}  // namespace niter::study::rules
