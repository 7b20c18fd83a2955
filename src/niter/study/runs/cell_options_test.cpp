// What a [[cell]] can ask for, from the text of a study to numbers that are known in closed form.
#include "niter/study/runs/cell_options.hpp"

#include <cmath>
#include <complex>

#include "niter/base/file.hpp"
#include "niter/base/testing.hpp"
#include "niter/chem/activity.hpp"
#include "niter/chem/constants.hpp"
#include "niter/chem/species.hpp"
#include "niter/physics/closed/circuit.hpp"
#include "niter/physics/closed/cottrell.hpp"
#include "niter/physics/closed/gouy_chapman.hpp"
#include "niter/physics/closed/levich.hpp"
#include "niter/study/load_testing.hpp"
#include "niter/study/virtual_record.hpp"

namespace niter::study {
namespace {

using Complex = std::complex<double>;

constexpr std::string_view bath = R"toml(schema = 1
id = "cells"
title = "Cells with an answer"
potential_scale = "RHE"
[[catalyst]]
id = "metal"
[[experiment]]
id = "bath"
title = "Nitrate in sulfate"
technique = "h-cell"
reactant = "NO3-"
electrolyte = { KNO3 = "0.01 mol/L", K2SO4 = "0.5 mol/L" }
[simulate]
mechanism = "own.toml"
reference_catalyst = "metal"
cells = [ { experiment = "bath", film = "film" } ]
[[assumption]]
id = "film"
value = "100 um"
meaning = "stagnant layer"
reason = "a round number"
source = "choice"
[[assumption]]
id = "ph_bulk"
value = "7"
meaning = "pH"
reason = "neutral"
source = "choice"
[[assumption]]
id = "temperature"
value = "298.15 K"
meaning = "temperature"
reason = "where constants are known"
source = "choice"
[[assumption]]
id = "series_resistance"
value = "2 ohm cm2"
meaning = "between reference and electrode"
reason = "a round number"
source = "choice"
[[assumption]]
id = "electrode_area"
value = "1 cm2"
meaning = "geometric"
reason = "a round number"
source = "choice"
[[assumption]]
id = "catholyte_volume"
value = "30 mL"
meaning = "of the vessel"
reason = "a round number"
source = "choice"
)toml";

// One irreversible step to nitrite without sites: transport alone decides at -0.8 V vs RHE.
constexpr std::string_view own = R"toml(schema = 1
title = "nitrate to nitrite"
source = "choice"
site_density = "1e-9 mol/cm2"
reference_potential = "-0.4 V"
solution = ["OH-", "NO3-", "NO2-"]
[parameters]
lg_k = { value = 3.0, unit = "lg(mol m-2 s-1)", meaning = "transfer", source = "choice" }
beta = { value = 0.5, unit = "1", meaning = "symmetry factor", source = "choice" }
[[steps]]
id = "E"
equation = "NO3- + H2O + 2 e- <-> NO2- + 2 OH-"
log10_k = "lg_k"
transfer_coefficient = "beta"
)toml";

class CellOnDisk : public StudyOnDisk {
 protected:
  void put(const std::string& cell, const std::string& protocol) {
    write("own.toml", mechanism_);
    write("study.toml", study_ + more_ + "[[cell]]\nid = \"mine\"\n" + cell +
                            "\n[[run]]\nid = \"run\"\nkind = \"voltammogram\"\ntitle = \"A run\"\n"
                            "experiment = \"bath\"\ncell = \"mine\"\nprotocol = \"" +
                            protocol + "\"\n");
  }
  template <class Make>
  auto with_input(const Make& make) {
    const auto study = load_study(folder_);
    EXPECT_TRUE(study) << (study ? "" : study.error().text());
    const auto model = Model::make(study.value());
    EXPECT_TRUE(model) << (model ? "" : model.error().text());
    const auto values = model.value().nominal();
    const RunInput input{*study, *model, study->runs.at(0), values, {}, 1, {}};
    auto made = make(input, values);
    EXPECT_TRUE(made) << (made ? "" : made.error().text());
    return std::move(made).value();
  }
  twin::protocol::RunRecord ran(const std::string& cell, const std::string& protocol) {
    put(cell, protocol);
    auto record = with_input(
        [](const RunInput& input, const auto& values) { return run_on_twin(input, {}, values); });
    EXPECT_FALSE(record.failure) << record.failure->error.text();
    return record;
  }
  twin::CellModel built(const std::string& cell) {
    put(cell, "rest for 1 s");
    return with_input(
        [](const RunInput& input, const auto& values) { return cell_of(input, {}, values); });
  }
  static double last(const twin::protocol::RunRecord& record, const char* column) {
    return record.table.find(column)->values.back();
  }

