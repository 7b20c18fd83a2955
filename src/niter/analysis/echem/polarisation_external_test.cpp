// Tafel slopes of measured curves against those measured and published by others.
#include "niter/analysis/echem/polarisation.hpp"
#include "niter/base/file.hpp"
#include "niter/base/testing.hpp"
#include "niter/io/readers.hpp"

namespace niter::analysis {
namespace {

// E and the current of the column per geometric area
data::Table measured(const std::string& file) {
  const auto path = testing::shared_dir() / "data/voltammetry" / file;
  const auto recording = io::read_recording(path, {.columns = {{"E", "E"}, {"j", "j  Ageo"}}});
  EXPECT_TRUE(recording) << recording.error().text();
  return recording ? recording->parts.front().table : data::Table{};
}

double slope_in_mV(const data::Table& table, double low, double high) {
  PolarisationOptions options;
  options.tafel_window = {Quantity(low, "mA cm-2"), Quantity(high, "mA cm-2")};
  const auto result = reduce_polarisation({&table, 1}, options);
  EXPECT_TRUE(result) << result.error().text();
  return result ? 1e3 * result->find("tafel_slope")->value.value() : 0;
}

TEST(PolarisationExternal, CobaltAndIridiumCobaltOxides) {
  if (!std::filesystem::exists(testing::shared_dir())) GTEST_SKIP() << "no shared data";
  NITER_SOURCE("irco", "LSV of Co and IrCo2080 oxides; slopes by ordinary least squares elsewhere");
  const auto co = measured("irco_LSV_Co.txt");
  EXPECT_NEAR(slope_in_mV(co, 1, 5), 91.2, 0.05);
  EXPECT_NEAR(slope_in_mV(co, 2, 10), 131, 0.5);
  const auto irco = measured("irco_LSV_IrCo2080.txt");
  EXPECT_NEAR(slope_in_mV(irco, 1, 5), 62.8, 0.05);
  EXPECT_NEAR(slope_in_mV(irco, 2, 10), 74.4, 0.05);
}

}  // namespace
}  // namespace niter::analysis
