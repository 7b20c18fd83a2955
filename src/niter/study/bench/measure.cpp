#include "niter/study/bench/measure.hpp"

#include <fmt/format.h>

#include "niter/analysis/echem/faradaic_reduction.hpp"
#include "niter/base/parallel.hpp"
#include "niter/study/bench/reduce_files.hpp"
#include "niter/study/electrolysis_file.hpp"

namespace niter::study {

namespace {

Result<data::Reduction> electrolysis(const Measurement& plan) {
  if (plan.files.size() != 1) {
    return fail({Code::InvalidInput,
                 fmt::format("an electrolysis is one file, {} match", plan.files.size()),
                 plan.where,
                 "write one [[measurement]] for each, or replicates as [[run]] in one file"});
  }
  NITER_TRY(const auto report, faradaic_file(plan.files.front()));
  return analysis::reduction_of(report);
}

Result<data::Reduction> reduce(const Study& study, const Measurement& plan,
                               const Monitor& monitor) {
  if (plan.technique == "electrolysis") return electrolysis(plan);
  return reduce_files(
      {plan.technique, plan.files, plan.options, study.conditions, plan.reading, plan.parts},
      monitor);
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
  NITER_OK(in_parallel(measured.size(), threads, monitor, "measured files",
                       [&](std::size_t, std::size_t item) -> Status {
                         auto& one = measured[item];
                         one.plan = &study.measurements[item];
                         auto reduced = reduce(study, *one.plan, quiet);
                         if (!reduced && reduced.error().code == Code::Interrupted) {
                           return fail(std::move(reduced).error());
                         }
                         if (reduced) {
                           name_after(*one.plan, *reduced);
                           one.reduction = std::move(*reduced);
                         } else {
                           one.failure = std::move(reduced).error();
                         }
                         return {};
                       }));
  return measured;
}

}  // namespace niter::study
