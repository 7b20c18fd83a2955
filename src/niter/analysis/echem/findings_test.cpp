#include "niter/analysis/echem/findings.hpp"

#include <algorithm>
#include <cmath>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

using data::Verdict;

Quantity quantity(std::string_view text) {
  return Quantity::parse(text).value();
}

// 100 +- 1 umol from 100 C: FE = 77.2 %
ElectrolysisInput plain() {
  ElectrolysisInput input;
  input.reactant = "NO3-";
  input.monte_carlo.draws = 0;
  input.runs.emplace_back();
  input.runs[0].charge.value = quantity("100 +- 0.5 C");
  input.runs[0].volume = quantity("10 +- 0.1 mL");
  input.runs[0].end = Reading{.concentration = quantity("10 +- 0.1 mmol/L")};
  return input;
}

std::optional<data::Finding> finding(const ElectrolysisInput& input, std::string_view key,
                                     std::span<const data::Table> records = {}) {
  const auto report = faradaic(input, records);
  EXPECT_TRUE(report) << report.error().text();
  if (!report) return std::nullopt;
  std::vector<data::Finding> all = report->runs[0].findings;
  all.insert(all.end(), report->findings.begin(), report->findings.end());
  const auto found = std::ranges::find(all, key, &data::Finding::key);
  if (found == all.end()) return std::nullopt;
  EXPECT_FALSE(found->formula.empty());
  EXPECT_FALSE(found->numbers.empty());
  EXPECT_FALSE(found->source.empty());
  return *found;
}

Verdict verdict(const ElectrolysisInput& input, std::string_view key) {
  const auto found = finding(input, key);
  EXPECT_TRUE(found) << key;
  return found ? found->verdict : Verdict::Consistent;
}

TEST(Findings, MissingControlsAreNotSilence) {
  NITER_IDENTITY("a control that was not measured is a finding; one that was measured is none");
  auto input = plain();
  EXPECT_EQ(verdict(input, "blank-missing"), Verdict::NeedsDatum);
  EXPECT_EQ(verdict(input, "ocp-missing"), Verdict::NeedsDatum);
  input.blank = Reading{.concentration = quantity("0.1 mmol/L")};
  input.ocp = Reading{.concentration = quantity("0.2 mmol/L")};
  EXPECT_FALSE(finding(input, "blank-missing"));
  EXPECT_FALSE(finding(input, "ocp-missing"));
  EXPECT_FALSE(finding(input, "control-large"));
  input.ocp = Reading{.concentration = quantity("4 mmol/L")};
  EXPECT_EQ(verdict(input, "control-large"), Verdict::Marginal);
}

TEST(Findings, MoreProductThanCharge) {
  NITER_IDENTITY("FE <= 100 %: 1 % uncertainty forgives 102 %, not 105 %");
  auto input = plain();
  EXPECT_EQ(verdict(input, "efficiency-above-100"), Verdict::Consistent);
  const auto at = [&](double efficiency) {
    const double charge = 77.188266 / efficiency;
    input.runs[0].charge.value = Quantity(charge, Unit::of("C"), 0);
    return verdict(input, "efficiency-above-100");
  };
  // u(FE) = 1.41 %
  EXPECT_EQ(at(1.02), Verdict::Consistent);
  EXPECT_EQ(at(1.036), Verdict::Marginal);
  EXPECT_EQ(at(1.06), Verdict::Inconsistent);
}

TEST(Findings, SumOfEfficiencies) {
  NITER_IDENTITY("77.2 % NH3: the rest is missing until 22.8 % of other products are found");
  auto input = plain();
  EXPECT_EQ(verdict(input, "efficiency-sum"), Verdict::NeedsDatum);
  const auto with = [&](std::string_view hydrogen) {
    input.runs[0].others = {
        {.product = "H2", .amount = quantity(hydrogen), .end = {}, .where = {}}};
    return verdict(input, "efficiency-sum");
  };
  EXPECT_EQ(with("118.2 umol"), Verdict::Consistent);
  EXPECT_EQ(with("60 umol"), Verdict::Inconsistent);
  EXPECT_EQ(with("200 umol"), Verdict::Inconsistent);
}

TEST(Findings, NitrogenFromNowhere) {
  NITER_IDENTITY("100 umol NH3 cannot come from 80 umol nitrate");
  auto input = plain();
  input.runs[0].reactant = ReactantRecord{};
  input.runs[0].reactant->consumed = quantity("80 +- 1 umol");
  EXPECT_EQ(verdict(input, "product-above-consumed"), Verdict::Inconsistent);
  input.runs[0].reactant->consumed = quantity("120 +- 1 umol");
  EXPECT_EQ(verdict(input, "product-above-consumed"), Verdict::Consistent);
}

TEST(Findings, LessThanTheControl) {
  NITER_IDENTITY("a net product below zero: noise if within it, else a wrong control");
  auto input = plain();
  input.blank = Reading{.concentration = quantity("10.1 +- 0.1 mmol/L")};
  EXPECT_EQ(verdict(input, "product-negative"), Verdict::Marginal);
  input.blank = Reading{.concentration = quantity("12 +- 0.1 mmol/L")};
  EXPECT_EQ(verdict(input, "product-negative"), Verdict::Inconsistent);
}

TEST(Findings, CalibrationIsKnownBetweenItsStandards) {
  NITER_IDENTITY("A = 1.0 on 0.4 L/mg is 2.5 mg/L; the standards end at 2");
  auto input = plain();
  input.calibration = Calibration{.slope = quantity("0.4 L/mg"),
                                  .range = {quantity("0.1 mg/L"), quantity("2 mg/L")},
                                  .as = "N"};
  input.runs[0].end = Reading{.absorbance = quantity("1.0")};
  const auto found = finding(input, "calibration-extrapolated");
  ASSERT_TRUE(found);
  EXPECT_NE(found->numbers.find("2.5 mg/L"), std::string::npos) << found->numbers;
  input.runs[0].end = Reading{.absorbance = quantity("0.4")};
  EXPECT_FALSE(finding(input, "calibration-extrapolated"));
}

