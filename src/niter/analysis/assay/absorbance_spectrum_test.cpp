#include "niter/analysis/assay/absorbance_spectrum.hpp"

#include <cmath>
#include <fstream>
#include <random>
#include <sstream>

#include "niter/base/testing.hpp"
#include "niter/base/text.hpp"

namespace niter::analysis {
namespace {

double band(double nm, double centre, double width) {
  return std::exp(-0.5 * (nm - centre) * (nm - centre) / (width * width));
}

/// 200 to 700 nm in steps of 1 nm.
template <class Shape>
data::Table table_of(const std::string& title, Shape shape) {
  data::Table table;
  table.title = title;
  table.columns = {{"wavelength", Unit::of("nm"), {}}, {"absorbance", Unit::of("1"), {}}};
  for (int nm = 200; nm <= 700; ++nm) {
    table.columns[0].values.push_back(1e-9 * nm);
    table.columns[1].values.push_back(shape(static_cast<double>(nm)));
  }
  return table;
}

TEST(AbsorbanceSpectrum, CountsBecomeAbsorbance) {
  NITER_IDENTITY("a tenth of the light is A = 1; without light there is no absorbance");
  data::Table table;
  table.columns = {{"wavelength", Unit::of("nm"), {5e-7, 4e-7, 3e-7}},
                   {"counts_sample", Unit::of("counts"), {15, 105, 4}},
                   {"counts_dark", Unit::of("counts"), {5, 5, 5}},
                   {"counts_reference", Unit::of("counts"), {105, 105, 105}}};
  const auto spectrum = absorbance_spectrum(table);
  ASSERT_TRUE(spectrum) << spectrum.error().text();
  EXPECT_EQ(spectrum->wavelength.front(), 3e-7);  // it was falling
  EXPECT_TRUE(std::isnan(spectrum->absorbance[0]));
  EXPECT_NEAR(spectrum->absorbance[1], 0, 1e-15);
  EXPECT_NEAR(spectrum->absorbance[2], 1, 1e-15);
  // the light from a record of its own, with its own dark counts
  data::Table light = table;
  light.columns[1].values = {1005, 1005, 1005};
  const auto against = absorbance_spectrum(table, &light);
  ASSERT_TRUE(against);
  EXPECT_NEAR(against->absorbance[2], 2, 1e-15);
  light.columns[0].values[0] = 5.1e-7;
  EXPECT_FALSE(absorbance_spectrum(table, &light));
  table.columns.pop_back();
  EXPECT_NE(absorbance_spectrum(table).error().text().find("counts_reference"), std::string::npos);
}

TEST(AbsorbanceSpectrum, BaselinesComeOffBelowABand) {
  NITER_IDENTITY("made of a band of height 0.5 on a line, and on a lambda^-4");
  const auto on_line = absorbance_spectrum(
      table_of("", [](double nm) { return 0.5 * band(nm, 450, 15) + 0.02 + 1e-4 * nm; }));
  const auto line = baseline_of(*on_line, {BaselineKind::Linear, 350e-9, 600e-9});
  ASSERT_TRUE(line);
  EXPECT_NEAR(on_line->absorbance[250] - line->values[250], 0.5, 1e-9);
  const auto on_scatter = absorbance_spectrum(table_of(
      "", [](double nm) { return 0.5 * band(nm, 300, 12) + 0.05 * std::pow(400 / nm, 4); }));
  const auto scatter = baseline_of(*on_scatter, {BaselineKind::Scatter, 450e-9, 700e-9});
  ASSERT_TRUE(scatter);
  EXPECT_NEAR(scatter->exponent, 4, 1e-6);
  EXPECT_NEAR(on_scatter->absorbance[100] - scatter->values[100], 0.5, 1e-6);
  EXPECT_FALSE(baseline_of(*on_scatter, {BaselineKind::Linear, 600e-9, 500e-9}));
  EXPECT_FALSE(baseline_of(*on_scatter, {BaselineKind::Linear, 100e-9, 500e-9}));
  const auto clear = absorbance_spectrum(table_of("", [](double) { return -0.01; }));
  EXPECT_FALSE(baseline_of(*clear, {BaselineKind::Scatter, 450e-9, 700e-9}));
}

TEST(AbsorbanceSpectrum, ReadsBetweenPointsAndAveragesOverTheSlit) {
  NITER_IDENTITY("a straight line is read exactly, with and without averaging");
  const auto spectrum = absorbance_spectrum(table_of("", [](double nm) { return 1e-3 * nm; }));
  EXPECT_NEAR(absorbance_at(*spectrum, 455.3e-9, 0).value(), 0.4553, 1e-12);
  EXPECT_NEAR(absorbance_at(*spectrum, 455e-9, 4e-9).value(), 0.455, 1e-12);
  EXPECT_FALSE(absorbance_at(*spectrum, 800e-9, 4e-9));
}

TEST(AbsorbanceSpectrum, ResolvesAMixture) {
  NITER_IDENTITY("0.7 of one, 0.2 of the other, offset 0.01, noise 1e-3");
  std::mt19937 random(5);
  std::normal_distribution<double> noise(0, 1e-3);
  const auto one = [](double nm) { return band(nm, 400, 40); };
  const auto other = [](double nm) { return band(nm, 450, 40); };
  const std::vector<AbsorbanceSpectrum> pure = {*absorbance_spectrum(table_of("one", one)),
                                                *absorbance_spectrum(table_of("other", other))};
  int held = 0;
  for (int set = 0; set < 100; ++set) {
    const auto mixed = absorbance_spectrum(table_of(
        "", [&](double nm) { return 0.7 * one(nm) + 0.2 * other(nm) + 0.01 + noise(random); }));
    const auto mixture = resolve_mixture(*mixed, pure);
    ASSERT_TRUE(mixture);
    EXPECT_NEAR(mixture->scatter, 1e-3, 2e-4);
    held += std::abs(mixture->amounts[0] - 0.7) < 1.96 * mixture->sigmas[0];
  }
  EXPECT_NEAR(held, 95, 8);
  const std::vector<AbsorbanceSpectrum> alike = {pure[0], pure[0]};
  EXPECT_FALSE(resolve_mixture(pure[1], alike));
}

TEST(AbsorbanceSpectrum, NitrateIsReadAtTwoWavelengths) {
  NITER_SOURCE("apha4500", "NO3- B: A(220) less two times A(275)");
  const std::vector<data::Table> tables = {
      table_of("water", [](double nm) { return 0.8 * band(nm, 205, 12) + 3e-4 * (700 - nm); })};
  const auto reduction =
      reduce_absorbance(tables, {.method = "nitrate-uv", .width = Quantity(0, "nm")});
  ASSERT_TRUE(reduction) << reduction.error().text();
  const double at_220 = 0.8 * band(220, 205, 12) + 3e-4 * 480;
  const double at_275 = 0.8 * band(275, 205, 12) + 3e-4 * 425;
  EXPECT_NEAR(reduction->find("absorbance water")->value.value(), at_220 - 2 * at_275, 1e-9);
  const auto thin = reduce_absorbance(
      tables, {.method = "nitrate-uv", .width = Quantity(0, "nm"), .path = Quantity(5, "mm")});
  EXPECT_NEAR(thin->find("absorbance water")->value.value(), 2 * (at_220 - 2 * at_275), 1e-9);
  EXPECT_FALSE(reduce_absorbance(tables, {}));
  EXPECT_FALSE(reduce_absorbance(tables, {.method = "nitrate-vis"}));
}

TEST(AbsorbanceSpectrum, ReducesMixturesAndFlagsTheDark) {
  NITER_IDENTITY("amounts come in the unit of the references; A = 2.5 is reported");
  const auto one = [](double nm) { return band(nm, 400, 40); };
  const auto other = [](double nm) { return band(nm, 500, 40); };
  const std::vector<data::Table> tables = {
      table_of("mixed", [&](double nm) { return 2.5 * one(nm) + 0.2 * other(nm); }),
      table_of("one", one), table_of("other", other)};
  AbsorbanceOptions options{.read = {{Quantity(400, "nm")}}, .reference_amounts = {10, 20}};
  const auto reduction = reduce_absorbance(tables, options);
  ASSERT_TRUE(reduction) << reduction.error().text();
  EXPECT_NEAR(reduction->find("amount one")->value.value(), 25, 1e-9);
  EXPECT_NEAR(reduction->find("amount other")->value.value(), 4, 1e-9);
  ASSERT_EQ(reduction->findings.size(), 1u);
  EXPECT_EQ(reduction->findings.front().key, "absorbance-saturated");
  options.reference_amounts = {1, 2, 3};
  EXPECT_FALSE(reduce_absorbance(tables, options));
}

TEST(AbsorbanceSpectrumExternal, CountsOfAFibreSpectrometer) {
  NITER_SOURCE("datalab", "1908047U1_0001.Raw8: A = -lg((S - D)/(R - D)) of its own columns");
  const auto path = testing::shared_dir() / "data/uvvis/1908047U1_0001.Raw8.txt";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no shared data";
  std::ifstream file(path);
  data::Table table;
  table.columns = {{"wavelength", Unit::of("nm"), {}},
                   {"counts_sample", Unit::of("counts"), {}},
                   {"counts_dark", Unit::of("counts"), {}},
                   {"counts_reference", Unit::of("counts"), {}}};
  std::string line;
  while (std::getline(file, line)) {
    const auto fields = split(line, ';');
    if (fields.size() != 4 || !parse_number(trim(fields[0]))) continue;
    for (std::size_t i = 0; i < 4; ++i) {
      const double value = parse_number(trim(fields[i])).value();
      table.columns[i].values.push_back(i == 0 ? 1e-9 * value : value);
    }
  }
  ASSERT_GT(table.rows(), 1000u);
  const auto spectrum = absorbance_spectrum(table);
  ASSERT_TRUE(spectrum) << spectrum.error().text();
  int seen = 0;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const double s = table.columns[1].values[i] - table.columns[2].values[i];
    const double r = table.columns[3].values[i] - table.columns[2].values[i];
    if (s > 0 && r > 0) {
      EXPECT_NEAR(spectrum->absorbance[i], std::log10(r / s), 1e-12);
      ++seen;
    } else {
      EXPECT_TRUE(std::isnan(spectrum->absorbance[i]));
    }
  }
  EXPECT_GT(seen, 1000);
}

}  // namespace
}  // namespace niter::analysis
