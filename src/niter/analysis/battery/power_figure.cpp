#include "niter/analysis/battery/power_figure.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

using data::Series;

constexpr int drawn = 60;        // points of the fitted curve
constexpr std::size_t few = 40;  // points of a curve that are drawn one by one

Series measured(const PolarisationPoints& points, bool power) {
  Series series{.name = "measured",
                .mark = points.current.size() > few ? Series::Mark::Line : Series::Mark::Points,
                .x = points.current};
  for (std::size_t i = 0; i < points.current.size(); ++i) {
    const double factor = power ? points.current[i] : 1;
    series.y.push_back(factor * points.voltage[i]);
    if (points.sigma.empty() || series.mark != Series::Mark::Points) continue;
    series.low.push_back(series.y.back() - factor * points.sigma[i]);
    series.high.push_back(series.y.back() + factor * points.sigma[i]);
  }
  return series;
}

Series fitted(const PowerPeak& peak, bool power) {
  Series series{.name = "local fit", .colour = 1};
  for (int i = 0; i <= drawn; ++i) {
    const double j = peak.low + (peak.high - peak.low) * i / drawn;
    series.x.push_back(j);
    series.y.push_back((power ? j : 1) * peak.curve.at(j));
  }
  return series;
}

Series marked(const PowerPeak& peak, bool power) {
  const Uncertain& value = power ? peak.power : peak.voltage;
  return {.name = "peak power",
          .mark = Series::Mark::Points,
          .x = {peak.current.value()},
          .y = {value.value()},
          .low = {value.value() - value.sigma()},
          .high = {value.value() + value.sigma()},
          .colour = 4};
}

}  // namespace

data::Figure power_figure(const CellCurve& curve, const std::optional<PowerPeak>& peak) {
  data::Panel voltage{"a", {}, {"j", Unit::of("mA cm-2"), "discharge"}, {"V", Unit::of("V")}, {}};
  data::Panel power{
      "b", {}, {"j", Unit::of("mA cm-2"), "discharge"}, {"power", Unit::of("mW cm-2")}, {}};
  voltage.series.push_back(measured(curve.points, false));
  power.series.push_back(measured(curve.points, true));
  if (peak) {
    voltage.series.push_back(fitted(*peak, false));
    power.series.push_back(fitted(*peak, true));
    voltage.series.push_back(marked(*peak, false));
    power.series.push_back(marked(*peak, true));
  }
  if (curve.open) {
    voltage.series.push_back({.name = "open circuit",
                              .mark = Series::Mark::Points,
                              .x = {0},
                              .y = {curve.open->value()},
                              .colour = 2});
  }
  return {"fig-power",
          "Polarisation and power",
          fmt::format("Discharge current positive; {}.{}", curve.rule,
                      peak ? " The line is the local fit that gives the peak."
                           : " The power rises to the end of the data: no peak."),
          {voltage, power}};
}

data::Table power_table(const CellCurve& curve) {
  data::Table table;
  table.title = "polarisation and power";
  data::Column power{"power", Unit::of("mW cm-2"), {}};
  for (std::size_t i = 0; i < curve.points.current.size(); ++i) {
    power.values.push_back(curve.points.current[i] * curve.points.voltage[i]);
    if (!curve.points.sigma.empty()) {
      power.sigma.push_back(curve.points.current[i] * curve.points.sigma[i]);
    }
  }
  table.columns = {{"j", Unit::of("mA cm-2"), curve.points.current, {}, "discharge positive"},
                   {"V", Unit::of("V"), curve.points.voltage, curve.points.sigma},
                   std::move(power)};
  return table;
}

}  // namespace niter::analysis
