#include "niter/analysis/assay/peak_reduction.hpp"

#include <cmath>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

TEST(PeakReduction, AProtonSpectrumBesideMaleicAcid) {
  NITER_SOURCE("choi2021", "amounts go as integrals per nucleus");
  data::Table table;
  table.columns = {{"shift", Unit::of("1"), {6.95e-6, 6.26e-6, 4.79e-6}},
                   {"area", Unit::of("1"), {2.0, 1.0, 900}}};
  const std::vector<data::Table> tables = {table};
  PeakTableOptions options;
  options.peaks = {{.species = "NH4+",
                    .position = Quantity(6.95e-6, "1"),
                    .tolerance = Quantity(0.1e-6, "1"),
                    .nuclei = 4}};
  options.standard = PeakStandard{.position = Quantity(6.26e-6, "1"),
                                  .tolerance = Quantity(0.1e-6, "1"),
                                  .concentration = Quantity(1, "mmol/L"),
                                  .nuclei = 2};
  options.dilutions = {"0.5 mL to 0.6 mL"};
  const auto reduction = reduce_peaks(tables, options);
  ASSERT_TRUE(reduction) << reduction.error().text();
  const auto& c = reduction->find("concentration NH4+")->value;
  EXPECT_NEAR(c.value(), 1.2, 1e-12);  // mmol/L: half as many nuclei, twice the integral
  EXPECT_NEAR(c.relative(), std::sqrt(2) * 0.01, 1e-9);
  options.standard->position = Quantity(1e-6, "1");
  EXPECT_FALSE(reduce_peaks(tables, options));
  options.standard.reset();
  EXPECT_FALSE(reduce_peaks(tables, options));
}

TEST(PeakReduction, AChromatogramOnACalibrationOfAreas) {
  NITER_IDENTITY("areas 2.2 per mg/L of NO2- counted as N: one mole is 14.007 g");
  data::Table table;
  table.columns = {{"retention_time", Unit::of("min"), {312, 480}},
                   {"area", Unit::of("1"), {22, 7}}};
  const std::vector<data::Table> tables = {table};
  Calibration areas{.as = "N"};
  for (const double c : {0.0, 2.0, 4.0, 8.0}) {
    areas.standards.push_back({.concentration = Quantity(c, "mg/L"), .area = 2.2 * c});
  }
  PeakTableOptions options;
  options.peaks = {{.species = "NO2-",
                    .position = Quantity(5.2, "min"),
                    .tolerance = Quantity(0.2, "min"),
                    .calibration = areas}};
  const auto reduction = reduce_peaks(tables, options);
  ASSERT_TRUE(reduction) << reduction.error().text();
  EXPECT_NEAR(reduction->find("concentration NO2-")->value.value(), 10 / 14.007, 1e-5);
  ASSERT_EQ(reduction->caveats.size(), 1u);  // 10 mg/L on standards to 8
  options.peaks[0].position = Quantity(5.2, "1");
  EXPECT_NE(reduce_peaks(tables, options).error().text().find("write a time"), std::string::npos);
}

}  // namespace
}  // namespace niter::analysis
