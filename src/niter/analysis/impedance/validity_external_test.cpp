// Kramers-Kronig test and Z-HIT on measured spectra of ../shared.
#include "niter/analysis/impedance/kramers_kronig.hpp"
#include "niter/analysis/impedance/shared_spectra_testing.hpp"
#include "niter/analysis/impedance/z_hit.hpp"

namespace niter::analysis {
namespace {

class ValidityExternal : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(testing::shared_spectrum("exampleData.csv"))) {
      GTEST_SKIP() << "no shared data";
    }
  }
};

// Li-ion cell; impedance.py gives M = 24, mu = 0.77, largest residual 0.33 % with series
// capacitance and both parts fitted
TEST_F(ValidityExternal, AgreesWithThePeerOnABattery) {
  NITER_SOURCE("impedancepy", "linKK(c=0.85, fit_type='complex', add_cap=True) on exampleData.csv");
  const auto spectrum = testing::capacitive(testing::read_rows("exampleData.csv"));
  ASSERT_EQ(spectrum.size(), 57u);
  const auto chain = kramers_kronig(spectrum);
  ASSERT_TRUE(chain) << chain.error().text();
  EXPECT_EQ(chain->elements(), 24);
  EXPECT_NEAR(chain->mu, 0.77, 0.005);
  EXPECT_NEAR(chain->largest, 0.0033, 0.00005);
  EXPECT_EQ(kramers_kronig_finding(spectrum, *chain).verdict, data::Verdict::Consistent);
  const auto transform = z_hit(spectrum);
  ASSERT_TRUE(transform);
  EXPECT_EQ(z_hit_finding(spectrum, *transform).verdict, data::Verdict::Consistent);
}

TEST_F(ValidityExternal, RefusesADriftingRecord) {
  NITER_SOURCE("schiller2001", "a record of the maker of Z-HIT, made to show a drift");
  const auto spectrum = testing::read_ism("zahner_drift.ism");
  ASSERT_EQ(spectrum.size(), 47u);
  EXPECT_NEAR(spectrum.frequency.front(), 50035, 1000);
  const auto chain = kramers_kronig(spectrum);
  ASSERT_TRUE(chain) << chain.error().text();
  EXPECT_EQ(kramers_kronig_finding(spectrum, *chain).verdict, data::Verdict::Inconsistent);
  const auto transform = z_hit(spectrum);
  ASSERT_TRUE(transform);
  EXPECT_LT(transform->drift, -0.09);
  EXPECT_EQ(z_hit_finding(spectrum, *transform).verdict, data::Verdict::Inconsistent);
}

// a simulated ZARC whose noise is 3.6 % of |Z|: no drift, no course, much noise
TEST_F(ValidityExternal, NoiseIsTakenForNoise) {
  NITER_IDENTITY("independent residuals");
  const auto spectrum = testing::read_rows("1ZARC.csv");
  ASSERT_EQ(spectrum.size(), 81u);
  const auto chain = kramers_kronig(spectrum);
  ASSERT_TRUE(chain) << chain.error().text();
  EXPECT_NEAR(chain->rms, 0.036, 0.002);
  EXPECT_EQ(kramers_kronig_finding(spectrum, *chain).verdict, data::Verdict::Marginal);
}

}  // namespace
}  // namespace niter::analysis
