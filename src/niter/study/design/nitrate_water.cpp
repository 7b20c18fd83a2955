#include "niter/study/design/nitrate_water.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace niter::study {

Result<RunPlan> nitrate_plan(const DesignInput& input, const std::string& question,
                             const std::string& cell) {
  RunPlan plan;
  plan.id = plan.kind = plan.title = question;
  for (const auto& id : input.model.experiments())
    if (input.study.experiment(id)->reactant == "NO3-" && plan.experiment.empty())
      plan.experiment = id;
  if (plan.experiment.empty())
    return fail({Code::NotFound,
                 "the study simulates no experiment with NO3-",
                 {input.study.folder.string()},
                 fmt::format("{} asks for the cell of one; see [simulate]", question)});
  NITER_TRY(plan.cell, find_cell(input.study, cell, {}));
  return plan;
}

std::map<std::string, double> with_nitrate(std::map<std::string, double> ions, double nitrate) {
  const auto amount = [](const auto& ion) { return ion.first.ends_with('+') ? ion.second : -1; };
  const auto cation = std::ranges::max_element(ions, {}, amount);
  cation->second += nitrate - ions["NO3-"];
  ions["NO3-"] = nitrate;
  return ions;
}

}  // namespace niter::study
