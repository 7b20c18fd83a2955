// Hours (Figs. 2g and 5d of many papers): a long electrolysis beside the current that was reported.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/study/bench/together.hpp"
#include "niter/study/bench/together_parts.hpp"
#include "niter/study/study.hpp"

namespace niter::study {

namespace {

// the current density the study reports of such a record
const Fact* reported_current(const Study& study, const Group& group) {
  for (const auto* const fact :
       study.facts_of("current_density", group.experiment->id, group.catalyst)) {
    const auto technique = fact->conditions.find("technique");
    if (!fact->is_number() || technique == fact->conditions.end() ||
        technique->second != "chronoamperometry") {
      continue;
    }
    if (!fact->potential || !group.potential || *fact->potential == *group.potential) return fact;
  }
  return nullptr;
}

}  // namespace

Together hours(const Study& study, std::span<const Measured> measured) {
  Together out;
  const auto is_long = [](const Measurement& plan) { return plan.technique == "stability"; };
  for (const auto& group : groups_of(study, measured, is_long)) {
    const auto* const fact = reported_current(study, group);
    if (fact == nullptr) continue;
    const auto& figures = group.members.front()->reduction->figures;
    if (figures.empty() || figures.front().panels.front().y.word != "j") continue;
    data::Figure figure = figures.front();
    figure.id = figure_id("stability", group);
    figure.title = "Stability: " + title_of(group);
    figure.caption += fmt::format(" Dashed, in purple: reported, {}.", fact->place);
    auto& panel = figure.panels.front();
    const auto& record = panel.series.front();
    const double level = -std::abs(fact->si());  // printed with or without the sign of a reduction
    data::Series reported{
        .name = "reported", .x = {record.x.front(), record.x.back()}, .y = {level, level}};
    reported.colour = 3;
    reported.dashed = true;
    panel.series.push_back(std::move(reported));
    out.figures.push_back(std::move(figure));
  }
  return out;
}

}  // namespace niter::study
