#include "niter/analysis/impedance/circuit_fit.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/analysis/impedance/circuit_ladder.hpp"
#include "niter/analysis/impedance/circuit_model.hpp"
#include "niter/analysis/impedance/determined.hpp"
#include "niter/analysis/impedance/synthetic_testing.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

using testing::Complex;
using testing::Sweep;

/// The spectrum of a circuit, with noise if wanted.
Spectrum spectrum_of_circuit(std::string_view text, const std::vector<double>& p,
                             const Sweep& sweep = {}) {
  const auto circuit = parse_circuit(text).value();
  return testing::spectrum_of_law(
      [&](double omega) {
        const double f = omega / (2 * std::numbers::pi);
        return CircuitModel(circuit, {&f, 1}).impedance(p)[0];
      },
      sweep);
}

CircuitFit fitted(std::string_view text, const Spectrum& spectrum,
                  const CircuitFitOptions& options = {}) {
  const auto fit = fit_circuit(parse_circuit(text).value(), spectrum, options);
  EXPECT_TRUE(fit) << fit.error().text();
  return fit.value_or(CircuitFit{});
}

TEST(CircuitFit, FindsTheTruthWithoutAGuess) {
  NITER_IDENTITY("an exact spectrum gives its parameters back");
  const std::vector<std::pair<std::string_view, std::vector<double>>> cases = {
      {"R0-p(R1,C1)", {3e-3, 2e7, 1e-12}},
      {"R0-p(R1,CPE1)", {10, 500, 2e-5, 0.85}},
      {"L0-R0-p(R1-W1,CPE1)", {2e-7, 10, 100, 30, 4e-5, 0.9}},
      {"R0-p(R1,C1)-p(R2,C2)", {5, 70, 1e-2, 40, 1e-4}},
      {"R0-p(R1-Ws1,CPE1)", {5, 70, 50, 1, 1e-4, 0.92}},
      {"R(C[RW])", {8, 1e-5, 200, 0.02, 0.5}},
      {"R1+C2/(R2+C3/R3)", {4, 1e-6, 50, 1e-3, 300}},
      {"TLMQ1", {20, 1e-2, 0.9}},
      {"R0-G1", {3, 20, 0.05}},
      {"RTlmno", {2, 10, 40, 1e-2, 0.9, 1}},
  };
  for (const auto& [text, truth] : cases) {
    for (const auto weight : {Weight::Modulus, Weight::Unit, Weight::Proportional}) {
      if (truth[0] == 3e-3 && weight == Weight::Modulus) continue;  // 3 mohm beside 20 Mohm
      const auto fit = fitted(text, spectrum_of_circuit(text, truth), {.weight = weight});
      for (std::size_t k = 0; k < truth.size(); ++k) {
        if (truth[0] == 3e-3 && k == 0) continue;
        EXPECT_NEAR(fit.parameters[k].value, truth[k], 1e-5 * truth[k])
            << text << " " << fit.parameters[k].name << " " << static_cast<int>(weight);
      }
    }
  }
}

TEST(CircuitFit, StandardErrorsHoldTheTruthAtTheirRate) {
  NITER_SOURCE("macdonald1987", "errors of complex nonlinear least squares, by simulated noise");
  const std::vector<double> truth = {10, 200, 3e-5, 0.88};
  constexpr int sets = 200;
  std::vector<int> held(truth.size());
  for (int k = 0; k < sets; ++k) {
    const auto spectrum =
        spectrum_of_circuit("R0-p(R1,CPE1)", truth,
                            {.per_decade = 6, .noise = 0.01, .seed = static_cast<unsigned>(k + 1)});
    const auto fit = fitted("R0-p(R1,CPE1)", spectrum, {.starts = 4});
    for (std::size_t p = 0; p < truth.size(); ++p) {
      if (std::abs(fit.parameters[p].value - truth[p]) < 1.984 * fit.parameters[p].sigma) ++held[p];
    }
    EXPECT_NEAR(fit.scatter, 0.01, 0.005);
  }
  // 95 % of 200: 190, standard deviation 3.1
  for (const int count : held) {
    EXPECT_GE(count, 178);
    EXPECT_LE(count, 199);
  }
}

