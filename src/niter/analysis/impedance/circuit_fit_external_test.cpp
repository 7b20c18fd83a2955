// Measured spectra of ../shared against what other programs found in them.
#include <cmath>
#include <map>
#include <string>

#include "niter/analysis/impedance/circuit_ladder.hpp"
#include "niter/analysis/impedance/shared_spectra_testing.hpp"

namespace niter::analysis {
namespace {

/// ZPlot .z and EC-Lab .mpt: the columns of f, Re Z and Im Z (counted from 0) in the rows behind a
/// heading.
Spectrum read_columns(const std::string& file, std::string_view heading, std::size_t first_column,
                      double sign) {
  Spectrum spectrum;
  std::ifstream in(testing::shared_spectrum(file));
  std::string line;
  bool data = false;
  while (std::getline(in, line)) {
    if (!data) {
      data = line.find(heading) != std::string::npos;
      continue;
    }
    double v[6] = {};
    if (std::sscanf(line.c_str(), "%lf %lf %lf %lf %lf %lf", v, v + 1, v + 2, v + 3, v + 4, v + 5) <
        6) {
      continue;
    }
    spectrum.frequency.push_back(v[0]);
    spectrum.impedance.emplace_back(v[first_column], sign * v[first_column + 1]);
  }
  testing::sort_by_falling_frequency(spectrum);
  return spectrum;
}

Spectrum read_z(const std::string& file) {
  return read_columns(file, "End Comments", 4, 1);
}

CircuitFit fitted(std::string_view circuit, const Spectrum& spectrum,
                  const CircuitFitOptions& options = {}) {
  const auto fit = fit_circuit(parse_circuit(circuit).value(), spectrum, options);
  EXPECT_TRUE(fit) << fit.error().text();
  return fit.value_or(CircuitFit{});
}

void expect(const CircuitFit& fit, std::string_view name, double known, double tolerance) {
  const auto* const parameter = fit.find(name);
  ASSERT_NE(parameter, nullptr) << name;
  EXPECT_NEAR(parameter->value, known, tolerance) << name;
}

class CircuitFitExternal : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(testing::shared_spectrum("exampleData.csv"))) {
      GTEST_SKIP() << "no shared data";
    }
  }
};

constexpr auto battery = "R0-p(R1,C1)-p(R2-Wo1,C2)";

// The published tutorial ends at 1.943017e-5; the best of 40 starts of that program is 1.403138e-5.
TEST_F(CircuitFitExternal, BatteryEndsInTheBetterMinimum) {
  NITER_SOURCE("murbach2020", "best of 40 random starts of customCircuit on exampleData.csv");
  const auto spectrum = testing::capacitive(testing::read_rows("exampleData.csv"));
  ASSERT_EQ(spectrum.size(), 57u);
  for (const unsigned seed : {1u, 2u, 3u}) {
    const auto fit = fitted(battery, spectrum, {.weight = Weight::Unit, .seed = seed});
    EXPECT_NEAR(fit.sum_of_squares, 1.403138e-5, 5e-12);
    EXPECT_TRUE(fit.converged);
    EXPECT_GE(fit.reached, 1);
    expect(fit, "R0", 1.650526e-2, 5e-7);
    // along the flat valley that program stopped a little aside
    expect(fit, "R1", 5.335987e-3, 5e-7);
    expect(fit, "C1", 0.2204262, 5e-5);
    expect(fit, "R2", 9.145210e-3, 5e-7);
    expect(fit, "C2", 2.765568, 5e-4);
    expect(fit, "Wo1_R", 0.1400, 5e-5);
    expect(fit, "Wo1_tau", 1263, 1.5);
    ASSERT_EQ(fit.undetermined.size(), 1u);
    EXPECT_NE(fit.undetermined[0].find("only Wo1_R / Wo1_tau^0.5 is determined"), std::string::npos)
        << fit.undetermined[0];
    // the tutorial's minimum is known, and told as another one
    const auto tutorial = std::find_if(fit.others.begin(), fit.others.end(), [](const auto& other) {
      return std::abs(other.sum_of_squares - 1.943e-5) < 2e-8;
    });
    EXPECT_NE(tutorial, fit.others.end());
  }
}

// 8.676550e-3 with 3.321426 F, 5.389963e-3 with 0.2195418 F: near a minimum, if not the best
TEST_F(CircuitFitExternal, TutorialsMinimumIsReproducedWhenAskedFor) {
  NITER_SOURCE("murbach2020", "getting started: fit of exampleData.csv, unit weight");
  const auto spectrum = testing::capacitive(testing::read_rows("exampleData.csv"));
  const std::map<std::string, double> published = {
      {"R0", 1.651873e-2},    {"R1", 8.676550e-3},   {"C1", 3.321426}, {"R2", 5.389963e-3},
      {"Wo1_R", 6.309274e-2}, {"Wo1_tau", 232.5204}, {"C2", 0.2195418}};
  const auto there = fitted(battery, spectrum, {.weight = Weight::Unit, .fix = published});
  EXPECT_NEAR(there.sum_of_squares, 1.943017e-5, 5e-12);
  // it stopped before the bottom of the valley, where the sum is 1.4e-4 less
  const auto fit = fitted(battery, spectrum,
                          {.weight = Weight::Unit,
                           .bounds = {{"C1", {1, 10}}, {"C2", {0.1, 1}}, {"Wo1_tau", {100, 240}}}});
  EXPECT_LT(fit.sum_of_squares, there.sum_of_squares);
  EXPECT_GT(fit.sum_of_squares, 0.9995 * there.sum_of_squares);
  for (const auto& [name, value] : published) expect(fit, name, value, 0.03 * value);
}

