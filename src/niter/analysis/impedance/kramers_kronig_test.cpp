#include "niter/analysis/impedance/kramers_kronig.hpp"

#include "niter/analysis/impedance/synthetic_testing.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

using testing::Complex;

// cell of 10 ohm, a slow and a fast arc, cable of 1 uH
Complex two_arcs(double omega) {
  return 10.0 + testing::zarc(omega, 40, 1e-3, 0.9) + testing::zarc(omega, 25, 0.5, 0.85) +
         Complex(0, omega * 1e-6);
}

data::Verdict verdict(const Spectrum& spectrum, const KramersKronigOptions& options = {}) {
  const auto chain = kramers_kronig(spectrum, options);
  EXPECT_TRUE(chain) << chain.error().text();
  return kramers_kronig_finding(spectrum, *chain, options).verdict;
}

TEST(KramersKronig, FindsTheElementsOfAChain) {
  NITER_IDENTITY("a chain with the time constants of the test is fitted without a residual");
  // five elements at 1/omega_max ... 1/omega_min, a decade and a half apart
  const std::vector<double> ohm = {5, 2, 7, 1, 3};
  const double slowest = 1 / (2 * std::numbers::pi * 1e-2);
  const auto law = [&](double omega) {
    Complex z = 2.0 + Complex(0, omega * 3e-6) + 1.0 / Complex(0, omega * 4.0);
    for (std::size_t k = 0; k < ohm.size(); ++k) {
      z += testing::resistor_capacitor(omega, ohm[k],
                                       slowest * std::pow(10, 1.5 * static_cast<double>(k) - 6));
    }
    return z;
  };
  const auto spectrum = testing::spectrum_of_law(law);
  for (const auto part : {FittedPart::Both, FittedPart::Real, FittedPart::Imaginary}) {
    const auto chain = kramers_kronig(spectrum, {.part = part, .elements = 5});
    ASSERT_TRUE(chain) << chain.error().text();
    for (std::size_t k = 0; k < ohm.size(); ++k) EXPECT_NEAR(chain->terms[k], ohm[k], 1e-8);
    EXPECT_NEAR(chain->constant, 2, 1e-8);
    EXPECT_NEAR(chain->rising, 3e-6, 1e-12);
    EXPECT_NEAR(chain->falling, -0.25, 1e-8);
    EXPECT_NEAR(chain->mu, 1, 1e-12);
    EXPECT_LT(chain->largest, 1e-9);
  }
}

TEST(KramersKronig, ParallelBranchesAreAnAdmittanceChain) {
  NITER_IDENTITY("R-C branches side by side have Y = sum G i omega tau/(1 + i omega tau)");
  const double slowest = 1 / (2 * std::numbers::pi * 1e-2);
  const auto spectrum = testing::spectrum_of_law([&](double omega) {
    const auto branch = [&](double g, double tau) {
      return g * Complex(0, omega * tau) / Complex(1, omega * tau);
    };
    return 1.0 / (0.1 + branch(0.5, slowest * 1e-6) + branch(0.2, slowest * 1e-3) +
                  branch(0.3, slowest) + Complex(0, omega * 1e-5));
  });
  const auto chain =
      kramers_kronig(spectrum, {.immittance = Immittance::Admittance, .elements = 3});
  ASSERT_TRUE(chain) << chain.error().text();
  EXPECT_NEAR(chain->terms[0], 0.5, 1e-9);
  EXPECT_NEAR(chain->terms[1], 0.2, 1e-9);
  EXPECT_NEAR(chain->terms[2], 0.3, 1e-9);
  EXPECT_NEAR(chain->constant, 0.1, 1e-9);
  EXPECT_NEAR(chain->rising, 1e-5, 1e-12);
  EXPECT_LT(chain->largest, 1e-9);
}

TEST(KramersKronig, PassesAValidSpectrumWithSmallNoise) {
  NITER_SOURCE("schonleber2014", "section 3: the residuals of a valid spectrum are its noise");
  for (const double noise : {0.0, 1e-3, 2e-3}) {
    const auto spectrum =
        testing::spectrum_of_law(two_arcs, {.highest = 1e5, .noise = noise, .seed = 5});
    const auto chain = kramers_kronig(spectrum);
    ASSERT_TRUE(chain);
    EXPECT_EQ(verdict(spectrum), data::Verdict::Consistent);
    if (noise == 0) continue;
    EXPECT_NEAR(chain->rms, noise, 0.25 * noise);
  }
}

TEST(KramersKronig, LargeNoiseIsNoCourse) {
  NITER_IDENTITY("independent residuals have no correlation of neighbours");
  const auto spectrum =
      testing::spectrum_of_law(two_arcs, {.highest = 1e5, .noise = 0.02, .seed = 7});
  EXPECT_EQ(verdict(spectrum), data::Verdict::Marginal);
}

TEST(KramersKronig, ADisturbedPointIsMarginal) {
  NITER_IDENTITY("one point in seventy");
  auto spectrum = testing::spectrum_of_law(two_arcs, {.highest = 1e5});
  spectrum.impedance[33] *= 1.05;  // mains hum
  EXPECT_EQ(verdict(spectrum), data::Verdict::Marginal);
}

TEST(KramersKronig, RefusesAnAnswerBeforeTheQuestion) {
  NITER_IDENTITY("a pole in the upper half of the frequency plane is not causal");
  // a real part as of an RC element, an imaginary part of the wrong sign
  const auto spectrum =
      testing::spectrum_of_law([](double omega) { return 10.0 + 5.0 / Complex(1, -omega * 0.01); });
  for (const auto part : {FittedPart::Both, FittedPart::Real, FittedPart::Imaginary}) {
    EXPECT_EQ(verdict(spectrum, {.part = part}), data::Verdict::Inconsistent);
  }
}

TEST(KramersKronig, RefusesASpectrumThatDrifts) {
  NITER_IDENTITY("each frequency measured at its own time, while the resistance grows");
  double time = 0;
  const auto spectrum = testing::spectrum_of_law([&](double omega) {
    time += 3 * 2 * std::numbers::pi / omega;  // three periods a point
    return 10.0 + testing::zarc(omega, 40 * (1 + time / 1500), 0.05, 0.9);
  });
  EXPECT_EQ(verdict(spectrum), data::Verdict::Inconsistent);
}

TEST(KramersKronig, MistakesAreNamed) {
  NITER_IDENTITY("error texts");
  Spectrum few{{3, 2, 1}, {1.0, 1.0, 1.0}};
  EXPECT_NE(kramers_kronig(few).error().text().find("3 points"), std::string::npos);
  const auto spectrum = testing::spectrum_of_law(two_arcs);
  EXPECT_NE(kramers_kronig(spectrum, {.mu = 1.2}).error().text().find("mu = 1.2"),
            std::string::npos);
}

}  // namespace
}  // namespace niter::analysis
