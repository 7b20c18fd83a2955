// The bench reduces a simulated record to the efficiency the model itself has: one definition, two
// ways to it.
#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/study/model.hpp"
#include "niter/study/simulate.hpp"
#include "niter/study/virtual_electrolysis.hpp"

namespace niter::study {
namespace {

TEST(BenchSeesTwin, EfficiencyAndYieldAreThoseOfTheModel) {
  NITER_IDENTITY("FE = n F N / Q by integration of the record equals the model's own");
  const auto study = load_study(NITER_SOURCE_DIR "/studies/feco-nc");
  ASSERT_TRUE(study) << study.error().text();
  const auto model = Model::make(*study);
  ASSERT_TRUE(model) << model.error().text();
  for (const auto& experiment : model->experiments()) {
    auto cell =
        model->cell(experiment, model->simulation().reference_catalyst, model->nominal(), 0);
    ASSERT_TRUE(cell);
    for (const double applied : {-0.8, -1.0, -1.2}) {
      const auto point = cell->at_potential(cell->versus_rhe(applied));
      ASSERT_TRUE(point) << point.error().text();
      const auto seen =
          reduce_by_bench(*point, {.reactant = study->experiment(experiment)->reactant});
      ASSERT_TRUE(seen) << seen.error().text();
      EXPECT_NEAR(seen->faradaic_efficiency, output(*point, "FE"), 1e-9)
          << experiment << " " << applied;
      EXPECT_NEAR(seen->yield_rate / output(*point, "yield_nh3"), 1, 1e-9)
          << experiment << " " << applied;
      EXPECT_GT(seen->faradaic_efficiency, 0.3);
    }
  }
}

}  // namespace
}  // namespace niter::study
