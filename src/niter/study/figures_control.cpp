#include <algorithm>
#include <cmath>

#include "niter/study/figures.hpp"

namespace niter::study {
namespace {

using data::Series;

// Lines that matter somewhere, in the order of the map.
void add_lines(const std::map<std::string, std::vector<double>>& values,
               const std::vector<double>& x, data::Panel& panel) {
  constexpr double visible = 0.02;
  int colour = 0;
  for (const auto& [name, y] : values) {
    const bool seen =
        std::any_of(y.begin(), y.end(), [](double v) { return std::abs(v) > visible; });
    if (seen) panel.series.push_back({name, Series::Mark::Line, x, y, {}, {}, colour++});
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
    add_lines(control.degree, control.potentials, steps);
    add_lines(control.elasticity, control.potentials, supplies);
    data::Figure figure{"rate-control-" + control.experiment,
                        study.experiment(control.experiment)->title + ": what limits the ammonia",
                        "Of the NH3 production rate of the reference catalyst, at steady state: a, "
                        "degree of rate control of every step (1: this step alone limits). b, "
                        "elasticities: per cent of rate per per cent of film thickness, series "
                        "resistance and reactant. Lines below 0.02 everywhere are left out.",
                        {std::move(steps), std::move(supplies)}};
    out.push_back(std::move(figure));
  }
  return out;
}

}  // namespace niter::study
