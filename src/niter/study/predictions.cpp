#include "niter/study/predictions.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "niter/study/simulate.hpp"

namespace niter::study {
namespace {

// max(0, excess), rounded off on a quarter of its sigma so that the search sees no corner, and its
// slope.
struct Rounded {
  double value = 0, slope = 0;
};
Rounded above_zero(double excess, double sigma) {
  const double round = sigma / 4, x = excess / round;
  if (x > 30) return {excess, 1};
  return {round * std::log1p(std::exp(x)), 1 / (1 + std::exp(-x))};
}

class Predictor {
 public:
  Predictor(const Model& model, const TargetPlan& plan,
            const std::vector<twin::Parameter>& unknowns, ParameterValues start)
      : model_(model), plan_(plan), unknowns_(unknowns), start_(std::move(start)) {}

  Result<infer::Prediction> at(std::span<const double> coordinates, infer::Wanted wanted) {
    if (points_.empty()) NITER_OK(prepare());
    const auto values = with_unknowns(start_, unknowns_, coordinates);
    NITER_TRY(const auto mechanism, reference(values));
    for (std::size_t i = 0; i < points_.size(); ++i)
      NITER_OK(look(plan_.points[i], mechanism, values, wanted, points_[i]));
    infer::Prediction out;
    for (const Target& target : plan_.targets) add(target, wanted, out);
    return out;
  }

 private:
  struct Point {
    twin::HalfCell cell;
    twin::HalfCell::Solution start;  // none where the model cannot be solved at the start
    twin::OperatingPoint found = {};
    std::vector<twin::OperatingOutputs> slopes = {};  // per unknown
  };

  Result<twin::Mechanism> reference(const ParameterValues& values) const {
    return model_.mechanism_of(model_.simulation().reference_catalyst, values, 0);
  }

  Status prepare() {
    NITER_TRY(const auto mechanism, reference(start_));
    std::vector<Point> points;
    for (const Probe& probe : plan_.points) {
      NITER_TRY(const auto options, model_.cell_options(probe.experiment, start_));
      NITER_TRY(auto cell, twin::HalfCell::make(mechanism, options));
      const bool solved = solve(probe, cell).has_value();
      auto start = solved ? cell.solution() : nullptr;
      points.push_back({std::move(cell), std::move(start)});
    }
    points_ = std::move(points);
    return {};
  }

  Status look(const Probe& probe, const twin::Mechanism& mechanism, const ParameterValues& values,
              infer::Wanted wanted, Point& point) const {
    NITER_TRY(const auto options, model_.cell_options(probe.experiment, values));
    NITER_OK(point.cell.update(mechanism, options));
    point.cell.start_from(point.start);
    NITER_TRY(point.found, solve(probe, point.cell));
    if (wanted == infer::Wanted::Values) return {};
    NITER_TRY(point.slopes, point.cell.slopes(model_.slopes(probe.experiment, values, unknowns_)));
    return {};
  }

  void add(const Target& target, infer::Wanted wanted, infer::Prediction& out) const {
    // as printed, of an output or of its derivative
    const auto printed = [&](const twin::OperatingOutputs& outputs) {
      return target.probe.sign *
             target.probe.fact->unit.from_si(output(outputs, target.probe.output));
    };
    const Point& here = points_[target.point];
    const double value = printed(here.found);
    Rounded rounded{value, 1};
    if (target.above)
      rounded = above_zero(printed(points_[*target.above].found) - value, target.observation.sigma);
    out.values.push_back(rounded.value);
    if (wanted == infer::Wanted::Values) return;
    for (std::size_t k = 0; k < unknowns_.size(); ++k) {
      double slope = printed(here.slopes[k]);
      if (target.above) slope = printed(points_[*target.above].slopes[k]) - slope;
      out.jacobian.push_back(rounded.slope * slope);
    }
  }

  const Model& model_;
  const TargetPlan& plan_;
  const std::vector<twin::Parameter>& unknowns_;
  ParameterValues start_;
  std::vector<Point> points_;
};

}  // namespace

std::size_t TargetPlan::point_of(const Probe& probe) {
  const auto same = [&](const Probe& p) {
    return p.experiment == probe.experiment && p.potential == probe.potential &&
           p.current_density == probe.current_density;
  };
  const auto found = std::find_if(points.begin(), points.end(), same);
  if (found != points.end()) return static_cast<std::size_t>(found - points.begin());
  points.push_back(probe);
  return points.size() - 1;
}

std::size_t TargetPlan::numbers() const {
  return static_cast<std::size_t>(
      std::count_if(targets.begin(), targets.end(), [](const Target& t) { return !t.above; }));
}

std::vector<infer::Observation> TargetPlan::observations() const {
  std::vector<infer::Observation> out;
  for (const Target& target : targets) out.push_back(target.observation);
  return out;
}

TargetPlan target_plan(const Study& study, const Model& model) {
  TargetPlan plan;
  for (const auto& probe : probes(study, model)) {
    if (probe.use != Use::Calibrated) continue;
    const auto here = plan.point_of(probe);
    plan.targets.push_back({{probe.fact->id, probe.fact->number(), probe.sigma}, probe, here, {}});
    const auto& declared = study.simulation->targets;
    const auto target =
        std::find_if(declared.begin(), declared.end(),
                     [&](const CalibrationTarget& t) { return t.fact == probe.fact->id; });
    if (target->peak_window <= 0) continue;
    for (const double side : {-1.0, 1.0}) {
      Probe neighbour = probe;
      neighbour.potential = *probe.potential + side * target->peak_window;
      const auto name = fmt::format("{} is the largest, seen from {:.2f} V", probe.fact->id,
                                    *neighbour.potential);
      plan.targets.push_back(
          {{name, 0, target->peak_sigma}, neighbour, here, plan.point_of(neighbour)});
    }
  }
  std::stable_partition(plan.targets.begin(), plan.targets.end(),
                        [](const Target& t) { return !t.above; });
  return plan;
}

ParameterValues with_unknowns(ParameterValues values, const std::vector<twin::Parameter>& unknowns,
                              std::span<const double> coordinates) {
  for (std::size_t i = 0; i < unknowns.size(); ++i)
    values[unknowns[i].name] = unknowns[i].log_normal ? std::exp(coordinates[i]) : coordinates[i];
  return values;
}

infer::Forward make_forward(const Model& model, const TargetPlan& plan,
                            const std::vector<twin::Parameter>& unknowns, ParameterValues start) {
  auto predictor = std::make_shared<Predictor>(model, plan, unknowns, std::move(start));
  return [predictor](std::span<const double> coordinates, infer::Wanted wanted) {
    return predictor->at(coordinates, wanted);
  };
}

}  // namespace niter::study
