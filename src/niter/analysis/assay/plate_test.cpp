#include "niter/analysis/assay/plate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// 0.05 + 0.2 L/mg, duplicates 0.002 apart; two controls, two samples, blanks, one of them overflown
data::Table plate() {
  data::Table table;
  table.title = "made";
  table.columns = {{"mass_concentration", Unit::of("mg/L"), {}},
                   {"absorbance", Unit::of("1"), {}},
                   {"well_kind", Unit::of("1"), {}},
                   {"well", Unit::of("1"), {}},
                   {"sample", Unit::of("1"), {}}};
  int well = 101;
  const auto add = [&](double mg_l, double absorbance, WellKind kind, double sample) {
    table.columns[0].values.push_back(1e-3 * mg_l);
    table.columns[1].values.push_back(absorbance);
    table.columns[2].values.push_back(static_cast<double>(kind));
    table.columns[3].values.push_back(well++);
    table.columns[4].values.push_back(sample);
  };
  for (const double c : {0.0, 1.0, 2.0, 4.0, 8.0}) {
    add(c, 0.049 + 0.2 * c, WellKind::Standard, none);
    add(c, 0.051 + 0.2 * c, WellKind::Standard, none);
  }
  for (const double a : {0.048, 0.052, 4.0}) add(none, a, WellKind::Blank, none);
  for (const double a : {1.049, 1.051}) add(5, a, WellKind::Control, none);
  for (const double a : {0.25, 0.27}) add(5, a, WellKind::Control, none);
  for (const double a : {0.649, 0.651}) add(none, a, WellKind::Sample, 1);
  add(none, 2.45, WellKind::Sample, 2);
  add(none, 0.05, WellKind::Sample, 3);
  table.provenance.settings["sample 1"] = "cathode, 1 h";
  return table;
}

const SampleResult* find(const CurveResult& result, std::string_view name) {
  for (const auto& sample : result.samples) {
    if (sample.name == name) return &sample;
  }
  return nullptr;
}

Result<CurveResult> curve(const CurveOptions& options = {}) {
  const auto wells = wells_of(plate());
  EXPECT_TRUE(wells);
  return calibration_curve(*wells, {Unit::of("mg/L")}, options);
}

bool has(const CurveResult& result, std::string_view key, std::string_view text) {
  return std::any_of(result.findings.begin(), result.findings.end(), [&](const auto& finding) {
    return finding.key == key && finding.numbers.find(text) != std::string::npos;
  });
}

TEST(Plate, WellsAreWhatTheirCodeSays) {
  NITER_IDENTITY("codes 0 to 3; 101 is A1; names of samples stand in the settings");
  const auto wells = wells_of(plate());
  ASSERT_TRUE(wells);
  EXPECT_EQ(wells->front().place, "A1");
  EXPECT_EQ((*wells)[9].place, "A10");
  EXPECT_EQ((*wells)[10].kind, WellKind::Blank);
  EXPECT_EQ((*wells)[17].sample, "cathode, 1 h");
  EXPECT_EQ((*wells)[19].sample, "sample 2");
  auto bad = plate();
  bad.columns[2].values[0] = 7;
  EXPECT_FALSE(wells_of(bad));
  bad = plate();
  bad.columns[0].values[0] = none;
  EXPECT_FALSE(wells_of(bad));
  bad = plate();
  bad.columns.erase(bad.columns.begin() + 1);
  EXPECT_NE(wells_of(bad).error().text().find("absorbance"), std::string::npos);
}

TEST(Plate, ReadsSamplesAndJudgesControls) {
  NITER_IDENTITY("the made line is 0.05 + 0.2 L/mg; one control is spoilt");
  const auto result = curve();
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_NEAR(result->fit.coefficients[1], 200, 1e-9);  // m3 kg-1
  const auto* const cathode = find(*result, "cathode, 1 h");
  ASSERT_NE(cathode, nullptr);
  EXPECT_EQ(cathode->readings, 2);
  EXPECT_NEAR(cathode->read.value, 3e-3, 1e-12);
  EXPECT_NEAR(cathode->value.sigma(), cathode->read.sigma, 1e-9 * cathode->read.sigma + 1e-15);
  EXPECT_TRUE(find(*result, "sample 2")->outside);
  EXPECT_TRUE(find(*result, "sample 2")->saturated);
  EXPECT_TRUE(find(*result, "sample 3")->below_detection);
  EXPECT_EQ(result->overflowed, std::vector<std::string>{"A13"});
  EXPECT_EQ(result->blanks.size(), 2u);
  EXPECT_TRUE(result->limits->from_blanks);
  EXPECT_TRUE(has(*result, "absorbance-overflow", "A13"));
  EXPECT_TRUE(has(*result, "absorbance-saturated", "sample 2"));
  EXPECT_TRUE(has(*result, "calibration-extrapolated", "sample 2"));
  EXPECT_TRUE(has(*result, "below-detection", "sample 3"));
  // the four readings of the control of 5 mg/L belong together
  EXPECT_TRUE(has(*result, "control-recovery", "variation"));
}