  std::string study_ = std::string(bath), more_, mechanism_ = std::string(own);
};

double diffusion(const char* species) {
  static const auto database = chem::load_database().value();
  return database.diffusion(species).value();
}

constexpr double c = 10;  // mol m-3 of nitrate

TEST_F(CellOnDisk, RotatingDiscMeetsLevich) {
  NITER_SOURCE("newman1966", "limiting current at a finite Schmidt number, 1600 rpm");
  const auto record = ran(
      "level = \"fick\"\nequilibria = \"none\"\ngeometry = \"rotating disc\"\nrotation = \"1600 "
      "rpm\"\nviscosity = \"0.01 cm2/s\"",
      "hold -1.0 V vs RHE for 20 s");
  const physics::RotatingDisc disc{1600 * constants::pi / 30, 1e-6};
  EXPECT_NEAR(-last(record, "j") / physics::levich_current_density(2, c, diffusion("NO3-"), disc),
              1, 1e-3);
}

TEST_F(CellOnDisk, AVoltammogramOfADiscStandsBesideNoSteadyStateOfAFilm) {
  NITER_IDENTITY("what is drawn together belongs to one cell");
  const auto series_of = [&](const std::string& cell) {
    put(cell, "sweep 0 to -0.1 V vs RHE at 100 mV/s");
    const auto outcome =
        with_input([](const RunInput& input, const auto&) { return voltammogram(input); });
    return std::pair{outcome.figures.at(0).panels.at(0).series.size(),
                     outcome.figures.at(0).caption.find("steady state") != std::string::npos};
  };
  EXPECT_EQ(series_of(""), std::pair(std::size_t{2}, true));
  EXPECT_EQ(series_of("geometry = \"rotating disc\"\nrotation = \"1600 rpm\"\n"
                      "viscosity = \"0.01 cm2/s\""),
            std::pair(std::size_t{1}, false));
}

TEST_F(CellOnDisk, SemiInfiniteSpaceMeetsCottrell) {
  NITER_SOURCE("bard2001", "sec. 5.2.1 (Cottrell); the reach follows from the protocol's length");
  study_.replace(study_.find("\"2 ohm cm2\""), 11, "\"0 ohm cm2\"");
  const auto record = ran("level = \"fick\"\nequilibria = \"none\"\ngeometry = \"semi-infinite\"",
                          "hold -1.0 V vs RHE for 100 s");
  const auto& t = record.table.find("t")->values;
  const auto& j = record.table.find("j")->values;
  int checked = 0;
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (t[i] < 5) continue;
    ++checked;
    EXPECT_NEAR(-j[i] / physics::cottrell_current_density(2, c, diffusion("NO3-"), t[i]), 1, 2e-3)
        << t[i];
  }
  EXPECT_GT(checked, 50);
}

TEST_F(CellOnDisk, ThinLayerIsExhausted) {
  NITER_IDENTITY("Q = n F c L of a layer that nothing enters");
  const auto record = ran(
      "level = \"fick\"\nequilibria = \"none\"\ngeometry = \"thin layer\"\nthickness = \"50 um\"",
      "hold -1.0 V vs RHE for 60 s");
  EXPECT_NEAR(-last(record, "q") / (2 * constants::F * c * 50e-6), 1, 1e-6);
}

