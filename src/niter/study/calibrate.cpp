#include <cmath>
#include <memory>

#include <fmt/format.h>

#include "niter/study/observables.hpp"
#include "niter/study/simulate.hpp"

namespace niter::study {
namespace {

// Natural coordinates from prior coordinates.
ParameterValues with_unknowns(ParameterValues values, const std::vector<twin::Parameter>& unknowns,
                              std::span<const double> p) {
  for (std::size_t i = 0; i < unknowns.size(); ++i) {
    values[unknowns[i].name] = unknowns[i].log_normal ? std::exp(p[i]) : p[i];
  }
  return values;
}

// One half-cell per target, each started from its own last solution: a change of parameters moves
// it only a little.
infer::Forward make_forward(const Model& model, const std::vector<Probe>& targets,
                            const std::vector<twin::Parameter>& unknowns) {
  auto cells = std::make_shared<std::vector<std::optional<twin::HalfCell>>>(targets.size());
  return
      [=, &model, &targets, &unknowns](std::span<const double> p) -> Result<std::vector<double>> {
        const auto values = with_unknowns(model.nominal(), unknowns, p);
        NITER_TRY(const auto mechanism,
                  model.mechanism_of(model.simulation().reference_catalyst, values, 0));
        std::vector<double> predictions;
        for (std::size_t i = 0; i < targets.size(); ++i) {
          NITER_TRY(const auto options, model.cell_options(targets[i].experiment, values));
          auto& cell = (*cells)[i];
          if (cell) {
            NITER_OK(cell->update(mechanism, options));
          } else {
            NITER_TRY(cell, twin::HalfCell::make(mechanism, options));
          }
          NITER_TRY(predictions.emplace_back(), answer(targets[i], *cell));
        }
        return predictions;
      };
}

}  // namespace

Result<std::optional<StudyCalibration>> calibrate(const Study& study, const Model& model,
                                                  const infer::CalibrationOptions& options,
                                                  const Monitor& monitor) {
  std::vector<Probe> targets;
  for (auto& probe : probes(study, model)) {
    if (probe.use == Use::Calibrated) targets.push_back(std::move(probe));
  }
  if (targets.size() < study.simulation->targets.size()) {
    return fail(
        Error{Code::Inconsistent,
              fmt::format("only {} of {} calibration targets can be simulated", targets.size(),
                          study.simulation->targets.size()),
              {study.folder.string()},
              "a target needs a simulated experiment and a potential vs RHE or a current density"});
  }
  if (targets.empty()) return std::nullopt;

  StudyCalibration out;
  std::vector<infer::Unknown> coordinates;
  for (const auto& p : model.parameters()) {
    if (p.prior_sd <= 0) continue;
    out.unknowns.push_back(p);
    coordinates.push_back({p.name, p.prior_mean, p.prior_sd});
  }
  for (const auto& t : targets) out.observations.push_back({t.fact->id, t.fact->number(), t.sigma});
  NITER_TRY(out.result, infer::calibrate([&] { return make_forward(model, targets, out.unknowns); },
                                         out.observations, coordinates, options, monitor));
  out.values = with_unknowns(model.nominal(), out.unknowns, out.result.parameters);
  return out;
}

}  // namespace niter::study
