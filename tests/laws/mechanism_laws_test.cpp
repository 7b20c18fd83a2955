// Laws that every mechanism of share/niter/mechanisms obeys.
#include <algorithm>
#include <cmath>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/chem/formula.hpp"
#include "niter/chem/species.hpp"
#include "niter/twin/mechanism/mechanism.hpp"
#include "niter/twin/mechanism/surface_kinetics.hpp"

namespace niter::twin {
namespace {

class MechanismLaws : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    auto loaded = shipped_mechanism(GetParam());
    ASSERT_TRUE(loaded) << loaded.error().text();
    mechanism = *std::move(loaded);
  }
  // ln a per species of the solution, different for each
  std::vector<double> activities() const {
    std::vector<double> ln_activity;
    for (std::size_t i = 0; i < mechanism.solution.size(); ++i)
      ln_activity.push_back(std::log(0.1 / static_cast<double>(1 + i)));
    return ln_activity;
  }
  Mechanism mechanism;
};

constexpr double working_potentials[] = {0.1, -0.1, -0.3, -0.45, -0.6};  // U_w, V

TEST_P(MechanismLaws, EveryStepKeepsElementsChargeAndSites) {
  NITER_IDENTITY("elements, charge and sites of every step");
  for (const Step& step : mechanism.steps) {
    std::map<std::string, int> gain;
    int charge = step.electrons, sites = 0;  // an electron taken up brings -1
    const auto count = [&](const std::map<std::string, int>& side, int sign) {
      for (const auto& [name, number] : side) {
        const auto formula = chem::parse_formula(name);
        ASSERT_TRUE(formula) << name;
        for (const auto& [element, atoms] : formula->elements)
          gain[element] += sign * number * atoms;
        charge += sign * number * formula->charge;
        sites += sign * number * formula->sites;
      }
    };
    count(step.reactants, -1);
    count(step.products, +1);
    for (const auto& [element, atoms] : gain) EXPECT_EQ(atoms, 0) << step.id << " " << element;
    EXPECT_EQ(charge, 0) << step.id;
    EXPECT_EQ(sites, 0) << step.id;
  }
}

TEST_P(MechanismLaws, EveryParameterSaysWhatItIs) {
  NITER_IDENTITY("a number has unit, meaning and source");
  for (const Parameter& parameter : mechanism.parameters) {
    EXPECT_FALSE(parameter.unit.empty()) << parameter.name;
    EXPECT_FALSE(parameter.meaning.empty()) << parameter.name;
    EXPECT_FALSE(parameter.source.empty()) << parameter.name;
    if (parameter.prior_sd > 0) {
      EXPECT_LE(std::abs(parameter.value - parameter.prior_mean), 3 * parameter.prior_sd)
          << parameter.name;
    }
  }
}

// With mu_i the free energies of everything that takes part at some potential and activities, the
// affinity of a step is the difference of its sides. Free energies close if it equals dG_j + m_j U
// for all steps at once, whatever the adsorbates: then no cycle can run at equilibrium.
TEST_P(MechanismLaws, FreeEnergiesOfAllStepsAreDifferencesOfStates) {
  NITER_IDENTITY("sum of dG around every cycle equals that of its overall reaction, to 1e-9 eV");
  const auto database = chem::load_database();
  ASSERT_TRUE(database) << database.error().text();
  const double electron_eV = (*database->species_named("OH-"))->free_energy_eV;  // at U_w = 0
  for (const Step& step : mechanism.steps) {
    double energy_eV = -step.electrons * electron_eV, slope = step.electrons;
    const auto add = [&](const std::map<std::string, int>& side, int sign) {
      for (const auto& [name, number] : side) {
        const auto own = std::find_if(mechanism.adsorbates.begin(), mechanism.adsorbates.end(),
                                      [&](const Adsorbate& a) { return a.name == name; });
        if (own != mechanism.adsorbates.end()) {
          energy_eV += sign * number * own->free_energy_eV;
          slope += sign * number * own->potential_dependence;
        } else {
          energy_eV += sign * number * (*database->species_named(name))->free_energy_eV;
        }
      }
    };
    add(step.reactants, -1);
    add(step.products, +1);
    EXPECT_NEAR(step.free_energy_eV, energy_eV, 1e-9) << step.id;
    EXPECT_NEAR(step.potential_dependence, slope, 1e-12) << step.id;
  }
}