TEST_F(CellOnDisk, LevelsOfAFilm) {
  NITER_IDENTITY("diffusion alone: n F D c/delta; with migration 0.884177 of it (exact solution)");
  mechanism_ = R"toml(schema = 1
title = "nitrate to ammonia"
source = "choice"
site_density = "1e-9 mol/cm2"
reference_potential = "-0.4 V"
solution = ["OH-", "NO3-", "NH3"]
[parameters]
lg_k = { value = 3.0, unit = "lg(mol m-2 s-1)", meaning = "transfer", source = "choice" }
beta = { value = 0.5, unit = "1", meaning = "symmetry factor", source = "choice" }
[[steps]]
id = "E"
equation = "NO3- + 6 H2O + 8 e- <-> NH3 + 9 OH-"
log10_k = "lg_k"
transfer_coefficient = "beta"
)toml";
  const std::string salts = "KNO3 = \"0.01 mol/L\", K2SO4 = \"0.5 mol/L\"";
  study_.replace(study_.find(salts), salts.size(), "KNO3 = \"0.1 mol/L\", K2SO4 = \"0.1 mol/L\"");
  const double limit = 8 * constants::F * diffusion("NO3-") * 100 / 100e-6;
  const auto at = [&](const std::string& level) {
    return -last(ran("equilibria = \"none\"\nactivities = \"ideal\"\nintervals = 200\nlevel = \"" +
                         level + "\"",
                     "hold -2.5 V vs RHE for 200 s"),
                 "j") /
           limit;
  };
  EXPECT_NEAR(at("fick"), 1, 1e-4);
  EXPECT_NEAR(at("nernst-planck"), 0.884177, 3e-4);  // its diffusion coefficients differ by 1e-3
}

std::vector<Complex> spectrum_of(const twin::protocol::RunRecord& record, double series) {
  std::vector<Complex> out = record.spectra.at(0).impedance;
  for (Complex& z : out) z -= series;
  return out;
}

// So slow that the double layer alone answers.
std::string inert() {
  std::string text(own);
  return text.replace(text.find("value = 3.0"), 11, "value = -30");
}

TEST_F(CellOnDisk, ConstantPhaseElement) {
  NITER_SOURCE("brug1984", "Z = R_s + 1/(Q (i omega)^n) within the range of the branches");
  mechanism_ = inert();
  const auto record =
      ran("cpe_admittance = \"30 uS/cm2\"\ncpe_exponent = 0.85\ncpe_times = [\"1 us\", \"1000 s\"]",
          "eis 2 kHz to 10 mHz, 10 mV, at 0.1 V vs RHE, 3 points per decade");
  const auto z = spectrum_of(record, 2e-4);
  const auto& f = record.spectra[0].frequency;
  for (std::size_t i = 0; i < f.size(); ++i) {
    const Complex exact = physics::cpe_impedance(0.3, 0.85, 2 * constants::pi * f[i]);
    EXPECT_LT(std::abs(z[i] - exact) / std::abs(exact), 2e-3) << f[i];
  }
}

TEST_F(CellOnDisk, PorousFilmIsATransmissionLine) {
  NITER_SOURCE("delevie1963", "sqrt(R Z) coth(sqrt(R/Z)) with walls that charge");
  mechanism_ = inert();
  const auto record =
      ran("capacitance = \"1 mF/cm2\"\nsegments = 100\npore_resistance = \"10 ohm cm2\"",
          "eis 1 kHz to 1 Hz, 10 mV, at 0.1 V vs RHE, 3 points per decade");
  const auto z = spectrum_of(record, 2e-4);
  const auto& f = record.spectra[0].frequency;
  for (std::size_t i = 0; i < f.size(); ++i) {
    const Complex wall = 1.0 / Complex(0, 2 * constants::pi * f[i] * 10);
    const Complex exact = physics::porous_electrode_impedance(1e-3, wall);
    EXPECT_LT(std::abs(z[i] - exact) / std::abs(exact), 1e-3) << f[i];
  }
}