TEST(Findings, AbsorbanceWithHardlyAnyLightLeft) {
  NITER_IDENTITY("1 % of the light is A = 2: above it a reading is reported");
  auto input = plain();
  input.calibration = Calibration{.slope = quantity("0.4 L/mg"), .as = "NH3"};
  input.runs[0].end = Reading{.absorbance = quantity("2.3")};
  EXPECT_EQ(verdict(input, "absorbance-saturated"), Verdict::Marginal);
  input.calibration->absorbance_limit = 2.5;
  EXPECT_FALSE(finding(input, "absorbance-saturated"));
}

TEST(Findings, StandardsThatBendOrDoNotBelong) {
  NITER_IDENTITY("the standards are judged as those of a plate; straight ones are not spoken of");
  auto input = plain();
  Calibration calibration{.as = "NH3"};
  const std::vector<double> slips = {0.002, -0.001, 0.001, -0.002, 0.001, -0.001, 0.002, -0.002};
  for (int i = 0; i < 8; ++i) {
    calibration.standards.push_back(
        {Quantity(i, "mg/L"), 0.02 + 0.1 * i + slips[static_cast<std::size_t>(i)]});
  }
  input.calibration = calibration;
  input.runs[0].end = Reading{.absorbance = quantity("0.4")};
  EXPECT_FALSE(finding(input, "calibration-linearity"));
  EXPECT_FALSE(finding(input, "calibration-outliers"));
  input.calibration->standards[4].absorbance = 0.6;
  const auto found = finding(input, "calibration-outliers");
  ASSERT_TRUE(found);
  EXPECT_NE(found->numbers.find("standard 5"), std::string::npos) << found->numbers;
  input.calibration = calibration;
  for (int i = 0; i < 8; ++i) {
    input.calibration->standards[static_cast<std::size_t>(i)].absorbance.value() -= 0.005 * i * i;
  }
  EXPECT_TRUE(finding(input, "calibration-linearity"));
}

TEST(Findings, CoarseRecord) {
  NITER_IDENTITY("a decay sampled at its own time constant loses charge");
  auto input = plain();
  input.runs[0].charge = {.record = "it.csv"};
  const auto sampled = [](int points) {
    data::Table record;
    record.columns = {{"t", Unit::of("s"), {}, {}, {}}, {"I", Unit::of("A"), {}, {}, {}}};
    for (int i = 0; i < points; ++i) {
      const double t = 600.0 * i / (points - 1);
      record.columns[0].values.push_back(t);
      record.columns[1].values.push_back(-0.1 * std::exp(-t / 60));
    }
    return record;
  };
  const auto coarse = sampled(11);
  EXPECT_TRUE(finding(input, "charge-sampling", {&coarse, 1}));
  const auto fine = sampled(601);
  EXPECT_FALSE(finding(input, "charge-sampling", {&fine, 1}));
}

TEST(Findings, NamesInputsWithoutUncertainty) {
  NITER_IDENTITY("what is taken as exact is said");
  auto input = plain();
  EXPECT_FALSE(finding(input, "uncertainty-missing"));
  input.runs[0].volume = quantity("10 mL");
  EXPECT_EQ(finding(input, "uncertainty-missing")->missing, "standard uncertainty of volume");
}

TEST(Findings, StatedNumbersMustClose) {
  NITER_SOURCE(
      "feco2025",
      "322.6 umol h-1 cm-2 at 63.4 % needs 81.82 mA cm-2 (6 e-), the stability run shows 40");
  const auto closes = [](double n, std::string_view yield, std::string_view efficiency,
                         std::string_view current) {
    return yield_closure(n, quantity(yield), quantity(efficiency), quantity(current));
  };
  EXPECT_EQ(closes(8, "171.5 umol h-1 cm-2", "85.6 %", "-43 mA cm-2").verdict, Verdict::Consistent);
  EXPECT_EQ(closes(8, "25.1 umol h-1 cm-2", "53.9 %", "-10 mA cm-2").verdict, Verdict::Consistent);
  const auto nitrite = closes(6, "322.6 umol h-1 cm-2", "63.4 %", "-40 mA cm-2");
  EXPECT_EQ(nitrite.verdict, Verdict::Inconsistent);
  EXPECT_NE(nitrite.numbers.find("81.82"), std::string::npos) << nitrite.numbers;
  // a forgotten pair of electrons is a factor 8/6
  EXPECT_EQ(closes(6, "171.5 umol h-1 cm-2", "85.6 %", "-43 mA cm-2").verdict,
            Verdict::Inconsistent);
  EXPECT_EQ(yield_closure(8, quantity("171.5 umol h-1 cm-2"), quantity("85.6 %"), {}).verdict,
            Verdict::NeedsDatum);
}

TEST(Findings, ScatterBeyondTheBudget) {
  NITER_IDENTITY("runs 10 % apart with budgets of 1 % do not agree");
  auto input = plain();
  input.runs.push_back(input.runs[0]);
  EXPECT_EQ(verdict(input, "replicates-scatter"), Verdict::Consistent);
  input.runs[1].end = Reading{.concentration = quantity("11 +- 0.1 mmol/L")};
  EXPECT_EQ(verdict(input, "replicates-scatter"), Verdict::Inconsistent);
}

}  // namespace
}  // namespace niter::analysis
