#include "niter/study/rate_control.hpp"

#include <algorithm>
#include <cmath>

#include "niter/twin/cell/assemble.hpp"
#include "niter/twin/cell/model_slope.hpp"
#include "niter/twin/cell/products.hpp"
#include "niter/twin/cell/stationary.hpp"

namespace niter::study {
namespace {

constexpr double first = -0.4, last = -1.2, step = -0.02;  // V vs RHE

// The production of NH3 as a combination of step rates.
Result<std::vector<double>> ammonia_of(const twin::Mechanism& mechanism,
                                       const std::string& reactant) {
  NITER_TRY(const auto ledger, twin::ProductLedger::make(mechanism, reactant));
  const auto& products = ledger.products();
  const auto found =
      std::find_if(products.begin(), products.end(), [](const auto& p) { return p.name == "NH3"; });
  if (found == products.end()) return fail(Code::NotFound, "the mechanism makes no ammonia");
  const auto row = static_cast<std::size_t>(found - products.begin());
  std::vector<double> weights;
  for (std::size_t j = 0; j < mechanism.steps.size(); ++j) {
    std::vector<double> one(mechanism.steps.size(), 0.0);
    one[j] = 1;
    weights.push_back(ledger.production(one)[row]);
  }
  return weights;
}

double combine(const std::vector<double>& weights, const std::vector<double>& rates) {
  double sum = 0;
  for (std::size_t j = 0; j < rates.size(); ++j) sum += weights[j] * rates[j];
  return sum;
}

// A salt of the reactant more: its ion and the one that neutralises it. [per d ln c]
twin::ModelSlope more_of(const twin::CellModel& model, const std::string& reactant) {
  twin::ModelSlope slope;
  slope.bulk.assign(model.species.size(), 0.0);
  double charge = 0, amount = 0;
  for (std::size_t s = 0; s < model.species.size(); ++s) {
    if (model.species[s].name != reactant) continue;
    amount = slope.bulk[s] = model.species[s].bulk;
    charge = model.species[s].charge;
  }
  const int ion = model.transport.neutralising_ion;
  if (ion >= 0) {
    const auto i = static_cast<std::size_t>(ion);
    slope.bulk[i] -= charge * amount / model.species[i].charge;
  }
  return slope;
}

Result<RateControl> control_of(const Model& model, const std::string& experiment,
                               const ParameterValues& values, const Monitor& monitor) {
  RateControl out{experiment, {}, {}, {}};
  NITER_TRY(const auto mechanism,
            model.mechanism_of(model.simulation().reference_catalyst, values, 0));
  NITER_TRY(const auto options, model.cell_options(experiment, values));
  NITER_TRY(const auto cell, twin::assemble(mechanism, options, {}));
  NITER_TRY(const auto weights, ammonia_of(mechanism, options.reactant));
  std::vector<std::pair<std::string, twin::ModelSlope>> supplies(3);
  supplies[0].first = "film thickness", supplies[0].second.ln_thickness = 1;
  supplies[1].first = "series resistance";
  supplies[1].second.series_resistance = options.series_resistance;
  supplies[2] = {options.reactant, more_of(cell, options.reactant)};

  twin::CellSystem system(cell);
  std::vector<double> y = system.rest_state(0);
  for (double applied = 0; applied > last + step / 2; applied += step) {
    NITER_OK(monitor.check());
    twin::Drive drive;
    drive.value = applied;
    system.impose(drive);
    NITER_TRY(y, twin::steady_state(system, 0, std::move(y)));
    if (applied > first - step / 2) continue;
    const double rate = combine(weights, system.step_rates(y));
    NITER_TRY(auto sensitivity, twin::SteadySensitivity::at(system, 0, y));
    out.potentials.push_back(applied);
    for (std::size_t j = 0; j < mechanism.steps.size(); ++j) {
      const auto answer = sensitivity.to(twin::both_ways(cell, static_cast<int>(j)));
      out.degree[mechanism.steps[j].id].push_back(combine(weights, answer.step_rate) / rate);
    }
    for (const auto& [name, slope] : supplies)
      out.elasticity[name].push_back(combine(weights, sensitivity.to(slope).step_rate) / rate);
  }
  return out;
}

}  // namespace

Result<std::vector<RateControl>> rate_control(const Model& model, const ParameterValues& values,
                                              const Monitor& monitor) {
  std::vector<RateControl> out;
  for (const std::string& experiment : model.experiments()) {
    NITER_TRY(out.emplace_back(), control_of(model, experiment, values, monitor));
  }
  return out;
}

}  // namespace niter::study
