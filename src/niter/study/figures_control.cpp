#include <algorithm>
#include <cmath>

#include "niter/study/figures.hpp"

namespace niter::study {
namespace {

using data::Series;

// Lines that matter somewhere, in the order of the map.
void add_lines(const std::map<std::string, std::vector<double>>& values,
               const std::map<std::string, Spread>& bands, const RateControl& control,
               data::Panel& panel) {
  constexpr double visible = 0.02;
  int colour = 0;
  for (const auto& [name, y] : values) {
    const bool seen =
        std::any_of(y.begin(), y.end(), [](double v) { return std::abs(v) > visible; });
    if (!seen) continue;
    if (const auto band = bands.find(name); band != bands.end())
      add_shade(control.band_potentials, band->second, colour, panel.series);
    panel.series.push_back({name, Series::Mark::Line, control.potentials, y, {}, {}, colour++});
  }
}

}  // namespace

std::vector<data::Figure> control_figures(const std::vector<RateControl>& controls,
                                          const Study& study) {
  std::vector<data::Figure> out;
  for (const RateControl& control : controls) {
    const data::Axis potential{"E", Unit::of("V"), "vs. RHE", {}, false};
    data::Panel steps{"a", {}, potential, {"rate_control", Unit::of("1"), {}, {}, false}, {}};
    data::Panel supplies{"b", {}, potential, {"elasticity", Unit::of("1"), {}, {}, false}, {}};
    add_lines(control.degree, control.degree_bands, control, steps);
    add_lines(control.elasticity, control.elasticity_bands, control, supplies);
    data::Figure figure{"rate-control-" + control.experiment,
                        study.experiment(control.experiment)->title + ": what limits the ammonia",
                        "Of the NH3 production rate of the reference catalyst, at steady state: a, "
                        "degree of rate control of every step (1: this step alone limits). b, "
                        "elasticities: per cent of rate per per cent of film thickness, series "
                        "resistance and reactant. Lines below 0.02 everywhere are left out.",
                        {std::move(steps), std::move(supplies)}};
    figure.caption += band_text(static_cast<int>(control.draws));
    out.push_back(std::move(figure));
  }
  return out;
}

}  // namespace niter::study
