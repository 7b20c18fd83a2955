// Refinement: errors fall with the order that is promised, in space and in time.
#include <cmath>
#include <initializer_list>
#include <limits>
#include <utility>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/physics/closed/sweep_integral.hpp"
#include "niter/twin/cell/cell_testing.hpp"

namespace niter::twin {
namespace {

constexpr double room = 298.15;
const Sweep sweep{{0.46, -0.25}, 0.1, 0.01};

// The same smooth map x(s) = L (e^(a s) - 1)/(e^a - 1) for every number of cells.
std::vector<double> mapped(double length, double stretch, int cells) {
  std::vector<double> x;
  for (int i = 0; i <= cells; ++i)
    x.push_back(length * std::expm1(stretch * i / cells) / std::expm1(stretch));
  return x;
}

// Largest distance from the exact wave, as a share of sqrt(pi) chi = 1.
struct Wave {
  double reaction = 0;  // k R T / F v of R -> Z
  Storage storage = Storage::Lumped;
  double tolerance = 1e-9;
  int max_order = 5;
  long* steps = nullptr;
};

std::vector<double> wave_of(const Wave& wave, int cells) {
  CellModel m = couple_cell({});
  if (wave.reaction > 0) {
    m.species.push_back({"Z", 0, 1e-9, 0});
    m.reactions = {{"follows", {{1, 1}}, {{2, 1}}, wave.reaction * per_volt(room) * sweep.rate, 0}};
  }
  m.transport.storage = wave.storage;
  // the half cell at the electrode has no second neighbour to see its curvature: its term of third
  // order is kept small by a narrow first interval
  m.transport.nodes = mapped(6 * std::sqrt(1e-9 * duration(sweep)), 6.5, cells);
  CellSystem system(m);
  math::DaeStatistics statistics;
  const auto v = voltammogram(system, sweep,
                              {.relative_tolerance = wave.tolerance, .max_order = wave.max_order},
                              &statistics);
  EXPECT_TRUE(v.has_value()) << (v ? "" : v.error().text());
  if (!v) return {};
  if (wave.steps != nullptr) *wave.steps = statistics.steps;
  return dimensionless(m, sweep, *v).current;
}

double apart(const std::vector<double>& a, const std::vector<double>& b) {
  EXPECT_EQ(a.size(), b.size());
  double worst = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    worst = std::max(worst, std::abs(a[i] - b[i]));
  return worst;
}

class SpaceOrder : public ::testing::TestWithParam<double> {};

TEST_P(SpaceOrder, LumpedTwoCompactFour) {
  NITER_IDENTITY("half the distance of the nodes: a quarter, or a sixteenth, of the error");
  Wave wave{.reaction = GetParam()};
  // a rate constant is finite in the cell, and so it is in the reference
  const double rate = dimensionless_rate(couple_cell({}), sweep);
  const std::vector<double> exact =
      exact_wave(sweep, per_volt(room), {.rate = rate, .following = wave.reaction}, 0.01);
  const auto order = [&](std::initializer_list<int> grids) {
    double before = 0, lowest = std::numeric_limits<double>::infinity();
    for (const int cells : grids) {
      const double error = apart(wave_of(wave, cells), exact);
      if (before > 0) lowest = std::min(lowest, std::log2(before / error));
      before = error;
    }
    return std::pair{lowest, before};
  };
  const auto [second, coarse] = order({20, 40, 80});
  EXPECT_NEAR(second, 2, 0.05);
  EXPECT_LT(coarse, 2.5e-4);
  wave.storage = Storage::Compact;
  const auto [fourth, fine] = order({15, 30, 60});
  EXPECT_GT(fourth, 3.85);
  EXPECT_LT(fine, 2e-6);
}
INSTANTIATE_TEST_SUITE_P(Reaction, SpaceOrder, ::testing::Values(0.0, 2.569));

TEST(TimeOrder, ErrorFollowsTheTolerance) {
  NITER_IDENTITY("a tenth of the tolerance, about a tenth of the error");
  const std::vector<double> exact = wave_of({.tolerance = 1e-10}, 40);
  for (const double tolerance : {1e-4, 1e-5, 1e-6, 1e-7, 1e-8})
    EXPECT_LT(apart(wave_of({.tolerance = tolerance}, 40), exact), 60 * tolerance) << tolerance;
}

TEST(TimeOrder, OfEachFormula) {
  NITER_IDENTITY("error ~ steps^-p for the formula of order p");
  const std::vector<double> exact = wave_of({.tolerance = 1e-10}, 40);
  for (const int order : {1, 2, 3}) {
    long few = 0, many = 0;
    const double coarse =
        apart(wave_of({.tolerance = 1e-5, .max_order = order, .steps = &few}, 40), exact);
    const double fine =
        apart(wave_of({.tolerance = 1e-7, .max_order = order, .steps = &many}, 40), exact);
    const double found =
        std::log(coarse / fine) / std::log(static_cast<double>(many) / static_cast<double>(few));
    EXPECT_NEAR(found, order, 0.5) << few << " and " << many << " steps";
  }
}

}  // namespace
}  // namespace niter::twin
