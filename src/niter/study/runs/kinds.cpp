#include "niter/study/runs/kinds.hpp"

#include <algorithm>

#include "niter/base/contract.hpp"

namespace niter::study {

std::span<const RunKind> run_kinds() {
  static const std::vector<RunKind> table = {
      {"voltammogram", "current against potential, beside the steady state", voltammogram},
      {"spectrum", "impedance: Nyquist and Bode", spectrum},
      {"stability", "current over hours, for the volumes and refreshes that may have been",
       stability},
  };
  return table;
}

Result<std::vector<RunOutcome>> make_runs(const Study& study, const Model& model,
                                          const ParameterValues& values,
                                          const std::vector<ParameterValues>& draws, int threads,
                                          const Monitor& monitor) {
  std::vector<RunOutcome> out;
  const auto kinds = run_kinds();
  for (const RunPlan& plan : study.runs) {
    const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                   [&](const RunKind& k) { return k.name == plan.kind; });
    NITER_EXPECT(kind != kinds.end(), "the loader knows the kinds");
    monitor.at(plan.id, 0);
    NITER_TRY(out.emplace_back(),
              kind->make({study, model, plan, values, draws, threads, monitor}));
    out.back().id = plan.id;
    out.back().title = plan.title;
  }
  return out;
}

}  // namespace niter::study