// The activities at which every overall reaction is at equilibrium at a potential: each dissolved
// species in balance with nitrate, water, hydrogen at 1 bar and the electron. Hydrogen fixes a_OH,
// nitrate is free. N2O, a gas at 1 bar, cannot be at equilibrium as well: a mechanism that makes it
// is set by N2O instead of an arbitrary nitrate.
TEST_P(MechanismLaws, NothingRunsAtEquilibrium) {
  NITER_IDENTITY("zero net rate at equilibrium: affinity of every step below 1e-9 eV");
  const auto database = chem::load_database();
  ASSERT_TRUE(database) << database.error().text();
  const double kT_eV = constants::R * mechanism.temperature / constants::F;
  const double hydroxide_eV = (*database->species_named("OH-"))->free_energy_eV;
  // chemical potentials on the U_w = 0 scale: electrons and OH- at zero there
  const auto standard_eV = [&](const std::string& name) {
    const chem::Species& species = **database->species_named(name);
    return species.free_energy_eV + species.charge() * hydroxide_eV;
  };
  const double U = 0.35;
  const double hydroxide_ln = -U / kT_eV;  // 2 H2O + 2 e- = H2 + 2 OH- at 1 bar
  // mu of N in nitrate: free, or set by N2O at 1 bar (2 NO3- + 5 H2O + 8 e- = N2O + 10 OH-)
  const bool makes_n2o = std::any_of(mechanism.steps.begin(), mechanism.steps.end(),
                                     [](const Step& s) { return s.products.contains("N2O(g)"); });
  const double nitrate_ln =
      makes_n2o ? ((standard_eV("N2O(g)") - 2 * standard_eV("NO3-") + 8 * U) / kT_eV +
                   10 * hydroxide_ln) /
                      2
                : std::log(0.1);
  struct Overall {
    int electrons, hydroxide;
  };  // from nitrate
  const std::map<std::string, Overall> overall{{"NO3-", {0, 0}}, {"NO2-", {2, 2}}, {"NH3", {8, 9}}};
  std::vector<double> ln_activity;
  for (const std::string& name : mechanism.solution) {
    if (name == "OH-") {
      ln_activity.push_back(hydroxide_ln);
      continue;
    }
    const Overall& made = overall.at(name);
    ln_activity.push_back(nitrate_ln -
                          (standard_eV(name) - standard_eV("NO3-") + made.electrons * U) / kT_eV -
                          made.hydroxide * hydroxide_ln);
  }
  const SurfaceKinetics kinetics(mechanism);
  SurfaceState state;
  const auto solved = kinetics.solve(U, ln_activity, state, false);
  ASSERT_TRUE(solved) << solved.error().text();
  for (const Step& step : mechanism.steps) {
    double affinity_eV = step.free_energy_eV + step.potential_dependence * U;
    const auto add = [&](const std::map<std::string, int>& side, int sign) {
      for (const auto& [name, number] : side) {
        for (std::size_t i = 0; i < mechanism.adsorbates.size(); ++i)
          if (mechanism.adsorbates[i].name == name)
            affinity_eV += sign * number * kT_eV * state.ln_coverage[i];
        for (std::size_t i = 0; i < mechanism.solution.size(); ++i)
          if (mechanism.solution[i] == name) affinity_eV += sign * number * kT_eV * ln_activity[i];
      }
    };
    add(step.reactants, -1);
    add(step.products, +1);
    EXPECT_NEAR(affinity_eV, 0, 1e-9) << step.id;
  }
}

