#include "niter/analysis/impedance/relaxation_times.hpp"

#include <algorithm>
#include <functional>

#include "niter/analysis/impedance/synthetic_testing.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

using testing::Complex;

const testing::Sweep wide{.highest = 1e5, .lowest = 1e-2};

testing::Sweep noisy(double noise, unsigned seed = 1) {
  return {.highest = 1e5, .lowest = 1e-2, .noise = noise, .seed = seed};
}

Complex two_arcs(double omega) {
  return 10.0 + testing::zarc(omega, 50, 1e-3, 0.8) + testing::zarc(omega, 30, 5e-2, 0.85);
}
double two_arcs_gamma(double tau) {
  return testing::zarc_gamma(tau, 50, 1e-3, 0.8) + testing::zarc_gamma(tau, 30, 5e-2, 0.85);
}

RelaxationTimes solved(const Spectrum& spectrum, RelaxationOptions options = {}) {
  const auto result = relaxation_times(spectrum, options);
  EXPECT_TRUE(result) << result.error().text();
  return result ? *result : RelaxationTimes{};
}

RelaxationOptions no_band() {
  RelaxationOptions options;
  options.draws = 0;
  return options;
}

// root mean square over the range of the peaks, relative
double error(const RelaxationTimes& result, const std::function<double(double)>& gamma) {
  double difference = 0, size = 0;
  for (std::size_t i = 0; i < result.tau.size(); ++i) {
    if (result.tau[i] < 1e-6 || result.tau[i] > 20) continue;
    const double exact = gamma(result.tau[i]);
    difference += (result.gamma[i] - exact) * (result.gamma[i] - exact);
    size += exact * exact;
  }
  return std::sqrt(difference / size);
}

// of the exact distribution between the borders of a peak
double exact_area(const RelaxationPeak& peak) {
  constexpr int steps = 400;
  const double step = std::log(peak.high / peak.low) / steps;
  double area = 0;
  for (int i = 0; i < steps; ++i)
    area += step * two_arcs_gamma(peak.low * std::exp(step * (i + 0.5)));
  return area;
}

// peaks that hold a twentieth of the polarisation resistance
std::vector<RelaxationPeak> main_peaks(const RelaxationTimes& result) {
  auto peaks = result.peaks;
  std::erase_if(peaks, [&](const auto& p) { return p.resistance < 0.05 * result.polarisation; });
  return peaks;
}

TEST(RelaxationTimes, AnArcHasTheDistributionOfColeAndCole) {
  NITER_IDENTITY("gamma of R/(1 + (i omega tau)^phi) in closed form");
  const auto spectrum = testing::spectrum_of_law(
      [](double omega) { return 10.0 + testing::zarc(omega, 50, 1e-2, 0.8); }, wide);
  for (const auto kind : {Discretisation::Gaussian, Discretisation::PiecewiseLinear}) {
    for (const auto order : {Smoothness::First, Smoothness::Second}) {
      auto options = no_band();
      options.basis = kind;
      options.smoothness = order;
      const auto result = solved(spectrum, options);
      EXPECT_LT(error(result, [](double t) { return testing::zarc_gamma(t, 50, 1e-2, 0.8); }),
                0.02);
      EXPECT_NEAR(result.series, 10, 0.1);
      EXPECT_NEAR(result.polarisation, 50, 0.1);
      ASSERT_EQ(main_peaks(result).size(), 1u);
      EXPECT_NEAR(std::log(main_peaks(result)[0].tau / 1e-2), 0, 0.02);
    }
  }
}

