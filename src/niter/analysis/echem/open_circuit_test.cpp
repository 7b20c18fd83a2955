#include "niter/analysis/echem/open_circuit.hpp"

#include <cmath>
#include <random>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

// settles to 0.25 V with a time constant of 30 s, drifts by 0.6 mV an hour, AR(1) noise of 20 uV
data::Table settling(double sign = 1) {
  std::mt19937 random(1);
  std::normal_distribution<double> normal;
  double noise = 0;
  data::Table table;
  table.columns = {{"t", Unit::of("s"), {}}, {"E", Unit::of("V"), {}}};
  for (int i = 0; i < 1800; ++i) {
    noise = 0.7 * noise + std::sqrt(1 - 0.49) * normal(random);
    table.columns[0].values.push_back(i);
    table.columns[1].values.push_back(
        sign * (0.25 + 0.6e-3 * (i - 900) / 3600 - 0.05 * std::exp(-i / 30.0)) + 2e-5 * noise);
  }
  return table;
}

TEST(OpenCircuit, PotentialAndDriftPutInComeOut) {
  NITER_IDENTITY("0.25 V at the middle, 0.6 mV an hour");
  const auto table = settling();
  const auto result = reduce_open_circuit({&table, 1}, {});
  ASSERT_TRUE(result) << result.error().text();
  const auto* const potential = result->find("open_circuit_potential");
  const auto* const drift = result->find("drift");
  ASSERT_NE(potential, nullptr);
  EXPECT_NEAR(potential->value.value(), 0.25, 1e-4);
  EXPECT_NEAR(drift->unit.from_si(drift->value.value()), 0.6,
              2 * drift->value.sigma() / drift->unit.scale());
  EXPECT_EQ(result->find("reference_vs_rhe"), nullptr);
}

TEST(OpenCircuit, AVoltageOfACellIsReadLikeAPotential) {
  NITER_IDENTITY("the same record as V gives the same numbers");
  auto table = settling();
  const auto electrode = reduce_open_circuit({&table, 1}, {});
  table.columns[1].name = "V";
  const auto cell = reduce_open_circuit({&table, 1}, {});
  ASSERT_TRUE(electrode && cell) << cell.error().text();
  EXPECT_EQ(cell->find("open_circuit_potential")->value.value(),
            electrode->find("open_circuit_potential")->value.value());
  EXPECT_EQ(cell->figures.front().panels.front().y.word, "V");
}

TEST(OpenCircuit, AHydrogenElectrodeCalibratesTheOther) {
  NITER_SOURCE("bard2001", "sec. 2.1: a cell turned around has the opposite sign");
  const auto table = settling(-1);
  const auto working = reduce_open_circuit({&table, 1}, {.hydrogen = HydrogenElectrode::Working});
  ASSERT_TRUE(working) << working.error().text();
  EXPECT_NEAR(working->find("reference_vs_rhe")->value.value(), 0.25, 1e-4);
  const auto turned = settling();
  const auto reference =
      reduce_open_circuit({&turned, 1}, {.hydrogen = HydrogenElectrode::Reference});
  ASSERT_TRUE(reference);
  EXPECT_NEAR(reference->find("reference_vs_rhe")->value.value(), 0.25, 1e-4);
}

TEST(OpenCircuit, APotentialThatRunsAwayIsNotAveraged) {
  NITER_IDENTITY("10 mV in ten minutes: no window whose halves agree within 1 mV");
  auto table = settling();
  for (std::size_t i = 0; i < 1800; ++i) {
    table.columns[1].values[i] += 1e-2 * table.columns[0].values[i] / 600;
  }
  const auto result = reduce_open_circuit({&table, 1}, {});
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->measures.empty());
  EXPECT_EQ(result->caveats.size(), 1U);
}

TEST(OpenCircuit, MistakesAreNamed) {
  NITER_IDENTITY("errors say which point");
  auto table = settling();
  table.provenance.origin = "ocp.csv";
  table.columns[1].values[4] = std::nan("");
  EXPECT_NE(reduce_open_circuit({&table, 1}, {}).error().text().find("ocp.csv: point 5"),
            std::string::npos);
}

}  // namespace
}  // namespace niter::analysis
