// A cell in an electrochemist's numbers: its model, its slopes, and the mistakes of its text.
#include "niter/study/fit/fitted_cell.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/study/fit/sweep_run.hpp"

namespace niter::study {
namespace {

// Adsorption, transfer on the surface, transfer in solution with two electrons, and what follows.
const char* const everything = R"(
area = "2 cm2"
temperature = "310 K"
resistance = "50 ohm"
capacitance = "0.3 F/m2"
site_density = "2e-6 mol/m2"
offset = "1 uA"
cells = 10
species = [{ name = "A", diffusivity = "7e-10 m2/s", concentration = "2 mmol/L" },
           { name = "B", diffusivity = "9e-10 m2/s", concentration = "0.5 mmol/L" }]
adsorbate = [{ name = "A*", coverage = 0.2, interaction = 1.5 }, { name = "B*", coverage = 0.1 },
             { name = "*", coverage = 0.7 }]
step = [
  { id = "ads", equation = "A + * <-> A*", k = "3e3 s-1", K = 200 },
  { id = "E1", equation = "A* + e- <-> B*", E0 = "50 mV", k0 = "4 s-1", alpha = 0.4 },
  { id = "E2", equation = "A + 2 e- <-> B", E0 = "-100 mV", k0 = "3e-6 m/s", alpha = 0.3 },
  { id = "back", equation = "2 B <-> 2 A", k = "2 s-1", K = 0.1 },
]
)";

Result<FittedCell> cell_of(const std::string& text) {
  NITER_TRY(const auto document, config::parse_toml(text, "cell.toml"));
  NITER_TRY(const auto read, config::read<FittedCellText>(document));
  return FittedCell::make(read);
}

TEST(FittedCell, RatesAreThoseOfButlerAndVolmer) {
  NITER_SOURCE("bard2001", "sec. 3.3: both ways meet at E0 with k0; alpha divides the slope");
  const FittedCell cell = cell_of(everything).value();
  const twin::CellModel m = cell.model(cell.values());
  const double f = constants::F / (constants::R * 310);
  const auto ln = [](const twin::RateConstant& k, double e) { return k.constant + k.slope * e; };
  const auto& on_sites = m.electrode.steps[1];
  EXPECT_NEAR(ln(on_sites.forward, 0.05), std::log(4 * 2e-6), 1e-12);
  EXPECT_NEAR(ln(on_sites.reverse, 0.05), std::log(4 * 2e-6), 1e-12);
  EXPECT_NEAR(on_sites.forward.slope, -0.4 * f, 1e-12);
  EXPECT_NEAR(on_sites.reverse.slope, 0.6 * f, 1e-12);
  EXPECT_NEAR(on_sites.forward_interaction[0], 1.5, 0);
  const auto& dissolved = m.electrode.steps[2];
  EXPECT_NEAR(ln(dissolved.forward, -0.1), std::log(3e-6), 1e-12);  // c in mol m-3 on both sides
  EXPECT_NEAR(dissolved.reverse.slope - dissolved.forward.slope, 2 * f, 1e-12);
  const auto& adsorption = m.electrode.steps[0];  // c over 1 mol/L
  EXPECT_NEAR(ln(adsorption.forward, 0), std::log(3e3 * 2e-6 / 1000), 1e-12);
  EXPECT_NEAR(ln(adsorption.reverse, 0), std::log(3e3 * 2e-6 / 200), 1e-12);
  EXPECT_NEAR(m.reactions[0].forward, 2.0 / 1000, 1e-15);
  EXPECT_NEAR(m.reactions[0].reverse, 20.0 / 1000, 1e-15);
  EXPECT_NEAR(m.electrode.series_resistance, 50 * 2e-4, 1e-15);
}

TEST(FittedCell, SlopesOfTheCurrentAreDifferences) {
  NITER_IDENTITY("derivative = limit of central differences, for every number of a cell");
  const FittedCell cell = cell_of(everything).value();
  const std::vector<double> values = cell.values();
  SweepRecord record;
  for (int i = 0; i <= 40; ++i) {
    record.t.push_back(i * 0.15);
    record.E.push_back(0.2 - 0.03 * (i <= 20 ? i : 40 - i));
    record.I.push_back(0);
  }
  record.sweeps = {{0, 20, true}, {20, 40, true}};
  const SweepGrid grid = sweep_grid(cell, record, values, values);
  std::vector<std::size_t> all(values.size());
  for (std::size_t n = 0; n < all.size(); ++n) all[n] = n;
  const auto here = run_sweeps(cell, values, record, grid, 1e-7, all, {});
  ASSERT_TRUE(here.has_value()) << here.error().text();
  for (const std::size_t n : all) {
    const double h = 1e-3;
    std::vector<double> up = values, down = values;
    if (cell.numbers()[n].positive)
      up[n] *= std::exp(h), down[n] *= std::exp(-h);
    else
      up[n] += h, down[n] -= h;
    const auto high = run_sweeps(cell, up, record, grid, 1e-9, {}, {});
    const auto low = run_sweeps(cell, down, record, grid, 1e-9, {}, {});
    ASSERT_TRUE(high && low) << cell.numbers()[n].name;
    double largest = 0, worst = 0, current = 0;
    for (std::size_t i = 0; i < high->current.size(); ++i) {
      const double difference = (high->current[i] - low->current[i]) / (2 * h);
      largest = std::max(largest, std::abs(difference));
      worst = std::max(worst, std::abs(here->slopes[i * all.size() + n] - difference));
      current = std::max(current, std::abs(here->current[i]));
    }
    // the differences themselves are known to 1e-8 of the current over h
    EXPECT_LT(worst, 2e-3 * largest + 2e-5 * current) << cell.numbers()[n].name;
    EXPECT_GT(largest, 0) << cell.numbers()[n].name;
  }
}

std::string mistake(const std::string& from, const std::string& to) {
  std::string text = everything;
  text.replace(text.find(from), from.size(), to);
  const auto cell = cell_of(text);
  return cell ? "no mistake" : cell.error().text();
}

TEST(FittedCell, NamesMistakes) {
  const auto has = [](const std::string& text, std::string_view part) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
  };
  has(mistake("A* + e- <-> B*", "A* + e- <-> C*"), "step 'E1': 'C*' is not declared");
  has(mistake("A* + e- <-> B*", "A* + e- B*"), "has no arrow");
  has(mistake("A + * <-> A*", "A <-> A*"), "number of sites differs");
  has(mistake("4 s-1", "4 m/s"), "'k0' is in 'm/s'; with adsorbates it is in s-1");
  has(mistake("coverage = 0.7", "coverage = 0.6"), "add up to 0.9, not 1");
  has(mistake(", K = 200", ""), "goes both ways needs 'K'");
  has(mistake("site_density = \"2e-6 mol/m2\"", ""), "it needs sites");
  has(mistake("k = \"3e3 s-1\", K = 200", "k = \"0 s-1\", K = 200"), "'ads.k' must be positive");
  const FittedCell cell = cell_of(everything).value();
  EXPECT_EQ(cell.find("E1.k").error().hint, "did you mean 'E1.k0'?");
}

}  // namespace
}  // namespace niter::study
