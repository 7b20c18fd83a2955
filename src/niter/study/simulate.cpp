#include "niter/study/simulate.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/contract.hpp"
#include "niter/base/parallel.hpp"
#include "niter/study/bands.hpp"

namespace niter::study {
namespace {

// Profiles through the film where the reported efficiency is largest, for the reference catalyst.
Status add_profiles(const Model& model, const ParameterValues& values, Simulated& out) {
  const auto& catalyst = model.simulation().reference_catalyst;
  for (const auto& experiment : model.experiments()) {
    for (const double applied : {-0.8, -1.0, -1.2}) {
      NITER_TRY(auto cell, model.cell(experiment, catalyst, values, 0));
      NITER_TRY(const auto point, cell.at_potential(cell.versus_rhe(applied)));
      NITER_OK(cell.check_uniqueness());  // a second steady state is an error, never a choice
      out.profiles.push_back({experiment, catalyst, point.applied.value(), cell.profiles()});
    }
  }
  return {};
}

// Efficiency against the compression of the DFT differences, from none to literal, for every other
// catalyst.
Status add_compression(const Study& study, const Model& model, const ParameterValues& values,
                       Simulated& out) {
  if (model.simulation().dft_step_energy.empty()) return {};
  for (const auto& experiment : model.experiments()) {
    for (const auto& catalyst : study.catalysts) {
      if (!model.simulation().dft_step_energy.contains(catalyst.id)) continue;
      for (const double s : {0.0, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1.0}) {
        NITER_TRY(auto cell, model.cell(experiment, catalyst.id, values, s));
        NITER_TRY(const auto points,
                  cell.sweep(cell.versus_rhe(std::vector{-0.8, -0.9, -1.0, -1.1, -1.2})));
        for (const auto& point : points)
          out.compression.push_back({s, experiment, catalyst.id, point});
      }
    }
  }
  return {};
}

}  // namespace

std::vector<double> potentials(const Simulation& simulation, double step) {
  const double first = simulation.potential_first.si(), last = simulation.potential_last.si();
  const int count = std::max(1, static_cast<int>(std::lround(std::abs(last - first) / step)));
  std::vector<double> out;
  for (int i = 0; i <= count; ++i) out.push_back(first + (last - first) * i / count);
  return out;
}

const Curve* Simulated::curve(std::string_view experiment, std::string_view catalyst) const {
  const auto found = std::find_if(curves.begin(), curves.end(), [&](const Curve& c) {
    return c.experiment == experiment && c.catalyst == catalyst;
  });
  return found == curves.end() ? nullptr : &*found;
}

const twin::OperatingPoint* largest(const Curve& curve, std::string_view name) {
  const twin::OperatingPoint* best = nullptr;
  for (const auto& point : curve.points) {
    if (std::abs(point.current_density) < least_current) continue;
    if (best == nullptr || output(point, name) > output(*best, name)) best = &point;
  }
  return best;
}

double output(const twin::OperatingOutputs& point, std::string_view name) {
  const auto of_nh3 = [](const std::map<std::string, double>& by_product) {
    const auto found = by_product.find("NH3");
    return found == by_product.end() ? 0.0
                                     : found->second;  // a mechanism without ammonia makes none
  };
  if (name == "j") return point.current_density;
  if (name == "FE") return of_nh3(point.faradaic_efficiency);
  if (name == "yield_nh3") return of_nh3(point.production);
  NITER_EXPECT(name == "ph", "an output of the model by its name");
  return point.ph_surface;
}

Result<Simulated> simulate(const Study& study, const Model& model, const ParameterValues& values,
                           const std::optional<StudyCalibration>& calibration, int threads,
                           const Monitor& monitor) {
  Simulated out;
  const auto& simulation = model.simulation();
  for (const auto& experiment : model.experiments()) {
    for (const auto& catalyst : study.catalysts) {
      const bool mapped = catalyst.id == simulation.reference_catalyst ||
                          simulation.dft_step_energy.contains(catalyst.id);
      if (mapped) out.curves.push_back({experiment, catalyst.id, {}, {}, {}});
    }
  }
  const auto grid = potentials(simulation, simulation.potential_step.si());
  const Monitor quiet{{}, monitor.stop};
  NITER_OK(in_parallel(out.curves.size(), threads, monitor, "simulating",
                       [&](std::size_t, std::size_t c) -> Status {
                         auto& curve = out.curves[c];
                         NITER_TRY(auto cell, model.cell(curve.experiment, curve.catalyst, values,
                                                         model.default_compression()));
                         NITER_TRY(curve.points, cell.sweep(cell.versus_rhe(grid), quiet));
                         return {};
                       }));
  NITER_OK(add_profiles(model, values, out));
  NITER_OK(add_compression(study, model, values, out));
  if (calibration && !calibration->drawn_values.empty())
    NITER_OK(add_bands(model, calibration->drawn_values, threads, monitor, out));
  return out;
}

}  // namespace niter::study
