// For tests and benchmarks only: the fit of the peer's tutorial, records with noise, and the cells
// they come from.
#pragma once

#include <filesystem>
#include <string>

#include "niter/base/file.hpp"
#include "niter/io/readers/csv.hpp"
#include "niter/study/fit/fit_file.hpp"
#include "niter/study/fit/sweep_run.hpp"
#include "niter/twin/instrument/normal_deviates.hpp"

namespace niter::study {

/// The cell and the search of ElectroKitty's fitting tutorial: its truth, its start, its eight
/// parameters. Bounds are ours.
inline const std::string confined_fit = R"(
title = "surface-confined couple"
[cell]
temperature = "293 K"
area = "1 cm2"
resistance = "700 ohm"
capacitance = "1e-4 F/m2"
site_density = "1e-5 mol/m2"
adsorbate = [{ name = "a*", coverage = 1, interaction = 3 },
             { name = "b*", coverage = 0, interaction = 3 }]
step = [{ id = "E1", equation = "a* + e- <-> b*", E0 = "0 V", k0 = "0.01 s-1", alpha = 0.5 }]
[[record]]
file = "electrokitty-confined.csv"
NOISE
[[parameter]]
name = "E1.alpha"
start = 0.75
low = 0
high = 1
[[parameter]]
name = "E1.k0"
start = "1 s-1"
low = "1e-4 s-1"
high = "1e4 s-1"
[[parameter]]
name = "E1.E0"
start = "0.1 V"
low = "-0.4 V"
high = "0.4 V"
[[parameter]]
name = "site_density"
start = "5e-6 mol/m2"
low = "1e-7 mol/m2"
high = "1e-3 mol/m2"
[[parameter]]
name = "resistance"
start = "100 ohm"
low = "1 ohm"
high = "1e5 ohm"
[[parameter]]
name = "capacitance"
start = "3e-5 F/m2"
low = "1e-6 F/m2"
high = "1 F/m2"
[[parameter]]
name = "a*.interaction"
start = 1
low = -5
high = 10
[[parameter]]
name = "b*.interaction"
start = 1
low = -5
high = 10
)";

/// The text with `noise` in place of NOISE: "" or a line of the record's table.
inline FitText fit_text(std::string text, const std::string& noise) {
  text.replace(text.find("NOISE"), 5, noise);
  return config::read<FitText>(config::parse_toml(text, "fit.toml").value()).value();
}

/// The peer's currents, without noise.
inline SweepRecord peer_record(const FitText& text) {
  return load_sweep_record(std::filesystem::path(NITER_SOURCE_DIR) / "testdata/voltammetry",
                           text.records.front())
      .value();
}

inline void add_noise(SweepRecord& record, double sigma, std::uint64_t seed) {
  twin::NormalDeviates deviates(seed);
  for (double& current : record.I) current += sigma * deviates.next();
}

}  // namespace niter::study
