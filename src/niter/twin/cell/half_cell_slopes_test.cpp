// Derivatives of an operating point: against differences of solves, and against those that the cell
// of rows takes by another route.
#include <cmath>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/twin/cell/assemble.hpp"
#include "niter/twin/cell/half_cell.hpp"
#include "niter/twin/cell/model_slope.hpp"
#include "niter/twin/cell/stationary.hpp"

namespace niter::twin {
namespace {

HalfCellOptions nitrate_cell() {
  HalfCellOptions options;
  options.name = "nitrate";
  options.electrolyte = {{"K+", 300}, {"NO3-", 100}, {"SO4-2", 100}};
  return options;
}

// A parameter of mechanism or cell: how to move it, and the slope that says the same.
struct Parameter {
  std::string name;
  ModelSlope slope;
  double size = 1;  // of a change that is neither lost in rounding nor bends the answer
};

std::vector<Parameter> parameters(const Mechanism& mechanism) {
  std::vector<Parameter> out = {{"thickness", {}, 0.1}, {"resistance", {}, 2e-5}};
  out[0].slope.ln_thickness = 1;
  out[1].slope.series_resistance = 1;
  std::vector<std::string> names;
  for (const auto& p : mechanism.parameters)
    if (p.prior_sd > 0) names.push_back(p.name);
  const auto slopes = parameter_slopes(mechanism, names).value();
  for (const auto& [name, slope] : slopes) {
    constexpr double potential = -0.45, change = 0.15;  // U_w in these tests; of ln k
    double steepest = 0;
    for (const auto& all : {slope.forward, slope.reverse})
      for (const RateConstant& k : all)
        steepest = std::max(steepest, std::abs(k.constant + k.slope * potential));
    out.push_back({name, slope, change / steepest});
  }
  return out;
}

using Outputs = std::vector<std::pair<std::string, double>>;

Outputs listed(const OperatingOutputs& point) {
  Outputs out = {{"pH", point.ph_surface}, {"j", point.current_density}};
  for (const auto& [name, value] : point.partial_current) out.emplace_back("j of " + name, value);
  for (const auto& [name, value] : point.production) out.emplace_back("rate of " + name, value);
  for (const auto& [name, value] : point.faradaic_efficiency)
    out.emplace_back("FE of " + name, value);
  return out;
}

// The solver closes balances relative to their largest term: a product of which next to nothing is
// made is known no better than that.
double size_of(const std::string& output, const OperatingOutputs& point) {
  const double j = std::abs(point.current_density);
  if (output.starts_with("j")) return j;
  return output.starts_with("rate") ? j / constants::F : 1;
}

// How an operating point is reached, potential or current held.
using Reach = Result<OperatingPoint> (*)(HalfCell&);
struct Case {
  std::string name;
  std::string mechanism;
  Reach reach;
};
void PrintTo(const Case& c, std::ostream* out) {
  *out << c.name;
}

class HalfCellSlopes : public ::testing::TestWithParam<Case> {
 protected:
  static Outputs at(const Mechanism& mechanism, const Parameter& parameter, double change) {
    HalfCellOptions options = nitrate_cell();
    options.film_thickness *= std::exp(parameter.slope.ln_thickness * change);
    options.series_resistance += parameter.slope.series_resistance * change;
    Mechanism moved = mechanism;
    for (const auto& p : mechanism.parameters)
      if (p.name == parameter.name) moved = mechanism.with({{p.name, p.value + change}}).value();
    HalfCell cell = HalfCell::make(moved, options).value();
    return listed(GetParam().reach(cell).value());
  }
};

// Central differences over ever smaller changes, each pair extrapolated (Richardson): the error is
// of the eighth power of the change.
std::vector<double> by_differences(const auto& at, double size) {
  constexpr int levels = 4;
  std::vector<std::vector<double>> rows;
  for (int level = 0; level < levels; ++level, size /= 2) {
    const Outputs up = at(size), down = at(-size);
    auto& row = rows.emplace_back();
    for (std::size_t i = 0; i < up.size(); ++i)
      row.push_back((up[i].second - down[i].second) / (2 * size));
  }
  for (double power = 4; rows.size() > 1; power *= 4) {
    for (std::size_t k = 0; k + 1 < rows.size(); ++k)
      for (std::size_t i = 0; i < rows[k].size(); ++i)
        rows[k][i] = (power * rows[k + 1][i] - rows[k][i]) / (power - 1);
    rows.pop_back();
  }
  return rows.front();
}

TEST_P(HalfCellSlopes, AreTheLimitsOfDifferences) {
  NITER_IDENTITY("implicit function theorem against extrapolated central differences of solves");
  const Mechanism mechanism = shipped_mechanism(GetParam().mechanism).value();
  HalfCell cell = HalfCell::make(mechanism, nitrate_cell()).value();
  const auto point = GetParam().reach(cell);
  ASSERT_TRUE(point) << point.error().text();
  for (const Parameter& parameter : parameters(mechanism)) {
    const auto slopes = cell.slopes(std::span(&parameter.slope, 1));
    ASSERT_TRUE(slopes) << slopes.error().text();
    const Outputs exact = listed(slopes->front());
    const auto differences = by_differences(
        [&](double change) { return at(mechanism, parameter, change); }, parameter.size);
    double largest = 0;  // change of an output over its size, per p
    for (const auto& [name, slope] : exact)
      largest = std::max(largest, std::abs(slope) / size_of(name, *point));
    const bool counts = parameter.name != "resistance" || GetParam().name != "Current";
    EXPECT_EQ(largest > 0, counts) << parameter.name;
    if (!counts) continue;  // a potentiostat that holds the current sees no resistance
    for (std::size_t i = 0; i < exact.size(); ++i)
      EXPECT_NEAR(exact[i].second, differences[i], 1e-8 * largest * size_of(exact[i].first, *point))
          << parameter.name << ": " << exact[i].first;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Points, HalfCellSlopes,
    ::testing::Values(Case{"KineticPotential", "c2",
                           [](HalfCell& c) { return c.at_potential(c.versus_rhe(-0.8)); }},
                      Case{"LimitingPotential", "c2",
                           [](HalfCell& c) { return c.at_potential(c.versus_rhe(-1.2)); }},
                      Case{"Current", "c2", [](HalfCell& c) { return c.at_current(-200); }},
                      Case{"EveryChannel", "cc",
                           [](HalfCell& c) { return c.at_potential(c.versus_rhe(-1)); }}),
    [](const auto& row) { return row.param.name; });

TEST(HalfCellSlopesOfRows, AreTheSame) {
  NITER_IDENTITY("the same equations solved nested and all at once have the same derivatives");
  const Mechanism mechanism = shipped_mechanism("c2").value();
  HalfCell cell = HalfCell::make(mechanism, nitrate_cell()).value();
  CellSystem system(assemble(mechanism, nitrate_cell(), {}).value());
  std::vector<double> y = system.rest_state(0);
  for (int i = 0; i <= 20; ++i) {  // walked to, as the steady state of rows needs it
    Drive drive;
    drive.value = -0.05 * i;
    system.impose(drive);
    y = steady_state(system, 0, y).value();
  }
  auto sensitivity = SteadySensitivity::at(system, 0, y).value();
  const double j = cell.at_potential(cell.versus_rhe(-1.0))->current_density;
  for (const Parameter& parameter : parameters(mechanism)) {
    const auto one = cell.slopes(std::span(&parameter.slope, 1)).value().front();
    const auto other = sensitivity.to(parameter.slope);
    EXPECT_NEAR(one.current_density * parameter.size, other.current_density * parameter.size,
                1e-8 * std::abs(j))
        << parameter.name;
  }
}

TEST(HalfCellSlopesOfNothing, WithoutAPointThereIsNothingToDerive) {
  NITER_IDENTITY("NotFound before the first solve");
  HalfCell cell = HalfCell::make(shipped_mechanism("c2").value(), nitrate_cell()).value();
  const ModelSlope slope;
  const auto none = cell.slopes(std::span(&slope, 1));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, Code::NotFound);
}

TEST(HalfCellStart, PointsDependOnParametersAndStartAlone) {
  NITER_IDENTITY("what was asked before leaves no trace, bit for bit");
  const Mechanism mechanism = shipped_mechanism("c2").value();
  HalfCell cell = HalfCell::make(mechanism, nitrate_cell()).value();
  ASSERT_TRUE(cell.at_potential(cell.versus_rhe(-1.0)));
  const HalfCell::Solution start = cell.solution();
  const auto at = [&](double thickness) {
    HalfCellOptions options = nitrate_cell();
    options.film_thickness *= thickness;
    EXPECT_TRUE(cell.update(mechanism, options));
    cell.start_from(start);
    return cell.at_potential(cell.versus_rhe(-1.05))->current_density;
  };
  const double first = at(1);
  EXPECT_NE(at(1.2), first);
  EXPECT_EQ(at(1), first);
  EXPECT_TRUE(cell.at_potential(cell.versus_rhe(-0.4)));
  EXPECT_EQ(at(1), first);
}

}  // namespace
}  // namespace niter::twin
