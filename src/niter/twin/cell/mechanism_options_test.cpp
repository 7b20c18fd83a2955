// What a mechanism file can ask for beside exponential rates: Marcus-Hush kinetics and interacting
// adsorbates, from the text of the file to currents.
#include <cmath>
#include <fstream>

#include <gmock/gmock.h>
#include <unistd.h>

#include "niter/base/testing.hpp"
#include "niter/physics/frumkin.hpp"
#include "niter/physics/marcus_hush.hpp"
#include "niter/twin/cell/assemble.hpp"
#include "niter/twin/cell/cell_testing.hpp"
#include "niter/twin/cell/model_slope.hpp"
#include "niter/twin/cell/stationary.hpp"

namespace niter::twin {
namespace {

using ::testing::HasSubstr;

constexpr double room = 298.15;

// One electron to nitrite, in solution.
const char* const marcus = R"toml(schema = 1
title = "nitrite to nitric oxide"
source = "choice"
site_density = "1e-9 mol/cm2"
reference_potential = "-0.2 V"
solution = ["OH-", "NO2-", "NO"]
[parameters]
lg_k = { value = -5.0, unit = "lg(mol m-2 s-1)", meaning = "transfer", source = "choice" }
lambda = { value = 0.6, unit = "eV", meaning = "reorganisation of the transfer", source = "choice" }
[[steps]]
id = "E1"
equation = "NO2- + H2O + e- <-> NO + 2 OH-"
log10_k = "lg_k"
kinetics = "marcus-hush"
reorganisation_energy = "lambda"
)toml";

// Underpotential deposition of hydrogen in alkali.
const char* const frumkin = R"toml(schema = 1
title = "adsorption of hydrogen"
source = "choice"
site_density = "1e-9 mol/cm2"
reference_potential = "0.3 V"
solution = ["OH-"]
[parameters]
lg_k = { value = 6.0, unit = "lg(s-1)", meaning = "fast", source = "choice" }
beta = { value = 0.4, unit = "1", meaning = "symmetry factor", source = "choice" }
lg_K = { value = 0.0, unit = "1", meaning = "half coverage at a_OH = 1", source = "choice" }
g = { value = 3.0, unit = "1", meaning = "repulsion of hydrogen", source = "choice" }
[[interactions]]
between = ["H*", "H*"]
parameter = "g"
[[steps]]
id = "V"
equation = "H2O + e- + * <-> H* + OH-"
log10_k = "lg_k"
transfer_coefficient = "beta"
log10_equilibrium = "lg_K"
)toml";

Result<Mechanism> load_text(std::string text, std::string_view from = "",
                            std::string_view to = "") {
  if (const auto found = text.find(from); !from.empty() && found != std::string::npos)
    text.replace(found, from.size(), to);
  const auto path = std::filesystem::path(::testing::TempDir()) /
                    ("mechanism_options_" + std::to_string(::getpid()) + ".toml");
  std::ofstream(path) << text;
  auto loaded = load_mechanism(path);
  std::filesystem::remove(path);
  return loaded;
}

HalfCellOptions nitrite_cell() {
  HalfCellOptions options;
  options.name = "no2";
  options.electrolyte = {{"K+", 300}, {"NO2-", 100}, {"SO4-2", 100}};
  options.reactant = "NO2-";
  options.ph = 13;
  options.electrolyte["K+"] = 438;
  options.film_thickness = 2e-5;
  return options;
}

HalfCellOptions alkali() {
  HalfCellOptions options;
  options.name = "upd";
  options.electrolyte = {{"K+", 1140}, {"SO4-2", 500}};
  options.reactant = "SO4-2";
  options.ph = 13;
  options.film_thickness = 1e-5;
  options.series_resistance = 0;
  return options;
}

CellModel cell_of(const Mechanism& mechanism, const HalfCellOptions& options,
                  const CellOptions& cell = {}) {
  auto model = assemble(mechanism, options, cell);
  EXPECT_TRUE(model) << (model ? "" : model.error().text());
  return model ? *std::move(model) : CellModel{};
}

