#include "niter/study/compare.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "niter/study/load.hpp"
#include "niter/study/predictions.hpp"

namespace niter::study {
namespace {

// A variant of the comparison with all that its forward functions refer to.
struct Candidate {
  Study study;
  Model model;
  TargetPlan plan;
  std::vector<TargetPlan> held_out;
  std::vector<twin::Parameter> unknowns;

  infer::Problem problem(const TargetPlan& of) const {
    infer::Problem out{[this, &of] { return make_forward(model, of, unknowns, model.nominal()); },
                       of.observations(),
                       {}};
    for (const auto& p : unknowns) out.unknowns.push_back({p.name, p.prior_mean, p.prior_sd});
    return out;
  }
};

Result<std::unique_ptr<Candidate>> candidate(const Study& study, const Variant& variant) {
  auto out = std::make_unique<Candidate>();
  out->study = study.with(variant);
  NITER_TRY(out->model, Model::make(out->study));
  out->plan = target_plan(out->study, out->model);
  for (const Probe& probe : probes(out->study, out->model)) {
    if (probe.use != Use::HeldOut || !(probe.sigma > 0)) continue;
    TargetPlan plan;
    const auto point = plan.point_of(probe);
    plan.targets.push_back(
        {{probe.fact->id, probe.fact->number(), probe.sigma}, probe, point, std::nullopt});
    out->held_out.push_back(std::move(plan));
  }
  for (const auto& p : out->model.parameters())
    if (p.prior_sd > 0) out->unknowns.push_back(p);
  return out;
}

Result<std::vector<Variant>> chosen(const Study& study, const std::vector<std::string>& ids) {
  if (study.variants.empty())
    return fail({Code::NotFound,
                 "the study declares no variants to compare",
                 {study.folder.string()},
                 "add [[variant]] tables with id, title and mechanism"});
  if (ids.empty()) return study.variants;
  std::vector<Variant> out;
  for (const std::string& id : ids) {
    NITER_OK(require("variant", study.variants, id, {study.folder.string()}));
    out.push_back(*std::find_if(study.variants.begin(), study.variants.end(),
                                [&](const Variant& v) { return v.id == id; }));
  }
  return out;
}

config::Value to_value(const std::vector<infer::Foretold>& list) {
  config::Value::Array out;
  for (const auto& f : list) {
    config::Value one(config::Value::Table{});
    one.set("name", f.name);
    one.set("reported", f.reported);
    one.set("sigma", f.sigma);
    if (f.failure.empty()) {
      one.set("predicted", f.predicted);
      one.set("sd", f.sd);
    } else {
      one.set("failure", f.failure);
    }
    out.push_back(std::move(one));
  }
  return config::Value(std::move(out));
}

}  // namespace

Result<std::vector<infer::Assessment>> compare_variants(const Study& study,
                                                        const std::vector<std::string>& ids,
                                                        const infer::CalibrationOptions& search,
                                                        const Monitor& monitor) {
  NITER_TRY(const auto declared, chosen(study, ids));
  std::vector<std::unique_ptr<Candidate>> candidates;
  std::vector<infer::Variant> variants;
  infer::CompareOptions options;
  options.search = search;
  for (const Variant& variant : declared) {
    NITER_TRY(candidates.emplace_back(), candidate(study, variant));
    const Candidate& one = *candidates.back();
    infer::Variant added{variant.id, one.problem(one.plan), {}};
    for (const TargetPlan& plan : one.held_out) added.held_out.push_back(one.problem(plan));
    variants.push_back(std::move(added));
    options.numbers = one.plan.numbers();
  }
  // statements about maxima stand behind the numbers, as compare() wants them
  return infer::compare(variants, options, monitor);
}

std::size_t best_of(std::span<const infer::Assessment> all) {
  const auto best = std::max_element(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.criteria.ln_evidence < b.criteria.ln_evidence;
  });
  return static_cast<std::size_t>(best - all.begin());
}

std::vector<std::string> evidence_in_words(std::span<const infer::Assessment> all) {
  std::vector<std::string> out;
  const std::size_t best = best_of(all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double twice = 2 * (all[best].criteria.ln_evidence - all[i].criteria.ln_evidence);
    out.push_back(
        i == best ? "the largest"
                  : fmt::format("{} against it (2 ln B = {:.1f})", infer::strength(twice), twice));
  }
  return out;
}

config::Value to_value(std::span<const infer::Assessment> all) {
  config::Value out(config::Value::Table{});
  for (const auto& a : all) {
    config::Value one(config::Value::Table{});
    one.set("chi2_data", a.criteria.chi2_data);
    one.set("chi2_prior", a.criteria.chi2_prior);
    one.set("informed_directions", a.criteria.informed);
    one.set("effective_parameters", a.criteria.effective);
    one.set("aic", a.criteria.aic);
    if (a.criteria.aicc) one.set("aicc", *a.criteria.aicc);
    one.set("bic", a.criteria.bic);
    one.set("ln_evidence", a.criteria.ln_evidence);
    one.set("left_out", to_value(a.left_out));
    one.set("held_out", to_value(a.held_out));
    config::Value::Array words;
    for (const auto& sentence : infer::in_words(a.identifiability, a.unknowns))
      words.emplace_back(sentence);
    one.set("identifiability", config::Value(std::move(words)));
    out.set(a.name, std::move(one));
  }
  return out;
}

}  // namespace niter::study
