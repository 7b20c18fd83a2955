#include "niter/analysis/echem/ca.hpp"

#include <cmath>
#include <random>

#include "niter/analysis/echem/steady_window.hpp"
#include "niter/base/testing.hpp"
#include "niter/physics/closed/cottrell.hpp"

namespace niter::analysis {
namespace {

data::Table record(const std::vector<double>& t, const std::vector<double>& j) {
  data::Table table;
  table.title = "made";
  table.columns = {{"t", Unit::of("s"), t}, {"j", Unit::of("mA cm-2"), j}};
  return table;
}

const data::Finding* find(const data::Reduction& reduction, std::string_view key) {
  for (const auto& finding : reduction.findings) {
    if (finding.key == key) return &finding;
  }
  return nullptr;
}

TEST(Ca, ChargeMeanAndSteadyPart) {
  NITER_IDENTITY("integral of j0 (1 + e^(-t/T)); steady after some T");
  std::mt19937 random(5);
  std::normal_distribution<double> normal(0, 0.5);
  std::vector<double> t;
  std::vector<double> j;
  for (int i = 0; i <= 7200; ++i) {
    t.push_back(i);
    j.push_back(-100 * (1 + std::exp(-i / 300.0)) + normal(random));
  }
  const auto result = reduce_ca(std::vector{record(t, j)}, {});
  ASSERT_TRUE(result) << result.error().text();
  const auto& charge = result->find("charge")->value;
  EXPECT_NEAR(charge.value(), -100 * (7200 + 300), 4 * charge.sigma());
  EXPECT_NEAR(charge.sigma(), 0.5 * std::sqrt(7200), 0.1 * 0.5 * std::sqrt(7200));
  const auto& mean = result->find("mean_current_density")->value;
  EXPECT_NEAR(mean.value(), -100, 1);
  EXPECT_EQ(find(*result, "record-steady")->verdict, data::Verdict::Consistent);
  EXPECT_EQ(find(*result, "record-bubbles"), nullptr);
  EXPECT_EQ(find(*result, "record-step"), nullptr);
}

TEST(Ca, ADriftWithTiedNoiseIsCoveredAsPromised) {
  NITER_SOURCE("sokal1997", "AR(1) noise: the 95 % interval holds the true slope in 95 % of runs");
  std::mt19937 random(17);
  std::normal_distribution<double> normal(0, 1);
  int inside = 0;
  constexpr int trials = 300;
  for (int trial = 0; trial < trials; ++trial) {
    std::vector<double> t;
    std::vector<double> y;
    double tied = 0;
    for (int i = 0; i < 500; ++i) {
      tied = 0.7 * tied + normal(random);
      t.push_back(i);
      y.push_back(100 - 0.01 * i + tied);
    }
    const auto window = steady_between(t, y, 0, 499);
    if (std::abs(window->line.slope + 0.01) < 2 * window->line.slope_sigma) ++inside;
  }
  EXPECT_GT(inside, 0.90 * trials);
  EXPECT_LE(inside, 0.985 * trials);
}

TEST(Ca, WhatHappenedIsFoundWithItsTime) {
  NITER_IDENTITY("a gap, an interruption, a range jump and a sawtooth put into a record");
  std::mt19937 random(3);
  std::normal_distribution<double> normal(0, 0.2);
  std::vector<double> t;
  std::vector<double> y;
  for (int i = 0; i < 1000; ++i) {
    if (i > 200 && i < 240) continue;  // a gap
    t.push_back(i);
    const double level = i < 600 ? -100 : -105;  // a step
    y.push_back(i >= 400 && i < 420 ? 0 : level + normal(random));
  }
  const auto found = find_disturbances(t, y);
  ASSERT_EQ(found.gaps.size(), 1u);
  EXPECT_EQ(found.gaps[0].first, 200);
  ASSERT_EQ(found.interruptions.size(), 1u);
  EXPECT_EQ(found.interruptions[0].first, 400);
  EXPECT_EQ(found.interruptions[0].second, 419);
  ASSERT_EQ(found.steps.size(), 1u);
  EXPECT_EQ(found.steps[0], 600);
  EXPECT_FALSE(found.sawtooth);

  std::vector<double> saw;
  std::vector<double> times;
  for (int i = 0; i < 1000; ++i) {
    times.push_back(i);
    saw.push_back(-100 + 10 * (i % 100) / 100.0 + normal(random));  // loses, recovers at once
  }
  const auto bubbles = find_disturbances(times, saw);
  EXPECT_TRUE(bubbles.sawtooth);
  EXPECT_EQ(bubbles.rises.size(), 9u);
  EXPECT_EQ(disturbance_findings(bubbles).front().key, "record-bubbles");
}

TEST(Ca, CottrellGivesTheDiffusionCoefficient) {
  NITER_SOURCE("bard2001", "sec. 5.2.1: I = n F A c (D / pi t)^(1/2)");
  std::vector<double> t;
  std::vector<double> j;
  for (int i = 1; i <= 500; ++i) {
    t.push_back(0.01 * i);
    j.push_back(-physics::cottrell_current_density(1, 10, 7e-10, 0.01 * i));
  }
  const auto result =
      reduce_ca(std::vector{record(t, j)},
                {.cottrell = true, .electrons = 1, .concentration = Quantity(10, "mmol L-1")});
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_NEAR(result->find("cottrell_exponent")->value.value(), -0.5, 1e-9);
  EXPECT_NEAR(result->find("diffusion_coefficient")->value.value(), 7e-10, 1e-17);
  EXPECT_EQ(find(*result, "record-steady")->verdict, data::Verdict::Inconsistent);
  // from 60 ms on a fast decay is nobody's jump
  const auto found = find_disturbances(std::span(t).subspan(5), std::span(j).subspan(5));
  EXPECT_TRUE(found.steps.empty()) << found.steps.size();
}

TEST(Ca, OpenCircuitHasMeanAndDrift) {
  NITER_IDENTITY("a potential that settles: its mean, 2 mV/h");
  data::Table table;
  table.columns = {{"t", Unit::of("s"), {}}, {"E", Unit::of("V"), {}, {}, "vs. Ag/AgCl"}};
  for (int i = 0; i <= 600; ++i) {
    table.columns[0].values.push_back(i);
    table.columns[1].values.push_back(-0.2883 + 2e-3 / 3600 * (i - 300));
  }
  const auto result = reduce_ocp({&table, 1}, {});
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_NEAR(result->find("open_circuit_potential")->value.value(), -0.2883, 1e-9);
  EXPECT_NEAR(result->find("drift")->value.value(), 2e-3 / 3600, 1e-12);
}

}  // namespace
}  // namespace niter::analysis
