// Real voltammograms of ferricyanide: what a fit finds against what the peaks alone say.
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/physics/closed/nicholson_shain.hpp"
#include "niter/physics/closed/randles_sevcik.hpp"
#include "niter/study/fit/fit_file.hpp"

namespace niter::study {
namespace {

const char* const ferricyanide = R"(
title = "ferricyanide"
[cell]
area = "0.0707 cm2"
resistance = "100 ohm"
capacitance = "0.2 F/m2"
species = [{ name = "O", diffusivity = "7e-10 m2/s", concentration = "10 mmol/L" },
           { name = "R", diffusivity = "7e-10 m2/s", concentration = "0 mmol/L" }]
step = [{ id = "E1", equation = "O + e- <-> R", E0 = "0 V", k0 = "1e-5 m/s" }]
[[record]]
file = "chi_ferricyanide_RATEmVs.csv"
columns = { E = "Potential", I = "Current" }
scan_rate = "RATE mV/s"
quiet = "2 s"
sweeps = [2, 3]
[[parameter]]
name = "D"
of = ["O.D", "R.D"]
low = "1e-10 m2/s"
high = "5e-9 m2/s"
[[parameter]]
name = "E1.E0"
low = "-0.2 V"
high = "0.2 V"
[[parameter]]
name = "E1.k0"
low = "1e-8 m/s"
high = "1e-2 m/s"
[[parameter]]
name = "resistance"
low = "1 ohm"
high = "10 kohm"
)";

// From the highest and the lowest current of a record: E midway between them, and the D that a
// reversible wave of that height would have.
struct Peaks {
  double middle = 0, reversible = 0;
};
Peaks peaks_of(const SweepRecord& record, double rate) {
  double lowest = 0, highest = 0, at_lowest = 0, at_highest = 0;
  for (const std::size_t i : record.compared()) {
    if (record.I[i] < lowest) lowest = record.I[i], at_lowest = record.E[i];
    if (record.I[i] > highest) highest = record.I[i], at_highest = record.E[i];
  }
  const physics::PlanarSweep unit{1, 10, 1, rate, 298.15};
  const double wave = 7.07e-6 * physics::reversible_peak_current_density(unit);
  return {(at_lowest + at_highest) / 2, std::pow(lowest / wave, 2)};
}

TEST(FerricyanideExternal, OneDiffusivityAtThreeRates) {
  NITER_SOURCE("bard2001", "sec. 6.2-6.5: E0 midway between peaks; slow transfer lowers them");
  const auto folder = testing::shared_dir() / "data/voltammetry";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder;
  std::vector<double> diffusivity, constant;
  for (const int rate : {20, 100, 200}) {
    std::string text = ferricyanide;
    for (int k = 0; k < 2; ++k) text.replace(text.find("RATE"), 4, std::to_string(rate));
    const auto read = config::read<FitText>(config::parse_toml(text, "fit.toml").value()).value();
    const auto record = load_sweep_record(folder, read.records.front());
    ASSERT_TRUE(record.has_value()) << record.error().text();
    const auto problem = fit_problem(read, {*record}).value();
    const auto result = fit(problem, {});
    ASSERT_TRUE(result.has_value()) << result.error().text();
    const Peaks peaks = peaks_of(*record, rate * 1e-3);
    EXPECT_NEAR(result->numbers[1].value, peaks.middle, 0.01) << rate;
    EXPECT_GT(result->numbers[0].value, peaks.reversible) << rate;
    EXPECT_LT(result->records[0].rms, 0.1 * 1.5e-4) << rate;
    // a disc in a beaker is not quite one-dimensional: the residuals show it, and the fit says so
    EXPECT_TRUE(result->misses()) << rate;
    diffusivity.push_back(result->numbers[0].value), constant.push_back(result->numbers[2].value);
  }
  // peaks alone let D fall by a half from 20 to 200 mV/s
  const auto d = std::minmax_element(diffusivity.begin(), diffusivity.end());
  EXPECT_LT(*d.second / *d.first, 1.15);
  const auto k = std::minmax_element(constant.begin(), constant.end());
  EXPECT_LT(*k.second / *k.first, 1.5);
}

}  // namespace
}  // namespace niter::study
