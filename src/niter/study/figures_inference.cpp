#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/study/bands.hpp"
#include "niter/study/figures.hpp"

namespace niter::study {
namespace {

using data::Figure;
using data::Series;

Figure residuals(const FigureInput& input) {
  Figure figure{"residuals", "Reported against simulated", {}, {}};
  data::Panel panel{{},
                    {},
                    {"reported number", Unit::of("1"), {}, {}, false},
                    {"chi", Unit::of("1"), {}, {}, false},
                    {}};
  for (const auto use : {Use::Calibrated, Use::HeldOut}) {
    Series bars;
    bars.name = use == Use::Calibrated ? "calibrated" : "held out";
    bars.mark = Series::Mark::Bars;
    bars.colour = use == Use::Calibrated ? 0 : 1;
    for (std::size_t i = 0; i < input.observables.size(); ++i) {
      const auto& o = input.observables[i];
      if (o.use != use || !o.has_sigma()) continue;
      bars.x.push_back(static_cast<double>(i));
      bars.labels.push_back(o.fact->id);
      bars.y.push_back(o.residual_sigma);
      if (input.simulated.draws == 0) continue;
      bars.low.push_back(o.residual_sigma - o.simulated_sd / o.sigma);
      bars.high.push_back(o.residual_sigma + o.simulated_sd / o.sigma);
    }
    panel.series.push_back(std::move(bars));
  }
  // the contradictions of the paper reach tens of sigma: they are named in the table, the axis
  // shows the rest
  panel.y.range = {-5, 5};
  figure.panels.push_back(std::move(panel));
  figure.caption =
      "(simulated - reported) / sigma of every reported number the model answers; bars that leave "
      "the axis are "
      "contradictions listed in the table and the audit.";
  if (input.simulated.draws > 0)
    figure.caption += " Error bars: one standard deviation over the posterior draws.";
  return figure;
}

Figure informed(const StudyCalibration& calibration) {
  Figure figure{"identifiability", "What the data inform", {}, {}};
  data::Panel directions{"a",
                         "directions",
                         {"direction", Unit::of("1"), {}, {}, false},
                         {"singular_value", Unit::of("1"), {}, {}, true},
                         {}};
  Series values;
  values.mark = Series::Mark::Points;
  values.name = "singular value";
  Series limit;
  limit.name = "data = prior";
  limit.dashed = true;
  limit.colour = 7;
  int k = 0;
  for (const auto& d : calibration.result.directions) {
    if (d.singular_value < 1e-3)
      continue;  // directions the data do not touch; counted in the table
    values.x.push_back(++k);
    values.y.push_back(d.singular_value);
  }
  limit.x = {0.5, k + 0.5};
  limit.y = {1, 1};
  directions.series = {values, limit};
  figure.panels.push_back(std::move(directions));

  data::Panel widths{"b",
                     "widths",
                     {"parameter", Unit::of("1"), {}, {}, false},
                     {"posterior sd / prior sd", Unit::of("1"), {}, std::pair{0.0, 1.05}, false},
                     {}};
  Series bars;
  bars.mark = Series::Mark::Bars;
  for (std::size_t i = 0; i < calibration.unknowns.size(); ++i) {
    bars.x.push_back(static_cast<double>(i));
    bars.y.push_back(calibration.result.posterior_sd[i] / calibration.unknowns[i].prior_sd);
    bars.labels.push_back(calibration.unknowns[i].name);
  }
  widths.series = {bars};
  figure.panels.push_back(std::move(widths));
  figure.caption =
      "a, singular values of the data Jacobian in units of data sigma per prior sd: above 1 the "
      "data say more than the "
      "prior. b, width of the posterior relative to the prior: a bar near 1 is a parameter these "
      "data do not inform.";
  return figure;
}

Figure compression(const FigureInput& input, const std::string& experiment,
                   const std::string& title) {
  Figure figure{
      "dft-compression-" + experiment, title + ": taking the DFT differences literally", {}, {}};
  data::Panel panel{{},
                    {},
                    {"compression s of the DFT differences", Unit::of("1"), {}, {}, false},
                    {"FE", Unit::of("%"), {}, {}, false},
                    {}};
  for (const auto& catalyst : input.study.catalysts) {
    Series line;
    line.name = catalyst.id;
    line.colour = catalyst.colour;
    Spread band;
    for (const auto& c : input.simulated.compression) {
      if (c.experiment != experiment || c.catalyst != catalyst.id ||
          std::abs(c.point.applied.value() - compression_potential) > 1e-6)
        continue;
      line.x.push_back(c.compression);
      line.y.push_back(output(c.point, "FE"));
      if (c.efficiency.low.empty()) continue;
      band.low.push_back(c.efficiency.low.front());
      band.high.push_back(c.efficiency.high.front());
    }
    add_shade(line.x, band, line.colour, panel.series);
    if (!line.x.empty()) panel.series.push_back(std::move(line));
  }
  figure.panels.push_back(std::move(panel));
  figure.caption = fmt::format(
      "Faradaic efficiency at -1.0 V against the compression s of the DFT differences: s = 1 takes "
      "them literally; a catalyst that vanishes there but is reported to work contradicts the "
      "literal reading. Default s = {}.",
      input.model.default_compression());
  figure.caption += band_text(input.simulated.draws_inside);
  return figure;
}

}  // namespace

std::vector<Figure> inference_figures(const FigureInput& input) {
  std::vector<Figure> out;
  if (!input.observables.empty()) out.push_back(residuals(input));
  if (input.calibration) out.push_back(informed(*input.calibration));
  if (!input.simulated.compression.empty()) {
    for (const auto& cell : input.model.simulation().cells) {
      out.push_back(
          compression(input, cell.experiment, input.study.experiment(cell.experiment)->title));
    }
  }
  return out;
}

}  // namespace niter::study
