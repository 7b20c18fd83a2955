#include <cmath>

#include <fmt/format.h>

#include "niter/config/build.hpp"
#include "niter/report/reduction_value.hpp"
#include "niter/study/run.hpp"

namespace niter::study {
namespace {

using config::list;
using config::object;
using config::Value;

Value of_text(const std::string& text) {
  return Value(text);
}

Value of_observable(const Observable& o) {
  const auto& fact = *o.fact;
  return object({{"id", fact.id},
                 {"measure", fact.measure},
                 {"catalyst", fact.catalyst},
                 {"experiment", fact.experiment},
                 {"potential_V_RHE", fact.potential ? Value(*fact.potential) : Value()},
                 {"place", fact.place},
                 {"reported", o.reported},
                 {"simulated", o.simulated},
                 {"simulated_sd", o.simulated_sd},
                 {"unit", fact.unit.text()},
                 {"sigma", o.sigma},
                 {"residual_sigma", o.residual_sigma},
                 {"use", o.use == Use::Calibrated ? "calibrated" : "held out"}});
}

Value of_measured(const Measured& one) {
  Value out = one.reduction ? report::to_value(*one.reduction) : Value(Value::Table{});
  out.set("measurement", one.plan->id);
  out.set("catalyst", one.plan->catalyst);
  out.set("experiment", one.plan->experiment);
  if (one.plan->potential) out.set("potential_V", *one.plan->potential);
  if (one.failure) out.set("failure", one.failure->text());
  return out;
}

Value of_marginal(const infer::Marginal& m) {
  return object({{"name", m.name},
                 {"mean", m.mean},
                 {"sd", m.sd},
                 {"r_hat", m.r_hat},
                 {"bulk_size", m.bulk_size},
                 {"tail_size", m.tail_size},
                 {"autocorrelation_generations", m.autocorrelation_time}});
}

Value of_calibration(const StudyCalibration& c) {
  Value::Array parameters;
  for (std::size_t i = 0; i < c.unknowns.size(); ++i) {
    const auto& u = c.unknowns[i];
    parameters.push_back(object({{"name", u.name},
                                 {"value", c.values.at(u.name)},
                                 {"unit", u.unit},
                                 {"log_normal", u.log_normal},
                                 {"prior_mean", u.prior_mean},
                                 {"prior_sd", u.prior_sd},
                                 {"posterior_mean", c.result.parameters[i]},
                                 {"posterior_sd", c.result.posterior_sd[i]}}));
  }
  return object({{"chi2_data", c.result.chi2_data},
                 {"chi2_prior", c.result.chi2_prior},
                 {"starts_converged", c.result.starts_converged},
                 {"failed_solves", c.result.failed_solves},
                 {"sampler", object({{"draws", static_cast<int>(c.sample.draws.size())},
                                     {"acceptance", c.sample.ensemble_moves.share()},
                                     {"acceptance_surface", c.sample.surface_moves.share()},
                                     {"r_hat", c.sample.r_hat},
                                     {"effective_samples", c.sample.bulk_size},
                                     {"evaluations", static_cast<int>(c.sample.evaluations)},
                                     {"verdict", c.sample.verdict},
                                     {"failed_solves", static_cast<int>(c.sample.failed_solves)},
                                     {"marginals", list(c.sample.marginals, of_marginal)}})},
                 {"parameters", Value(std::move(parameters))},
                 {"directions", list(c.result.directions, [](const infer::Direction& d) {
                    return object(
                        {{"singular_value", d.singular_value},
                         {"informed", d.informed},
                         {"components", list(d.components, [](double x) { return Value(x); })}});
                  })}});
}

Value of_assumption(const Assumption& a) {
  return object({{"id", a.id},
                 {"value", a.value.text()},
                 {"low", a.low ? Value(a.low->text()) : Value()},
                 {"high", a.high ? Value(a.high->text()) : Value()},
                 {"meaning", a.meaning},
                 {"reason", a.reason},
                 {"source", a.source}});
}

Value of_curve(const Curve& curve) {
  const auto points = list(curve.points, [](const twin::OperatingPoint& p) {
    return object({{"E_V_RHE", p.applied.value()},
                   {"E_V_RHE_local", p.rhe_local.value()},
                   {"E_V_SHE_ir_free", p.she_ir_free.value()},
                   {"j_A_m2", p.current_density},
                   {"faradaic_efficiency", output(p, "FE")},
                   {"nh3_yield_mol_m2_s", output(p, "yield_nh3")},
                   {"ph_surface", p.ph_surface}});
  });
  return object(
      {{"experiment", curve.experiment}, {"catalyst", curve.catalyst}, {"points", points}});
}

Value of_compression(const CompressionPoint& c) {
  return object({{"compression", c.compression},
                 {"experiment", c.experiment},
                 {"catalyst", c.catalyst},
                 {"E_V_RHE", c.point.applied.value()},
                 {"j_A_m2", c.point.current_density},
                 {"faradaic_efficiency", output(c.point, "FE")},
                 {"nh3_yield_mol_m2_s", output(c.point, "yield_nh3")}});
}

Value of_number(const RunNumber& n) {
  return object({{"name", n.name},
                 {"value", n.simulated.value()},
                 {"sd", n.simulated.sigma()},
                 {"unit", n.simulated.unit().text()},
                 {"reported", n.reported},
                 {"note", n.note}});
}

Value of_run(const RunOutcome& run) {
  return object({{"id", run.id},
                 {"title", run.title},
                 {"protocol", run.protocol},
                 {"draws", static_cast<int>(run.draws)},
                 {"numbers", list(run.numbers, of_number)},
                 {"remarks", list(run.remarks, of_text)},
                 {"figures", list(run.figures, [](const data::Figure& f) { return Value(f.id); })},
                 {"records", list(run.records, [](const data::Table& t) {
                    return Value("data/" + t.title + ".csv");
                  })}});
}

}  // namespace

Value to_value(const Study& study, const StudyResults& results, const RunOptions& options) {
  Value hashes(Value::Table{});
  for (const auto& [file, hash] : study.file_hashes) hashes.set(file, hash);
  return object({
      {"schema", 1},
      {"study", object({{"id", study.id}, {"title", study.title}, {"doi", study.doi}})},
      {"observables", list(results.observables, of_observable)},
      {"findings",
       list(results.findings, [](const data::Finding& f) { return report::to_value(f); })},
      {"measured", list(results.measured, of_measured)},
      {"calibration", results.calibration ? of_calibration(*results.calibration) : Value()},
      {"comparison", results.comparison.empty() ? Value() : to_value(results.comparison)},
      {"curves", list(results.simulated.curves, of_curve)},
      {"dft_compression", list(results.simulated.compression, of_compression)},
      {"runs", list(results.runs, of_run)},
      {"assumptions", list(study.assumptions, of_assumption)},
      {"missing", list(study.missing, of_text)},
      {"figures", list(results.figures,
                       [](const data::Figure& f) {
                         return object({{"id", f.id}, {"title", f.title}, {"caption", f.caption}});
                       })},
      {"provenance", object({{"niter", NITER_VERSION},
                             {"files_sha256", hashes},
                             {"starts", options.starts},
                             {"draws", options.draws},
                             {"failed_draws", results.simulated.failed_draws},
                             {"seed", static_cast<int>(options.seed)}})},
  });
}

}  // namespace niter::study
