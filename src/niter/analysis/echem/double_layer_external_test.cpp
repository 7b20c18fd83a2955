// Measured voltammograms of ../shared: no set of the shared data is a scan-rate set of a double
// layer, so what is tested is that the reduction says so.
#include <algorithm>
#include <fstream>
#include <string>

#include "niter/analysis/echem/double_layer.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

/// Rows of two numbers or more; E and I are the first two, t follows from the stated scan rate.
data::Table read_pairs(const std::string& file, double rate, double to_ampere) {
  data::Table table;
  table.title = file;
  table.provenance.origin = file;
  table.columns = {{"t", Unit::of("s"), {}}, {"E", Unit::of("V"), {}}, {"I", Unit::of("A"), {}}};
  std::ifstream in(niter::testing::shared_dir() / "data/voltammetry" / file);
  std::string line;
  double time = 0;
  while (std::getline(in, line)) {
    std::replace(line.begin(), line.end(), ',', ' ');
    double e = 0;
    double i = 0;
    char rest = 0;
    if (std::sscanf(line.c_str(), "%lf %lf %c", &e, &i, &rest) < 2) continue;
    if (!table.columns[1].values.empty()) {
      time += std::abs(e - table.columns[1].values.back()) / rate;
    }
    table.columns[0].values.push_back(time);
    table.columns[1].values.push_back(e);
    table.columns[2].values.push_back(i * to_ampere);
  }
  return table;
}

const data::Finding* find(const DoubleLayerResult& result, std::string_view key) {
  const auto found = std::find_if(result.findings.begin(), result.findings.end(),
                                  [&](const auto& finding) { return finding.key == key; });
  return found == result.findings.end() ? nullptr : &*found;
}

class DoubleLayerExternal : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(niter::testing::shared_dir() / "data/voltammetry")) {
      GTEST_SKIP() << "no shared data";
    }
  }
};

// 10 mM ferricyanide on glassy carbon, the rates as the files state them
TEST_F(DoubleLayerExternal, FerricyanideIsNoDoubleLayer) {
  NITER_SOURCE("nicholson1964", "currents of a diffusing couple grow with v^(1/2), not with v");
  std::vector<data::Table> tables;
  for (const auto& [file, rate] : {std::pair("chi_ferricyanide_20mVs.csv", 0.02),
                                   std::pair("chi_ferricyanide_100mVs.csv", 0.1),
                                   std::pair("chi_ferricyanide_200mVs.csv", 0.2)}) {
    tables.push_back(read_pairs(file, rate, 1));
  }
  const auto result = double_layer_capacitance(
      tables, {.area = Quantity(0.07, "cm2"), .cathodic = CathodicSign::Negative});
  ASSERT_TRUE(result) << result.error().text();
  ASSERT_EQ(result->scans.size(), 3u);
  EXPECT_NEAR(result->scans[0].rate, 0.02, 1e-6);
  EXPECT_EQ(result->scans[0].cycles, 3);
  EXPECT_LT(result->exponent.value(), 0.6);
  EXPECT_EQ(find(*result, "cdl-linearity")->verdict, data::Verdict::Inconsistent);
  EXPECT_NE(find(*result, "cdl-range"), nullptr);
}

// The read-me speaks of 50, 100 and 200 mV/s; the currents of the three cycles in this file are
// equal within 5 % where a capacitance would make them double: it holds one rate.
TEST_F(DoubleLayerExternal, ThreeCyclesOfOneRateAreNoSet) {
  NITER_IDENTITY("a slope needs two scan rates");
  const auto table = read_pairs("irco_Co_CV.txt", 0.1, 1e-3);
  const auto result = double_layer_capacitance({&table, 1}, {.area = Quantity(0.014, "cm2")});
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().what.find("one scan rate, 100 mV/s"), std::string::npos)
      << result.error().text();
}

}  // namespace
}  // namespace niter::analysis
