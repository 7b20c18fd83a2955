// For tests of the loader: a small study in three files, written to disk for each test and removed
// after it.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <unistd.h>

#include "niter/study/study.hpp"

namespace niter::study {

inline constexpr std::string_view study_text = R"(schema = 1
id = "small"
title = "A small study"
potential_scale = "RHE"
files = ["facts.toml", "more.toml"]
missing = ["pH"]
[[catalyst]]
id = "Fe2Co1/NC"
ratio = { Fe = 2, Co = 1 }
[[catalyst]]
id = "Co/NC"
[[experiment]]
id = "no3"
title = "Nitrate"
technique = "h-cell"
reactant = "NO3-"
electrolyte = { KNO3 = "0.1 mol/L" }
[[experiment]]
id = "bat"
title = "Battery"
technique = "zn-battery"
potential_scale = "Zn"
[simulate]
reference_catalyst = "Fe2Co1/NC"
dft_step = "R5"
step = "20 mV"
cells = [
  { experiment = "no3", film = "film_NO3" },
]
[[calibrate]]
fact = "no3.j"
relative_sigma = "2 %"
[[calibrate]]
fact = "no3.FE"
sigma = "0.02"
[[variant]]
id = "free"
title = "as it is"
[[variant]]
id = "held"
title = "another network, one number of it and the film held"
mechanism = "v0"
film = "film_NO3"
fixed = { lg_kV = 0.5, film_NO3 = "0.3 mm" }
)";

inline constexpr std::string_view facts_text = R"([[fact]]
id = "no3.j"
measure = "current_density"
label = "current density"
value = -81.79
unit = "mA cm-2"
sigma = 1.5
catalyst = "Fe2Co1/NC"
experiment = "no3"
potential = "-1.2 V vs RHE"
place = "Fig. 2a"
audit = ["A5"]
[[fact]]
id = "no3.FE"
measure = "faradaic_efficiency"
label = "efficiency"
value = 85.6
unit = "%"
catalyst = "Fe2Co1/NC"
experiment = "no3"
potential = "-1000 mV vs RHE"
place = "Fig. 2c"
[[fact]]
id = "no3.order"
measure = "order"
label = "ranking"
value = "Fe2Co1/NC > Co/NC"
kind = "ordering"
experiment = "no3"
conditions = { of = "current_density" }
place = "Fig. 2a"
[[fact]]
id = "no3.window"
measure = "potential"
label = "window"
value = [0.0, -1.2]
unit = "V vs RHE"
kind = "setup"
experiment = "no3"
place = "Fig. 2a"
[[fact]]
id = "bat.V"
measure = "open_circuit_voltage"
label = "open circuit"
value = 1.43
unit = "V vs Zn/Zn2+"
experiment = "bat"
current_density = "1 mA cm-2"
place = "Fig. 6"
[[fact]]
id = "dft.FeCo"
measure = "reaction_free_energy"
label = "energy"
value = 0.91
unit = "eV"
catalyst = "Fe2Co1/NC"
conditions = { step = "R5" }
place = "Fig. 3"
[[fact]]
id = "dft.Co"
measure = "reaction_free_energy"
label = "energy"
value = 151
unit = "kJ"
catalyst = "Co/NC"
conditions = { step = "R9" }
place = "Fig. 3"
[[fact]]
id = "cdl.FeCo"
measure = "double_layer_capacitance"
label = "capacitance"
value = 34.0
unit = "mF cm-2"
catalyst = "Fe2Co1/NC"
place = "Fig. 2d"
[[fact]]
id = "cdl.Co"
measure = "double_layer_capacitance"
label = "capacitance"
value = 142.0
unit = "F m-2"
catalyst = "Co/NC"
place = "Fig. 2d"
)";

inline constexpr std::string_view more_text = R"([[recipe]]
catalyst = "Fe2Co1/NC"
salts = { "Fe(NO3)3(H2O)9" = "0.33 g" }
place = "Methods"
[preparation]
place = "Methods"
[[preparation.reagent]]
name = "ammonium chloride"
formula = "NH4Cl"
amount = "5 g"
[[assumption]]
id = "film_NO3"
value = "200 um"
low = "0.05 mm"
high = "600 um"
prior = { mean = "200 um", factor = 1.41 }
meaning = "stagnant layer"
reason = "natural convection"
source = "estimate"
[[assumption]]
id = "dft_compression"
value = "0.07"
meaning = "share of the differences"
reason = "literal energies stop the others"
source = "estimate"
)";

/// A study on disk that disappears with the test.
class StudyOnDisk : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::path(::testing::TempDir()) / ("niter_load_" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    reset();
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void reset() {
    write("study.toml", study_text);
    write("facts.toml", facts_text);
    write("more.toml", more_text);
  }
  void write(const std::string& name, std::string_view text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  static std::string_view original(const std::string& name) {
    return name == "study.toml" ? study_text : name == "facts.toml" ? facts_text : more_text;
  }
  /// The error of the study as it stands, without the folder's name.
  std::string error() const {
    const auto study = load_study(folder_);
    if (study) return "no error";
    std::string text = study.error().text();
    const std::string prefix = folder_.string() + "/";
    for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
      text.erase(at, prefix.size());
    }
    return text;
  }

  std::filesystem::path folder_;
};

}  // namespace niter::study
