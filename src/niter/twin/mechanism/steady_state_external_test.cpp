#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>

#include "niter/base/testing.hpp"
#include "niter/twin/mechanism/reference_networks.hpp"

namespace niter::twin {
namespace {

using reference::Map;

// Of the answers of the other program: the largest gain of a species, relative to the largest rate.
double imbalance(const Map& map, const Map::Point& point) {
  std::vector<double> net(map.network.species.size());
  double largest_rate = 0, largest_gain = 0;
  for (std::size_t j = 0; j < map.network.reactions.size(); ++j) {
    const auto add = [&](const std::vector<Network::Term>& terms, int sign) {
      for (const auto& t : terms)
        net[static_cast<std::size_t>(t.species)] += sign * t.order * point.rate[j];
    };
    add(map.network.reactions[j].reactants, -1);
    add(map.network.reactions[j].products, +1);
    largest_rate = std::max(largest_rate, std::abs(point.rate[j]));
  }
  for (const double gain : net) largest_gain = std::max(largest_gain, std::abs(gain));
  return largest_gain / largest_rate;
}

double relative(double ours, double theirs) {
  return std::abs(ours - theirs) / std::abs(theirs);
}

// Solve every point cold; compare where the other program's answer is a steady state.
void expect_agreement(const Map& map, int least_compared) {
  auto solver = SteadyStateSolver::make(map.network);
  ASSERT_TRUE(solver) << solver.error().text();
  int compared = 0, refused = 0;
  constexpr double balanced = 1e-9;   // of the largest rate, demanded of the other program
  constexpr double resolved = 1e-20;  // smaller coverages miss their own balance in the reference
  double worst = 0;
  const auto begin = std::chrono::steady_clock::now();
  for (std::size_t k = 0; k < map.points.size(); ++k) {
    const Map::Point& point = map.points[k];
    SteadyState state;
    const auto solved = solver->solve(point.forward, point.reverse, state);
    ASSERT_TRUE(solved) << "point " << k << ": " << solved.error().text();
    EXPECT_LE(state.residual, 1e-10);
    if (point.coverage.empty()) continue;
    // a trivial root (every coverage 1e-100) or an unbalanced answer is no reference
    if (point.coverage.front() < 1e-90 || imbalance(map, point) > balanced) {
      ++refused;
      continue;
    }
    ++compared;
    for (std::size_t i = 0; i + 1 < map.network.species.size(); ++i) {
      if (point.coverage[i] > resolved)
        worst = std::max(worst, relative(std::exp(state.ln_coverage[i]), point.coverage[i]));
    }
    const double largest = *std::max_element(point.rate.begin(), point.rate.end());
    for (std::size_t j = 0; j < point.rate.size(); ++j) {
      if (std::abs(point.rate[j]) > 10 * balanced * largest)
        worst = std::max(worst, relative(state.rate[j], point.rate[j]));
    }
  }
  const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - begin;
  fmt::print(
      "{} points in {:.1f} ms, {} compared, {} answers of the other program refused, worst "
      "difference {:.1e}\n",
      map.points.size(), spent.count(), compared, refused, worst);
  EXPECT_GE(compared, least_compared);
  EXPECT_LE(worst, 1e-8);
}

std::filesystem::path kinetics(const char* file) {
  return testing::shared_dir() / "data/kinetics" / file;
}

TEST(SteadyStateExternal, CarbonMonoxideOxidationMapOfCatmap) {
  NITER_SOURCE("medford2015",
               "tutorial 2, energies of Falsig et al. 2008; reference case 12, workload W3");
  if (!std::filesystem::exists(kinetics("catmap_co_oxidation.json")))
    GTEST_SKIP() << "no shared data";
  const auto map = reference::read_catmap(kinetics("catmap_co_oxidation.json"));
  ASSERT_TRUE(map) << map.error().text();
  expect_agreement(*map, 104);
}

TEST(SteadyStateExternal, HydrogenEvolutionMapOfCatmap) {
  NITER_SOURCE("medford2015", "hydrogen evolution tutorial; reference case 12, workload W3");
  if (!std::filesystem::exists(kinetics("catmap_her.json"))) GTEST_SKIP() << "no shared data";
  const auto map = reference::read_catmap(kinetics("catmap_her.json"));
  ASSERT_TRUE(map) << map.error().text();
  expect_agreement(*map, 118);
}

// What a nitrogen-containing or oxygen-containing adsorbate gains, relative to its largest rate.
double largest_gain(const Network& network, const SteadyState& state) {
  std::vector<double> net(network.species.size()), largest(network.species.size());
  const auto add = [&](const std::vector<Network::Term>& terms, int sign, double rate) {
    for (const auto& t : terms) {
      net[static_cast<std::size_t>(t.species)] += sign * t.order * rate;
      double& most = largest[static_cast<std::size_t>(t.species)];
      most = std::max(most, t.order * std::abs(rate));
    }
  };
  for (std::size_t j = 0; j < network.reactions.size(); ++j) {
    add(network.reactions[j].reactants, -1, state.rate[j]);
    add(network.reactions[j].products, +1, state.rate[j]);
  }
  double worst = 0;
  for (std::size_t i = 0; i < net.size(); ++i) {
    if (largest[i] > 0) worst = std::max(worst, std::abs(net[i]) / largest[i]);
  }
  return worst;
}

TEST(SteadyStateExternal, EveryPointOfThePublishedNitrateNetwork) {
  NITER_SOURCE("liu2019",
               "13 adsorbates, 19 steps, 1020 descriptor points; reference case 13, workload W4");
  if (!std::filesystem::exists(kinetics("no3rr_goldsmith_network.json.gz")))
    GTEST_SKIP() << "no shared data";
  const auto map = reference::read_nitrate_network(kinetics("no3rr_goldsmith_network.json.gz"));
  ASSERT_TRUE(map) << map.error().text();
  auto solver = SteadyStateSolver::make(map->network);
  ASSERT_TRUE(solver) << solver.error().text();
  int converged = 0;
  double gain = 0, residual = 0, sites = 0;
  const auto begin = std::chrono::steady_clock::now();
  for (const Map::Point& point : map->points) {
    SteadyState state;
    if (!solver->solve(point.forward, point.reverse, state)) continue;
    ++converged;
    gain = std::max(gain, largest_gain(map->network, state));
    residual = std::max(residual, state.residual);
    double sum = 0;
    for (const double x : state.ln_coverage) sum += std::exp(x);
    sites = std::max(sites, std::abs(sum - 1));
  }
  const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - begin;
  fmt::print("{} of {} points converged in {:.0f} ms; largest gain {:.1e}, residual {:.1e}\n",
             converged, map->points.size(), spent.count(), gain, residual);
  EXPECT_EQ(converged, 1020);
  EXPECT_LE(gain, 1e-12);
  EXPECT_LE(residual, 1e-10);
  EXPECT_LE(sites, 1e-12);
}

}  // namespace
}  // namespace niter::twin
