#include <gmock/gmock.h>

#include "niter/base/testing.hpp"
#include "niter/study/audit/synthetic.hpp"

namespace niter::study::rules {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

Study computed(double energy_eV) {
  Study study = half_cell_study();
  add_number(study, "g", "reaction_free_energy", energy_eV, "eV").conditions["step"] =
      "NO* + H+ + e- -> NOH*";
  assume(study, "working_potential_local", -0.4, "V");
  return study;
}

TEST(StepEnergyLimit, IsTransitionStateTheory) {
  NITER_SOURCE("eyring1935", "k = (kT/h) exp(-dG/kT)");
  // 1.4 - 0.4 = 1.0 eV: k = 6.21e12 exp(-38.92) = 7.8e-5 /s; j = 8 F 2e-7 k = 0.012 mA cm-2
  const Finding finding = run_rule("A29", computed(1.4)).front();
  EXPECT_THAT(finding.numbers, HasSubstr("k <= 7.8e-05 s-1; j <= 0.012 mA cm-2"));
  EXPECT_EQ(finding.verdict, Verdict::Inconsistent);
  EXPECT_EQ(only_verdict("A29", computed(1.2)), "consistent");
  EXPECT_EQ(only_verdict("A29", computed(1.35)), "marginal");
}

TEST(StepEnergyLimit, CountsTheElectronsOfTheStep) {
  NITER_SOURCE("norskov2004", "computational hydrogen electrode");
  Study study = computed(1.6);
  EXPECT_EQ(only_verdict("A29", study), "inconsistent");
  study.facts.front().conditions["step"] = "NO* + 2 H+ + 2 e- -> HNOH*";
  EXPECT_EQ(only_verdict("A29", study), "consistent");
}

TEST(StepEnergyLimit, TakesTheMostGenerousPotentialIfNoneIsDeclared) {
  NITER_IDENTITY("upper bound");
  Study study = computed(1.4);
  study.assumptions.clear();
  EXPECT_THAT(run_rule("A29", study), IsEmpty());
  add_at(study, "r", "nh3_yield_rate", 100, "umol h-1 cm-2", -1.2);
  EXPECT_EQ(only_verdict("A29", study), "consistent");
  study.facts.front().value = std::vector<double>{2.8};
  EXPECT_EQ(only_verdict("A29", study), "inconsistent");
}

TEST(StepEnergyLimit, IsTheSameInOtherUnits) {
  NITER_IDENTITY("a verdict does not depend on units");
  Study study = computed(1.2);
  study.facts.front().value = std::vector<double>{1200};
  study.facts.front().unit = Unit::of("meV");
  EXPECT_EQ(only_verdict("A29", study), "consistent");
}

Study d_bands(double alloy_eV) {
  Study study;
  for (const auto& [id, ratio, energy] :
       {std::tuple{"A", std::map<std::string, double>{{"Fe", 1}}, -1.0},
        std::tuple{"B", std::map<std::string, double>{{"Co", 1}}, -1.4},
        std::tuple{"AB", std::map<std::string, double>{{"Fe", 1}, {"Co", 1}}, alloy_eV}}) {
    Catalyst catalyst;
    catalyst.id = id;
    catalyst.ratio = ratio;
    study.catalysts.push_back(catalyst);
    add_number(study, std::string("e.") + id, "d_band_centre", energy, "eV").catalyst = id;
  }
  return study;
}

TEST(DBand, AlloyBetweenItsParents) {
  NITER_SOURCE("hammer1995", "d-band model");
  EXPECT_EQ(only_verdict("A30", d_bands(-1.2)), "consistent");
  EXPECT_EQ(only_verdict("A30", d_bands(-1.6)), "marginal");
  Study lonely = d_bands(-1.2);
  lonely.facts.erase(lonely.facts.begin());
  EXPECT_THAT(run_rule("A30", lonely), IsEmpty());
}

TEST(DBand, ADescriptorOrdersWhatItExplains) {
  NITER_SOURCE("hammer1995", "d-band model");
  Study study = d_bands(-1.2);
  Fact& order = add_text(study, "o", "order", "A > AB > B");
  order.conditions["of"] = "nitrate_adsorption";
  EXPECT_EQ(run_rule("A30", study).back().verdict, Verdict::Consistent);
  order.value = std::string("B > AB > A");
  EXPECT_EQ(run_rule("A30", study).back().verdict, Verdict::Consistent);
  order.value = std::string("AB > A, B");
  EXPECT_EQ(run_rule("A30", study).back().verdict, Verdict::Marginal);
}

}  // namespace
}  // namespace niter::study::rules
