#include "niter/analysis/echem/faradaic_reduction.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

ElectrolysisRun run_of(const char* amount) {
  ElectrolysisRun run;
  run.amount = Quantity::parse(amount).value();
  run.charge.value = Quantity::parse("100 C").value();
  run.time = Quantity::parse("1 h").value();
  return run;
}

// three replicates of 100 umol on average, one hour on one square centimetre
FaradaicReport replicates() {
  ElectrolysisInput input;
  input.reactant = "NO3-";
  input.area = Quantity::parse("1 cm2").value();
  input.monte_carlo.draws = 0;
  input.runs = {run_of("99 umol"), run_of("100 umol"), run_of("101 umol")};
  const auto report = faradaic(input);
  EXPECT_TRUE(report) << report.error().text();
  return report.value_or(FaradaicReport{});
}

TEST(FaradaicReduction, MeansOfDifferentNumbersAreNotOneInput) {
  NITER_IDENTITY("two means have scatters of their own: their difference keeps both");
  const auto reduction = reduction_of(replicates());
  const auto* const efficiency = reduction.find("faradaic_efficiency");
  const auto* const yield = reduction.find("yield_rate");
  ASSERT_TRUE(efficiency != nullptr && yield != nullptr);
  EXPECT_EQ(covariance(efficiency->value, yield->value), 0);
}

TEST(FaradaicReduction, TheMeanHasTheIntervalOfTheReplicates) {
  NITER_SOURCE("jcgm100", "G.3.2: t of two degrees of freedom is 4.303; s = 1 umol");
  const auto reduction = reduction_of(replicates());
  const auto& yield = reduction.find("yield_rate")->value;
  const Unit unit = Unit::of("umol h-1 cm-2");
  EXPECT_NEAR(unit.from_si(yield.value()), 100, 1e-9);
  EXPECT_NEAR(1.959964 * yield.sigma() / unit.scale(), 4.303 / std::sqrt(3.0), 2e-3);
  ASSERT_NE(reduction.find("yield_rate run 2"), nullptr);
}

}  // namespace
}  // namespace niter::analysis
