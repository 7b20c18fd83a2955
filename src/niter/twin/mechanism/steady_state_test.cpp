#include "niter/twin/mechanism/steady_state.hpp"

#include <cmath>
#include <limits>

#include "niter/base/testing.hpp"

namespace niter::twin {
namespace {

constexpr double never = -std::numeric_limits<double>::infinity();

struct Case {
  Network network;
  std::vector<double> forward, reverse;  // ln k

  void add(std::vector<Network::Term> reactants, std::vector<Network::Term> products,
           double k_forward, double k_reverse) {
    network.reactions.push_back({std::move(reactants), std::move(products)});
    forward.push_back(std::log(k_forward));
    reverse.push_back(std::log(k_reverse));
  }
  Result<SteadyState> solve(int covered = -1) const {
    NITER_TRY(auto solver, SteadyStateSolver::make(network));
    SteadyState state;
    NITER_OK(solver.solve(forward, reverse, state, covered));
    return state;
  }
};

// Adsorbates 0 .. n-1 of one site each and the free site n.
Case on_one_site(int n) {
  Case one;
  for (int i = 0; i <= n; ++i) one.network.species.push_back({1, 0, i == n});
  return one;
}

TEST(SteadyState, VolmerHeyrovskyMeetsItsClosedForm) {
  NITER_IDENTITY(
      "theta = (k1 + k-2) / (k1 + k-1 + k2 + k-2), j = 2F (k1 k2 - k-1 k-2) / sum: reference case "
      "8");
  const double faraday = 96485.33212, f = faraday / (8.31446261815324 * 298.15);
  struct Row {
    double eta, theta, j;
  };
  for (const Row& row :
       {Row{0, 0.908265214, 1.752683647e-6}, Row{-0.1, 0.996969120, 1.346939042e-5},
        Row{-0.3, 0.999000152, 6.615789446e-4}}) {
    const double down = std::exp(-0.5 * f * row.eta), up = 1 / down;
    Case her = on_one_site(1);
    her.add({{1, 1}}, {{0, 1}}, 1e-8 * down, 1e-9 * up);
    her.add({{0, 1}}, {{1, 1}}, 1e-11 * down, 1e-16 * up);
    const auto state = her.solve();
    ASSERT_TRUE(state) << state.error().text();
    EXPECT_NEAR(std::exp(state->ln_coverage[0]), row.theta, 5e-10);
    EXPECT_NEAR(2 * faraday * state->rate[1], row.j, 5e-10 * row.j);
    EXPECT_EQ(state->rate[0], state->rate[1]);
  }
}

TEST(SteadyState, FastEquilibriumLeavesTheSlowRateExact) {
  NITER_IDENTITY("* <-> A* (K = 2) <-> B* (K = 3), B* -> * slow: r = k K1 K2 / (1 + K1 + K1 K2)");
  for (const double fast : {1e3, 1e12, 1e30}) {
    Case chain = on_one_site(2);
    chain.add({{2, 1}}, {{0, 1}}, 2 * fast, fast);
    chain.add({{0, 1}}, {{1, 1}}, 3 * fast, fast);
    chain.add({{1, 1}}, {{2, 1}}, 1e-7, 0);
    const auto state = chain.solve();
    ASSERT_TRUE(state) << state.error().text();
    EXPECT_NEAR(state->rate[2], 1e-7 * 6 / 9, 1e-9 * 1e-7 + 1e-7 / fast * 1e-7);
    EXPECT_EQ(state->rate[0], state->rate[2]);
    EXPECT_LE(state->residual, 1e-10);
  }
}

TEST(SteadyState, DissociativeAdsorptionOnTwoSites) {
  NITER_IDENTITY("A2 + 2* <-> 2A*: theta / (1 - theta) = sqrt(K), no net rate");
  Case langmuir = on_one_site(1);
  langmuir.add({{1, 2}}, {{0, 2}}, 4e20, 1e20);
  const auto state = langmuir.solve();
  ASSERT_TRUE(state) << state.error().text();
  EXPECT_NEAR(std::exp(state->ln_coverage[0]), 2.0 / 3, 1e-12);
  EXPECT_LE(std::abs(state->rate[0]), 1e-12 * 1e20);
}

TEST(SteadyState, TwoSiteTypesKeepTheirOwnSums) {
  NITER_IDENTITY("spillover: each type of site sums to one");
  Case two;
  two.network.species = {{1, 0, false}, {1, 1, false}, {1, 0, true}, {1, 1, true}};
  two.add({{2, 1}}, {{0, 1}}, 2, 1);
  two.add({{0, 1}, {3, 1}}, {{2, 1}, {1, 1}}, 1e3, 10);
  two.add({{1, 1}}, {{3, 1}}, 5, 0);
  const auto state = two.solve();
  ASSERT_TRUE(state) << state.error().text();
  EXPECT_NEAR(std::exp(state->ln_coverage[0]) + std::exp(state->ln_coverage[2]), 1, 1e-12);
  EXPECT_NEAR(std::exp(state->ln_coverage[1]) + std::exp(state->ln_coverage[3]), 1, 1e-12);
  EXPECT_NEAR(state->rate[0], state->rate[2], 1e-12);
}

TEST(SteadyState, WhatNothingFormsIsAbsent) {
  NITER_IDENTITY("a step with no rate constant does not count");
  Case partly = on_one_site(2);
  partly.add({{2, 1}}, {{0, 1}}, 3, 1);
  partly.add({{0, 1}}, {{1, 1}}, 0, 5);  // only the way back from B*, which nothing makes
  const auto state = partly.solve();
  ASSERT_TRUE(state) << state.error().text();
  EXPECT_EQ(state->ln_coverage[1], never);
  EXPECT_EQ(state->rate[1], 0);
  EXPECT_NEAR(std::exp(state->ln_coverage[0]), 0.75, 1e-12);
}

// CO (0) and O (1): CO blocks the pairs of sites that O2 needs.
Case blocked_by_co(double desorption) {
  Case ziff = on_one_site(2);
  ziff.add({{2, 1}}, {{0, 1}}, 1, desorption);
  ziff.add({{2, 2}}, {{1, 2}}, 2, 0);
  ziff.add({{0, 1}, {1, 1}}, {{2, 2}}, 100, 0);
  return ziff;
}

TEST(SteadyState, BothBranchesOfABistableSurfaceAreFoundAndStable) {
  NITER_IDENTITY(
      "CO oxidation with weak CO desorption: reactive and poisoned surface, unstable state "
      "between");
  const Case ziff = blocked_by_co(0.03);
  auto solver = SteadyStateSolver::make(ziff.network);
  ASSERT_TRUE(solver);
  SteadyState reactive, poisoned;
  ASSERT_TRUE(solver->solve(ziff.forward, ziff.reverse, reactive));
  EXPECT_TRUE(solver->stable());
  ASSERT_TRUE(solver->solve(ziff.forward, ziff.reverse, poisoned, 0));
  EXPECT_TRUE(solver->stable());
  EXPECT_LT(std::exp(reactive.ln_coverage[0]), 0.1);
  EXPECT_GT(std::exp(poisoned.ln_coverage[0]), 0.9);
  EXPECT_GT(reactive.rate[2], 10 * poisoned.rate[2]);

  // where O is scarce, 4 s^2 - (1 + d) s + d = 0 for the free sites s: its larger root is the third
  // state, which a disturbance leaves
  const double d = 0.03, s = ((1 + d) + std::sqrt((1 + d) * (1 + d) - 16 * d)) / 8;
  SteadyState middle = poisoned;
  middle.ln_coverage = {std::log(1 - s), std::log(4 * s * s / (100 * (1 - s))), std::log(s)};
  middle.rate = {4 * s * s, 2 * s * s, 4 * s * s};
  ASSERT_TRUE(solver->solve(ziff.forward, ziff.reverse, middle));
  EXPECT_NEAR(std::exp(middle.ln_coverage[2]), s, 0.01);
  EXPECT_FALSE(solver->stable());
}

TEST(SteadyState, RespondsAsFiniteDifferencesDo) {
  NITER_IDENTITY("implicit function theorem against central differences");
  Case ziff = blocked_by_co(0.03);
  auto solver = SteadyStateSolver::make(ziff.network);
  ASSERT_TRUE(solver);
  SteadyState state;
  ASSERT_TRUE(solver->solve(ziff.forward, ziff.reverse, state));
  std::vector<double> forward(3), reverse(3), d_coverage(3), d_rate(3);
  forward[1] = 1;
  solver->respond(forward, reverse, d_coverage, d_rate);
  const double h = 1e-5;
  SteadyState more = state, less = state;
  auto moved = ziff.forward;
  moved[1] += h;
  ASSERT_TRUE(solver->solve(moved, ziff.reverse, more));
  moved[1] -= 2 * h;
  ASSERT_TRUE(solver->solve(moved, ziff.reverse, less));
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(d_coverage[i], (more.ln_coverage[i] - less.ln_coverage[i]) / (2 * h), 1e-8);
    EXPECT_NEAR(d_rate[i], (more.rate[i] - less.rate[i]) / (2 * h), 1e-8);
  }
}

TEST(SteadyState, RefusesNetworksThatLoseSitesOrLeaveCoveragesOpen) {
  NITER_IDENTITY("sites are conserved");
  Case lost = on_one_site(1);
  lost.add({{1, 2}}, {{0, 1}}, 1, 1);
  const auto refused = lost.solve();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::Inconsistent);

  Case open =
      on_one_site(2);  // A2 splits on two different adsorbates that only ever appear together
  open.add({{2, 2}}, {{0, 1}, {1, 1}}, 1, 1);
  const auto undetermined = open.solve();
  ASSERT_FALSE(undetermined);
  EXPECT_EQ(undetermined.error().code, Code::Inconsistent);
}

}  // namespace
}  // namespace niter::twin
