#include "niter/analysis/echem/polarisation.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

// a cathode with a Tafel slope of 120 mV: j = -factor 10^(-(E + 0.5)/0.12) mA cm-2, from 0 to -0.9
// V
data::Table sweep(double factor, const char* word = "j", const char* unit = "mA cm-2") {
  data::Table table;
  table.provenance.origin = "lsv.csv";
  table.columns = {{"t", Unit::of("s"), {}}, {"E", Unit::of("V"), {}}, {word, Unit::of(unit), {}}};
  for (int i = 0; i <= 900; ++i) {
    const double e = -1e-3 * i;
    table.columns[0].values.push_back(0.1 * i);
    table.columns[1].values.push_back(e);
    table.columns[2].values.push_back(
        Unit::of(unit).to_si(-factor * std::pow(10, -(e + 0.5) / 0.12)));
  }
  return table;
}

Result<data::Reduction> reduce(const std::vector<data::Table>& tables,
                               const PolarisationOptions& options) {
  return reduce_polarisation(tables, options);
}

TEST(Polarisation, CurrentOnsetAndSlopeOfATafelLine) {
  NITER_SOURCE("bard2001", "eq. 3.4.11: E = a + b log |j|, solved for j and for E");
  PolarisationOptions options;
  options.potentials = {Quantity(-500, "mV")};
  options.fit_width = Quantity(2, "mV");
  options.onset_current = Quantity(10, "mA cm-2");
  const auto result = reduce({sweep(1)}, options);
  ASSERT_TRUE(result) << result.error().text();
  // the mean of three points of a curve bends by (ln 10 / 120 mV)^2 (1 mV)^2 / 3
  EXPECT_NEAR(result->find("current -0.5 V")->value.value(), -10, 2e-3);
  EXPECT_NEAR(result->find("onset_potential")->value.value(), -0.62, 1e-6);
  EXPECT_NEAR(result->find("tafel_slope")->value.value(), 0.12, 1e-9);
}

TEST(Polarisation, ReplicatesHaveAMeanWithStudentsT) {
  NITER_SOURCE("jcgm100", "G.3.2: t of two degrees of freedom is 4.303");
  PolarisationOptions options;
  options.potentials = {Quantity(-0.5, "V")};
  options.fit_width = Quantity(2, "mV");
  const auto result = reduce({sweep(0.9), sweep(1.0), sweep(1.1)}, options);
  ASSERT_TRUE(result) << result.error().text();
  const auto& current = result->find("current -0.5 V")->value;
  EXPECT_NEAR(current.value(), -10, 2e-3);
  EXPECT_NEAR(1.959964 * current.sigma(), 4.303 * 1.0 / std::sqrt(3.0), 2e-3);
  const auto& mean = result->tables.front();
  ASSERT_FALSE(mean.find("j")->sigma.empty());
  EXPECT_EQ(result->records.size(), 3u);
}

TEST(Polarisation, WithoutAnAreaItSpeaksOfCurrents) {
  NITER_IDENTITY("a record of I gives I; a level per area does not fit it");
  PolarisationOptions options;
  options.onset_current = Quantity(1, "mA");
  const auto result = reduce({sweep(1, "I", "mA")}, options);
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_NEAR(result->find("onset_potential")->value.value(), -0.5, 1e-6);
  options.onset_current = Quantity(1, "mA cm-2");
  const auto wrong = reduce({sweep(1, "I", "mA")}, options);
  ASSERT_FALSE(wrong);
  EXPECT_NE(wrong.error().text().find("lsv.csv: '1 mA cm-2' does not fit"), std::string::npos)
      << wrong.error().text();
}

TEST(Polarisation, MistakesNameTheFile) {
  NITER_IDENTITY("errors name file, option and what is there");
  PolarisationOptions options;
  options.sweep = 2;
  EXPECT_NE(reduce({sweep(1)}, options).error().text().find("lsv.csv: there is no sweep 2"),
            std::string::npos);
  options.sweep = 1;
  options.tafel_window = {Quantity(1, "mA cm-2")};
  EXPECT_NE(reduce({sweep(1)}, options).error().text().find("'tafel_window' holds two"),
            std::string::npos);
}

}  // namespace
}  // namespace niter::analysis
