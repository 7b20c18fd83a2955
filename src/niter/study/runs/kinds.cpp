#include "niter/study/runs/kinds.hpp"

#include <algorithm>

#include "niter/base/contract.hpp"
#include "niter/study/spread.hpp"

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
      {"battery-power", "voltage and power of a battery against current", battery_power},
      {"battery-open-circuit", "voltage of a battery without current", battery_open_circuit},
      {"battery-ammonia", "efficiency and yield of a battery against current", battery_ammonia},
      {"battery-gap", "voltages of charge and discharge against current", battery_gap},
      {"battery-hours", "voltage of a battery over hours, with its electrolytes used up",
       battery_hours},
  };
  return table;
}

Result<std::vector<RunOutcome>> make_runs(const Study& study, const Model& model,
                                          const ParameterValues& values,
                                          const std::vector<ParameterValues>& draws, int threads,
                                          const Monitor& monitor) {
  std::vector<RunOutcome> out;
  const auto kinds = run_kinds();
  constexpr std::size_t most = 12;  // enough for bands of 90 %, and hours of electrolysis are dear
  const auto some = some_of(draws, most);
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
