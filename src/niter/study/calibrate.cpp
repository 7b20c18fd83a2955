#include <algorithm>

#include <fmt/format.h>

#include "niter/study/predictions.hpp"
#include "niter/study/simulate.hpp"

namespace niter::study {

Result<std::optional<StudyCalibration>> calibrate(const Study& study, const Model& model,
                                                  const CalibrateOptions& options,
                                                  const Monitor& monitor) {
  const auto plan = target_plan(study, model);
  const std::size_t numbers = plan.numbers();
  if (numbers < study.simulation->targets.size()) {
    return fail(
        Error{Code::Inconsistent,
              fmt::format("only {} of {} calibration targets can be simulated", numbers,
                          study.simulation->targets.size()),
              {study.folder.string()},
              "a target needs a simulated experiment and a potential vs RHE or a current density"});
  }
  if (plan.targets.empty()) return std::nullopt;

  StudyCalibration out;
  out.numbers = numbers;
  std::vector<infer::Unknown> coordinates;
  for (const auto& p : model.parameters()) {
    if (p.prior_sd <= 0) continue;
    out.unknowns.push_back(p);
    coordinates.push_back({p.name, p.prior_mean, p.prior_sd});
  }
  out.observations = plan.observations();
  ParameterValues start = model.nominal();
  const infer::Problem problem{[&] { return make_forward(model, plan, out.unknowns, start); },
                               out.observations, coordinates};
  NITER_TRY(out.result, infer::calibrate(problem, options.search, monitor));
  out.values = with_unknowns(model.nominal(), out.unknowns, out.result.parameters);
  if (options.sample.samples == 0) return out;
  start = out.values;  // draws lie about the optimum

  NITER_TRY(auto ensemble, infer::start_ensemble(problem, out.result, options.sample, monitor));
  NITER_OK(
      infer::advance(ensemble, problem, options.sample.samples, options.sample.threads, monitor));
  out.sample = infer::sample_of(ensemble, coordinates);
  // evenly out of all, so that every walker and every time is seen
  const std::size_t all = out.sample.draws.size();
  const std::size_t wanted = std::min<std::size_t>(static_cast<std::size_t>(options.draws), all);
  for (std::size_t d = 0; d < wanted; ++d)
    out.drawn_values.push_back(
        with_unknowns(out.values, out.unknowns, out.sample.draws[d * all / wanted]));
  return out;
}

}  // namespace niter::study