TEST(MechanismOptions, MarcusHushRatesAreChidseys) {
  NITER_SOURCE("chidsey1991", "10^lg k at the reference potential, detailed balance at all others");
  const auto mechanism = load_text(marcus);
  ASSERT_TRUE(mechanism) << mechanism.error().text();
  const Step& step = mechanism->steps.front();
  const double formal = -step.free_energy_eV;  // one electron: dG0 + U0 = 0
  const auto model = cell_of(*mechanism, nitrite_cell());
  ElectrodeRates rates(model);
  std::vector<double> c;
  for (const DissolvedSpecies& s : model.species) c.push_back(s.bulk);
  const auto ln_red = [&](double U, double lambda) {
    return physics::marcus_hush_reduction(U - formal, lambda, room).log;
  };
  rates.evaluate(-0.2, c, {});
  const double at_reference = rates.forward()[0];
  const double balance = std::log(rates.forward()[0] / rates.reverse()[0]) - 0.2 * per_volt(room);
  for (const double U : {formal - 1.2, formal - 0.3, formal, formal + 0.4}) {
    rates.evaluate(U, c, {});
    EXPECT_NEAR(std::log(rates.forward()[0] / at_reference), ln_red(U, 0.6) - ln_red(-0.2, 0.6),
                1e-11)
        << U;
    EXPECT_NEAR(std::log(rates.forward()[0] / rates.reverse()[0]), balance - U * per_volt(room),
                1e-9)
        << U;
  }
  // with lg k = -5 mol m-2 s-1 at an activity of one
  double activity = 0;
  for (std::size_t s = 0; s < c.size(); ++s)
    if (model.species[s].name == "NO2-") activity = c[s] / 1000;
  EXPECT_NEAR(std::log10(at_reference / activity), -5, 0.3);  // activity coefficient within 0.3
}

TEST(MechanismOptions, MarcusHushNestedAndAllAtOnceAgree) {
  NITER_IDENTITY("the same equations solved nested and all at once");
  const auto mechanism = load_text(marcus);
  ASSERT_TRUE(mechanism) << mechanism.error().text();
  HalfCell half_cell = HalfCell::make(*mechanism, nitrite_cell()).value();
  CellSystem system(cell_of(*mechanism, nitrite_cell()));
  std::vector<double> y = system.rest_state(-0.2);
  for (const double potential : {-0.2, -0.5, -0.8}) {
    Drive drive;
    drive.value = potential;
    system.impose(drive);
    const auto solved = steady_state(system, 0, y);
    ASSERT_TRUE(solved) << solved.error().text();
    y = *solved;
    const auto point = half_cell.at_potential(half_cell.versus_rhe(potential));
    ASSERT_TRUE(point) << point.error().text();
    EXPECT_NEAR(y[static_cast<std::size_t>(system.layout().current(0))] / point->current_density, 1,
                1e-9)
        << potential;
  }
}

TEST(MechanismOptions, SlopesOfAMarcusHushCellAreDerivatives) {
  NITER_IDENTITY("derivative = limit of central differences, with iR between rate and potential");
  const auto mechanism = load_text(marcus);
  ASSERT_TRUE(mechanism) << mechanism.error().text();
  const auto slopes = parameter_slopes(*mechanism, {"lg_k"});
  ASSERT_TRUE(slopes) << slopes.error().text();
  const std::vector<ModelSlope> asked = {slopes->at("lg_k")};
  const auto current = [&](double lg_k) {
    HalfCell cell =
        HalfCell::make(mechanism->with({{"lg_k", lg_k}}).value(), nitrite_cell()).value();
    return cell.at_potential(cell.versus_rhe(-0.5)).value().current_density;
  };
  HalfCell cell = HalfCell::make(*mechanism, nitrite_cell()).value();
  ASSERT_TRUE(cell.at_potential(cell.versus_rhe(-0.5)));
  const auto found = cell.slopes(asked);
  ASSERT_TRUE(found) << found.error().text();
  const double h = 1e-3, difference = (current(-5 + h) - current(-5 - h)) / (2 * h);
  EXPECT_NEAR(found->at(0).current_density / difference, 1, 1e-5);
}

