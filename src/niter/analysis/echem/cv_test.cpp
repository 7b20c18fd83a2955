#include "niter/analysis/echem/cv.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "niter/analysis/echem/curve_mean.hpp"
#include "niter/analysis/statistics.hpp"
#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"

namespace niter::analysis {
namespace {

constexpr double thermal = constants::R * 298.15 / constants::F;
constexpr double surface = 0.2;  // C m-2 of the confined couple

/// A confined couple: i = v q / (4 kT) / cosh2, on a capacitor of 1 F m-2.
data::Table confined(double rate, double shift, bool times) {
  data::Table table;
  table.title = "made";
  table.columns = {{"E", Unit::of("V"), {}, {}, "vs. RHE"}, {"j", Unit::of("mA cm-2"), {}}};
  if (times) table.columns.push_back({"t", Unit::of("s"), {}});
  for (int k = 0; k <= 2000; ++k) {
    const bool up = k <= 1000;
    const double e = -0.5 + 1e-3 * (up ? k : 2000 - k);
    const double sign = up ? 1 : -1;
    const double c = std::cosh((e - sign * shift) / (2 * thermal));
    table.columns[0].values.push_back(e);
    table.columns[1].values.push_back(sign * rate * (1 + surface / (4 * thermal) / (c * c)));
    if (times) table.columns[2].values.push_back(k * 1e-3 / rate);
  }
  return table;
}

TEST(Cv, PeaksChargeAndHysteresisOfAConfinedCouple) {
  NITER_SOURCE("bard2001", "sec. 14.3.2: width 3.53 RT/F, charge n F Gamma, height ~ v");
  const auto table = confined(0.05, 0.02, true);
  const std::vector<Quantity> base{Quantity(-0.5, "V"), Quantity(-0.3, "V")};
  const auto result =
      reduce_cv({&table, 1}, {.anodic_baseline = base,
                              .cathodic_baseline = base,
                              .charge_between = {Quantity(-0.4, "V"), Quantity(0.4, "V")},
                              .potentials = {Quantity(0.3, "V")}});
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_NEAR(result->find("peak_separation")->value.value(), 0.04, 1e-5);
  EXPECT_NEAR(result->find("half_wave_potential")->value.value(), 0, 1e-6);
  EXPECT_NEAR(result->find("peak_ratio")->value.value(), 1, 1e-3);
  EXPECT_NEAR(result->find("anodic_charge")->value.value(), surface, 2e-3 * surface);
  EXPECT_NEAR(result->find("cathodic_charge")->value.value(), -surface, 2e-3 * surface);
  EXPECT_NEAR(result->find("hysteresis at 0.3 V")->value.value(), 0.1, 1e-3);
  // 40 mV is less than a dissolved couple can have
  EXPECT_EQ(result->findings.front().verdict, data::Verdict::Inconsistent);
}

TEST(Cv, ExponentOfTheRateTellsTheSurface) {
  NITER_IDENTITY("heights of a confined couple go with v");
  const std::vector<data::Table> tables{confined(0.02, 0, true), confined(0.05, 0, true),
                                        confined(0.2, 0, true)};
  const auto result = reduce_cv(tables, {});
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_NEAR(result->find("rate_exponent")->value.value(), 1, 1e-6);
}

TEST(Cv, RecordsOfOneRateAreReplicates) {
  NITER_SOURCE("jcgm100", "G.3.2: t of two degrees of freedom is 4.303");
  const std::vector<data::Table> tables{confined(0.05, 0.018, true), confined(0.05, 0.02, true),
                                        confined(0.05, 0.022, true)};
  const auto result = reduce_cv(tables, {});
  ASSERT_TRUE(result) << result.error().text();
  ASSERT_NE(result->find("peak_separation"), nullptr);
  // separations 36, 40 and 44 mV
  const auto& mean = result->find("peak_separation")->value;
  EXPECT_NEAR(mean.value(), 0.04, 1e-5);
  EXPECT_NEAR(normal_coverage * mean.sigma(), 4.303 * 0.004 / std::sqrt(3.0), 1e-5);
  EXPECT_NEAR(result->find("peak_separation 3")->value.value(), 0.044, 1e-5);
  EXPECT_EQ(result->find("rate_exponent"), nullptr);
  const auto& series = result->figures.front().panels.front().series;
  EXPECT_EQ(series[0].mark, data::Series::Mark::Band);
  EXPECT_EQ(series[2].mark, data::Series::Mark::Band);
  EXPECT_EQ(series[1].name, "mean of 3");
}

TEST(Cv, RecordsOfARateMetBeforeKeepNumbersOfTheirOwn) {
  NITER_IDENTITY("two records at 50 mV/s beside one at 100: six peaks, six ids");
  const std::vector<data::Table> tables{confined(0.05, 0.02, true), confined(0.05, 0.03, true),
                                        confined(0.1, 0.02, true)};
  const auto result = reduce_cv(tables, {});
  ASSERT_TRUE(result) << result.error().text();
  ASSERT_NE(result->find("peak_separation 50 mV/s (2)"), nullptr);
  EXPECT_NEAR(result->find("peak_separation 50 mV/s")->value.value(), 0.04, 1e-5);
  EXPECT_NEAR(result->find("peak_separation 50 mV/s (2)")->value.value(), 0.06, 1e-5);
}

TEST(Cv, NoiseThatHidesThePlaceOfAPeakIsSaid) {
  NITER_IDENTITY("alternating errors of 3 % of the height on every point, and none");
  auto table = confined(0.05, 0.02, true);
  const auto says_noise = [](const data::Reduction& reduction) {
    return std::ranges::any_of(reduction.caveats, [](const std::string& text) {
      return text.find("noise is") != std::string::npos;
    });
  };
  EXPECT_FALSE(says_noise(reduce_cv({&table, 1}, {}).value()));
  auto& current = table.columns[1].values;
  const double error = 0.03 * *std::ranges::max_element(current);
  for (std::size_t k = 0; k < current.size(); ++k) current[k] += k % 2 == 0 ? error : -error;
  EXPECT_TRUE(says_noise(reduce_cv({&table, 1}, {}).value()));
}

TEST(Cv, AChargeNeedsTheRate) {
  NITER_IDENTITY("without times and without a stated rate there is no charge");
  const auto table = confined(0.05, 0, false);
  const std::vector<Quantity> between{Quantity(-0.4, "V"), Quantity(0.4, "V")};
  EXPECT_FALSE(reduce_cv({&table, 1}, {.charge_between = between}));
  EXPECT_TRUE(
      reduce_cv({&table, 1}, {.charge_between = between, .scan_rates = {Quantity(50, "mV s-1")}}));
  EXPECT_FALSE(reduce_cv({&table, 1}, {.cycle = 2}));
}

TEST(CurveMean, BandOfReplicates) {
  NITER_SOURCE("jcgm100", "4.2.3 with Student's t of two degrees of freedom: 4.303 s / sqrt(3)");
  const std::vector<double> e{0, 0.1, 0.2, 0.3};
  const std::vector<double> f{0.3, 0.15, 0.05};
  const std::vector<double> a{1, 1, 1, 1};
  const std::vector<double> b{2, 2, 2, 2};
  const std::vector<double> c{3, 3, 3};
  const std::vector<Curve> curves{{e, a}, {e, b}, {f, c}};
  const auto mean = mean_curve(curves);
  ASSERT_TRUE(mean) << mean.error().text();
  EXPECT_NEAR(mean->potential.front(), 0.05, 1e-12);
  EXPECT_NEAR(mean->mean[1], 2, 1e-12);
  EXPECT_NEAR(mean->high[1] - 2, 4.303 / std::sqrt(3), 1e-3);
  EXPECT_FALSE(mean_curve(std::span(curves).first(1)));
}

}  // namespace
}  // namespace niter::analysis
