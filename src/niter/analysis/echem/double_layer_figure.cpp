#include <algorithm>

#include <fmt/format.h>

#include "niter/analysis/echem/double_layer.hpp"
#include "niter/analysis/echem/rc_sweep.hpp"
#include "niter/analysis/number_text.hpp"

namespace niter::analysis {

namespace {

using data::Series;

data::Panel voltammograms(const DoubleLayerResult& result) {
  data::Panel panel;
  panel.letter = "a";
  panel.x = {"E", Unit::of("V"), result.scale};
  panel.y = {"j", Unit::of("mA cm-2")};
  double low = 0;
  double high = 0;
  int index = 0;
  for (const auto& scan : result.scans) {
    Series curve;
    curve.name = scan.label;
    curve.colour = index % 6;  // as many as are for lines
    curve.dashed = index++ >= 6;
    curve.x = scan.potential;
    curve.y = scan.current_density;
    const auto [least, most] = std::minmax_element(curve.y.begin(), curve.y.end());
    low = std::min(low, *least);
    high = std::max(high, *most);
    panel.series.push_back(std::move(curve));
  }
  Series mark;  // where the currents are compared
  mark.dashed = true;
  mark.colour = 4;
  mark.x = {result.potential, result.potential};
  mark.y = {low, high};
  panel.series.push_back(std::move(mark));
  return panel;
}

// what an R-C circuit with the corrected capacitance gives between the rates
Series circuit(const DoubleLayerResult& result) {
  const ResistanceBias& bias = *result.bias;
  Series curve;
  curve.name = fmt::format("R C = {:.2g} s", bias.time_constant);
  curve.colour = 1;
  curve.dashed = true;
  constexpr int steps = 100;
  const Scan& fastest = result.scans.back();
  for (int i = 1; i <= steps; ++i) {
    const double rate = fastest.rate * i / steps;
    const RcSweep sweep{bias.corrected.value(), bias.resistance.value(), rate, fastest.low,
                        fastest.high};
    curve.x.push_back(rate);
    curve.y.push_back(half_difference(sweep, {result.potential, fastest.width}));
  }
  return curve;
}

data::Panel half_differences(const DoubleLayerResult& result) {
  data::Panel panel;
  panel.letter = "b";
  panel.x = {"scan_rate", Unit::of("mV s-1")};
  panel.y = {"half_difference", Unit::of("mA cm-2")};
  Series points;
  points.name = "read";
  points.mark = Series::Mark::Points;
  points.colour = 4;
  for (const auto& scan : result.scans) {
    points.x.push_back(scan.rate);
    points.y.push_back(scan.half_difference);
    points.low.push_back(scan.half_difference - scan.sigma);
    points.high.push_back(scan.half_difference + scan.sigma);
  }
  Series line;
  line.name = fmt::format("slope {} mF cm-2", plus_minus(0.1 * result.capacitance.value(),
                                                         0.1 * result.capacitance.sigma()));
  line.x = {0, result.scans.back().rate};
  for (const double rate : line.x) {
    line.y.push_back(result.line.intercept + result.line.slope * rate);
  }
  panel.series.push_back(std::move(line));
  if (result.bias) panel.series.push_back(circuit(result));
  panel.series.push_back(std::move(points));
  return panel;
}

}  // namespace

data::Figure double_layer_figure(const DoubleLayerResult& result) {
  data::Figure figure;
  figure.id = "fig-cdl";
  figure.title = "Double-layer capacitance";
  figure.caption = fmt::format(
      "a: cycle {} of each scan rate; dashed: {:.4g} V, where the currents are compared. b: half "
      "the "
      "difference of anodic and cathodic current there, from lines through the points within "
      "{:.3g} "
      "V, with one standard uncertainty of the noise; the line is a weighted fit with intercept.",
      result.scans.front().cycle, result.potential, result.fit_width / 2);
  if (result.bias) {
    figure.caption += fmt::format(
        " Dashed in b: an ideal capacitor of {} mF cm-2 behind {:.3g} Ohm cm2, whose line has the "
        "same "
        "slope.",
        plus_minus(0.1 * result.bias->corrected.value(), 0.1 * result.bias->corrected.sigma()),
        1e4 * result.bias->resistance.value());
  }
  figure.panels = {voltammograms(result), half_differences(result)};
  return figure;
}

}  // namespace niter::analysis
