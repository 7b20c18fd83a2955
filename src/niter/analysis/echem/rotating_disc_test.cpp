#include "niter/analysis/echem/rotating_disc.hpp"

#include <cmath>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

// j = -1/(1/j_k + 1/(B w^1/2)) with j_k = 50 mA cm-2 at -0.5 V, by a Tafel line of 120 mV
data::Table sweep(double rotation) {
  data::Table table;
  table.provenance.origin = "rde.csv";
  table.columns = {{"E", Unit::of("V"), {}}, {"j", Unit::of("mA cm-2"), {}}};
  for (int i = 0; i <= 500; ++i) {
    const double e = -1e-3 * i - 0.2;
    const double kinetic = 500 * std::pow(10, -(e + 0.5) / 0.12);
    table.columns[0].values.push_back(e);
    table.columns[1].values.push_back(-1 / (1 / kinetic + 1 / (20 * std::sqrt(rotation))));
  }
  return table;
}

TEST(RotatingDisc, TheLineGivesTheKineticCurrent) {
  NITER_SOURCE("koutecky1958", "1/i = 1/i_k + 1/(B w^1/2)");
  std::vector<data::Table> tables;
  RotatingDiscOptions options;
  options.potentials = {Quantity(-0.5, "V")};
  for (const double rpm : {400.0, 900.0, 1600.0, 2500.0}) {
    const Quantity rotation(rpm * 2 * 3.14159265358979 / 60, "s-1");
    options.rotations.push_back(rotation);
    tables.push_back(sweep(rotation.si()));
  }
  const auto result = reduce_rotating_disc(tables, options);
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_NEAR(result->find("kinetic_current -0.5 V")->value.value(), 500, 1e-6);
  ASSERT_EQ(result->figures.size(), 1u);

  options.rotations.pop_back();
  EXPECT_NE(reduce_rotating_disc(tables, options).error().text().find("4 records and 3 rotations"),
            std::string::npos);
}

}  // namespace
}  // namespace niter::analysis