TEST_P(MechanismLaws, CoveragesSumToOne) {
  NITER_IDENTITY("sum of coverages times sites");
  const SurfaceKinetics kinetics(mechanism);
  for (const double U : working_potentials) {
    SurfaceState state;
    ASSERT_TRUE(kinetics.solve(U, activities(), state, false)) << U;
    double sum = 0;
    for (std::size_t i = 0; i < mechanism.adsorbates.size(); ++i)
      sum += mechanism.adsorbates[i].sites * std::exp(state.ln_coverage[i]);
    EXPECT_NEAR(sum, 1, 1e-12);
  }
}

TEST_P(MechanismLaws, FluxesKeepNitrogenAndCharge) {
  NITER_IDENTITY("nitrogen in = nitrogen out; current = charge of what leaves");
  const SurfaceKinetics kinetics(mechanism);
  for (const double U : working_potentials) {
    SurfaceState state;
    ASSERT_TRUE(kinetics.solve(U, activities(), state, false)) << U;
    double nitrogen = 0, charge = state.current_density / constants::F;
    double most_nitrogen = 0, most_charge = std::abs(charge);
    for (std::size_t i = 0; i < mechanism.solution.size(); ++i) {
      const auto formula = chem::parse_formula(mechanism.solution[i]);
      nitrogen += formula->count("N") * state.flux[i];
      // anions that leave carry electrons away: current plus their charge flux is nothing
      charge -= formula->charge * state.flux[i];
      most_nitrogen = std::max(most_nitrogen, formula->count("N") * std::abs(state.flux[i]));
      most_charge = std::max(most_charge, std::abs(formula->charge * state.flux[i]));
    }
    for (std::size_t j = 0; j < mechanism.steps.size(); ++j) {  // gases are not in the solution
      for (const auto& [name, number] : mechanism.steps[j].products)
        if (name.ends_with("(g)"))
          nitrogen += chem::parse_formula(name)->count("N") * number * state.step_rate[j];
    }
    EXPECT_LE(std::abs(nitrogen), 1e-12 * most_nitrogen) << U;
    EXPECT_LE(std::abs(charge), 1e-12 * most_charge) << U;
  }
}

TEST_P(MechanismLaws, DerivativesAreThoseOfFiniteDifferences) {
  NITER_IDENTITY("implicit function theorem against central differences, 1e-6");
  const SurfaceKinetics kinetics(mechanism);
  const std::size_t n = mechanism.solution.size();
  for (const double U : working_potentials) {
    SurfaceState state;
    auto ln_activity = activities();
    ASSERT_TRUE(kinetics.solve(U, ln_activity, state, true));
    for (std::size_t c = 0; c <= n; ++c) {
      const double h = c < n ? 1e-4 : 1e-4 / 38.9;
      const auto moved = [&](double step) {
        auto activity = ln_activity;
        if (c < n) activity[c] += step;
        SurfaceState there = state;
        EXPECT_TRUE(kinetics.solve(c < n ? U : U + step, activity, there, false));
        return there;
      };
      // fourth order, so that the step can be large against rounding
      const SurfaceState up = moved(h), down = moved(-h), far_up = moved(2 * h),
                         far_down = moved(-2 * h);
      const auto slope = [&](auto value) {
        return (8 * (value(up) - value(down)) - (value(far_up) - value(far_down))) / (12 * h);
      };
      const double unit = c < n ? 1 : 38.9;  // per ln a, or per V
      const double j = slope([](const SurfaceState& s) { return s.current_density; });
      EXPECT_NEAR(state.dcurrent[c], j, 1e-6 * unit * std::abs(state.current_density))
          << U << " " << c;
      for (std::size_t i = 0; i < n; ++i) {
        const double flux = slope([&](const SurfaceState& s) { return s.flux[i]; });
        double scale = 0;
        for (const double f : state.flux) scale = std::max(scale, std::abs(f));
        EXPECT_NEAR(state.dflux[i * (n + 1) + c], flux, 1e-6 * unit * scale)
            << U << " " << i << " " << c;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Shipped, MechanismLaws, ::testing::ValuesIn(shipped_mechanisms()),
                         [](const auto& row) {
                           std::string name = row.param;
                           std::erase_if(name, [](char c) { return c == '-'; });
                           return name;
                         });

}  // namespace
}  // namespace niter::twin
