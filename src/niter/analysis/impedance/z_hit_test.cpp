#include "niter/analysis/impedance/z_hit.hpp"

#include "niter/analysis/impedance/synthetic_testing.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

using testing::Complex;

TEST(ZHit, AConstantPhaseElementIsExact) {
  NITER_IDENTITY("phi = -n pi/2 everywhere: |Z| ~ omega^-n");
  const auto spectrum =
      testing::spectrum_of_law([](double omega) { return std::pow(Complex(0, omega), -0.7); });
  const auto transform = z_hit(spectrum);
  ASSERT_TRUE(transform) << transform.error().text();
  for (const double deviation : transform->deviation) EXPECT_NEAR(deviation, 0, 1e-12);
}

TEST(ZHit, AnArcIsWithinThreePercent) {
  NITER_SOURCE("schiller2001", "the two leading terms of the series");
  double worst = 0;
  for (const double phi : {1.0, 0.8}) {
    const auto spectrum = testing::spectrum_of_law(
        [&](double omega) { return 10.0 + testing::zarc(omega, 40, 0.01, phi); });
    const auto transform = z_hit(spectrum);
    ASSERT_TRUE(transform);
    for (const double deviation : transform->deviation) {
      worst = std::max(worst, std::abs(deviation));
    }
    EXPECT_EQ(z_hit_finding(spectrum, *transform).verdict, data::Verdict::Consistent);
  }
  EXPECT_LT(worst, 0.03);
}

TEST(ZHit, SeesTheDriftThatTheModulusHas) {
  NITER_SOURCE("schiller2001", "the phase is hardly affected by a drift of the resistance");
  double time = 0;
  const auto spectrum = testing::spectrum_of_law([&](double omega) {
    time += 3 * 2 * std::numbers::pi / omega;
    return (10.0 + testing::zarc(omega, 40, 0.05, 0.9)) * (1 + time / 5000);
  });
  const auto transform = z_hit(spectrum);
  ASSERT_TRUE(transform);
  EXPECT_GT(transform->drift, 0.09);
  EXPECT_EQ(z_hit_finding(spectrum, *transform).verdict, data::Verdict::Inconsistent);
}

TEST(ZHit, MistakesAreNamed) {
  NITER_IDENTITY("error texts");
  Spectrum twice{{5, 4, 3, 3, 1}, {1.0, 1.0, 1.0, 1.0, 1.0}};
  EXPECT_NE(z_hit(twice).error().text().find("3 Hz stands twice"), std::string::npos);
  EXPECT_EQ(z_hit(twice, {.anchor_lowest = Quantity(1, "s")}).error().code, Code::Unit);
}

}  // namespace
}  // namespace niter::analysis