TEST_F(CircuitFitExternal, BatteryByModulus) {
  NITER_SOURCE("murbach2020", "best of 40 random starts, weight_by_modulus, exampleData.csv");
  const auto spectrum = testing::capacitive(testing::read_rows("exampleData.csv"));
  const auto fit = fitted(battery, spectrum);
  EXPECT_NEAR(fit.sum_of_squares, 1.838793e-2, 5e-9);
  expect(fit, "R0", 1.638777e-2, 5e-8);
  expect(fit, "R1", 5.225540e-3, 5e-8);
  expect(fit, "C1", 0.2026338, 5e-6);
  expect(fit, "R2", 9.375144e-3, 5e-8);
  expect(fit, "C2", 2.567158, 5e-5);
  expect(fit, "Wo1_R", 0.1406, 5e-5);
  expect(fit, "Wo1_tau", 1267, 0.6);
}

TEST_F(CircuitFitExternal, DummyCells) {
  NITER_SOURCE("murbach2020", "R0-p(R1,C1) of the dummy cells, with the errors of its notebook");
  const auto one = fitted("R0-p(R1,C1)", read_z("Circuit1_EIS_1.z"), {.weight = Weight::Unit});
  EXPECT_NEAR(one.sum_of_squares, 2.443189, 5e-7);
  expect(one, "R0", 29.14114, 2e-5);
  expect(one, "R1", 46.65256, 2e-5);
  expect(one, "C1", 10.42826e-6, 5e-11);
  EXPECT_NEAR(one.find("R0")->sigma, 0.04, 0.005);
  EXPECT_NEAR(one.find("R1")->sigma, 0.05, 0.005);
  EXPECT_TRUE(one.undetermined.empty());
  EXPECT_EQ(one.reached, one.starts);

  // that program stops at 150.3760, 502.3839, 31.16082 nF: its sum is ours at these values, ...
  const auto spectrum = read_z("Circuit2_EIS_1.z");
  const auto there = fitted(
      "R0-p(R1,C1)", spectrum,
      {.weight = Weight::Unit, .fix = {{"R0", 150.3760}, {"R1", 502.3839}, {"C1", 31.16082e-9}}});
  EXPECT_NEAR(there.sum_of_squares, 164.6355, 5e-5);
  // ... but it is not the least
  const auto two = fitted("R0-p(R1,C1)", spectrum, {.weight = Weight::Unit});
  EXPECT_LT(two.sum_of_squares, 164.34);
  expect(two, "R0", 150, 0.3);
  expect(two, "R1", 502, 0.5);
  expect(two, "C1", 31.2e-9, 0.1e-9);
  EXPECT_NEAR(two.find("R0")->sigma, 0.3, 0.05);
}

TEST_F(CircuitFitExternal, ConstantPhaseOfEcLabFile) {
  NITER_SOURCE("murbach2020", "R0-p(R1,CPE1) by modulus on exampleDataBioLogic.mpt, Im Z < 0");
  const auto spectrum =
      testing::capacitive(read_columns("exampleDataBioLogic.mpt", "freq/Hz", 1, -1));
  const auto fit = fitted("R0-p(R1,CPE1)", spectrum);
  expect(fit, "R0", 63.45846, 5e-5);
  expect(fit, "R1", 48.37455, 5e-5);
  expect(fit, "CPE1_Q", 9.291920e-3, 5e-9);
  expect(fit, "CPE1_n", 0.9111764, 5e-7);
  // the same circuit in the other notations
  EXPECT_NEAR(fitted("R(RQ)", spectrum).find("Q1_n")->value, 0.9111764, 5e-7);
  EXPECT_NEAR(fitted("R1+Q2/R2", spectrum).find("Q2_Q")->value, 9.291920e-3, 5e-9);
}

// Zahner Analysis: 147.839 pF (1.78 %), 98.8658 MOhm (0.695 %); its weights are not known
TEST_F(CircuitFitExternal, HighOhmicDummy) {
  NITER_SOURCE("zahner_analysis", "fit_result.json beside rc-data.ism");
  const auto spectrum = testing::read_ism("zahner_rc-data.ism");
  const auto fit = fitted("p(R0,C0)", spectrum);
  expect(fit, "C0", 147.839e-12, 0.0178 * 147.839e-12);
  expect(fit, "R0", 98.8658e6, 0.00695 * 98.8658e6);
}

// made from round numbers by that program
TEST_F(CircuitFitExternal, MadeSpectrumGivesItsNumbersBack) {
  NITER_SOURCE("pyimpspec", "spectrum of its test files, R(RC)(RW)");
  const auto spectrum = read_columns("pyimpspec_data.z", "End Comments", 4, 1);
  const auto fit = fitted("R(RC)(RW)", spectrum);
  const double known[] = {100, 200, 8e-7, 500, 4e-4};
  for (std::size_t k = 0; k < 5; ++k) {
    EXPECT_NEAR(fit.parameters[k].value, known[k], 2e-6 * known[k]) << fit.parameters[k].name;
  }
}

TEST_F(CircuitFitExternal, NineParametersAreFoundByEverySeed) {
  NITER_IDENTITY("the least sum of squares does not depend on the seed");
  const auto spectrum = testing::capacitive(testing::read_rows("exampleData.csv"));
  for (const unsigned seed : {1u, 2u, 3u, 4u}) {
    const auto fit = fitted("R0-p(R1,CPE1)-p(R2-Wo1,CPE2)", spectrum, {.seed = seed});
    EXPECT_NEAR(fit.sum_of_squares, 9.621861e-3, 5e-8) << seed;
  }
}

}  // namespace
}  // namespace niter::analysis
