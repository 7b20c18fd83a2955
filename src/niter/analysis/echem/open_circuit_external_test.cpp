// Open-circuit potentials of records of other laboratories.
#include "niter/analysis/echem/open_circuit.hpp"
#include "niter/base/testing.hpp"
#include "niter/io/readers.hpp"

namespace niter::analysis {
namespace {

TEST(OpenCircuitExternal, SilverChlorideAgainstHydrogen) {
  if (!std::filesystem::exists(testing::shared_dir())) GTEST_SKIP() << "no shared data";
  NITER_SOURCE("elchempy", "OCP_RHE_AgAgCl2.par: Measured Open Circuit = -288.304 mV");
  const auto recording = io::read_recording(testing::shared_dir() /
                                            "data/voltammetry/versastat_OCP_RHE_AgAgCl_HClO4.par");
  ASSERT_TRUE(recording) << recording.error().text();
  const auto& table = recording->parts.front().table;
  const auto result = reduce_open_circuit({&table, 1}, {.hydrogen = HydrogenElectrode::Working});
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_NEAR(result->find("open_circuit_potential")->value.value(), -0.288304, 5e-7);
  EXPECT_NEAR(result->find("reference_vs_rhe")->value.value(), 0.288304, 5e-7);
  EXPECT_EQ(result->caveats.size(), 1U);  // no record in time
}

}  // namespace
}  // namespace niter::analysis
