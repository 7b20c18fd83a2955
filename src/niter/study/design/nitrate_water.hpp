// What questions about nitrate waters share: the cell they are asked of, and its ions.
#pragma once

#include <map>
#include <string>

#include "niter/study/design/questions.hpp"
#include "niter/study/runs/plan.hpp"

namespace niter::study {

/// A run on the first simulated experiment that reduces NO3-.
/// @error NotFound if there is none, or for a cell that the study lacks
Result<RunPlan> nitrate_plan(const DesignInput& input, const std::string& question,
                             const std::string& cell);

/// The ions with other nitrate in them [mol m-3]; the commonest cation makes up for it.
std::map<std::string, double> with_nitrate(std::map<std::string, double> ions, double nitrate);

}  // namespace niter::study
