// Fits of voltammograms: known answers, another program's record, and what records do not tell.
#include "niter/study/fit/fit.hpp"

#include <cmath>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/closed/laviron.hpp"
#include "niter/study/fit/fit_testing.hpp"

namespace niter::study {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

std::size_t index_of(const FitProblem& problem, const std::string& name) {
  for (std::size_t k = 0; k < problem.parameters.size(); ++k)
    if (problem.parameters[k].name == name) return k;
  ADD_FAILURE() << name;
  return 0;
}

// Distance from the truth in standard errors, in the coordinate in which they are given.
double pull(const FitProblem& problem, const FitResult& result, const std::string& name,
            double truth) {
  const std::size_t k = index_of(problem, name);
  const FittedNumber& n = result.numbers[k];
  const bool log = problem.parameters[k].coordinate.logarithmic;
  return (log ? std::log(n.value / truth) : n.value - truth) / n.standard_error;
}

const std::map<std::string, double> truth = {
    {"E1.alpha", 0.5},   {"E1.k0", 0.01},       {"E1.E0", 0},         {"site_density", 1e-5},
    {"resistance", 700}, {"a*.interaction", 3}, {"b*.interaction", 3}};

FitProblem tutorial(std::uint64_t seed, const std::string& noise) {
  const FitText text = fit_text(confined_fit, noise);
  SweepRecord record = peer_record(text);
  add_noise(record, 1.755e-6, seed);  // 5 % of the largest current, as in the tutorial
  return fit_problem(text, {std::move(record)}).value();
}

TEST(Fit, RecordOfAnotherProgram) {
  NITER_SOURCE("electrokitty",
               "fitting tutorial: what its record was simulated with, from its start");
  const FitProblem problem = tutorial(1, "noise = \"1.755 uA\"");
  const auto result = fit(problem, {});
  ASSERT_TRUE(result.has_value()) << result.error().text();
  for (const auto& [name, value] : truth) {
    EXPECT_LT(std::abs(pull(problem, *result, name, value)), 3) << name;
    EXPECT_EQ(result->numbers[index_of(problem, name)].informed, Informed::Alone) << name;
  }
  EXPECT_NEAR(result->chi2, result->freedom, 4 * std::sqrt(2.0 * result->freedom));
  EXPECT_FALSE(result->misses());
  // 1e-4 F/m2 draw 0.03 % of the noise: the peer prints a value all the same
  const FittedNumber& capacitance = result->numbers[index_of(problem, "capacitance")];
  EXPECT_EQ(capacitance.informed, Informed::Limit);
  ASSERT_TRUE(capacitance.reach.has_value());
  EXPECT_TRUE(capacitance.reach->to_low && !capacitance.reach->to_high);
  EXPECT_GT(capacitance.reach->high, 1e-4);
  EXPECT_LT(capacitance.reach->high, 0.1);
  EXPECT_THAT(result->words, Contains(HasSubstr("not told from its lower bound: capacitance")));
}

TEST(Fit, WithoutNoiseTheOtherProgramsNumbers) {
  NITER_SOURCE("electrokitty", "fitting tutorial; its record is converged to 7e-5 of the peak");
  const FitText text = fit_text(confined_fit, "noise = \"35 nA\"");
  FitProblem problem = fit_problem(text, {peer_record(text)}).value();
  for (const auto& [name, value] : truth)  // the search itself is tested above
    problem.parameters[index_of(problem, name)].start = value == 0 ? 0.01 : 1.05 * value;
  const auto result = fit(problem, {});
  ASSERT_TRUE(result.has_value()) << result.error().text();
  const auto value = [&](const std::string& name) {
    return result->numbers[index_of(problem, name)].value;
  };
  EXPECT_NEAR(value("E1.alpha"), 0.5, 1e-3);
  EXPECT_NEAR(value("E1.k0"), 0.01, 1e-5);
  EXPECT_NEAR(value("E1.E0"), 0, 3e-4);
  EXPECT_NEAR(value("site_density"), 1e-5, 1e-8);
  EXPECT_NEAR(value("resistance"), 700, 3);
  EXPECT_NEAR(value("a*.interaction"), 3, 1e-2);
  EXPECT_NEAR(value("b*.interaction"), 3, 1e-2);
}

TEST(Fit, NoiseThatIsNotStatedIsFound) {
  NITER_IDENTITY(
      "sum of squared residuals over the degrees of freedom is the variance of the noise");
  const FitProblem problem = tutorial(2, "");
  EXPECT_NEAR(noise_of(problem.records[0]) / 1.755e-6, 1, 0.15);  // before any fit
  const auto result = fit(problem, {});
  ASSERT_TRUE(result.has_value()) << result.error().text();
  EXPECT_NEAR(result->records[0].sigma / 1.755e-6, 1, 3 / std::sqrt(2.0 * result->freedom));
}

// A reversible confined couple without resistance, whose current is known in closed form.
const std::string reversible = R"(
title = "in equilibrium with the potential"
[cell]
area = "1 cm2"
site_density = "2e-6 mol/m2"
adsorbate = [{ name = "O*", coverage = 1 }, { name = "R*", coverage = 0 }]
step = [{ id = "E1", equation = "O* + e- <-> R*", E0 = "0 V", k0 = "1e4 s-1" }]
capacitance = "0.2 F/m2"
[[record]]
file = "made.csv"
noise = "20 nA"
NOISE
[[parameter]]
name = "site_density"
low = "1e-8 mol/m2"
high = "1e-4 mol/m2"
[[parameter]]
name = "capacitance"
low = "1e-4 F/m2"
high = "1e2 F/m2"
[[parameter]]
name = "offset"
low = "-10 uA"
high = "10 uA"
)";

