#include <algorithm>
#include <memory>

#include "niter/study/simulate.hpp"
#include "niter/study/targets.hpp"

namespace niter::study {
namespace {

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

}  // namespace niter::study
