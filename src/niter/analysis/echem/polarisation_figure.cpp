#include "niter/analysis/echem/polarisation_figure.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/echem/curve_mean.hpp"
#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

using data::Series;

Curve view(const PolarisationCurve& curve) {
  return {curve.potential, curve.current};
}

data::Panel curves_panel(const std::vector<PolarisationCurve>& curves,
                         const std::optional<CurveMean>& mean, const std::string& scale,
                         bool per_area) {
  data::Panel panel{"a",
                    {},
                    {"E", Unit::of("V"), scale.substr(0, scale.find(';'))},
                    {per_area ? "j" : "I", Unit::of(per_area ? "mA cm-2" : "mA")},
                    {}};
  if (mean) panel.series = band_series(*mean, fmt::format("mean of {}", mean->replicates), 0);
  int colour = mean ? 1 : 0;
  for (const auto& curve : curves) {
    Series line{.name = mean ? fmt::format("record {}", colour) : std::string{},
                .x = curve.potential,
                .y = curve.current,
                .colour = colour % 6,
                .dashed = mean.has_value()};
    panel.series.push_back(std::move(line));
    ++colour;
    if (!curve.onset) continue;
    Series onset{.name = &curve == &curves.front() ? "onset" : "",
                 .mark = Series::Mark::Points,
                 .x = {*curve.onset},
                 .y = {value_at(view(curve), *curve.onset)},
                 .colour = 4};
    panel.series.push_back(std::move(onset));
  }
  return panel;
}

data::Panel tafel_panel(const PolarisationCurve& curve, const std::string& scale, bool per_area) {
  data::Panel panel{"b",
                    {},
                    {"current_magnitude", Unit::of(per_area ? "mA cm-2" : "mA"), {}, {}, true},
                    {"E", Unit::of("V"), scale.substr(0, scale.find(';'))},
                    {}};
  if (!per_area) panel.x.word = "current_magnitude_total";
  const TafelLine& tafel = *curve.tafel;
  Series points{.name = "measured"};
  for (std::size_t i = 0; i < curve.current.size(); ++i) {
    const double magnitude = std::abs(curve.current[i]);
    if (magnitude < tafel.window.low / 10) continue;
    points.x.push_back(magnitude);
    points.y.push_back(curve.potential[i]);
  }
  panel.series.push_back(std::move(points));
  const double sign = tafel.falls ? -1 : 1;
  Series line{.name = fmt::format("{:.3g} mV per decade", 1e3 * tafel.slope), .colour = 1};
  for (const double x : {tafel.window.low, tafel.window.high}) {
    line.x.push_back(x);
    line.y.push_back(sign * tafel.slope * std::log10(x / tafel.exchange_current));
  }
  panel.series.push_back(std::move(line));
  return panel;
}

data::Panel window_panel(const TafelLine& tafel, bool per_area) {
  data::Panel panel{"c",
                    {},
                    {per_area ? "current_magnitude" : "current_magnitude_total",
                     Unit::of(per_area ? "mA cm-2" : "mA"),
                     {},
                     {},
                     true},
                    {"tafel_slope", Unit::of("mV")},
                    {}};
  Series along{.name = "windows of half a decade"};
  constexpr double shown = 4;  // times the slope: where the curve is no longer a reaction's
  for (const auto& point : tafel.all) {
    if (point.slope > shown * tafel.slope) continue;
    along.x.push_back(std::sqrt(point.window.low * point.window.high));
    along.y.push_back(point.slope);
  }
  panel.series.push_back(std::move(along));
  Series chosen{.name = "window used",
                .x = {tafel.window.low, tafel.window.high},
                .y = {tafel.slope, tafel.slope},
                .colour = 1};
  panel.series.push_back(std::move(chosen));
  return panel;
}

}  // namespace

data::Table curve_table(const PolarisationCurve& curve, const std::optional<CurveMean>& mean,
                        const data::Column& potential, bool per_area) {
  data::Table table;
  table.title = mean ? "mean curve" : "curve";
  data::Column e{"E", Unit::of("V"), curve.potential, {}, potential.comment};
  data::Column current{per_area ? "j" : "I", Unit::of(per_area ? "mA cm-2" : "mA"), curve.current};
  if (mean) {
    e.values = mean->potential;
    current.values = mean->mean;
    for (std::size_t i = 0; i < mean->mean.size(); ++i) {
      current.sigma.push_back((mean->high[i] - mean->low[i]) / 2 / normal_coverage);
    }
  }
  table.columns = {std::move(e), std::move(current)};
  return table;
}

data::Figure polarisation_figure(const std::vector<PolarisationCurve>& curves,
                                 const std::optional<CurveMean>& mean, const std::string& scale,
                                 bool per_area) {
  data::Figure figure{"fig-lsv", "Polarisation", {}, {curves_panel(curves, mean, scale, per_area)}};
  const auto done = scale.find(';');
  figure.caption =
      "As measured" + (done == std::string::npos ? std::string{} : scale.substr(done)) + ".";
  if (mean) figure.caption += band_caption(*mean);
  const auto& first = curves.front();
  if (first.tafel) {
    figure.panels.push_back(tafel_panel(first, scale, per_area));
    figure.panels.push_back(window_panel(*first.tafel, per_area));
    figure.caption +=
        fmt::format(" b: the Tafel line{} over the window used. c: its slope against the window.",
                    mean ? " of record 1" : "");
  }
  return figure;
}

}  // namespace niter::analysis
