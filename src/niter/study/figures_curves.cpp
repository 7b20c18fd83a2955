#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "niter/study/bench/series.hpp"
#include "niter/study/figures.hpp"

namespace niter::study {
namespace {

using data::Axis;
using data::Figure;
using data::Series;

const Unit per_area_current = Unit::of("mA cm-2");

int colour_of(const Study& study, const std::string& catalyst) {
  const auto found = std::find_if(study.catalysts.begin(), study.catalysts.end(),
                                  [&](const Catalyst& c) { return c.id == catalyst; });
  return found == study.catalysts.end() ? 0 : found->colour;
}

Axis potential_axis(const Simulation& simulation) {
  Axis axis{"E", Unit::of("V"), "vs. RHE", {}, false};
  const double first = simulation.potential_first.si(), last = simulation.potential_last.si();
  const double low = std::min(first, last), high = std::max(first, last);
  const double margin =
      0.025 * (high - low);  // so that a point at the end of the window is seen whole
  axis.range = std::pair{low - margin, high + margin};
  return axis;
}

// The simulated line of one output with its posterior band.
void add_curve(std::vector<Series>& into, const Curve& curve, std::string_view name,
               const std::string& legend, int colour) {
  const bool ratio = name == "FE";
  if (const auto band = curve.bands.find(std::string(name)); band != curve.bands.end()) {
    const auto& current = curve.bands.at("j");
    Series shade;
    shade.mark = Series::Mark::Band;
    shade.colour = colour;
    for (std::size_t i = 0; i < curve.band_potentials.size(); ++i) {
      if (ratio && std::abs(current.high[i]) < least_current) continue;
      shade.x.push_back(curve.band_potentials[i]);
      shade.low.push_back(band->second.low[i]);
      shade.high.push_back(band->second.high[i]);
    }
    into.push_back(std::move(shade));
  }
  Series line;
  line.name = legend;
  line.colour = colour;
  for (const auto& point : curve.points) {
    if (ratio && std::abs(point.current_density) < least_current) continue;
    line.x.push_back(point.applied.value());
    line.y.push_back(output(point, name));
  }
  into.push_back(std::move(line));
}

// Reported points of one output, with the uncertainty used in the comparison.
std::set<std::string> add_reported(std::vector<Series>& into, const FigureInput& input,
                                   const std::string& experiment, std::string_view measure,
                                   const std::string& catalyst) {
  Series points;
  points.name = "reported";
  points.mark = Series::Mark::Points;
  points.reported = true;
  points.colour = colour_of(input.study, catalyst);
  std::set<std::string> places;
  for (const auto& o : input.observables) {
    const auto& fact = *o.fact;
    if (fact.measure != measure || fact.experiment != experiment || fact.catalyst != catalyst ||
        !fact.potential) {
      continue;
    }
    const double sign =
        o.simulated * o.reported > 0 && fact.measure == "current_density" && o.reported > 0 ? -1
                                                                                            : 1;
    points.x.push_back(*fact.potential);
    points.y.push_back(sign * fact.unit.to_si(o.reported));
    points.low.push_back(sign * fact.unit.to_si(o.reported - o.sigma));
    points.high.push_back(sign * fact.unit.to_si(o.reported + o.sigma));
    points.labels.push_back(fact.id + ", " + fact.place);
    places.insert(fact.place);
  }
  if (!points.x.empty()) into.push_back(std::move(points));
  return places;
}

// What was measured, filled where reported values are open. Says so in the caption.
std::string add_measured(std::vector<Series>& into, const FigureInput& input,
                         const std::string& experiment, const std::string& catalyst,
                         std::string_view id) {
  auto points = measured_points(input.study, input.measured, experiment, catalyst, id);
  if (!points) return {};
  into.push_back(std::move(*points));
  return " Filled symbols: measured, with 95 % bars.";
}

std::string band_text(const Simulated& simulated) {
  return study::band_text(simulated.draws - simulated.failed_draws);
}

std::string places_text(const std::set<std::string>& places) {
  return places.empty()
             ? " The paper gives no number here."
             : fmt::format(" Open symbols: reported values ({}).", fmt::join(places, "; "));
}

std::string figure_id(const SimulatedCell& cell, std::size_t which, std::string_view otherwise) {
  return which < cell.figures.size() ? "fig-" + cell.figures[which]
                                     : fmt::format("{}-{}", cell.experiment, otherwise);
}

Figure polarisation(const FigureInput& input, const SimulatedCell& cell, const std::string& title) {
  Figure figure{cell.experiment + "-polarisation", title + ": steady polarisation", {}, {}};
  data::Panel panel{
      {}, {}, potential_axis(input.model.simulation()), {"j", per_area_current, {}, {}, false}, {}};
  std::set<std::string> places;
  for (const auto& curve : input.simulated.curves) {
    if (curve.experiment != cell.experiment) continue;
    add_curve(panel.series, curve, "j", curve.catalyst, colour_of(input.study, curve.catalyst));
    places.merge(
        add_reported(panel.series, input, cell.experiment, "current_density", curve.catalyst));
  }
  figure.panels.push_back(std::move(panel));
  figure.caption = "Simulated steady-state current density; the potential includes the iR drop." +
                   band_text(input.simulated) + places_text(places);
  return figure;
}

Figure efficiencies(const FigureInput& input, const SimulatedCell& cell, const std::string& title) {
  Figure figure{figure_id(cell, 0, "catalysts"), title + ": catalysts compared", {}, {}};
  const std::pair<const char*, Axis> outputs[] = {
      {"FE", {"FE", Unit::of("%"), {}, {}, false}},
      {"yield_nh3", {"yield_nh3", Unit::of("umol h-1 cm-2"), {}, {}, false}}};
  for (const auto& [name, axis] : outputs) {
    data::Panel panel{
        name[0] == 'F' ? "a" : "b", {}, potential_axis(input.model.simulation()), axis, {}};
    for (const auto& curve : input.simulated.curves) {
      if (curve.experiment != cell.experiment) continue;
      add_curve(panel.series, curve, name, curve.catalyst, colour_of(input.study, curve.catalyst));
    }
    figure.panels.push_back(std::move(panel));
  }
  figure.caption = fmt::format(
                       "Simulated for the reference catalyst by its calibration, for the others by "
                       "the map from DFT with s = {}: the "
                       "paper gives an order but no numbers for them. Efficiencies are drawn from "
                       "0.01 mA cm-2 on.",
                       input.model.default_compression()) +
                   band_text(input.simulated);
  return figure;
}

Figure reference_curves(const FigureInput& input, const SimulatedCell& cell,
                        const std::string& title) {
  const auto& reference = input.model.simulation().reference_catalyst;
  Figure figure{
      figure_id(cell, 1, "efficiency-yield"), fmt::format("{}: {}", title, reference), {}, {}};
  const auto* curve = input.simulated.curve(cell.experiment, reference);
  std::set<std::string> places;
  std::string measured;
  const std::pair<const char*, const char*> outputs[] = {{"FE", "faradaic_efficiency"},
                                                         {"yield_nh3", "nh3_yield_rate"}};
  for (const auto& [name, measure] : outputs) {
    const bool efficiency = name[0] == 'F';
    data::Panel panel{efficiency ? "a" : "b",
                      {},
                      potential_axis(input.model.simulation()),
                      {name, Unit::of(efficiency ? "%" : "umol h-1 cm-2"), {}, {}, false},
                      {}};
    if (curve != nullptr)
      add_curve(panel.series, *curve, name, "simulated", colour_of(input.study, reference));
    places.merge(add_reported(panel.series, input, cell.experiment, measure, reference));
    measured = add_measured(panel.series, input, cell.experiment, reference,
                            efficiency ? "faradaic_efficiency" : "yield_rate");
    figure.panels.push_back(std::move(panel));
  }
  figure.caption = "Faradaic efficiency of NH3 and its yield rate." + band_text(input.simulated) +
                   places_text(places) + measured;
  return figure;
}

}  // namespace

void add_shade(const std::vector<double>& x, const Spread& band, int colour,
               std::vector<Series>& into) {
  if (band.low.empty()) return;
  into.push_back({{}, Series::Mark::Band, x, {}, band.low, band.high, colour});
}

std::string band_text(int draws) {
  return draws == 0 ? "" : fmt::format(" Bands: central 90 % of {} posterior draws.", draws);
}

std::vector<Figure> curve_figures(const FigureInput& input) {
  std::vector<Figure> out;
  for (const auto& cell : input.model.simulation().cells) {
    const auto& title = input.study.experiment(cell.experiment)->title;
    out.push_back(polarisation(input, cell, title));
    out.push_back(efficiencies(input, cell, title));
    out.push_back(reference_curves(input, cell, title));
  }
  return out;
}

}  // namespace niter::study
