// Laws of the half-cell: whatever the parameters, a point either converges with closed balances or
// ends in an Error.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/twin/cell/half_cell.hpp"
#include "niter/twin/mechanism/mechanism.hpp"

namespace niter::twin {
namespace {

constexpr double prior_widths = 3;  // in prior standard deviations: wider than any calibration goes
constexpr double potentials[] = {-0.8, -0.9, -1.0, -1.1, -1.2};

// What the draws met.
struct Tally {
  int points = 0, failed = 0, unclear = 0;
  double nitrogen = 0, charge = 0, hydroxide = 0, film = 0, sum = 0;
  std::string example;  // one of the errors

  void add(const Result<OperatingPoint>& point) {
    ++points;
    if (!point) {
      ++failed;
      const bool clear =
          point.error().code == Code::NoConvergence || point.error().code == Code::Multiplicity;
      if (!clear || point.error().what.empty()) ++unclear;
      example = point.error().text();
      return;
    }
    nitrogen = std::max(nitrogen, point->nitrogen_balance);
    charge = std::max(charge, point->charge_balance);
    hydroxide = std::max(hydroxide, point->hydroxide_balance);
    film = std::max(film, point->film_conservation);
    double shares = 0;
    for (const auto& [product, fe] : point->faradaic_efficiency) shares += fe;
    sum = std::max(sum, std::abs(shares - 1));
    EXPECT_TRUE(std::isfinite(point->current_density));
    for (const auto& [species, c] : point->surface_concentration) EXPECT_GT(c, 0) << species;
  }
};

HalfCellOptions cell(const std::string& reactant, std::mt19937_64& random) {
  std::normal_distribution<double> normal;
  HalfCellOptions options;
  options.name = options.reactant = reactant;
  options.electrolyte = {{"K+", 300}, {reactant, 100}, {"SO4-2", 100}};
  // priors of the study: R_s 2.5 +- 1.0 ohm cm2 (mirrored at zero), film 200 um within a
  // factor 1.41
  options.series_resistance = 1e-4 * std::abs(2.5 + prior_widths * normal(random));
  options.film_thickness = 200e-6 * std::pow(1.41, prior_widths * normal(random));
  return options;
}

std::map<std::string, double> draw(const Mechanism& mechanism, std::mt19937_64& random) {
  std::normal_distribution<double> normal;
  std::map<std::string, double> values;
  for (const Parameter& parameter : mechanism.parameters) {
    if (parameter.prior_sd <= 0) continue;
    const double value = parameter.prior_mean + prior_widths * parameter.prior_sd * normal(random);
    values[parameter.name] = parameter.log_normal ? std::exp(value) : value;
  }
  return values;
}

Tally run(const std::string& name, int sets) {
  std::mt19937_64 random(20261123);
  const Mechanism base = shipped_mechanism(name).value();
  Tally tally;
  for (int set = 0; set < sets; ++set) {
    const Mechanism mechanism = base.with(draw(base, random)).value();
    for (const char* reactant : {"NO3-", "NO2-"}) {
      HalfCell half_cell = HalfCell::make(mechanism, cell(reactant, random)).value();
      for (const double applied : potentials)
        tally.add(half_cell.at_potential(half_cell.versus_rhe(applied)));
    }
  }
  std::printf(
      "%s: %d of %d points failed; worst balances N %.1e, charge %.1e, OH- %.1e, film %.1e %s\n",
      name.c_str(), tally.failed, tally.points, tally.nitrogen, tally.charge, tally.hydroxide,
      tally.film, tally.example.c_str());
  return tally;
}

void expect_law(const Tally& tally) {
  EXPECT_LE(tally.failed, 1e-3 * tally.points) << tally.example;
  EXPECT_EQ(tally.unclear, 0) << tally.example;
  EXPECT_LE(tally.nitrogen, 1e-10);
  EXPECT_LE(tally.charge, 1e-10);
  EXPECT_LE(tally.hydroxide, 1e-10);
  EXPECT_LE(tally.sum, 1e-10);
  EXPECT_LE(tally.film, 1e-8);
}

TEST(CellLaws, TwoHundredRandomParameterSets) {
  NITER_IDENTITY("N, charge, OH- and film balances of every converged point; 99.9 % converge");
  expect_law(run("c2", 200));
}

TEST(CellLawsSlow, TenThousandRandomParameterSets) {
  NITER_IDENTITY("N, charge, OH- and film balances of every converged point; 99.9 % converge");
  expect_law(run("c2", 10000));
}

class EveryMechanismSlow : public ::testing::TestWithParam<const char*> {};

TEST_P(EveryMechanismSlow, ConvergesOnItsPrior) {
  NITER_IDENTITY("N, charge, OH- and film balances of every converged point; 99.9 % converge");
  expect_law(run(GetParam(), 1000));
}

INSTANTIATE_TEST_SUITE_P(Variants, EveryMechanismSlow, ::testing::Values("v0", "cc"));

}  // namespace
}  // namespace niter::twin