TEST(Plate, AControlBelowTheNoiseProvesNothing) {
  NITER_IDENTITY("an interval wider than the control holds it without saying anything");
  std::vector<Well> wells;
  for (const double c : {0.0, 1.0, 2.0, 4.0, 8.0}) {
    const double slip = c == 2 || c == 4 ? 0.1 : -0.1;
    wells.push_back({WellKind::Standard, "", "", 1e-3 * c, 0.2 * c + slip});
  }
  wells.push_back({WellKind::Control, "", "", 5e-4, 0.1});
  const auto result = calibration_curve(wells, {Unit::of("mg/L")}, {});
  ASSERT_TRUE(result);
  const auto found = std::ranges::find(result->findings, "control-recovery", &data::Finding::key);
  ASSERT_NE(found, result->findings.end());
  EXPECT_EQ(found->verdict, data::Verdict::Marginal);
  EXPECT_NE(found->text.find("proves nothing"), std::string::npos);
}

TEST(Plate, OneStandardFarOutDecidesAlone) {
  NITER_IDENTITY("four standards near zero and one at 100: its leverage is 0.999");
  std::vector<Well> wells;
  for (const double c : {0.0, 1.0, 2.0, 3.0, 100.0}) {
    wells.push_back({WellKind::Standard, "", "", 1e-3 * c, 0.01 * c + (c == 2 ? 0.002 : 0)});
  }
  EXPECT_TRUE(
      has(*calibration_curve(wells, {Unit::of("mg/L")}, {}), "calibration-leverage", "100 mg/L"));
  EXPECT_FALSE(has(*curve(), "calibration-leverage", ""));
}

TEST(Plate, SubtractingBlanksMovesOnlyTheIntercept) {
  NITER_IDENTITY("standards and samples lose the same absorbance");
  const auto plain = curve();
  const auto less = curve({.blanks = BlankUse::Subtract});
  const auto with = curve({.blanks = BlankUse::Standard});
  ASSERT_TRUE(plain && less && with);
  EXPECT_NEAR(less->fit.coefficients[0], plain->fit.coefficients[0] - 0.05, 1e-12);
  EXPECT_NEAR(find(*less, "cathode, 1 h")->read.value, find(*plain, "cathode, 1 h")->read.value,
              1e-15);
  EXPECT_EQ(with->points.size(), plain->points.size() + 2);
  EXPECT_TRUE(has(*less, "absorbance-saturated", "sample 2"));
}

TEST(Plate, OutliersAreNamedAndLeftOutOnlyWhenAsked) {
  NITER_IDENTITY("one standard was spoilt by 0.3");
  auto table = plate();
  table.columns[1].values[5] += 0.3;
  const auto wells = wells_of(table);
  const auto named = calibration_curve(*wells, {Unit::of("mg/L")}, {});
  const auto without = calibration_curve(*wells, {Unit::of("mg/L")}, {.outliers = Outliers::Leave});
  ASSERT_TRUE(named && without);
  EXPECT_TRUE(has(*named, "calibration-outliers", "A6"));
  EXPECT_EQ(named->points.size(), 10u);
  EXPECT_EQ(without->points.size(), 9u);
  EXPECT_NEAR(without->fit.coefficients[1], 200, 0.2);
}

TEST(Plate, AMethodBringsItsRangeAndWhatDisturbs) {
  NITER_SOURCE("epa350_1", "0.01 to 2.0 mg/L; the standards go to 8");
  const auto result = curve({.method = "indophenol-salicylate"});
  ASSERT_TRUE(result);
  EXPECT_TRUE(has(*result, "assay-range", "counted as N"));
  EXPECT_FALSE(curve({.method = "indofenol"}));
}

TEST(Plate, ReducesToMeasuresTableAndFigure) {
  NITER_IDENTITY("the reduction holds what the curve gives; two tables are told apart");
  const std::vector<data::Table> one = {plate()};
  const auto reduction = reduce_calibration(one, {});
  ASSERT_TRUE(reduction) << reduction.error().text();
  EXPECT_NEAR(reduction->find("slope")->value.value(), 200, 1e-9);
  EXPECT_NEAR(reduction->find("slope")->unit.from_si(200), 0.2, 1e-12);
  EXPECT_NEAR(reduction->find("cathode, 1 h")->value.value(), 3e-3, 1e-12);
  EXPECT_EQ(reduction->tables.front().rows(), 10u);
  ASSERT_EQ(reduction->figures.front().panels.size(), 2u);
  const std::vector<data::Table> two = {plate(), plate()};
  const auto both = reduce_calibration(two, {});
  ASSERT_TRUE(both);
  EXPECT_NE(both->find("slope, made"), nullptr);
  EXPECT_EQ(both->figures.size(), 2u);
  EXPECT_NE(both->figures[0].id, both->figures[1].id);
}

TEST(Plate, FlasksNeedNoCodes) {
  NITER_IDENTITY("a row without concentration is a sample");
  data::Table table;
  table.columns = {{"c", Unit::of("mmol/L"), {0, 1, 2, 3, none}},
                   {"area", Unit::of("1"), {0.1, 2.1, 4.1, 6.1, 3.1}}};
  const std::vector<data::Table> tables = {table};
  const auto reduction = reduce_calibration(tables, {});
  ASSERT_TRUE(reduction) << reduction.error().text();
  EXPECT_NEAR(reduction->find("sample 5")->value.value(), 1.5, 1e-12);
}

}  // namespace
}  // namespace niter::analysis