TEST_F(CellOnDisk, PoissonLevelHasTheDoubleLayerOfGouyChapmanAndStern) {
  NITER_SOURCE("bard2001", "sec. 13.3.3: capacitances of Stern and diffuse layer in series");
  mechanism_ = inert();
  const std::string salts = "KNO3 = \"0.01 mol/L\", K2SO4 = \"0.5 mol/L\"";
  study_.replace(study_.find(salts), salts.size(), "KNO3 = \"0.01 mol/L\"");
  const auto record = ran(
      "level = \"poisson\"\nions = \"points\"\nequilibria = \"none\"\ncapacitance = \"20 uF/cm2\"\n"
      "zero_charge = \"0.1 V vs RHE\"",
      "eis 2 Hz to 1 Hz, 10 mV, at 0.1 V vs RHE, 1 points per decade");
  const auto& spectrum = record.spectra.at(0);
  const double omega = 2 * constants::pi * spectrum.frequency.back();
  const double capacitance = -1 / (omega * spectrum.impedance.back().imag());
  const physics::SymmetricSalt salt{10, 1, chem::water_permittivity, 0, 298.15};
  const double exact = physics::stern_capacitance(0.2, physics::diffuse_capacitance(salt, 0));
  EXPECT_NEAR(capacitance / exact, 1, 2e-3);

  // away from zero charge: what flowed is the charge of a diffuse layer at the potential it leaves
  const auto held = ran(
      "level = \"poisson\"\nions = \"points\"\nequilibria = \"none\"\ncapacitance = \"20 uF/cm2\"\n"
      "zero_charge = \"0.1 V vs RHE\"",
      "hold -0.2 V vs RHE for 20 s");
  const double charge = last(held, "q"), plane = -0.3 - charge / 0.2;
  EXPECT_LT(plane, -0.05);
  EXPECT_NEAR(charge / physics::double_layer_charge(salt, plane), 1, 5e-3);
}

TEST_F(CellOnDisk, IonsHaveTheSizesOfTheSpeciesFile) {
  NITER_SOURCE("guo2023", "diameter of K+ 0.662 nm, four waters held; NO3- 0.67 nm");
  const auto cell =
      built("level = \"poisson\"\nequilibria = \"none\"\ncapacitance = \"20 uF/cm2\"");
  int seen = 0;
  for (const auto& s : cell.species) {
    if (s.name == "K+") {
      EXPECT_NEAR(s.diameter, 0.662e-9, 1e-15);
      EXPECT_EQ(s.hydration, 4);
      ++seen;
    }
    if (s.name != "NO3-") continue;
    EXPECT_NEAR(s.diameter, 0.67e-9, 1e-15);
    ++seen;
  }
  EXPECT_EQ(seen, 2);
  EXPECT_EQ(cell.transport.level, twin::TransportLevel::PoissonNernstPlanck);
  // KSO4- is in the solution and nobody knows its size
  put("level = \"poisson\"\ncapacitance = \"20 uF/cm2\"", "rest for 1 s");
  const auto study = load_study(folder_).value();
  const auto model = Model::make(study).value();
  const auto values = model.nominal();
  const auto refused = cell_of({study, model, study.runs.at(0), values, {}, 1, {}}, {}, values);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text().find("no hydrated radius of"), std::string::npos);
}

TEST_F(CellOnDisk, EquilibriaAreInstantTakeTheirTimeOrAreLeftOut) {
  NITER_IDENTITY("the same species and the same current where proton transfer is fast");
  const auto instant = built(""), rates = built("equilibria = \"finite rates\""),
             none = built("equilibria = \"none\"");
  EXPECT_GT(instant.equilibria.size(), 2u);
  EXPECT_TRUE(instant.reactions.empty());
  EXPECT_GE(rates.reactions.size(), 2u);
  EXPECT_EQ(rates.reactions.size() + rates.equilibria.size(), instant.equilibria.size());
  EXPECT_TRUE(none.equilibria.empty() && none.reactions.empty());
  const auto at = [&](const char* cell) {
    return last(ran(cell, "hold -1.0 V vs RHE for 30 s"), "j");
  };
  EXPECT_NEAR(at("") / at("equilibria = \"finite rates\""), 1, 1e-4);
}

