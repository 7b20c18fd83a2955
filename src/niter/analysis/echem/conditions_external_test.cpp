// A reference electrode calibrated against RHE by other people: the potential is read from the
// header of the file of ../shared.
#include <fstream>
#include <string>

#include "niter/analysis/echem/conditions.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

TEST(ConditionsExternal, OpenCircuitOfAgAgClAgainstRhe) {
  NITER_SOURCE("bard2001", "Ag/AgCl stands 0.197 V above SHE; 0.1 M HClO4 has pH 1.1");
  std::ifstream in(niter::testing::shared_dir() /
                   "data/voltammetry/versastat_OCP_RHE_AgAgCl_HClO4.par");
  if (!in) GTEST_SKIP() << "no shared data";
  std::string line;
  const std::string key = "Measured Open Circuit=";
  while (std::getline(in, line) && !line.starts_with(key)) continue;
  while (line.ends_with('\r')) line.pop_back();
  const auto measured = Quantity::parse(line.substr(key.size()));
  ASSERT_TRUE(measured) << measured.error().text();
  EXPECT_EQ(measured->value(), -288.304);

  data::Table table;
  table.columns = {{"E", Unit::of("V"), {0.0}, {}, "vs. (unspecified)"},
                   {"I", Unit::of("A"), {0.0}}};
  const auto database = chem::load_database();
  ASSERT_TRUE(database);
  // the header holds RHE against Ag/AgCl: the reference stands as far above RHE
  const Quantity above(-measured->value(), measured->unit());
  const auto by_cell = through_door(table, {.scale = TargetScale::Rhe, .reference_vs_rhe = above},
                                    Resistance::Removed, *database);
  ASSERT_TRUE(by_cell) << by_cell.error().text();
  EXPECT_NEAR(by_cell->find("E")->values[0], 0.288304, 1e-12);
  // by pH it comes 26 mV lower: filling and liquid junction, and why a measured RHE is better
  const auto by_ph = through_door(
      table,
      {.scale = TargetScale::Rhe, .reference = "Ag/AgCl (sat. KCl)", .ph = Quantity(1.1, "1")},
      Resistance::Removed, *database);
  ASSERT_TRUE(by_ph) << by_ph.error().text();
  EXPECT_NEAR(by_cell->find("E")->values[0] - by_ph->find("E")->values[0], 0.026, 5e-4);
}

}  // namespace
}  // namespace niter::analysis
