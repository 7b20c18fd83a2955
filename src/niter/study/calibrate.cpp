#include <algorithm>
#include <cmath>
#include <memory>

#include <fmt/format.h>

#include "niter/study/observables.hpp"
#include "niter/study/simulate.hpp"

namespace niter::study {
namespace {

// A target of the calibration: an output at one point, or how far a neighbour stands above a
// reported maximum.
struct Target {
  infer::Observation observation;
  Probe probe;
  std::optional<std::size_t> point, above;  // indices into the distinct points
};

// What has to be solved, each point once however many targets look at it.
struct Plan {
  std::vector<Probe> points;
  std::vector<Target> targets;

  std::size_t point_of(const Probe& probe) {
    const auto same = [&](const Probe& p) {
      return p.experiment == probe.experiment && p.potential == probe.potential &&
             p.current_density == probe.current_density;
    };
    const auto found = std::find_if(points.begin(), points.end(), same);
    if (found != points.end()) return static_cast<std::size_t>(found - points.begin());
    points.push_back(probe);
    return points.size() - 1;
  }
};

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

// A mechanism of the comparison with all that its forward functions refer to.
struct Candidate {
  Study study;
  Model model;
  Plan plan;
  std::vector<Plan> held_out;
  std::vector<twin::Parameter> unknowns;

  infer::Problem problem(const Plan& of) const {
    infer::Problem out{
        [this, &of] { return make_forward(model, of, unknowns); }, observations_of(of), {}};
    for (const auto& p : unknowns) out.unknowns.push_back({p.name, p.prior_mean, p.prior_sd});
    return out;
  }
};

Result<std::unique_ptr<Candidate>> candidate(const Study& study, const std::string& mechanism) {
  auto out = std::make_unique<Candidate>();
  out->study = study;
  out->study.simulation->mechanism = mechanism;
  NITER_TRY(out->model, Model::make(out->study));
  out->plan = make_plan(out->study, out->model);
  for (const Probe& probe : probes(out->study, out->model)) {
    if (probe.use != Use::HeldOut || !(probe.sigma > 0)) continue;
    Plan plan;
    const auto point = plan.point_of(probe);
    plan.targets.push_back(
        {{probe.fact->id, probe.fact->number(), probe.sigma}, probe, point, std::nullopt});
    out->held_out.push_back(std::move(plan));
  }
  for (const auto& p : out->model.parameters())
    if (p.prior_sd > 0) out->unknowns.push_back(p);
  return out;
}

}  // namespace

Result<std::vector<infer::Assessment>> compare_mechanisms(const Study& study,
                                                          const std::vector<std::string>& names,
                                                          const infer::CalibrationOptions& search,
                                                          const Monitor& monitor) {
  if (!study.simulation || study.simulation->targets.empty())
    return fail(Code::NotFound, "the study has nothing to compare mechanisms by",
                "add [[calibrate]] tables that name reported numbers");
  std::vector<std::unique_ptr<Candidate>> candidates;
  std::vector<infer::Variant> variants;
  infer::CompareOptions options;
  options.search = search;
  for (const std::string& name : names) {
    NITER_TRY(candidates.emplace_back(), candidate(study, name));
    const Candidate& one = *candidates.back();
    infer::Variant variant{name, one.problem(one.plan), {}};
    for (const Plan& plan : one.held_out) variant.held_out.push_back(one.problem(plan));
    variants.push_back(std::move(variant));
    options.numbers =
        static_cast<std::size_t>(std::count_if(one.plan.targets.begin(), one.plan.targets.end(),
                                               [](const Target& t) { return !t.above; }));
  }
  // statements about maxima stand behind the numbers, as compare() wants them
  return infer::compare(variants, options, monitor);
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