TEST(MechanismOptions, SlowSweepIsFrumkinsIsotherm) {
  NITER_SOURCE("bard2001", "sec. 13.5.3: theta/(1 - theta) exp(g theta) = K a exp(-f (U - U_ref))");
  const double f = per_volt(room), rate = 5e-3;
  for (const char* g_text : {"g = { value = -2.0", "g = { value = 3.0", "g = { value = 12.0"}) {
    const auto mechanism = load_text(frumkin, "g = { value = 3.0", g_text);
    ASSERT_TRUE(mechanism) << mechanism.error().text();
    const double g = mechanism->interactions.front().g;
    const auto model = cell_of(*mechanism, alkali(), {.start = 0.9});
    CellSystem system(model);
    const auto v = voltammogram(system, {{0.9, -0.1}, rate, 5e-3}, {.relative_tolerance = 1e-7});
    ASSERT_TRUE(v) << v.error().text();
    const double ln_hydroxide = -f * model.electrode.potential_shift;  // pH - pKw
    const double unit = f * constants::F * rate * 1e-5;
    double charge = 0;
    for (std::size_t i = 0; i < v->current.size(); ++i) {
      const double U = v->potential[i] + model.electrode.potential_shift;
      const double theta = physics::frumkin_coverage(g, std::exp(-f * (U - 0.3) - ln_hydroxide));
      const double exact = theta * (1 - theta) / (1 + g * theta * (1 - theta));
      EXPECT_NEAR(-v->current[i] / unit, exact, 1.5e-3 * 0.25) << g << " at " << U;
      charge -= v->current[i] * 1.0;
    }
    EXPECT_NEAR(charge * 5e-3 / rate / (constants::F * 1e-5), 1, 0.02) << g;
  }
}

TEST(MechanismOptions, StartsWithTheCoverageOfItsIsotherm) {
  NITER_IDENTITY("theta/(1 - theta) exp(g theta) = K a exp(-f (U - U_ref)) before anything moves");
  for (const char* g_text : {"g = { value = -2.0", "g = { value = 20.0"}) {
    const auto mechanism = load_text(frumkin, "g = { value = 3.0", g_text);
    ASSERT_TRUE(mechanism);
    for (const double start : {0.2, 0.35, 0.5}) {
      const auto model = cell_of(*mechanism, alkali(), {.start = start});
      ElectrodeRates rates(model);
      std::vector<double> c;
      for (const DissolvedSpecies& s : model.species) c.push_back(s.bulk);
      rates.evaluate(start + model.electrode.potential_shift, c, model.electrode.coverage);
      EXPECT_NEAR(rates.forward()[0] / rates.reverse()[0], 1, 1e-6) << start;
    }
  }
}

TEST(MechanismOptions, InteractionsGoThroughEveryStepAndKeepItsBalance) {
  NITER_IDENTITY("k_f/k_b moves by exp(-sum nu g theta), whatever share is in the forward rate");
  std::string text(frumkin);
  text += R"toml([[steps]]
id = "T"
equation = "2 H* <-> H2(g) + 2 *"
log10_k = "lg_k"
interaction_share = "beta"
)toml";
  const auto mechanism = load_text(text);
  ASSERT_TRUE(mechanism) << mechanism.error().text();
  const auto& volmer = mechanism->steps[0];
  const auto& tafel = mechanism->steps[1];
  EXPECT_DOUBLE_EQ(volmer.forward_interaction[0], -0.4 * 3);
  EXPECT_DOUBLE_EQ(volmer.reverse_interaction[0], 0.6 * 3);
  EXPECT_DOUBLE_EQ(tafel.forward_interaction[0], 0.4 * 6);
  EXPECT_DOUBLE_EQ(tafel.reverse_interaction[0], -0.6 * 6);
  // 2 V + T is the hydrogen electrode: what the coverage does to its steps adds up to nothing
  const auto affinity = [](const Step& s) {
    return s.forward_interaction[0] - s.reverse_interaction[0];
  };
  EXPECT_NEAR(2 * affinity(volmer) + affinity(tafel), 0, 1e-14);
}

