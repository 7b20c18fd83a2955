#include "niter/study/electrolysis_sheets.hpp"

#include <filesystem>

#include <gmock/gmock.h>
#include <unistd.h>

#include "niter/base/process.hpp"
#include "niter/base/testing.hpp"
#include "niter/base/text.hpp"
#include "niter/study/electrolysis_file.hpp"

namespace niter::study {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

// A line that the independent reader printed.
struct Seen {
  std::string sheet, cell, kind, stored, own, formula;
};

class ElectrolysisSheets : public ::testing::Test {
 protected:
  void SetUp() override {
    if (find_program("python3").empty()) GTEST_SKIP() << "python3 is not installed";
  }

  // The formulas of these sheets, evaluated by a program that shares no code with the writer.
  static std::vector<Seen> formulas_of(const Electrolysis& electrolysis) {
    const auto sheets = electrolysis_sheets(electrolysis.input, electrolysis.report);
    EXPECT_TRUE(sheets);
    const auto path =
        fs::temp_directory_path() / ("niter-electrolysis-" + std::to_string(::getpid()) + ".xlsx");
    EXPECT_TRUE(io::write_xlsx(path, *sheets));
    const auto out = run_process(
        {"python3", std::string(NITER_SOURCE_DIR) + "/tools/xlsx_values.py", path.string()}, "",
        std::chrono::seconds(20));
    fs::remove(path);
    EXPECT_TRUE(out);
    EXPECT_EQ(out->exit_code, 0) << out->err << out->out;
    std::vector<Seen> formulas;
    for (const auto& text : split(out->out, '\n')) {
      const auto parts = split(text, '\t');
      if (parts.size() == 6 && parts[2] == "formula")
        formulas.push_back({parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]});
    }
    return formulas;
  }

  // Every formula of column H is the relative difference from niter's own number.
  static std::size_t expect_no_difference(const std::vector<Seen>& formulas) {
    std::size_t compared = 0;
    for (const auto& seen : formulas) {
      if (seen.cell.front() != 'H') continue;
      ++compared;
      EXPECT_NEAR(parse_number(seen.own).value_or(1), 0, 1e-12)
          << seen.sheet << " " << seen.cell << " " << seen.formula;
    }
    return compared;
  }
};

TEST_F(ElectrolysisSheets, FormulasGiveTheNumbersOfTheReport) {
  NITER_IDENTITY("absorbance -> concentration -> amount -> efficiency, reckoned twice");
  const auto file =
      fs::path(NITER_SOURCE_DIR) / "examples/01-faradaic-efficiency/electrolysis.toml";
  const auto electrolysis = electrolysis_file(file);
  ASSERT_TRUE(electrolysis) << electrolysis.error().text();
  const auto formulas = formulas_of(*electrolysis);
  // slope, intercept, scatter; charge, amount, FE, j, r, j_p, two yields per mass, TOF
  EXPECT_EQ(expect_no_difference(formulas), 12u);
  std::string all;
  for (const auto& seen : formulas) all += seen.formula + "\n";
  EXPECT_THAT(all, HasSubstr("SLOPE("));
  EXPECT_THAT(all, HasSubstr("INTERCEPT("));
  EXPECT_THAT(all, HasSubstr("'calibration'!"));
}

TEST_F(ElectrolysisSheets, EveryWayOfStatingAnElectrolysis) {
  NITER_IDENTITY("amount or concentration, ppm, stated line, current or charge: the same numbers");
  analysis::ElectrolysisInput input;
  input.title = "all ways";
  input.reactant = "NO3-";
  input.area = Quantity(1, "cm2");
  input.calibration = analysis::Calibration{.slope = Quantity(0.4, "L/mg"), .as = "N"};
  input.blank = analysis::Reading{.ppm = Quantity(0.01, "1"), .as = "NH4+"};
  input.monte_carlo.draws = 0;
  analysis::ElectrolysisRun run;
  run.label = "it's [1]";
  run.charge.current = Quantity(-40, "mA");
  run.time = Quantity(0.5, "h");
  run.volume = Quantity(50, "mL");
  run.end = analysis::Reading{.absorbance = Quantity(0.5, "1"), .dilution = Quantity(20, "1")};
  input.runs.push_back(run);
  run.label = "as amount of NH3";
  run.end = analysis::Reading{.concentration = Quantity(20, "mg/L"), .as = "NH3"};
  run.charge = {};
  run.charge.value = Quantity(72, "C");
  input.runs.push_back(run);
  run.label = "molar";
  run.end = analysis::Reading{.concentration = Quantity(1.2, "mmol/L")};
  input.runs.push_back(run);
  const auto report = analysis::faradaic(input);
  ASSERT_TRUE(report) << report.error().text();
  const auto formulas = formulas_of({input, *report});
  EXPECT_EQ(expect_no_difference(formulas), 3u * 6u);
  std::string sheets;
  for (const auto& seen : formulas) sheets += seen.sheet + ";";
  EXPECT_THAT(sheets, HasSubstr("all runs"));
}

TEST_F(ElectrolysisSheets, BentCurvesAreasIntegralsAndDilutionChains) {
  NITER_IDENTITY("the same numbers in cells, where a spreadsheet cannot fit the curve itself");
  analysis::ElectrolysisInput input;
  input.title = "more ways";
  input.reactant = "NO3-";
  input.area = Quantity(1, "cm2");
  analysis::Calibration bent{.model = analysis::CurveModel::Quadratic, .as = "N"};
  for (int i = 0; i < 6; ++i) {
    bent.standards.push_back({.concentration = Quantity(i, "mg/L"),
                              .area = 0.1 + 2.2 * i - 0.05 * i * i + 0.01 * (i % 2)});
  }
  input.calibration = bent;
  input.monte_carlo.draws = 0;
  analysis::ElectrolysisRun run;
  run.label = "area";
  run.charge.value = Quantity(72, "C");
  run.time = Quantity(0.5, "h");
  run.volume = Quantity(50, "mL");
  run.end = analysis::Reading{.area = Quantity(5.0, "1"),
                              .dilutions = {"1 mL to 10 mL", "0.5 mL to 5 mL"}};
  input.runs.push_back(run);
  run.label = "nmr";
  run.end = analysis::Reading{.nmr = analysis::NmrReading{.integral = Quantity(2, "1"),
                                                          .nuclei = 4,
                                                          .standard_nuclei = 2,
                                                          .standard = Quantity(1, "mmol/L")},
                              .dilutions = {"0.5 mL to 0.6 mL"}};
  input.runs.push_back(run);
  const auto report = analysis::faradaic(input);
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(expect_no_difference(formulas_of({input, *report})), 2u * 6u);
}

}  // namespace
}  // namespace niter::study