TEST(RelaxationTimes, TwoArcsUnderNoise) {
  NITER_IDENTITY("gamma of two arcs in closed form");
  for (const auto& [noise, bound] : {std::pair(1e-3, 0.15), std::pair(1e-2, 0.25)}) {
    const auto result = solved(testing::spectrum_of_law(two_arcs, noisy(noise)), no_band());
    EXPECT_LT(error(result, two_arcs_gamma), bound);
    EXPECT_NEAR(result.noise, noise, 0.15 * noise);
    const auto peaks = main_peaks(result);
    ASSERT_EQ(peaks.size(), 2u);
    EXPECT_NEAR(std::log(peaks[0].tau / 1e-3), 0, 0.15);
    EXPECT_NEAR(std::log(peaks[1].tau / 5e-2), 0, 0.15);
    for (const auto& peak : peaks) EXPECT_NEAR(peak.resistance, exact_area(peak), 1.2);
    EXPECT_NEAR(peaks[0].resistance + peaks[1].resistance, 80, 5);
  }
}

TEST(RelaxationTimes, CapacitorsBesideResistorsHaveNarrowPeaks) {
  NITER_IDENTITY("R-C elements: area R at tau = R C");
  const auto result = solved(testing::spectrum_of_law(
                                 [](double omega) {
                                   return 10.0 + testing::resistor_capacitor(omega, 50, 1e-3) +
                                          testing::resistor_capacitor(omega, 20, 0.1);
                                 },
                                 noisy(1e-3)),
                             no_band());
  const auto peaks = main_peaks(result);
  ASSERT_EQ(peaks.size(), 2u);
  EXPECT_NEAR(std::log(peaks[0].tau / 1e-3), 0, 0.03);
  EXPECT_NEAR(std::log(peaks[1].tau / 0.1), 0, 0.03);
  EXPECT_NEAR(peaks[0].resistance, 50, 1);
  EXPECT_NEAR(peaks[1].resistance, 20, 0.4);
}

TEST(RelaxationTimes, InductanceAndCapacitanceAreNoRelaxation) {
  NITER_IDENTITY("i omega L + 1/(i omega C) beside an arc");
  auto options = no_band();
  options.capacitance = Term::Fit;
  const auto result = solved(testing::spectrum_of_law(
                                 [](double omega) {
                                   return 10.0 + testing::zarc(omega, 50, 1e-3, 0.9) +
                                          Complex(0, omega * 2e-6) + 1.0 / Complex(0, omega * 0.5);
                                 },
                                 wide),
                             options);
  EXPECT_NEAR(result.inductance, 2e-6, 2e-8);
  EXPECT_NEAR(result.elastance, 2, 0.02);
  EXPECT_NEAR(result.polarisation, 50, 0.5);
}

TEST(RelaxationTimes, AnInductiveLoopIsSeenAndCanBeDistributed) {
  NITER_IDENTITY("a negative R-C element: no non-negative distribution has it");
  const auto spectrum = testing::spectrum_of_law(
      [](double omega) {
        return 10.0 + testing::zarc(omega, 50, 1e-3, 0.9) -
               testing::resistor_capacitor(omega, 10, 2) + Complex(0, omega * 1e-5);
      },
      noisy(1e-3));
  const auto bounded = solved(spectrum);
  EXPECT_GT(bounded.noise, 0.01);
  for (const double gamma : bounded.gamma) EXPECT_TRUE(gamma >= 0 && std::isfinite(gamma));
  auto options = no_band();
  options.sign = GammaSign::Free;
  const auto free = solved(spectrum, options);
  EXPECT_NEAR(free.noise, 1e-3, 4e-4);
  EXPECT_LT(*std::ranges::min_element(free.gamma), -5);
}

TEST(RelaxationTimes, EveryRuleComesNearTheDistribution) {
  NITER_IDENTITY("gamma of two arcs in closed form; a given weight is taken");
  const auto spectrum = testing::spectrum_of_law(two_arcs, noisy(1e-3));
  auto options = no_band();
  for (const auto rule : {LambdaRule::Evidence, LambdaRule::CrossValidation,
                          LambdaRule::RealImaginary, LambdaRule::Discrepancy, LambdaRule::LCurve}) {
    options.rule = rule;
    EXPECT_LT(error(solved(spectrum, options), two_arcs_gamma), 0.3) << static_cast<int>(rule);
  }
  options.rule = LambdaRule::Evidence;
  const double chosen = error(solved(spectrum, options), two_arcs_gamma);
  for (const double lambda : {1e-9, 10.0}) {
    options.lambda = lambda;
    const auto result = solved(spectrum, options);
    EXPECT_EQ(result.lambda, lambda);
    EXPECT_GT(error(result, two_arcs_gamma), 1.5 * chosen);
  }
}