TEST(CircuitFit, FixedAndBoundedParametersStayThere) {
  NITER_IDENTITY("what is fixed does not move; what is at a bound is said to be");
  const std::vector<double> truth = {10, 200, 3e-5, 0.88};
  const auto spectrum = spectrum_of_circuit("R0-p(R1,CPE1)", truth);
  const auto fixed = fitted("R0-p(R1,CPE1)", spectrum, {.fix = {{"CPE1_n", 1}}});
  EXPECT_EQ(fixed.find("CPE1_n")->value, 1);
  EXPECT_TRUE(fixed.find("CPE1_n")->fixed);
  EXPECT_EQ(fixed.find("CPE1_n")->sigma, 0);
  EXPECT_EQ(fixed.free, 3u);
  EXPECT_NEAR(fixed.sum_of_squares, fitted("R0-p(R1,C1)", spectrum).sum_of_squares,
              1e-9 * fixed.sum_of_squares);

  const auto bounded = fitted("R0-p(R1,CPE1)", spectrum, {.bounds = {{"R1", {50, 150}}}});
  EXPECT_NEAR(bounded.find("R1")->value, 150, 1e-9);
  EXPECT_TRUE(bounded.find("R1")->at_bound);
  EXPECT_FALSE(bounded.find("R0")->at_bound);

  // the text of the circuit can say the same
  const auto written = fitted("R(R{R=100/50/150}Q{Y=1e-5,n=0.9})", spectrum);
  EXPECT_NEAR(written.sum_of_squares, bounded.sum_of_squares, 1e-6 * bounded.sum_of_squares);
  EXPECT_EQ(fitted("R(RQ{n=1f})", spectrum).free, 3u);
}

TEST(CircuitFit, SaysWhatTheDataDoNotDetermine) {
  NITER_IDENTITY("at high frequency R coth(s)/s depends on R/sqrt(tau) alone");
  const auto spectrum = spectrum_of_circuit("R0-Wo1", {5, 1000, 1e6}, {.noise = 1e-2});
  const auto fit = fitted("R0-Wo1", spectrum);
  ASSERT_EQ(fit.undetermined.size(), 1u);
  EXPECT_EQ(fit.undetermined[0], "Wo1_R and Wo1_tau: only Wo1_R / Wo1_tau^0.5 is determined");
  EXPECT_NEAR(fit.find("Wo1_R")->value / std::sqrt(fit.find("Wo1_tau")->value), 1, 2e-2);
  EXPECT_GT(std::abs(fit.correlation(1, 2)), 0.99);
  EXPECT_TRUE(fitted("R0-W1", spectrum).undetermined.empty());
}

TEST(CircuitFit, UndeterminedAloneAndInSets) {
  NITER_IDENTITY("variances along known directions");
  EXPECT_TRUE(undetermined_in_words({{"a", "b"}, {true, true}, {0.01, 0, 0, 0.04}}).empty());
  EXPECT_EQ(undetermined_in_words({{"a", "b"}, {true, true}, {0.01, 0, 0, 4}}),
            std::vector<std::string>{"b is not determined"});
  // ln a - ln b firm, the sum loose
  EXPECT_EQ(undetermined_in_words({{"a", "b"}, {true, true}, {9, 8.999, 8.999, 9}}),
            std::vector<std::string>{"a and b: only a / b is determined"});
  EXPECT_EQ(undetermined_in_words({{"a", "b"}, {true, true}, {9, -8.999, -8.999, 9}}),
            std::vector<std::string>{"a and b: only a b is determined"});
}

TEST(CircuitFit, EqualArcsComeInOneOrder) {
  NITER_IDENTITY("arcs are told apart by their time constants, not by the start that found them");
  const auto spectrum =
      spectrum_of_circuit("R0-p(R1,C1)-p(R2,C2)", {5, 40, 1e-4, 70, 1e-2}, {.noise = 1e-3});
  for (const unsigned seed : {1u, 2u, 3u, 4u, 5u}) {
    const auto fit = fitted("R0-p(R1,C1)-p(R2,C2)", spectrum, {.starts = 3, .seed = seed});
    EXPECT_NEAR(fit.find("R1")->value, 70, 1);
    EXPECT_NEAR(fit.find("C2")->value, 1e-4, 2e-6);
  }
}