SweepRecord empty_record(double from, double to, double rate, int points) {
  SweepRecord record;
  record.name = "made";
  for (int i = 0; i <= 2 * points; ++i) {
    const double share = static_cast<double>(i <= points ? i : 2 * points - i) / points;
    record.E.push_back(from + (to - from) * share);
    record.t.push_back(std::abs(to - from) / rate * i / points);
    record.I.push_back(0);
  }
  const auto turn = static_cast<std::size_t>(points);
  record.sweeps = {{0, turn, true}, {turn, 2 * turn, true}};
  record.noise = 2e-8;
  return record;
}

TEST(Fit, CovarianceInClosedForm) {
  NITER_SOURCE("laviron1979", "I = dI/d(sites) sites + C dI/dC + offset: linear in all three");
  const double area = 1e-4, rate = 0.1, sigma = 2e-8, sites = 2e-6, capacitance = 0.2;
  SweepRecord record = empty_record(0.35, -0.35, rate, 350);
  const physics::ConfinedCouple couple{1, sites, rate};
  double normal[3][3] = {};
  for (std::size_t i = 1; i < record.E.size(); ++i) {
    const double sign = i <= 350 ? -1 : 1;
    const double wave = sign * area * physics::confined_current_density(couple, record.E[i]);
    const double charging = sign * area * capacitance * rate;
    record.I[i] = wave + charging + 3e-8;
    const double slopes[3] = {wave, charging, 1};
    for (int a = 0; a < 3; ++a)
      for (int b = 0; b < 3; ++b) normal[a][b] += slopes[a] * slopes[b] / (sigma * sigma);
  }
  const FitProblem problem = fit_problem(fit_text(reversible, ""), {record}).value();
  const auto result = fit(problem, {});
  ASSERT_TRUE(result.has_value()) << result.error().text();
  // the offset has no part in the others: forward and back cancel. Two by two remain
  const double determinant = normal[0][0] * normal[1][1] - normal[0][1] * normal[0][1];
  EXPECT_NEAR(result->numbers[0].value / sites, 1, 2e-4);
  EXPECT_NEAR(result->numbers[1].value / capacitance, 1, 2e-3);
  EXPECT_NEAR(result->numbers[2].value, 3e-8, 1e-10);
  EXPECT_NEAR(result->numbers[0].standard_error / std::sqrt(normal[1][1] / determinant), 1, 2e-3);
  EXPECT_NEAR(result->numbers[1].standard_error / std::sqrt(normal[0][0] / determinant), 1, 2e-3);
  EXPECT_NEAR(result->numbers[2].standard_error * std::sqrt(normal[2][2]), 1, 2e-3);
  EXPECT_NEAR(result->correlation[1], -normal[0][1] / std::sqrt(normal[0][0] * normal[1][1]), 2e-3);
}

