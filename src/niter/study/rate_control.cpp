#include "niter/study/rate_control.hpp"

#include <algorithm>
#include <cmath>

#include "niter/base/parallel.hpp"
#include "niter/twin/cell/assemble.hpp"
#include "niter/twin/cell/model_slope.hpp"
#include "niter/twin/cell/products.hpp"
#include "niter/twin/cell/stationary.hpp"

namespace niter::study {
namespace {

constexpr double first = -0.4, last = -1.2;               // V vs RHE
constexpr double fine_step = -0.02, coarse_step = -0.05;  // of the lines and of the bands
constexpr std::size_t most_draws = 10;                    // they cost as much as the line each

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
                               const ParameterValues& values, double step, const Monitor& monitor) {
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

using Lines = std::map<std::string, std::vector<double>>;

std::map<std::string, Spread> bands_of(const std::vector<RateControl>& draws,
                                       Lines RateControl::*lines) {
  std::map<std::string, Spread> out;
  if (draws.empty()) return out;
  for (const auto& [name, ignored] : draws.front().*lines) {
    std::vector<std::vector<double>> drawn;
    for (const RateControl& draw : draws) drawn.push_back((draw.*lines).at(name));
    out[name] = spread(drawn);
  }
  return out;
}

}  // namespace

Result<std::vector<RateControl>> rate_control(const Model& model, const ParameterValues& values,
                                              const std::vector<ParameterValues>& draws,
                                              int threads, const Monitor& monitor) {
  const auto& experiments = model.experiments();
  const auto some = some_of(draws, most_draws);
  // per experiment: the line, then the draws
  const std::size_t each = 1 + some.size();
  std::vector<Result<RateControl>> all(experiments.size() * each, fail(Error{}));
  const Monitor quiet{{}, monitor.stop};
  NITER_OK(in_parallel(all.size(), threads, monitor, "what limits the rate",
                       [&](std::size_t, std::size_t i) -> Status {
                         const bool line = i % each == 0;
                         all[i] = control_of(model, experiments[i / each],
                                             line ? values : some[i % each - 1],
                                             line ? fine_step : coarse_step, quiet);
                         return line && !all[i] ? Status(fail(all[i].error())) : Status();
                       }));
  std::vector<RateControl> out;
  for (std::size_t e = 0; e < experiments.size(); ++e) {
    RateControl& control = out.emplace_back(*std::move(all[e * each]));
    std::vector<RateControl> solved;
    for (std::size_t d = 1; d < each; ++d)
      if (auto& draw = all[e * each + d]) solved.push_back(*std::move(draw));
    if (solved.empty()) continue;
    control.band_potentials = solved.front().potentials;
    control.degree_bands = bands_of(solved, &RateControl::degree);
    control.elasticity_bands = bands_of(solved, &RateControl::elasticity);
    control.draws = solved.size();
  }
  return out;
}

}  // namespace niter::study