TEST(MechanismOptions, WhatTheNestedSolverCannotDoIsSaid) {
  NITER_IDENTITY("a refusal names what interacts and where to go");
  const auto mechanism = load_text(frumkin);
  ASSERT_TRUE(mechanism);
  const auto cell = HalfCell::make(*mechanism, alkali());
  ASSERT_FALSE(cell);
  EXPECT_THAT(cell.error().text(), HasSubstr("H* and H* interact in the mechanism"));
  EXPECT_THAT(cell.error().text(), HasSubstr("niter protocol"));
  const auto slopes = parameter_slopes(load_text(marcus).value(), {"lambda"});
  ASSERT_FALSE(slopes);
  EXPECT_THAT(slopes.error().text(),
              HasSubstr("the parameter 'lambda' moves the Marcus-Hush law of step 'E1'"));
  EXPECT_TRUE(parameter_slopes(*mechanism, {"g"})->contains("g"));
}

struct Mistake {
  const char* file;
  const char* from;
  const char* to;
  const char* said;
};

TEST(MechanismOptions, EveryMistakeIsSaidInFull) {
  NITER_IDENTITY("line, column, what is wrong and what to write");
  const Mistake mistakes[] = {
      {marcus, "\"marcus-hush\"", "\"marcus\"",
       ":14:12: 'kinetics' cannot be 'marcus'; known words: "
       "butler-volmer, marcus-hush"},
      {marcus, "kinetics = \"marcus-hush\"\n", "",
       ":10:1: step 'E1' needs kinetics = \"marcus-hush\" and reorganisation_energy together, or "
       "neither"},
      {marcus, "\"lambda\"\n", "\"0.6 eV\"\n",
       ":15:25: 'reorganisation_energy' cannot be '0.6 eV'; known words: lg_k, lambda"},
      {marcus, "value = 0.6", "value = 0.0",
       ":10:1: the reorganisation energy of step 'E1' is 0 eV; it must be more than zero: tenths "
       "of an eV to a few"},
      {marcus, "NO2- + H2O + e- <-> NO + 2 OH-", "NO2- + 5 H2O + 6 e- <-> NH3 + 7 OH-",
       "the marcus-hush step 'E1' takes 6 electrons; it can take one; write the elementary steps "
       "one electron each"},
      {marcus, "log10_k = \"lg_k\"\n", "log10_k = \"lg_k\"\ntransfer_coefficient = \"lambda\"\n",
       "the marcus-hush step 'E1' has a transfer_coefficient; leave it out: it follows from the "
       "reorganisation energy, one half at E0"},
      {frumkin, "[\"H*\", \"H*\"]", "[\"H*\"]",
       ":12:1: 'between' must name two adsorbates; write between = [\"NO*\", \"H*\"], or one of "
       "them twice"},
      {frumkin, "[\"H*\", \"H*\"]", "[\"H*\", \"*\"]",
       ":13:18: 'between' cannot be '*'; did you mean 'H*'? known words: H*"},
      {frumkin, "[[interactions]]",
       "[[interactions]]\nbetween = [\"H*\", \"H*\"]\n"
       "parameter = \"g\"\n[[interactions]]",
       ":15:1: the interaction of H* and H* is given twice; it is the same both ways: keep one"},
      {frumkin, "parameter = \"g\"\n", "parameter = \"gg\"\n",
       ":14:13: 'parameter' cannot be 'gg'; did you mean 'g'? known words: lg_k, beta, lg_K, g"},
      {frumkin, "parameter = \"g\"\n", "",
       ":12:1: 'parameter' is missing; add 'parameter = ...': a parameter: g in RT at full "
       "coverage, > 0 if they repel"},
      {marcus, "kinetics = \"marcus-hush\"",
       "kinetics = \"marcus-hush\"\ninteraction_share = "
       "\"lambda\"",
       ":15:21: step 'E1' has an interaction_share, but nothing interacts; add [[interactions]], "
       "or leave it out"},
  };
  for (const Mistake& m : mistakes) {
    std::string text(m.file);
    if (m.to == std::string_view("NO2- + 5 H2O + 6 e- <-> NH3 + 7 OH-"))
      text.replace(text.find("\"NO\"]"), 5, "\"NH3\"]");
    const auto loaded = load_text(text, m.from, m.to);
    ASSERT_FALSE(loaded) << m.said;
    EXPECT_THAT(loaded.error().text(), HasSubstr(m.said));
  }
}

}  // namespace
}  // namespace niter::twin
