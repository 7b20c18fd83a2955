#include <algorithm>
#include <cmath>
#include <memory>

#include <fmt/format.h>

#include "niter/study/simulate.hpp"
#include "niter/study/targets.hpp"

namespace niter::study {

Plan make_plan(const Study& study, const Model& model) {
  Plan plan;
  for (const auto& probe : probes(study, model)) {
    if (probe.use != Use::Calibrated) continue;
    const auto here = plan.point_of(probe);
    plan.targets.push_back({{probe.fact->id, probe.fact->number(), probe.sigma}, probe, here, {}});
    const auto& declared = study.simulation->targets;
    const auto target =
        std::find_if(declared.begin(), declared.end(),
                     [&](const CalibrationTarget& t) { return t.fact == probe.fact->id; });
    if (target->peak_window <= 0) continue;
    for (const double side : {-1.0, 1.0}) {
      Probe neighbour = probe;
      neighbour.potential = *probe.potential + side * target->peak_window;
      const auto name = fmt::format("{} is the largest, seen from {:.2f} V", probe.fact->id,
                                    *neighbour.potential);
      plan.targets.push_back(
          {{name, 0, target->peak_sigma}, neighbour, here, plan.point_of(neighbour)});
    }
  }
  std::stable_partition(plan.targets.begin(), plan.targets.end(),
                        [](const Target& t) { return !t.above; });
  return plan;
}

namespace {

double prediction(const Target& target, const std::vector<twin::OperatingPoint>& points) {
  const auto value = [&](std::size_t i) {
    return target.probe.sign *
           target.probe.fact->unit.from_si(output(points[i], target.probe.output));
  };
  if (!target.above) return value(*target.point);
  // max(0, excess), rounded off on a quarter of its sigma so that the search sees no corner
  const double round = target.observation.sigma / 4;
  const double excess = (value(*target.above) - value(*target.point)) / round;
  return round * (excess > 30 ? excess : std::log1p(std::exp(excess)));
}

// Natural values from prior coordinates.
ParameterValues with_unknowns(ParameterValues values, const std::vector<twin::Parameter>& unknowns,
                              std::span<const double> p) {
  for (std::size_t i = 0; i < unknowns.size(); ++i) {
    values[unknowns[i].name] = unknowns[i].log_normal ? std::exp(p[i]) : p[i];
  }
  return values;
}

}  // namespace

// One half-cell per point, each started from its own last solution: a change of parameters moves it
// only a little.
infer::Forward make_forward(const Model& model, const Plan& plan,
                            const std::vector<twin::Parameter>& unknowns) {
  auto cells = std::make_shared<std::vector<std::optional<twin::HalfCell>>>(plan.points.size());
  return [cells, &model, &plan, &unknowns](std::span<const double> p,
                                           infer::Wanted) -> Result<infer::Prediction> {
    const auto values = with_unknowns(model.nominal(), unknowns, p);
    NITER_TRY(const auto mechanism,
              model.mechanism_of(model.simulation().reference_catalyst, values, 0));
    std::vector<twin::OperatingPoint> points;
    for (std::size_t i = 0; i < plan.points.size(); ++i) {
      NITER_TRY(const auto options, model.cell_options(plan.points[i].experiment, values));
      auto& cell = (*cells)[i];
      if (cell) {
        NITER_OK(cell->update(mechanism, options));
      } else {
        NITER_TRY(cell, twin::HalfCell::make(mechanism, options));
      }
      NITER_TRY(points.emplace_back(), solve(plan.points[i], *cell));
    }
    infer::Prediction out;
    for (const auto& target : plan.targets) out.values.push_back(prediction(target, points));
    return out;
  };
}

std::vector<infer::Observation> observations_of(const Plan& plan) {
  std::vector<infer::Observation> out;
  for (const Target& target : plan.targets) out.push_back(target.observation);
  return out;
}

Result<std::optional<StudyCalibration>> calibrate(const Study& study, const Model& model,
                                                  const CalibrateOptions& options,
                                                  const Monitor& monitor) {
  const auto plan = make_plan(study, model);
  const auto numbers = std::count_if(plan.targets.begin(), plan.targets.end(),
                                     [](const Target& t) { return !t.above; });
  if (static_cast<std::size_t>(numbers) < study.simulation->targets.size()) {
    return fail(
        Error{Code::Inconsistent,
              fmt::format("only {} of {} calibration targets can be simulated", numbers,
                          study.simulation->targets.size()),
              {study.folder.string()},
              "a target needs a simulated experiment and a potential vs RHE or a current density"});
  }
  if (plan.targets.empty()) return std::nullopt;

  StudyCalibration out;
  out.numbers = static_cast<std::size_t>(numbers);
  std::vector<infer::Unknown> coordinates;
  for (const auto& p : model.parameters()) {
    if (p.prior_sd <= 0) continue;
    out.unknowns.push_back(p);
    coordinates.push_back({p.name, p.prior_mean, p.prior_sd});
  }
  for (const auto& target : plan.targets) out.observations.push_back(target.observation);
  const infer::Problem problem{[&] { return make_forward(model, plan, out.unknowns); },
                               out.observations, coordinates};
  NITER_TRY(out.result, infer::calibrate(problem, options.search, monitor));
  out.values = with_unknowns(model.nominal(), out.unknowns, out.result.parameters);
  if (options.sample.samples == 0) return out;

  NITER_TRY(auto ensemble, infer::start_ensemble(problem, out.result, options.sample, monitor));
  NITER_OK(
      infer::advance(ensemble, problem, options.sample.samples, options.sample.threads, monitor));
  out.sample = infer::sample_of(ensemble, coordinates);
  // evenly out of all, so that every walker and every time is seen
  const std::size_t all = out.sample.draws.size();
  const std::size_t wanted = std::min<std::size_t>(static_cast<std::size_t>(options.draws), all);
  for (std::size_t d = 0; d < wanted; ++d)
    out.drawn_values.push_back(
        with_unknowns(out.values, out.unknowns, out.sample.draws[d * all / wanted]));
  return out;
}

}  // namespace niter::study
