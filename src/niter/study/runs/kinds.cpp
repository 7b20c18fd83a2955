#include "niter/study/runs/kinds.hpp"

#include <algorithm>

#include "niter/base/contract.hpp"

namespace niter::study {

std::span<const RunKind> run_kinds() {
  static const std::vector<RunKind> table = {
      {"voltammogram", "current against potential, beside the steady state", voltammogram},
      {"capacitance", "double-layer capacitance from cycles at several scan rates", capacitance},
      {"spectrum", "impedance: Nyquist and Bode", spectrum},
      {"cycles", "efficiency and yield, the same electrolysis again and again", cycles},
      {"stability", "current over hours, for the volumes and refreshes that may have been",
       stability},
      {"controls", "ammonia without potential, and without reactant", controls},
      {"additive", "efficiency and yield with and without a further salt", additive},
  };
  return table;
}

namespace {

// Evenly out of all, so that the chains of the sampler are alike in number.
std::vector<ParameterValues> some_of(const std::vector<ParameterValues>& draws) {
  constexpr std::size_t most = 16;
  if (draws.size() <= most) return draws;
  std::vector<ParameterValues> out;
  for (std::size_t i = 0; i < most; ++i) out.push_back(draws[i * draws.size() / most]);
  return out;
}

}  // namespace

Result<std::vector<RunOutcome>> make_runs(const Study& study, const Model& model,
                                          const ParameterValues& values,
                                          const std::vector<ParameterValues>& draws, int threads,
                                          const Monitor& monitor) {
  std::vector<RunOutcome> out;
  const auto kinds = run_kinds();
  const auto some = some_of(draws);
  for (const RunPlan& plan : study.runs) {
    const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                   [&](const RunKind& k) { return k.name == plan.kind; });
    NITER_EXPECT(kind != kinds.end(), "the loader knows the kinds");
    monitor.at(plan.id, 0);
    NITER_TRY(out.emplace_back(), kind->make({study, model, plan, values, some, threads, monitor}));
    RunOutcome& made = out.back();
    made.id = plan.id, made.title = plan.title, made.protocol = plan.text;
  }
  return out;
}

}  // namespace niter::study
