#include "niter/study/bench/measure.hpp"

#include <fmt/format.h>

#include "niter/analysis/echem/faradaic_reduction.hpp"
#include "niter/base/parallel.hpp"
#include "niter/study/bench/reduce_files.hpp"
#include "niter/study/electrolysis_file.hpp"

namespace niter::study {

namespace {

Result<data::Reduction> electrolysis(const Measurement& plan,
                                     std::vector<analysis::RandomInput>& inputs) {
  if (plan.files.size() != 1) {
    return fail({Code::InvalidInput,
                 fmt::format("an electrolysis is one file, {} match", plan.files.size()),
                 plan.where,
                 "write one [[measurement]] for each, or replicates as [[run]] in one file"});
  }
  NITER_TRY(const auto report, faradaic_file(plan.files.front()));
  for (const auto& run : report.runs) {
    inputs.insert(inputs.end(), run.inputs.begin(), run.inputs.end());
  }
  return analysis::reduction_of(report);
}

// the conditions of the study, with the resistance that a spectrum of it has
Result<config::Value> conditions_of(const Study& study, const Measurement& plan,
                                    const std::vector<Measured>& measured) {
  config::Value conditions = study.conditions;
  if (plan.resistance_from.empty()) return conditions;
  for (const auto& one : measured) {
    if (one.plan == nullptr || one.plan->id != plan.resistance_from) continue;
    const auto* const found = one.reduction ? one.reduction->find("series_resistance") : nullptr;
    if (found == nullptr) break;
    const Quantity resistance(found->unit.from_si(found->value.value()), found->unit,
                              found->value.sigma() / found->unit.scale());
    conditions.set("series_resistance", config::Value(resistance.text()));
    return conditions;
  }
  return fail({Code::NotFound, fmt::format("'{}' gives no series resistance", plan.resistance_from),
               plan.where, "its line in the table says why"});
}

Result<data::Reduction> reduce(const Study& study, const Measurement& plan,
                               const std::vector<Measured>& measured, const Monitor& monitor,
                               std::vector<analysis::RandomInput>& inputs) {
  if (plan.technique == "electrolysis") return electrolysis(plan, inputs);
  NITER_TRY(auto conditions, conditions_of(study, plan, measured));
  NITER_TRY(auto reduction, reduce_files({plan.technique, plan.files, plan.options,
                                          std::move(conditions), plan.reading, plan.parts},
                                         monitor));
  if (!plan.resistance_from.empty()) {
    reduction.settings.emplace_back("series resistance from", plan.resistance_from);
  }
  return reduction;
}

// figures and tables of several measurements must not share a file name
void name_after(const Measurement& plan, data::Reduction& reduction) {
  reduction.title = plan.title;
  for (std::size_t i = 0; i < reduction.figures.size(); ++i) {
    reduction.figures[i].id = "measured-" + plan.id + (i == 0 ? "" : fmt::format("-{}", i + 1));
  }
}

}  // namespace

Result<std::vector<Measured>> measure(const Study& study, int threads, const Monitor& monitor) {
  std::vector<Measured> measured(study.measurements.size());
  const Monitor quiet{{}, monitor.stop};
  // what takes its resistance from a spectrum comes after the spectra
  std::vector<std::size_t> first, second;
  for (std::size_t i = 0; i < measured.size(); ++i) {
    (study.measurements[i].resistance_from.empty() ? first : second).push_back(i);
  }
  for (const auto* const round : {&first, &second}) {
    const auto work = [&](std::size_t, std::size_t item) -> Status {
      const auto& plan = study.measurements[(*round)[item]];
      Measured one{.plan = &plan};
      auto reduced = reduce(study, plan, measured, quiet, one.inputs);
      if (!reduced && reduced.error().code == Code::Interrupted) {
        return fail(std::move(reduced).error());
      }
      if (reduced) {
        name_after(plan, *reduced);
        one.reduction = std::move(*reduced);
      } else {
        one.failure = std::move(reduced).error();
      }
      measured[(*round)[item]] = std::move(one);
      return {};
    };
    NITER_OK(in_parallel(round->size(), threads, monitor, "measured files", work));
  }
  return measured;
}

}  // namespace niter::study
