#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "niter/base/file.hpp"
#include "niter/infer/ensemble_text.hpp"
#include "niter/study/predictions.hpp"
#include "niter/study/simulate.hpp"

namespace niter::study {
namespace {

// The ensemble that a file holds, or a new one.
Result<infer::Ensemble> begun(const infer::Problem& problem, const infer::Calibration& calibration,
                              const CalibrateOptions& options, const Monitor& monitor) {
  const auto& file = options.sample_file;
  if (!options.resume) {
    if (!file.empty() && std::filesystem::exists(file))
      return fail(Error{Code::InvalidInput,
                        "a sample is kept here already",
                        {file.string()},
                        "go on with it (--resume), name another file, or delete it"});
    std::error_code ignored;  // a folder that cannot be made is told of when the file is written
    if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), ignored);
    return infer::start_ensemble(problem, calibration, options.sample, monitor);
  }
  NITER_TRY(const std::string text, read_file(file));
  NITER_TRY(auto ensemble, infer::ensemble_from_text(text, file.string()));
  NITER_OK(infer::check_belongs(ensemble, problem, options.sample.threads, monitor));
  return ensemble;
}

// Draws from the posterior, kept in the file every so many generations and when asked to stop.
Result<infer::Ensemble> sample(const infer::Problem& problem, const infer::Calibration& calibration,
                               const CalibrateOptions& options, const Monitor& monitor) {
  constexpr long generations_between = 100;  // some seconds of work
  const auto& file = options.sample_file;
  NITER_TRY(auto ensemble, begun(problem, calibration, options, monitor));
  const auto keep = [&](const infer::Ensemble& e) -> Status {
    return file.empty() ? Status() : write_file_atomically(file, infer::to_text(e));
  };
  const auto now_and_then = [&](const infer::Ensemble& e) -> Status {
    return e.now.generation % generations_between == 0 ? keep(e) : Status();
  };
  const auto ended = infer::advance(ensemble, problem, options.sample.samples,
                                    options.sample.threads, monitor, now_and_then);
  if (!ended && ended.error().code != Code::Interrupted) return fail(ended.error());
  NITER_OK(keep(ensemble));
  if (ended) return ensemble;
  if (file.empty()) return fail(ended.error());
  return fail(Error{Code::Interrupted,
                    fmt::format("stopped on request; {} draws are kept", ensemble.samples()),
                    {file.string()},
                    "the same command with --resume goes on as if nothing had happened"});
}

}  // namespace

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

  NITER_TRY(const auto ensemble, sample(problem, out.result, options, monitor));
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
