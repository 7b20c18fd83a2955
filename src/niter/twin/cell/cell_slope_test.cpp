// dF/dp: every entry of a ModelSlope is the derivative of the residual.
#include <cmath>
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/twin/cell/cell_system.hpp"
#include "niter/twin/cell/grid.hpp"

namespace niter::twin {
namespace {

// Adsorption with interactions, then reduction; two segments; two branches of the double layer.
CellModel small_cell() {
  CellModel m;
  m.species = {{"A-", -1, 1.9e-9, 100, 0, 0}, {"B-", -1, 1.5e-9, 5, 0, 0}};
  Electrode& e = m.electrode;
  e.adsorbates = {"A*", "*"};
  e.sites = {1, 1};
  e.coverage = {0.3, 0.7};
  e.site_density = 2e-3;
  ElectrodeStep adsorb;
  adsorb.electrons = -1;
  adsorb.reactants = {{0, 1}};
  adsorb.adsorbed = {{1, 1}}, adsorb.adsorbed_after = {{0, 1}};
  adsorb.net_dissolved = {{0, -1}}, adsorb.net_adsorbed = {{0, 1}, {1, -1}};
  adsorb.forward = {-6, 12}, adsorb.reverse = {-4, -27};
  adsorb.forward_interaction = {0.7, 0.1}, adsorb.reverse_interaction = {-0.4, 0.2};
  ElectrodeStep reduce;
  reduce.electrons = 3;
  reduce.products = {{1, 1}};
  reduce.adsorbed = {{0, 1}}, reduce.adsorbed_after = {{1, 1}};
  reduce.net_dissolved = {{1, 1}}, reduce.net_adsorbed = {{0, -1}, {1, 1}};
  reduce.forward = {-9, -19}, reduce.reverse = {-12, 20};
  e.steps = {adsorb, reduce};
  e.double_layer = {{0.3, 0}, {0.1, 0.02}};
  e.series_resistance = 2e-4;
  e.segments = 2, e.pore_resistance = 3e-4;
  m.transport.nodes = growing_nodes(1e-4, 1e-6, 6);
  m.transport.velocity = {-1e-6, -2e-6, -4e-6, -6e-6, -9e-6, -2e-5};
  m.reactions = {{"decay", {{1, 2}}, {{0, 1}}, 3e-2, 1e-2}};
  return m;
}

// Ions of finite size in a thin film with its space charge.
CellModel charged_cell() {
  CellModel m = small_cell();
  m.species = {{"A-", -1, 1.9e-9, 100, 6e-10, 4}, {"K+", 1, 1.5e-9, 100, 7e-10, 5}};
  m.electrode.double_layer = {{0.3, 0}};
  m.transport.level = TransportLevel::PoissonNernstPlanck;
  m.transport.nodes = growing_nodes(1e-8, 2e-10, 6);
  m.transport.velocity = {};
  m.transport.permittivity = 6.9e-10, m.transport.bound_permittivity = 5e-11;
  m.transport.outer = Outer::Wall;
  return m;
}

// Move the model by p; the slope that says the same.
struct Parameter {
  std::string name;
  std::function<void(CellModel&, double p)> move;
  ModelSlope slope;
};

std::vector<Parameter> parameters() {
  std::vector<Parameter> out(9);
  out[0] = {"rate constants",
            [](CellModel& m, double p) {
              m.electrode.steps[0].forward.constant += 2 * p;
              m.electrode.steps[0].reverse.slope += 3 * p;
              m.electrode.steps[1].forward.slope -= p;
            },
            {}};
  out[0].slope.forward = {{2, 0}, {0, -1}};
  out[0].slope.reverse = {{0, 3}, {0, 0}};
  out[1] = {"interactions",
            [](CellModel& m, double p) {
              m.electrode.steps[0].forward_interaction[0] += p;
              m.electrode.steps[0].reverse_interaction[1] -= 2 * p;
            },
            {}};
  out[1].slope.forward_interaction = {{1, 0}, {}};
  out[1].slope.reverse_interaction = {{0, -2}, {}};
  out[2] = {"resistance", [](CellModel& m, double p) { m.electrode.series_resistance += p; }, {}};
  out[2].slope.series_resistance = 1;
  out[3] = {"capacitance",
            [](CellModel& m, double p) {
              m.electrode.double_layer[0].capacitance += p;
              m.electrode.double_layer[1].capacitance += 2 * p;
            },
            {}};
  out[3].slope.capacitance = {1, 2};
  out[4] = {"sites", [](CellModel& m, double p) { m.electrode.site_density *= std::exp(p); }, {}};
  out[4].slope.ln_site_density = 1;
  out[5] = {"thickness",
            [](CellModel& m, double p) {
              for (double& x : m.transport.nodes) x *= std::exp(p);
            },
            {}};
  out[5].slope.ln_thickness = 1;
  out[6] = {"diffusivity",
            [](CellModel& m, double p) { m.species[1].diffusivity *= std::exp(2 * p); },
            {}};
  out[6].slope.ln_diffusivity = {0, 2};
  out[7] = {"bulk", [](CellModel& m, double p) { m.species[0].bulk += 3 * p; }, {}};
  out[7].slope.bulk = {3, 0};
  out[8] = {"reactions",
            [](CellModel& m, double p) {
              m.reactions[0].forward *= std::exp(2 * p);
              m.reactions[0].reverse *= std::exp(-p);
            },
            {}};
  out[8].slope.reaction_forward = {2}, out[8].slope.reaction_reverse = {-1};
  return out;
}

void expect_derivatives(const std::function<CellModel()>& make,
                        const std::vector<Parameter>& parameters) {
  CellSystem here(make());
  Drive drive;
  drive.value = -0.1, drive.rate = -0.05, drive.compensation = 0.3;
  std::vector<double> y = here.rest_state(-0.1), yp(y.size());
  for (std::size_t i = 0; i < y.size(); ++i) {  // away from every special point
    const double wave = std::sin(1.0 + 3.0 * static_cast<double>(i));
    y[i] = y[i] * (1 + 0.3 * wave) + 1e-3 * wave;
    yp[i] = 0.1 + wave;
  }
  here.impose(drive);
  for (const Parameter& parameter : parameters) {
    std::vector<double> slope(y.size(), 0.0), up(y.size()), down(y.size());
    here.add_slope(parameter.slope, 0.2, y, yp, slope);
    std::vector<double> rest = here.rest_slope(parameter.slope, -0.1), rest_up, rest_down;
    const double h = 1e-5;
    for (const double side : {h, -h}) {
      CellModel moved = make();
      parameter.move(moved, side);
      CellSystem system(moved);
      system.impose(drive);
      ASSERT_TRUE(system.residual(0.2, y, yp, side > 0 ? up : down));
      (side > 0 ? rest_up : rest_down) = system.rest_state(-0.1);
    }
    double largest = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
      const double difference = (up[i] - down[i]) / (2 * h);
      const double rounding = 1e-15 * (std::abs(up[i]) + std::abs(down[i])) / h;
      EXPECT_NEAR(slope[i], difference, 1e-7 * std::abs(difference) + 10 * rounding)
          << parameter.name << ", row " << i;
      EXPECT_NEAR(rest[i], (rest_up[i] - rest_down[i]) / (2 * h), 1e-8 * (1 + std::abs(rest[i])))
          << parameter.name << ", start of unknown " << i;
      largest = std::max(largest, std::abs(difference));
    }
    EXPECT_GT(largest, 0) << parameter.name;
  }
}

TEST(CellSlope, IsTheDerivativeOfTheResidual) {
  NITER_IDENTITY("derivative = limit of central differences");
  expect_derivatives(small_cell, parameters());
}

TEST(CellSlope, AlsoWithSpaceCharge) {
  NITER_IDENTITY("derivative = limit of central differences");
  std::vector<Parameter> some = parameters();
  some.erase(some.begin() + 7), some.erase(some.begin() + 3);  // no reservoir, no second branch
  expect_derivatives(charged_cell, some);
}

}  // namespace
}  // namespace niter::twin
