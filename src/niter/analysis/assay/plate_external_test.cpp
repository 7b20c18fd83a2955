// Real plates and standard curves of others (shared data, not part of the repository).
#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>

#include "niter/analysis/assay/plate.hpp"
#include "niter/base/testing.hpp"
#include "niter/base/text.hpp"

namespace niter::analysis {
namespace {

using Row = std::map<std::string, std::string>;

/// Comma separated text with one header line; any line end.
std::vector<Row> rows_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream buffer;
  buffer << file.rdbuf();
  std::string text = buffer.str();
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  std::replace(text.begin(), text.end(), '\r', '\n');
  std::vector<Row> rows;
  std::vector<std::string> header;
  for (const auto& line : split(text, '\n')) {
    if (trim(line).empty()) continue;
    const auto fields = split(line, ',');
    if (header.empty()) {
      header = fields;
      continue;
    }
    Row row;
    for (std::size_t i = 0; i < header.size() && i < fields.size(); ++i) row[header[i]] = fields[i];
    rows.push_back(std::move(row));
  }
  return rows;
}

double number(const std::string& text) {
  return parse_number(text).value_or(std::numeric_limits<double>::quiet_NaN());
}

std::vector<Well> plate(const std::string& assay, const std::string& number_of_plate) {
  const std::map<std::string, WellKind> kinds = {{"BLK", WellKind::Blank},
                                                 {"STD", WellKind::Standard},
                                                 {"POS", WellKind::Control},
                                                 {"SPL", WellKind::Sample}};
  std::vector<Well> wells;
  const auto path = testing::shared_dir() / "data/uvvis/NH4_NO3_data_example.csv";
  for (auto& row : rows_of(path)) {
    if (trim(row["analysis.type"]) != assay || row["plate"] != number_of_plate) continue;
    wells.push_back({kinds.at(row["type"]), row["id"], row["well"],
                     1e-3 * number(row["stand.conc"]),
                     number(row[assay == "nh4" ? "abs.650" : "abs.540"])});
  }
  return wells;
}

Result<CurveResult> curve(const std::string& assay, const std::string& number_of_plate,
                          const CurveOptions& options) {
  return calibration_curve(plate(assay, number_of_plate), {Unit::of("mg/L")}, options);
}

class PlateExternal : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(testing::shared_dir() / "data/uvvis")) {
      GTEST_SKIP() << "no shared data";
    }
  }
};

TEST_F(PlateExternal, LinesOfThreePlates) {
  NITER_SOURCE("smithecophyslab",
               "NH4 plates 1 and 2 less their blanks, NO3 plate 1: reference fits");
  const CurveOptions subtract{.blanks = BlankUse::Subtract};
  const auto one = curve("nh4", "1", subtract);
  const auto two = curve("nh4", "2", subtract);
  const auto nitrate = curve("no3", "1", {});
  ASSERT_TRUE(one && two && nitrate);
  // per mg/L; SI is per kg m-3
  EXPECT_NEAR(1e-3 * one->fit.coefficients[1], 0.190694, 5e-7);
  EXPECT_NEAR(one->fit.coefficients[0], 0.059152, 5e-7);
  EXPECT_NEAR(one->fit.r2, 0.996555, 5e-7);
  EXPECT_EQ(one->overflowed, std::vector<std::string>{"H10"});
  EXPECT_NEAR(1e-3 * two->fit.coefficients[1], 0.195006, 5e-7);
  EXPECT_NEAR(two->fit.coefficients[0], 0.082257, 5e-7);
  EXPECT_NEAR(two->fit.r2, 0.997678, 5e-7);
  EXPECT_NEAR(1e-3 * nitrate->fit.coefficients[1], 0.0262144, 5e-8);
  EXPECT_NEAR(nitrate->fit.coefficients[0], 0.349378, 5e-7);
  // in exact fractions 0.98578533: the last digit of the reference is one too high
  EXPECT_NEAR(nitrate->fit.r2, 0.985786, 1e-6);
}

TEST_F(PlateExternal, TheBendAtThreeAbsorbanceUnitsIsFound) {
  NITER_SOURCE("smithecophyslab", "standards up to A = 3.4: less than Beer's law, R2 0.9966");
  const auto result = curve("nh4", "1", {});
  ASSERT_TRUE(result);
  EXPECT_LT(result->mandel->probability, 0.01);
  EXPECT_LT(result->lack_of_fit->probability, 0.01);
  const auto verdict = [&](std::string_view key) {
    for (const auto& finding : result->findings) {
      if (finding.key == key) return finding.verdict;
    }
    return data::Verdict::NeedsDatum;
  };
  EXPECT_EQ(verdict("calibration-linearity"), data::Verdict::Inconsistent);
  EXPECT_EQ(verdict("absorbance-saturated"), data::Verdict::Marginal);
  EXPECT_EQ(result->samples.size(), 4u + 32u);  // controls, and duplicates of 32 samples
}

std::vector<Well> standards(const std::string& file) {
  std::vector<Well> wells;
  for (auto& row : rows_of(testing::shared_dir() / "data/uvvis" / file)) {
    for (const char* const column : {"absorbance 1", "absorbance 2"}) {
      if (!row["sample"].starts_with("st.")) continue;
      wells.push_back({WellKind::Standard, row["sample"], row["sample"] + row["rep"],
                       1e-3 * number(row["nitrate"]), number(row[column])});
    }
  }
  return wells;
}

TEST_F(PlateExternal, TheRobustFitFindsWhatTheAuthorsDropped) {
  NITER_SOURCE("bernhardt2017",
               "script 05: run B was repeated and is dropped; a bubble in st.3 of it");
  const auto result =
      calibration_curve(standards("standard_curve_280617.csv"), {Unit::of("umol/L")}, {});
  ASSERT_TRUE(result) << result.error().text();
  // the five worst of what it names are the readings that a look at the plot drops: st.4 and st.7
  // of run B (0.004 and 0.022 where 0.04 and 0.085 belong) and the bubble (0.084 beside 0.044)
  auto worst = result->suspects;
  const auto miss = [&](std::size_t i) {
    const auto& point = result->points[i];
    return std::abs(point.signal - result->robust->fit.value(point.concentration));
  };
  std::ranges::sort(worst, [&](std::size_t a, std::size_t b) { return miss(a) > miss(b); });
  ASSERT_GE(worst.size(), 5u);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < 5; ++i) names.push_back(result->points[worst[i]].name);
  std::ranges::sort(names);
  EXPECT_EQ(names, (std::vector<std::string>{"st.3.B", "st.4B", "st.4B", "st.7B", "st.7B"}));
  // least squares is pulled down by them
  EXPECT_LT(result->fit.coefficients[1], result->robust->fit.coefficients[1]);
}

}  // namespace
}  // namespace niter::analysis
