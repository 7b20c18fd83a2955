#include "niter/study/observables.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/study/simulate.hpp"

namespace niter::study {
namespace {

// Which output of the model a measure is compared with.
std::string_view output_of(std::string_view measure) {
  if (measure == "current_density") return "j";
  if (measure == "faradaic_efficiency") return "FE";
  if (measure == "nh3_yield_rate") return "yield_nh3";
  return {};
}

// The uncertainty a target declares; other facts of the measure take that of the first target with
// it.
std::pair<double, Use> sigma_of(const Study& study, const Fact& fact) {
  const auto in_unit = [&](const CalibrationTarget& target) {
    return target.relative_sigma ? target.sigma * std::abs(fact.number()) : target.sigma;
  };
  for (const auto& target : study.simulation->targets) {
    if (target.fact == fact.id) return {in_unit(target), Use::Calibrated};
  }
  if (fact.sigma) return {*fact.sigma, Use::HeldOut};
  for (const auto& target : study.simulation->targets) {
    const auto* other = study.fact(target.fact);
    if (other != nullptr && other->measure == fact.measure) return {in_unit(target), Use::HeldOut};
  }
  return {0, Use::HeldOut};
}

// The simulated half-cell of a fact: its own experiment, or, for a battery, the one with the same
// reactant.
std::optional<std::string> cell_of(const Study& study, const Model& model,
                                   const Experiment& experiment) {
  const auto& simulated = model.experiments();
  if (std::find(simulated.begin(), simulated.end(), experiment.id) != simulated.end())
    return experiment.id;
  for (const auto& id : simulated) {
    if (study.experiment(id)->reactant == experiment.reactant) return id;
  }
  return std::nullopt;
}

}  // namespace

std::string Observable::residual_text() const {
  return has_sigma() ? fmt::format("{:+.1f}", residual_sigma) : "no sigma";
}

std::vector<Probe> probes(const Study& study, const Model& model) {
  std::vector<Probe> out;
  for (const auto& fact : study.facts) {
    const auto output = output_of(fact.measure);
    const auto* experiment = study.experiment(fact.experiment);
    if (output.empty() || experiment == nullptr || !fact.is_number() ||
        fact.kind != FactKind::Number)
      continue;
    const auto cell = cell_of(study, model, *experiment);
    const bool on_rhe = fact.potential && fact.scale == "RHE";
    // a current at a current says nothing
    const bool at_current = !on_rhe && fact.current_density && output != "j";
    if (!cell || (!on_rhe && !at_current)) continue;

    Probe probe{&fact, *cell, fact.catalyst, {}, {}, std::string(output)};
    if (on_rhe) probe.potential = fact.potential;
    if (at_current) probe.current_density = -std::abs(fact.current_density->si());
    if (output == "j" && fact.number() > 0) probe.sign = -1;  // printed as a magnitude
    std::tie(probe.sigma, probe.use) = sigma_of(study, fact);
    out.push_back(std::move(probe));
  }
  return out;
}

Result<twin::OperatingPoint> solve(const Probe& probe, twin::HalfCell& cell) {
  return probe.potential ? cell.at_potential(cell.versus_rhe(*probe.potential))
                         : cell.at_current(*probe.current_density);
}

Result<double> answer(const Probe& probe, twin::HalfCell& cell) {
  NITER_TRY(const auto point, solve(probe, cell));
  return probe.sign * probe.fact->unit.from_si(output(point, probe.output));
}

namespace {

// Standard deviation of an answer over posterior draws. The cell is warm: each draw moves it a
// little.
double spread(const Probe& probe, const Model& model, const std::vector<ParameterValues>& draws,
              twin::HalfCell& cell) {
  double sum = 0, squares = 0;
  int solved = 0;
  for (std::size_t d = 0; d < draws.size();
       d += 2) {  // every second draw tells a standard deviation
    const auto mechanism =
        model.mechanism_of(probe.catalyst, draws[d], model.default_compression());
    const auto options = model.cell_options(probe.experiment, draws[d]);
    if (!mechanism || !options || !cell.update(*mechanism, *options)) continue;
    const auto value = answer(probe, cell);
    if (!value) continue;
    ++solved;
    sum += *value;
    squares += *value * *value;
  }
  if (solved < 2) return 0;
  return std::sqrt(std::max(0.0, squares - sum * sum / solved) / (solved - 1));
}

}  // namespace

Result<std::vector<Observable>> observables(const Study& study, const Model& model,
                                            const ParameterValues& values,
                                            const std::vector<ParameterValues>& draws) {
  std::vector<Observable> out;
  for (const auto& probe : probes(study, model)) {
    NITER_TRY(auto cell,
              model.cell(probe.experiment, probe.catalyst, values, model.default_compression()));
    NITER_TRY(const double simulated, answer(probe, cell));
    const double reported = probe.fact->number();
    const double residual = probe.sigma > 0 ? (simulated - reported) / probe.sigma : std::nan("");
    out.push_back({probe.fact, reported, simulated, spread(probe, model, draws, cell), probe.sigma,
                   residual, probe.use});
  }
  return out;
}

}  // namespace niter::study
