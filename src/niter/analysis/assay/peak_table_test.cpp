#include "niter/analysis/assay/peak_table.hpp"

#include <cmath>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

TEST(PeakTable, AmountsGoAsIntegralsPerNucleus) {
  NITER_SOURCE("choi2021", "n_x / n_s = (I_x / N_x) / (I_s / N_s)");
  // 2 mmol/L NH4+ beside 1 mmol/L maleic acid: 2 x 4 protons against 1 x 2
  const NmrReading reading{.integral = Quantity::parse("4.00 +- 0.04").value(),
                           .nuclei = 4,
                           .standard_nuclei = 2,
                           .standard = Quantity::parse("1.00 +- 0.02 mmol/L").value()};
  ASSERT_TRUE(check(reading));
  Inputs inputs;
  const Uncertain c = concentration(reading, inputs, "end");
  EXPECT_NEAR(c.value(), 2.0, 1e-12);
  EXPECT_NEAR(c.relative(), std::hypot(0.01, 0.02), 1e-12);
  EXPECT_EQ(c.budget().front().input, "end standard");
}

TEST(PeakTable, RefusesSignalsWithoutNuclei) {
  NITER_IDENTITY("an integral is only an amount per number of nuclei");
  const NmrReading good{.integral = Quantity(1, "1"),
                        .nuclei = 4,
                        .standard_nuclei = 2,
                        .standard = Quantity(1, "mmol/L")};
  auto bad = good;
  bad.nuclei = 0;
  EXPECT_FALSE(check(bad));
  bad = good;
  bad.standard_integral = Quantity(0, "1");
  EXPECT_FALSE(check(bad));
  bad = good;
  bad.integral = Quantity(-1, "1");
  EXPECT_FALSE(check(bad));
}

TEST(PeakTable, FindsTheOnePeakOfAChromatogram) {
  NITER_IDENTITY("a window holds one peak, or the table is asked too much");
  data::Table table;
  table.columns = {{"retention_time", Unit::of("min"), {240, 300, 420}},
                   {"area", Unit::of("1"), {1.5, 2.5, 3.5}}};
  EXPECT_EQ(peak_area(table, {"retention_time", 303, 10}).value(), 2.5);
  const auto none = peak_area(table, {"retention_time", 360, 10});
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().text().find("nearest is at"), std::string::npos) << none.error().text();
  EXPECT_FALSE(peak_area(table, {"retention_time", 270, 40}));
  EXPECT_FALSE(peak_area(table, {"shift", 270, 40}));
}

}  // namespace
}  // namespace niter::analysis
