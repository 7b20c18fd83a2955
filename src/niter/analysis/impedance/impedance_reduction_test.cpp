// Validity and relaxation times as rows of the techniques, and their figures.
#include <algorithm>

#include "niter/analysis/impedance/impedance_figures.hpp"
#include "niter/analysis/impedance/synthetic_testing.hpp"
#include "niter/analysis/techniques.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

using testing::Complex;

Complex cell(double omega) {
  return 10.0 + testing::zarc(omega, 50, 1e-3, 0.9) + testing::zarc(omega, 30, 0.2, 0.9);
}

data::Table record_of(const Spectrum& spectrum) {
  data::Table table;
  table.title = "cell 1";
  table.columns = {{"f", Unit::of("Hz"), spectrum.frequency},
                   {"Z_re", Unit::of("Ohm"), {}},
                   {"Z_im", Unit::of("Ohm"), {}}};
  for (const auto& z : spectrum.impedance) {
    table.columns[1].values.push_back(z.real());
    table.columns[2].values.push_back(z.imag());
  }
  return table;
}

Spectrum valid() {
  return testing::spectrum_of_law(cell, {.highest = 1e5, .lowest = 1e-2, .noise = 1e-3});
}

data::Reduction reduced(const char* technique, std::vector<data::Table> tables,
                        const config::Value& options = {}) {
  const auto row = find_technique(technique);
  EXPECT_TRUE(row && check_needs(**row, tables));
  const auto result = (*row)->reduce(tables, options);
  EXPECT_TRUE(result) << result.error().text();
  return result ? *result : data::Reduction{};
}

TEST(ImpedanceReduction, KramersKronigSaysWhichSpectrumIsWrong) {
  NITER_IDENTITY("a valid spectrum, and one whose imaginary part has the wrong sign");
  auto wrong = record_of(valid());
  wrong.title = "cell 2";
  for (double& value : wrong.columns[2].values) value = -value;
  const auto result = reduced("kk", {record_of(valid()), wrong});
  ASSERT_EQ(result.findings.size(), 4u);
  EXPECT_EQ(result.findings[0].key, "kramers-kronig cell 1");
  EXPECT_EQ(result.findings[0].verdict, data::Verdict::Consistent);
  EXPECT_EQ(result.findings[1].verdict, data::Verdict::Consistent);
  EXPECT_EQ(result.findings[2].key, "kramers-kronig cell 2");
  EXPECT_EQ(result.findings[2].verdict, data::Verdict::Inconsistent);
  EXPECT_NEAR(result.find("rms_residual cell 1")->value.value(), 1e-3, 2e-4);
  EXPECT_GT(result.find("rms_residual cell 2")->value.value(), 0.05);
  EXPECT_EQ(result.figures.size(), 4u);
  EXPECT_EQ(result.tables[0].rows(), valid().size());
}

TEST(ImpedanceReduction, PeaksAreMeasuresWithTheirUncertainty) {
  NITER_IDENTITY("arcs of 50 and 30 ohm; per area they are ohm times area");
  config::Value options;
  options.set("draws", config::Value(std::int64_t{100}));
  options.set("least_peak", config::Value(0.2));
  options.set("area", config::Value("2 cm2"));
  const auto result = reduced("drt", {record_of(valid())}, options);
  const auto* const first = result.find("peak_resistance_1");
  const auto* const second = result.find("peak_resistance_2");
  ASSERT_TRUE(first != nullptr && second != nullptr);
  EXPECT_EQ(result.find("peak_resistance_3"), nullptr);
  EXPECT_EQ(first->unit.text(), "Ohm cm2");
  EXPECT_NEAR(first->unit.from_si(first->value.value()), 100, 5);
  EXPECT_NEAR(second->unit.from_si(second->value.value()), 60, 5);
  EXPECT_GT(first->value.sigma(), 0);
  EXPECT_LT(first->value.relative(), 0.03);
  EXPECT_NEAR(result.find("peak_time_2")->value.value(), 0.2, 0.01);
  for (const auto& finding : result.findings) {
    EXPECT_EQ(finding.verdict, data::Verdict::Consistent) << finding.key << finding.numbers;
  }
  EXPECT_TRUE(result.caveats.empty());
}

TEST(ImpedanceReduction, ADistributionThatDoesNotFitOrEndsTooEarlyIsMarked) {
  NITER_IDENTITY("an inductive loop; an arc slower than the slowest frequency");
  config::Value options;
  options.set("draws", config::Value(std::int64_t{0}));
  const auto loop = reduced("drt", {record_of(testing::spectrum_of_law([](double omega) {
                              return cell(omega) - testing::resistor_capacitor(omega, 20, 5);
                            }))},
                            options);
  EXPECT_EQ(loop.findings[0].verdict, data::Verdict::Inconsistent);
  const auto slow = reduced("drt", {record_of(testing::spectrum_of_law([](double omega) {
                              return cell(omega) + testing::zarc(omega, 90, 60, 0.9);
                            }))},
                            options);
  EXPECT_EQ(slow.findings[1].verdict, data::Verdict::Inconsistent);
}

TEST(ImpedanceReduction, NyquistHasEqualScalesAndNamedDecades) {
  NITER_IDENTITY("x Re Z, y -Im Z; a capacitor stands above the axis");
  const auto spectrum = testing::spectrum_of_law([](double omega) { return 1e3 * cell(omega); },
                                                 {.highest = 1e3, .lowest = 1e-1});
  const auto panel = nyquist_panel(spectrum, {.title = "cell", .area = 1e-4});
  EXPECT_TRUE(panel.equal_scales);
  EXPECT_EQ(panel.x.word, "z_re");
  EXPECT_EQ(panel.y.word, "minus_z_im");
  EXPECT_EQ(panel.x.unit.text(), "kOhm cm2");
  const auto& points = panel.series.front();
  ASSERT_EQ(points.x.size(), spectrum.size());
  EXPECT_NEAR(points.x[3], 1e-4 * spectrum.impedance[3].real(), 1e-12);
  EXPECT_NEAR(points.y[3], -1e-4 * spectrum.impedance[3].imag(), 1e-12);
  const auto& marks = panel.series.back();
  EXPECT_TRUE(marks.shows_labels);
  EXPECT_EQ(marks.labels,
            (std::vector<std::string>{"1 kHz", "100 Hz", "10 Hz", "1 Hz", "100 mHz"}));
}

}  // namespace
}  // namespace niter::analysis
