#include <cmath>
#include <set>

#include <fmt/format.h>

#include "niter/study/figures.hpp"

namespace niter::study {
namespace {

using data::Figure;
using data::Series;

Series line_of(const std::string& name, int colour, const Curve& curve, const auto& value) {
  Series line;
  line.name = name;
  line.colour = colour;
  for (const auto& point : curve.points) {
    line.x.push_back(point.applied.value());
    line.y.push_back(value(point));
  }
  return line;
}

void add_band(const Curve& curve, const std::string& output, int colour,
              std::vector<Series>& into) {
  if (const auto band = curve.bands.find(output); band != curve.bands.end())
    add_shade(curve.band_potentials, band->second, colour, into);
}

// The same where every draw has a current of which an efficiency can be measured.
void add_measurable_band(const Curve& curve, const std::string& output, int colour,
                         std::vector<Series>& into) {
  const auto band = curve.bands.find(output);
  if (band == curve.bands.end()) return;
  const Spread& current = curve.bands.at("j");
  std::vector<double> x;
  Spread kept;
  for (std::size_t i = 0; i < curve.band_potentials.size(); ++i) {
    if (std::abs(current.high[i]) < least_current) continue;
    x.push_back(curve.band_potentials[i]);
    kept.low.push_back(band->second.low[i]);
    kept.high.push_back(band->second.high[i]);
  }
  add_shade(x, kept, colour, into);
}

std::string curve_band_text(const FigureInput& input) {
  return band_text(input.simulated.draws - input.simulated.failed_draws);
}

// What the electrode sees: surface pH, and the potential against the RHE of the solution beside it.
Figure local_conditions(const FigureInput& input) {
  const auto& simulation = input.model.simulation();
  Figure figure{"local-conditions", "What the electrode sees", {}, {}};
  const data::Axis applied{"E", Unit::of("V"), "vs. RHE", {}, false};
  data::Panel ph{"a", "surface pH", applied, {"ph", Unit::of("1"), {}, {}, false}, {}};
  data::Panel drive{
      "b", "driving force", applied, {"E", Unit::of("V"), "vs. local RHE", {}, false}, {}};
  int colour = 0;
  for (const auto& experiment : input.model.experiments()) {
    const auto* curve = input.simulated.curve(experiment, simulation.reference_catalyst);
    if (curve == nullptr) continue;
    const auto& reactant = input.study.experiment(experiment)->reactant;
    add_band(*curve, "ph", colour, ph.series);
    add_band(*curve, "E local", colour, drive.series);
    ph.series.push_back(
        line_of(reactant, colour, *curve, [](const auto& p) { return p.ph_surface; }));
    drive.series.push_back(
        line_of(reactant, colour, *curve, [](const auto& p) { return p.rhe_local.value(); }));
    ++colour;
  }
  Series nominal;
  nominal.name = "as applied";
  nominal.dashed = true;
  nominal.colour = 7;
  nominal.x = nominal.y = {simulation.potential_first.si(), simulation.potential_last.si()};
  drive.series.push_back(nominal);
  figure.panels = {ph, drive};
  figure.caption =
      "a, pH at the electrode surface. b, potential against the reversible hydrogen electrode of "
      "the solution at the "
      "surface, free of iR: the distance to the dashed line is lost to local pH and resistance." +
      curve_band_text(input);
  return figure;
}

// Concentrations and pH through the film at one potential.
Figure film(const FigureInput& input, const std::string& experiment, double applied) {
  Figure figure{"film-" + experiment,
                input.study.experiment(experiment)->title + ": through the film",
                {},
                {}};
  const data::Axis distance{"x", Unit::of("um"), {}, {}, false};
  data::Panel concentrations{"a",
                             fmt::format("{} V vs. RHE", applied),
                             distance,
                             {"c", Unit::of("mol/L"), {}, {}, false},
                             {}};
  data::Panel ph{"b", "pH", distance, {"ph", Unit::of("1"), {}, {}, false}, {}};
  int dashed = 0;
  for (const auto& profile : input.simulated.profiles) {
    if (profile.experiment != experiment) continue;
    const auto* x = profile.table.find("x");
    if (std::abs(profile.applied - applied) < 1e-9) {
      int colour = 0;
      for (const auto& column : profile.table.columns) {
        if (!column.unit.same_dimension(Unit::of("mol/L"))) continue;
        const double most = *std::max_element(column.values.begin(), column.values.end());
        if (most < 1.0) continue;  // below 1 mM: not seen on a linear axis
        if (const auto band = profile.bands.find(column.name); band != profile.bands.end())
          add_shade(x->values, band->second, colour, concentrations.series);
        concentrations.series.push_back(
            {column.name, Series::Mark::Line, x->values, column.values, {}, {}, colour++});
      }
    }
    if (const auto band = profile.bands.find("ph"); band != profile.bands.end())
      add_shade(x->values, band->second, dashed, ph.series);
    ph.series.push_back({fmt::format("{:.1f} V", profile.applied),
                         Series::Mark::Line,
                         x->values,
                         profile.table.find("ph")->values,
                         {},
                         {},
                         dashed++});
  }
  figure.panels = {concentrations, ph};
  figure.caption =
      "Simulated steady profiles from the surface (x = 0) to the bulk; species below 1 mM are left "
      "out of a." +
      band_text(input.simulated.draws_inside);
  return figure;
}

// Share of the charge that ends in each product, against potential.
Figure product_split(const FigureInput& input) {
  const auto& simulation = input.model.simulation();
  Figure figure{"product-split", "Where the charge goes", {}, {}};
  std::string letter = "a";
  for (const auto& experiment : input.model.experiments()) {
    const auto* curve = input.simulated.curve(experiment, simulation.reference_catalyst);
    if (curve == nullptr) continue;
    data::Panel panel{letter,
                      input.study.experiment(experiment)->reactant,
                      {"E", Unit::of("V"), "vs. RHE", {}, false},
                      {"FE", Unit::of("%"), {}, std::pair{0.0, 1.0}, false},
                      {}};
    Curve measurable = *curve;
    std::erase_if(measurable.points,
                  [](const auto& p) { return std::abs(p.current_density) < least_current; });
    std::set<std::string> products;  // that reach a per cent somewhere
    for (const auto& point : measurable.points) {
      for (const auto& [product, share] : point.faradaic_efficiency) {
        if (share > 0.01) products.insert(product);
      }
    }
    int colour = 0;
    for (const auto& product : products) {
      add_measurable_band(*curve, "FE of " + product, colour, panel.series);
      panel.series.push_back(line_of(product, colour++, measurable, [&](const auto& p) {
        const auto found = p.faradaic_efficiency.find(product);
        return found == p.faradaic_efficiency.end() ? 0.0 : found->second;
      }));
    }
    figure.panels.push_back(std::move(panel));
    ++letter[0];
  }
  figure.caption =
      "Faradaic efficiency of every product of the mechanism. The split of what is not ammonia is "
      "not determined by "
      "the reported numbers: other mechanisms that fit as well put it elsewhere." +
      curve_band_text(input);
  return figure;
}

}  // namespace

std::vector<Figure> inside_figures(const FigureInput& input) {
  std::vector<Figure> out = {local_conditions(input)};
  for (const auto& experiment : input.model.experiments())
    out.push_back(film(input, experiment, -1.0));
  out.push_back(product_split(input));
  return out;
}

}  // namespace niter::study