TEST(CircuitFit, MistakesAreNamed) {
  NITER_IDENTITY("error texts name the parameter and what it can be");
  const auto spectrum = spectrum_of_circuit("R0-p(R1,C1)", {1, 2, 1e-3});
  const auto error = [&](const CircuitFitOptions& options) {
    const auto fit = fit_circuit(parse_circuit("R0-p(R1,CPE1)").value(), spectrum, options);
    return fit ? std::string("no error") : fit.error().text();
  };
  EXPECT_NE(error({.fix = {{"CPE1_m", 1}}}).find("did you mean 'CPE1_"), std::string::npos);
  EXPECT_NE(error({.fix = {{"CPE1_n", 2}}}).find("'CPE1_n' cannot be 2; it can be 0 to 1"),
            std::string::npos);
  EXPECT_NE(error({.fix = {{"R1", NAN}}}).find("cannot be"), std::string::npos);
  EXPECT_NE(error({.bounds = {{"R1", {5, 4}}}}).find("leave nothing"), std::string::npos);
  EXPECT_NE(error({.bounds = {{"R1", {NAN, 4}}}}).find("leave nothing"), std::string::npos);
  EXPECT_NE(error({.starts = 0}).find("one start"), std::string::npos);
  Spectrum few = spectrum;
  few.frequency.resize(2);
  few.impedance.resize(2);
  EXPECT_NE(fit_circuit(parse_circuit("R0-p(R1,CPE1)").value(), few)
                .error()
                .text()
                .find("4 numbers cannot fix 4 parameters"),
            std::string::npos);
}

TEST(CircuitFit, ResidualsAreInPercentOfTheModulus) {
  NITER_IDENTITY("100 (Z - Z_fit)/|Z|");
  auto spectrum = spectrum_of_circuit("R0-p(R1,C1)", {1, 2, 1e-3});
  const auto fit = fitted("R0-p(R1,C1)", spectrum, {.fix = {{"R0", 1.1}, {"R1", 2}, {"C1", 1e-3}}});
  EXPECT_EQ(fit.free, 0u);
  for (std::size_t i = 0; i < spectrum.size(); ++i) {
    EXPECT_NEAR(fit.residual_re[i], -10 / std::abs(spectrum.impedance[i]), 1e-9);
    EXPECT_NEAR(fit.residual_im[i], 0, 1e-9);
  }
}

TEST(CircuitLadder, ClimbsAsFarAsTheDataGo) {
  NITER_SOURCE("burnham2002", "information criteria choose the circuit that made the data");
  const auto chosen = [](std::string_view truth, const std::vector<double>& p) {
    const auto spectrum = spectrum_of_circuit(truth, p, {.noise = 2e-3, .seed = 7});
    const auto ladder =
        compare_circuits(usual_circuits(spectrum), spectrum, {.starts = 30}).value();
    return ladder.fits[ladder.chosen].text;
  };
  EXPECT_EQ(chosen("R0-p(R1,C1)", {10, 100, 1e-4}), "R0-p(R1,C1)");
  EXPECT_EQ(chosen("R0-p(R1,CPE1)", {10, 100, 1e-4, 0.85}), "R0-p(R1,CPE1)");
  EXPECT_EQ(chosen("R0-p(R1-W1,CPE1)", {10, 100, 20, 1e-4, 0.9}), "R0-p(R1-W1,CPE1)");
  EXPECT_EQ(chosen("R0-p(R1,CPE1)-p(R2,CPE2)", {10, 100, 2e-2, 0.9, 60, 2e-5, 0.85}),
            "R0-p(R1,CPE1)-p(R2,CPE2)");
  // a constant phase may turn out a capacitor
  EXPECT_EQ(chosen("R0-p(R1,CPE1)-p(R2,C2)", {100, 500, 4e-4, 0.5, 200, 8e-7}),
            "R0-p(R1,CPE1)-p(R2,CPE2)");
  EXPECT_EQ(chosen("R0-CPE1", {10, 1e-4, 0.9}), "R0-CPE1");
  EXPECT_EQ(chosen("R0-p(R1,CPE1)-CPE2", {10, 50, 1e-5, 0.9, 1e-3, 0.95}), "R0-p(R1,CPE1)-CPE2");
  EXPECT_EQ(chosen("L0-R0-p(R1,CPE1)", {1e-3, 10, 100, 1e-4, 0.85}), "L0-R0-p(R1,CPE1)");
}

}  // namespace
}  // namespace niter::analysis
