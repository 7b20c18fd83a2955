#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/study/figures.hpp"

namespace niter::study {
namespace {

using data::Series;

/// A step of the main path, walked forward (+1) or backward (-1), and the state it ends in.
struct Walk {
  const twin::Step* step = nullptr;
  int direction = 1;
  std::string state;
};

bool is_adsorbate(const std::string& species) {
  return species.ends_with("*");
}

// The adsorbate (or free site) a side of a step holds: "*" only where nothing else is adsorbed.
std::string surface_state(const std::map<std::string, int>& side) {
  std::string state;
  for (const auto& [species, n] : side) {
    if (is_adsorbate(species) && (state.empty() || state == "*")) state = species;
  }
  return state;
}

// From the free site along the step with the largest net rate at each adsorbate, until the site is
// free again.
std::vector<Walk> main_path(const twin::Mechanism& mechanism,
                            const std::map<std::string, double>& rates,
                            const std::string& reactant) {
  std::vector<Walk> path;
  std::set<const twin::Step*> walked;
  for (std::string state = "*"; path.size() < mechanism.steps.size();) {
    Walk best;
    double best_rate = 0;
    for (const auto& step : mechanism.steps) {
      const double rate = rates.at(step.id);
      const int direction = rate >= 0 ? 1 : -1;
      const auto& from = direction > 0 ? step.reactants : step.products;
      const auto& to = direction > 0 ? step.products : step.reactants;
      const bool starts = path.empty() ? from.contains(reactant) : true;
      if (walked.contains(&step) || !starts || surface_state(from) != state ||
          surface_state(to).empty())
        continue;
      if (std::abs(rate) > best_rate) {
        best_rate = std::abs(rate);
        best = {&step, direction, surface_state(to)};
      }
    }
    if (best.step == nullptr) break;
    walked.insert(best.step);
    path.push_back(best);
    state = best.state;
    if (state == "*") break;
  }
  return path;
}

// The state after a step, as a chemist writes it: the adsorbate, or what left when the site became
// free.
std::string state_label(const Walk& walk, const std::string& reactant) {
  if (walk.state != "*") return walk.state;
  const auto& to = walk.direction > 0 ? walk.step->products : walk.step->reactants;
  for (const auto& [species, n] : to) {
    if (species != "*" && species != "OH-" && species != "H2O" && species != "e-") return species;
  }
  return reactant;
}

Series levels(const twin::Mechanism& mechanism, const std::vector<Walk>& path,
              double water_potential, const std::string& reactant) {
  Series out;
  out.mark = Series::Mark::Levels;
  double energy_eV = 0;
  const auto add = [&](const std::string& label) {
    out.x.push_back(static_cast<double>(out.x.size()));
    out.y.push_back(energy_eV * constants::e);
    out.labels.push_back(label);
  };
  add(reactant + " + *");
  for (const auto& walk : path) {
    const auto step = std::find_if(mechanism.steps.begin(), mechanism.steps.end(),
                                   [&](const twin::Step& s) { return s.id == walk.step->id; });
    energy_eV +=
        walk.direction * (step->free_energy_eV + step->potential_dependence * water_potential);
    add(state_label(walk, reactant));
  }
  return out;
}

// How far the levels move with the posterior draws.
Result<Series> error_bars(const FigureInput& input, const std::string& catalyst,
                          const std::vector<Walk>& path, double water_potential,
                          const Series& nominal) {
  Series out;
  out.mark = Series::Mark::Points;
  out.colour = nominal.colour;
  out.x = nominal.x, out.y = nominal.y;
  std::vector<std::vector<double>> drawn;
  if (input.calibration) {
    for (const ParameterValues& draw : input.calibration->drawn_values) {
      NITER_TRY(const auto mechanism, input.model.mechanism_of(catalyst, draw, 1.0));
      drawn.push_back(levels(mechanism, path, water_potential, "").y);
    }
  }
  Spread band = spread(drawn);
  out.low = std::move(band.low), out.high = std::move(band.high);
  return out;
}

}  // namespace

Result<std::vector<data::Figure>> energy_figures(const FigureInput& input) {
  const auto& simulation = input.model.simulation();
  std::vector<data::Figure> out;
  for (const auto& cell : simulation.cells) {
    const auto* experiment = input.study.experiment(cell.experiment);
    const auto* curve = input.simulated.curve(cell.experiment, simulation.reference_catalyst);
    // the working potential: where ammonia is made most efficiently
    const auto* working = curve == nullptr ? nullptr : largest(*curve, "FE");
    if (working == nullptr) continue;
    const auto path = main_path(input.model.mechanism(), working->step_rate, experiment->reactant);

    data::Figure figure{"free-energy-" + cell.experiment,
                        experiment->title + ": free energies along the main path",
                        {},
                        {}};
    if (&cell == &simulation.cells.front()) figure.id = "fig-3d";
    const std::pair<double, std::string> at[] = {
        {0.0, "0 V vs. RHE"},
        {working->water.value(),
         fmt::format("{:.2f} V applied: {:.2f} V vs. RHE at unit OH⁻ activity",
                     working->applied.value(), working->water.value())}};
    for (const auto& [potential, title] : at) {
      data::Panel panel{potential == 0.0 ? "a" : "b",
                        title,
                        {"progress", Unit::of("1"), {}, {}, false},
                        {"G", Unit::of("eV"), {}, {}, false},
                        {}};
      for (const auto& catalyst : input.study.catalysts) {
        const bool mapped = simulation.dft_step_energy.contains(catalyst.id);
        if (!mapped && catalyst.id != simulation.reference_catalyst) continue;
        NITER_TRY(const auto mechanism, input.model.mechanism_of(catalyst.id, input.values, 1.0));
        auto series = levels(mechanism, path, potential, experiment->reactant);
        series.name = catalyst.id;
        series.colour = catalyst.colour;
        NITER_TRY(auto uncertain, error_bars(input, catalyst.id, path, potential, series));
        panel.series.push_back(std::move(series));
        if (!uncertain.low.empty()) panel.series.push_back(std::move(uncertain));
      }
      figure.panels.push_back(std::move(panel));
    }
    figure.caption = fmt::format(
        "Standard free energies of the states along the path with the largest rates; the reported "
        "energies of step {} "
        "are taken literally (s = 1) for each catalyst. The levels behind it keep their own steps, "
        "and the last one closes the path.",
        simulation.dft_step);
    if (input.calibration && !input.calibration->drawn_values.empty())
      figure.caption += fmt::format(" Error bars: central 90 % of {} posterior draws.",
                                    input.calibration->drawn_values.size());
    out.push_back(std::move(figure));
  }
  return out;
}

}  // namespace niter::study
