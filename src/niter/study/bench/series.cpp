#include "niter/study/bench/series.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "niter/study/bench/together.hpp"

namespace niter::study {

namespace {

struct Point {
  double x = 0, y = 0, sigma = 0;
  std::string label;
};

bool belongs(const Measured& one, std::string_view experiment, std::string_view catalyst) {
  return one.reduction && one.plan->potential && one.plan->role.kind == RoleKind::None &&
         one.plan->experiment == experiment && one.plan->catalyst == catalyst;
}

data::Panel panel_of(const Study& study, std::span<const Measured> measured,
                     const Experiment& experiment, std::string_view id, data::Axis y) {
  data::Panel panel;
  panel.x = {"E", Unit::of("V"), experiment.scale.empty() ? "" : "vs. " + experiment.scale};
  panel.y = std::move(y);
  for (const auto& catalyst : study.catalysts) {
    auto points = measured_points(study, measured, experiment.id, catalyst.id, id);
    if (!points) continue;
    points->name = catalyst.id;
    panel.series.push_back(std::move(*points));
  }
  return panel;
}

}  // namespace

std::optional<data::Series> measured_points(const Study& study, std::span<const Measured> measured,
                                            std::string_view experiment, std::string_view catalyst,
                                            std::string_view id) {
  std::vector<Point> points;
  for (const auto& one : measured) {
    if (!belongs(one, experiment, catalyst)) continue;
    const auto* const measure = one.reduction->find(id);
    if (measure == nullptr) continue;
    points.push_back(
        {*one.plan->potential, measure->value.value(), measure->value.sigma(), one.plan->id});
  }
  if (points.empty()) return std::nullopt;
  std::ranges::stable_sort(points, {}, &Point::x);
  data::Series series{.name = "measured", .mark = data::Series::Mark::Points};
  if (const auto* const found = study.catalyst(catalyst)) series.colour = found->colour;
  for (const auto& point : points) {
    series.x.push_back(point.x);
    series.y.push_back(point.y);
    series.low.push_back(point.y - 2 * point.sigma);
    series.high.push_back(point.y + 2 * point.sigma);
    series.labels.push_back(point.label);
  }
  return series;
}

Together potential_series(const Study& study, std::span<const Measured> measured) {
  Together out;
  for (const auto& experiment : study.experiments) {
    const auto count = std::ranges::count_if(measured, [&](const auto& one) {
      return one.plan->technique == "electrolysis" &&
             belongs(one, experiment.id, one.plan->catalyst);
    });
    if (count < 2) continue;
    data::Figure figure{"measured-" + experiment.id + "-series",
                        experiment.title + ": measured electrolyses",
                        fmt::format("From {} electrolyses. Bars: 95 %, of all that the notebook "
                                    "says about glass, calibration and current.",
                                    count),
                        {}};
    figure.panels.push_back(
        panel_of(study, measured, experiment, "faradaic_efficiency", {"FE", Unit::of("%")}));
    figure.panels.push_back(panel_of(study, measured, experiment, "yield_rate",
                                     {"yield_nh3", Unit::of("umol h-1 cm-2")}));
    figure.panels[0].letter = "a";
    figure.panels[1].letter = "b";
    out.figures.push_back(std::move(figure));
  }
  return out;
}

}  // namespace niter::study
