#include "niter/study/bench/together_parts.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/number_text.hpp"
#include "niter/analysis/statistics.hpp"
#include "niter/study/study.hpp"

namespace niter::study {

std::vector<Group> groups_of(const Study& study, std::span<const Measured> measured,
                             const std::function<bool(const Measurement&)>& wanted) {
  std::vector<Group> groups;
  for (const auto& one : measured) {
    const auto& plan = *one.plan;
    const auto* const experiment = study.experiment(plan.experiment);
    if (!one.reduction || experiment == nullptr || !wanted(plan)) continue;
    auto group = std::ranges::find_if(groups, [&](const Group& g) {
      return g.experiment == experiment && g.catalyst == plan.catalyst &&
             g.potential == plan.potential;
    });
    if (group == groups.end()) {
      groups.push_back({experiment, plan.catalyst, plan.potential, {}});
      group = std::prev(groups.end());
    }
    group->members.push_back(&one);
  }
  return groups;
}

std::string title_of(const Group& group) {
  std::string text =
      group.catalyst + ", " +
      (group.experiment->title.empty() ? group.experiment->id : group.experiment->title);
  if (!group.potential) return text;
  const auto& scale = group.experiment->scale;
  return text + fmt::format(", {:g} V{}", *group.potential, scale.empty() ? "" : " vs " + scale);
}

std::string figure_id(const std::string& kind, const Group& group) {
  std::string id = fmt::format("together-{}-{}-{}", kind, group.experiment->id, group.catalyst);
  if (group.potential) id += fmt::format("-{:.0f}mV", 1e3 * *group.potential);
  for (char& c : id) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '-';
  }
  return id;
}

std::string shown(const Uncertain& value, const Unit& unit) {
  return fmt::format(
      "({}) {}", analysis::plus_minus(unit.from_si(value.value()), value.sigma() / unit.scale()),
      unit.pretty());
}

data::Series barred_points(std::string name, std::span<const double> x,
                           std::span<const Uncertain> y, int colour) {
  data::Series points{
      .name = std::move(name), .mark = data::Series::Mark::Points, .x = {x.begin(), x.end()}};
  points.colour = colour;
  for (const auto& value : y) {
    const double half = analysis::normal_coverage * value.sigma();
    points.y.push_back(value.value());
    points.low.push_back(value.value() - half);
    points.high.push_back(value.value() + half);
  }
  return points;
}

void add_bar(data::Panel& panel, double x, const Uncertain& y, const std::string& name,
             int colour) {
  const double at[] = {x};
  auto bar = barred_points({}, at, {&y, 1}, colour);
  bar.mark = data::Series::Mark::Bars;
  bar.labels = {name};
  panel.series.push_back(std::move(bar));
}

int colour_of_catalyst(const Study& study, std::string_view catalyst) {
  const auto* const found = study.catalyst(catalyst);
  return found == nullptr ? 0 : found->colour;
}

}  // namespace niter::study