TEST(RelaxationTimes, TheBandHoldsTheDistribution) {
  NITER_SOURCE("ciucci2015", "credible intervals of the posterior; counted over five spectra");
  // the second derivative lowers summits more than the band with a fixed lambda knows (docs)
  for (const auto& [order, least] :
       {std::pair(Smoothness::First, 0.9), std::pair(Smoothness::Second, 0.55)}) {
    int inside = 0, places = 0, areas = 0, peaks = 0;
    for (unsigned seed = 1; seed <= 5; ++seed) {
      auto options = no_band();
      options.draws = 100;
      options.smoothness = order;
      const auto result = solved(testing::spectrum_of_law(two_arcs, noisy(1e-2, seed)), options);
      ASSERT_EQ(result.low.size(), result.tau.size());
      for (std::size_t i = 0; i < result.tau.size(); ++i) {
        const double exact = two_arcs_gamma(result.tau[i]);
        if (exact < 1) continue;  // where the peaks stand
        ++places;
        inside += result.low[i] <= exact && exact <= result.high[i];
      }
      for (const auto& peak : main_peaks(result)) {
        ++peaks;
        areas += std::abs(peak.resistance - exact_area(peak)) < 2 * *peak.sigma;
      }
    }
    EXPECT_GT(inside, least * places);
    EXPECT_GE(peaks, 10);
    EXPECT_GE(areas, 0.8 * peaks);
  }
}

TEST(RelaxationTimes, EqualSeedsGiveEqualBands) {
  NITER_IDENTITY("no randomness without a seed");
  const auto spectrum = testing::spectrum_of_law(two_arcs, noisy(1e-2));
  auto options = no_band();
  options.draws = 100;
  const auto first = solved(spectrum, options);
  EXPECT_EQ(first.high, solved(spectrum, options).high);
  options.seed = 2;
  EXPECT_NE(first.high, solved(spectrum, options).high);
}

TEST(RelaxationTimes, OhmsAndMilliohmsAreOneProblem) {
  NITER_IDENTITY("Z times a thousand: gamma times a thousand, lambda the same");
  auto spectrum = testing::spectrum_of_law(two_arcs, noisy(1e-3));
  const auto ohm = solved(spectrum, no_band());
  for (auto& z : spectrum.impedance) z *= 1e-3;
  const auto milliohm = solved(spectrum, no_band());
  EXPECT_NEAR(milliohm.lambda / ohm.lambda, 1, 1e-6);
  EXPECT_NEAR(1e3 * milliohm.polarisation, ohm.polarisation, 1e-6);
}

TEST(RelaxationTimes, MistakesAreNamed) {
  NITER_IDENTITY("error texts");
  const auto spectrum = testing::spectrum_of_law(two_arcs);
  const auto text = [&](auto&& change) {
    RelaxationOptions options;
    change(options);
    const auto result = relaxation_times(spectrum, options);
    return result ? std::string() : result.error().text();
  };
  EXPECT_NE(text([](auto& o) { o.lambda = -1; }).find("lambda -1"), std::string::npos);
  EXPECT_NE(text([](auto& o) { o.draws = 7; }).find("7 draws"), std::string::npos);
  EXPECT_NE(text([](auto& o) { o.per_decade = 1000; }).find("1000 relaxation times"),
            std::string::npos);
  Spectrum few{{3, 2, 1}, {1.0, 1.0, 1.0}};
  EXPECT_NE(relaxation_times(few).error().text().find("3 points"), std::string::npos);
}

}  // namespace
}  // namespace niter::analysis
