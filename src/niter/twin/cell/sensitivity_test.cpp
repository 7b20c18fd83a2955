// Sensitivities of a voltammogram, integrated beside it, against differences of two voltammograms.
#include <cmath>
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/twin/cell/cell_rows.hpp"
#include "niter/twin/cell/cell_testing.hpp"

namespace niter::twin {
namespace {

constexpr double room = 298.15, sites = 1e-5;  // K, mol m-2
// of a rough electrode: differences of a small one drown in what the integrator leaves
constexpr double capacitance = 2;  // F m-2

// A surface-confined couple with interactions, double layer and series resistance.
CellModel confined() {
  CellModel m = confined_cell({.k0 = 0.05, .sites = sites, .temperature = room});
  ElectrodeStep& step = m.electrode.steps[0];
  step.forward_interaction = {0, 1}, step.reverse_interaction = {2, 0};
  m.electrode.double_layer = {{capacitance, 0}};
  m.electrode.series_resistance = 0.02;
  return m;
}

// A dissolved couple that reacts on, with double layer and series resistance.
CellModel dissolved() {
  Couple couple;
  couple.k0 = 2e-5, couple.oxidised = 10, couple.reduced = 1;
  CellModel m = couple_cell(couple);
  m.electrode.double_layer = {{capacitance, 0}};
  m.electrode.series_resistance = 5e-3;
  m.reactions = {{"follows", {{1, 1}}, {{0, 1}}, 0.3, 0.1}};
  m.transport.storage = Storage::Compact;
  m.transport.nodes = growing_nodes(4e-4, 3e-6, 25);
  return m;
}

const Sweep there_and_back{{0.35, -0.35, 0.2}, 0.1, 0.01};

struct Run {
  std::vector<double> current;
  std::vector<std::vector<double>> slopes;  // per parameter
};

Run run(const CellModel& m, const std::vector<ModelSlope>& slopes, double tolerance) {
  CellSystem system(m);
  system.follow(slopes);
  Drive drive;
  drive.value = there_and_back.vertices[0], drive.rate = -there_and_back.rate;
  system.impose(drive);
  std::vector<std::vector<double>> start;
  for (const ModelSlope& slope : slopes) start.push_back(system.rest_slope(slope, drive.value));
  auto transient = Transient::begin(system, 0, system.rest_state(drive.value),
                                    {.relative_tolerance = tolerance}, start);
  EXPECT_TRUE(transient.has_value()) << (transient ? "" : transient.error().text());
  Run out;
  out.slopes.resize(slopes.size());
  const std::size_t current = at(system.layout().current(0));
  std::vector<double> state(at(system.size()));
  for (std::size_t i = 1; i < there_and_back.vertices.size(); ++i) {
    const double from = there_and_back.vertices[i - 1], to = there_and_back.vertices[i];
    const double span = std::abs(to - from) / there_and_back.rate;
    drive.value = from, drive.rate = std::copysign(there_and_back.rate, to - from);
    system.impose(drive);
    std::vector<double> times;
    for (int k = 1; k <= 50; ++k) times.push_back(drive.start + span * k / 50);
    const auto stop =
        transient->run(drive.start + span, times, [&](double t, std::span<const double> y) {
          out.current.push_back(y[current]);
          for (std::size_t p = 0; p < slopes.size(); ++p) {
            transient->sensitivity(t, static_cast<int>(p), state);
            out.slopes[p].push_back(state[current]);
          }
        });
    EXPECT_TRUE(stop.has_value()) << (stop ? "" : stop.error().text());
    drive.start += span;
  }
  return out;
}

struct Moved {
  std::string name;
  std::function<void(CellModel&, double)> move;
  ModelSlope slope;
};

void expect_differences(const CellModel& model, const std::vector<Moved>& parameters) {
  std::vector<ModelSlope> slopes;
  for (const Moved& p : parameters) slopes.push_back(p.slope);
  const Run here = run(model, slopes, 5e-8);
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    constexpr double h = 1e-3;
    CellModel up = model, down = model;
    parameters[p].move(up, h), parameters[p].move(down, -h);
    const Run high = run(up, {}, 1e-9), low = run(down, {}, 1e-9);
    double largest = 0, worst = 0;
    for (std::size_t i = 0; i < here.current.size(); ++i) {
      const double difference = (high.current[i] - low.current[i]) / (2 * h);
      largest = std::max(largest, std::abs(difference));
      worst = std::max(worst, std::abs(here.slopes[p][i] - difference));
    }
    EXPECT_LT(worst / largest, 1e-4) << parameters[p].name;
  }
}

Moved rate_constant() {
  Moved out{"ln k0",
            [](CellModel& m, double p) {
              m.electrode.steps[0].forward.constant += p;
              m.electrode.steps[0].reverse.constant += p;
            },
            {}};
  out.slope.forward = out.slope.reverse = {{1, 0}};
  return out;
}

std::vector<Moved> of_every_cell() {
  const double f = per_volt(room);
  std::vector<Moved> out = {rate_constant()};
  out.push_back({"E0 / 0.1 V",
                 [f](CellModel& m, double p) {
                   m.electrode.steps[0].forward.constant += 0.05 * f * p;
                   m.electrode.steps[0].reverse.constant -= 0.05 * f * p;
                 },
                 {}});
  out.back().slope.forward = {{0.05 * f, 0}}, out.back().slope.reverse = {{-0.05 * f, 0}};
  out.push_back({"alpha",
                 [f](CellModel& m, double p) {
                   m.electrode.steps[0].forward.slope -= f * p;
                   m.electrode.steps[0].reverse.slope -= f * p;
                 },
                 {}});
  out.back().slope.forward = out.back().slope.reverse = {{0, -f}};
  out.push_back(
      {"ln C",
       [](CellModel& m, double p) { m.electrode.double_layer[0].capacitance *= std::exp(p); },
       {}});
  out.back().slope.capacitance = {capacitance};
  return out;
}

TEST(Sensitivities, OfAConfinedCouple) {
  NITER_IDENTITY("derivative = limit of central differences");
  std::vector<Moved> parameters = of_every_cell();
  parameters.push_back(
      {"ln R", [](CellModel& m, double p) { m.electrode.series_resistance *= std::exp(p); }, {}});
  parameters.back().slope.series_resistance = 0.02;
  parameters.push_back({"ln sites",
                        [](CellModel& m, double p) {
                          m.electrode.site_density *= std::exp(p);
                          m.electrode.steps[0].forward.constant += p;
                          m.electrode.steps[0].reverse.constant += p;
                        },
                        {}});
  parameters.back().slope.ln_site_density = 1;
  parameters.back().slope.forward = parameters.back().slope.reverse = {{1, 0}};
  parameters.push_back(
      {"interaction of O*",
       [](CellModel& m, double p) { m.electrode.steps[0].forward_interaction[1] += p; },
       {}});
  parameters.back().slope.forward_interaction = {{0, 1}};
  parameters.back().slope.reverse_interaction = {{0, 0}};
  expect_differences(confined(), parameters);
}

TEST(Sensitivities, OfADissolvedCouple) {
  NITER_IDENTITY("derivative = limit of central differences");
  std::vector<Moved> parameters = of_every_cell();
  parameters.push_back(
      {"ln D of O", [](CellModel& m, double p) { m.species[0].diffusivity *= std::exp(p); }, {}});
  parameters.back().slope.ln_diffusivity = {1, 0};
  parameters.push_back(
      {"ln c of O", [](CellModel& m, double p) { m.species[0].bulk *= std::exp(p); }, {}});
  parameters.back().slope.bulk = {10, 0};
  parameters.push_back({"ln k of the reaction",
                        [](CellModel& m, double p) { m.reactions[0].forward *= std::exp(p); },
                        {}});
  parameters.back().slope.reaction_forward = {1}, parameters.back().slope.reaction_reverse = {0};
  expect_differences(dissolved(), parameters);
}

}  // namespace
}  // namespace niter::twin