TEST(Fit, NamesWhatOnlyGoesTogether) {
  NITER_IDENTITY("a diffusing wave is A c sqrt(D): area and concentration are one fact");
  std::string text = R"(
title = "reversible wave"
[cell]
area = "0.07 cm2"
species = [{ name = "O", diffusivity = "7e-10 m2/s", concentration = "1 mmol/L" },
           { name = "R", diffusivity = "7e-10 m2/s", concentration = "0 mmol/L" }]
step = [{ id = "E1", equation = "O + e- <-> R", E0 = "0 V", k0 = "1 m/s" }]
[[record]]
file = "made.csv"
NOISE
[[parameter]]
name = "O.c"
low = "0.1 mmol/L"
high = "10 mmol/L"
[[parameter]]
name = "area"
low = "0.007 cm2"
high = "0.7 cm2"
[[parameter]]
name = "E1.E0"
low = "-0.2 V"
high = "0.2 V"
)";
  SweepRecord record = empty_record(0.3, -0.3, 0.1, 120);
  const FitText parsed = fit_text(text, "");
  FitProblem problem = fit_problem(parsed, {record}).value();
  const auto grid = sweep_grid(problem.cell, record, problem.cell.values(), problem.cell.values());
  const auto made = run_sweeps(problem.cell, problem.cell.values(), record, grid, 1e-8, {}, {});
  ASSERT_TRUE(made.has_value());
  for (std::size_t i = 1; i < record.I.size(); ++i) record.I[i] = made->current[i - 1];
  record.noise = 1e-7;
  add_noise(record, record.noise, 5);
  problem.records = {record};
  const auto result = fit(problem, {});
  ASSERT_TRUE(result.has_value()) << result.error().text();
  EXPECT_EQ(result->numbers[2].informed, Informed::Alone);
  EXPECT_EQ(result->numbers[0].informed, Informed::Together);
  EXPECT_EQ(result->numbers[1].informed, Informed::Together);
  EXPECT_LT(result->correlation[1], -0.999);
  EXPECT_THAT(result->words, Contains(HasSubstr("ln O.c and ln area only as ln O.c + 1 ln area")));
}

TEST(Fit, CorrelatedResidualsCountLess) {
  NITER_SOURCE("bayley1946", "AR(1): variance of a mean times (1 + r)/(1 - r)");
  EXPECT_DOUBLE_EQ(correlated_variance(0.5, 400), 3);
  EXPECT_DOUBLE_EQ(correlated_variance(0.1, 400), 1);  // chance
  EXPECT_DOUBLE_EQ(correlated_variance(-0.5, 400), 1);
}

TEST(FitSlow, PullsAreUnitNormals) {
  NITER_IDENTITY("(estimate - truth)/error has mean 0 and variance 1; 95 % intervals hold 95 %");
  constexpr int seeds = 40;
  int inside = 0, all = 0, limits = 0;
  double sum = 0, squares = 0, chi2 = 0;
  for (int seed = 1; seed <= seeds; ++seed) {
    const FitProblem problem = tutorial(static_cast<std::uint64_t>(seed), "noise = \"1.755 uA\"");
    const auto result = fit(problem, {});
    ASSERT_TRUE(result.has_value()) << seed << ": " << result.error().text();
    chi2 += result->chi2 / result->freedom / seeds;
    limits += result->numbers[index_of(problem, "capacitance")].informed == Informed::Limit;
    // of independent parameters: others follow these through their correlations
    for (const std::string name : {"E1.alpha", "E1.k0", "E1.E0", "site_density", "resistance"}) {
      const double p = pull(problem, *result, name, truth.at(name));
      sum += p, squares += p * p, ++all;
      const FittedNumber& n = result->numbers[index_of(problem, name)];
      inside += n.low < truth.at(name) && truth.at(name) < n.high;
    }
  }
  EXPECT_GE(limits,
            static_cast<int>(0.9 * seeds));  // a twentieth of noises looks like a capacitance
  EXPECT_NEAR(sum / all, 0, 0.35);
  EXPECT_NEAR(squares / all, 1, 0.3);
  EXPECT_GE(inside, static_cast<int>(0.90 * all));
  EXPECT_LE(inside, static_cast<int>(0.99 * all));
  EXPECT_NEAR(chi2, 1, 4 * std::sqrt(2.0 / (492 * seeds)));
}

}  // namespace
}  // namespace niter::study