TEST_F(CellOnDisk, CarbonatePairsAndNitrousAcidJoinTheirIons) {
  NITER_IDENTITY("what follows from an ion by an equilibrium of share/niter is in the cell");
  const std::string salts = "K2SO4 = \"0.5 mol/L\"";
  study_.replace(study_.find(salts), salts.size(), "K2SO4 = \"0.4 mol/L\", KHCO3 = \"0.05 mol/L\"");
  study_.replace(study_.find("value = \"7\""), 11, "value = \"8.3\"");
  put("", "rest for 1 s");
  EXPECT_NE(error().find("no error"), std::string::npos) << error();
  const auto cell = built("");
  for (const char* name : {"KSO4-", "HSO4-", "HNO2", "HCO3-", "CO2", "CO3-2"})
    EXPECT_TRUE(std::any_of(cell.species.begin(), cell.species.end(), [&](const auto& s) {
      return s.name == name;
    })) << name;
}

TEST_F(CellOnDisk, ABatchLosesWater) {
  NITER_IDENTITY("c V = const: 30 mL less 0.2 mL/h for 40 h leave 22 mL");
  more_ = R"([[assumption]]
id = "catholyte_evaporation"
value = "0.2 mL/h"
meaning = "water carried off by the gas"
reason = "a round number"
source = "choice"
)";
  mechanism_ = inert();
  const auto record = ran("geometry = \"batch\"\nequilibria = \"none\"", "rest for 40 h");
  EXPECT_NEAR(last(record, "depth") * 1e-4, 22e-6, 1e-12);
  const double before = record.table.find("c SO4-2")->values.front();
  EXPECT_NEAR(last(record, "c SO4-2") / before, (30.0 + 0.01) / (22.0 + 0.01), 1e-5);
  EXPECT_EQ(record.table.provenance.settings.at("cell.geometry"), "batch");
  EXPECT_NEAR(std::stod(record.table.provenance.settings.at("cell.evaporation_m3_per_s")),
              0.2e-6 / 3600, 1e-18);
  // and in the truth beside an instrument's file
  VirtualRecordOptions recording;
  recording.instrument = "biologic-sp300";
  const auto files = write_virtual_records(folder_ / "out", record, recording);
  ASSERT_TRUE(files) << files.error().text();
  const auto truth =
      config::parse_json(read_file(files->at(0).string() + ".truth.json").value(), "truth").value();
  const auto& settings = *truth.find("settings");
  EXPECT_NEAR(std::stod(*settings.find("cell.catholyte_start_m3")->string()), 30e-6, 1e-9);
  EXPECT_NEAR(std::stod(*settings.find("cell.catholyte_end_m3")->string()), 22e-6, 1e-12);
  more_.replace(more_.find("mL/h"), 4, "mL/K");
  put("geometry = \"batch\"", "rest for 1 s");
  const auto study = load_study(folder_).value();
  const auto model = Model::make(study).value();
  const auto values = model.nominal();
  const auto refused = cell_of({study, model, study.runs.at(0), values, {}, 1, {}}, {}, values);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text().find("'catholyte_evaporation' is in 'mL/K'"), std::string::npos)
      << refused.error().text();
}

TEST_F(CellOnDisk, AnOpenEndedProtocolNeedsADuration) {
  NITER_IDENTITY("how far diffusion reaches is not guessed");
  put("geometry = \"semi-infinite\"", "sweep to -1.0 V vs RHE at 10 mV/s");
  const auto study = load_study(folder_).value();
  const auto model = Model::make(study).value();
  const auto values = model.nominal();
  const auto refused = cell_of({study, model, study.runs.at(0), values, {}, 1, {}}, {}, values);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text().find("in the semi-infinite cell 'mine' lasts is open"),
            std::string::npos);
  const auto cell = built("geometry = \"semi-infinite\"\nduration = \"100 s\"");
  EXPECT_GT(cell.transport.nodes.back(), 6 * std::sqrt(1.9e-9 * 100));
}

}  // namespace
}  // namespace niter::study
