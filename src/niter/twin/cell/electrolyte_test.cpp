#include "niter/twin/cell/electrolyte.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/activity.hpp"
#include "niter/chem/equilibrium.hpp"

namespace niter::twin {
namespace {

const chem::Database& database() {
  static const chem::Database loaded = chem::load_database().value();
  return loaded;
}

HalfCellOptions nitrate_cell() {
  HalfCellOptions options;
  options.electrolyte = {{"K+", 300}, {"NO3-", 100}, {"SO4-2", 100}};
  return options;
}

double concentration(const Electrolyte& electrolyte, const std::string& name) {
  return electrolyte.film.species[electrolyte.find(name)].bulk;
}

Electrolyte made(const HalfCellOptions& options) {
  return make_electrolyte(database(), options, {"OH-", "NO3-", "NO2-", "NH3"}).value();
}

TEST(Electrolyte, WaterObeysItsIonProduct) {
  NITER_IDENTITY("a_H a_OH = Kw, pH = -log a_H");
  HalfCellOptions options = nitrate_cell();
  for (const double ph : {4.0, 6.8, 12.0}) {
    options.ph = ph;
    if (ph > 7) options.electrolyte["K+"] = 300 + 13;
    const Electrolyte bulk = made(options);
    const double gamma = std::pow(10, bulk.log10_gamma[bulk.find("H+")]);
    EXPECT_NEAR(-std::log10(gamma * concentration(bulk, "H+") / 1000), ph, 1e-10);
    EXPECT_NEAR(std::log10(concentration(bulk, "OH-") * concentration(bulk, "H+") / 1e6) +
                    2 * std::log10(gamma),
                chem::log_ion_product(database()).value(), 1e-10);
  }
}

TEST(Electrolyte, AmmoniaBufferFollowsHendersonHasselbalch) {
  NITER_IDENTITY("c_NH4 / c_NH3 = 10^(pKa - pH) without activity correction");
  HalfCellOptions options = nitrate_cell();
  options.electrolyte["NH4+"] = 20;
  options.electrolyte["NO3-"] = 120;
  options.activity_correction = 0;
  options.ph = 9.0;
  const Electrolyte bulk = made(options);
  const double pka = chem::pka(database(), "NH4+", "NH3").value();
  EXPECT_NEAR(std::log10(concentration(bulk, "NH4+") / concentration(bulk, "NH3")),
              pka - options.ph, 1e-10);
  EXPECT_NEAR(concentration(bulk, "NH4+") + concentration(bulk, "NH3"), 20, 1e-9);
  EXPECT_EQ(bulk.find("NH4SO4-"), -1) << "without a diffusion coefficient";
}

TEST(Electrolyte, IonPairsHoldTheirConstantAtTheirOwnIonicStrength) {
  NITER_SOURCE("davies1962", "ch. 3, with log K of share/niter/species.toml");
  const Electrolyte bulk = made(nitrate_cell());
  double strength = 0, charge = 0;
  for (std::size_t s = 0; s < bulk.names.size(); ++s) {
    const FilmSpecies& species = bulk.film.species[s];
    strength += 0.5 * species.charge * species.charge * species.bulk;
    charge += species.charge * species.bulk;
  }
  EXPECT_NEAR(strength, bulk.ionic_strength, 1e-9);
  EXPECT_NEAR(charge, 0, 1e-9);
  const chem::Equilibrium* pairing = database().equilibrium_named("potassium-sulfate").value();
  const double quotient = concentration(bulk, "K+") * concentration(bulk, "SO4-2") /
                          concentration(bulk, "KSO4-") / 1000;
  // KSO4- = K+ + SO4-2: the coefficients of K+ and KSO4- cancel
  EXPECT_NEAR(std::log10(quotient), pairing->log_k - chem::log10_gamma_davies(-2, strength), 1e-10);
  EXPECT_NEAR(
      concentration(bulk, "SO4-2") + concentration(bulk, "KSO4-") + concentration(bulk, "HSO4-"),
      100, 1e-9);
  // 0.30 of the sulfate with log K 0.85; PHREEQC 3 with its own log K 1.18 has 0.45
  EXPECT_GT(concentration(bulk, "KSO4-"), 10);
  EXPECT_LT(concentration(bulk, "KSO4-"), 45);
}

TEST(Electrolyte, EquilibriaCanBeLeftOut) {
  NITER_IDENTITY("only what was added, OH- of the pH, and traces of what is made");
  HalfCellOptions options = nitrate_cell();
  options.homogeneous_equilibria = false;
  options.activity_correction = 0;
  const Electrolyte bulk = made(options);
  EXPECT_EQ(bulk.names, (std::vector<std::string>{"OH-", "NO3-", "NO2-", "K+", "SO4-2"}));
  EXPECT_EQ(bulk.outside.count("NH3"), 1u);
  EXPECT_NEAR(concentration(bulk, "OH-"), 1e3 * std::pow(10, 6.8 - 14), 1e-6);
  EXPECT_NEAR(concentration(bulk, "NO2-"), trace_concentration, 1e-15);
  EXPECT_NEAR(concentration(bulk, "NO3-"), 100, 1e-9);
}

TEST(Electrolyte, ChargeOffIsAnError) {
  NITER_IDENTITY("a solution is neutral");
  HalfCellOptions options = nitrate_cell();
  options.electrolyte["K+"] = 250;
  const Result<Electrolyte> bulk = make_electrolyte(database(), options, {"OH-", "NO3-"});
  ASSERT_FALSE(bulk.has_value());
  EXPECT_EQ(bulk.error().code, Code::Inconsistent);
  EXPECT_NE(bulk.error().what.find("K+"), std::string::npos) << bulk.error().text();
}

TEST(Electrolyte, UnknownSpeciesIsAnError) {
  NITER_IDENTITY("a species without data cannot be simulated");
  HalfCellOptions options = nitrate_cell();
  options.electrolyte["Xx+"] = 1;
  EXPECT_EQ(make_electrolyte(database(), options, {"OH-", "NO3-"}).error().code, Code::NotFound);
}

}  // namespace
}  // namespace niter::twin
