// The figure of a calibration: the curve with its prediction band, and the residuals.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/assay/calibration_curve.hpp"
#include "niter/analysis/number_text.hpp"
#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

using data::Series;

constexpr int steps = 120;

double at_step(const CalibrationFit& fit, int i) {
  const double low = std::min(fit.lowest, 0.0);
  return low + (fit.highest - low) * i / steps;
}

/// Half width of the band of one reading.
double half_width(const CurveResult& result, double c) {
  const auto& fit = result.fit;
  return student_t(fit.freedom, result.options.confidence) *
         std::sqrt(fit.noise * fit.noise / fit.weight(c) + fit.variance(c));
}

Series band(const CurveResult& result) {
  Series series;
  series.name = fmt::format("{:.0f} % of readings", 100 * result.options.confidence);
  series.mark = Series::Mark::Band;
  for (int i = 0; i <= steps; ++i) {
    const double c = at_step(result.fit, i);
    const double width = half_width(result, c);
    series.x.push_back(c);
    series.y.push_back(result.fit.value(c));
    series.low.push_back(result.fit.value(c) - width);
    series.high.push_back(result.fit.value(c) + width);
  }
  return series;
}

Series curve(const CurveResult& result) {
  Series series;
  const double scale = result.unit.scale();
  const auto& fit = result.fit;
  series.name =
      fmt::format("slope {} per {}",
                  plus_minus(fit.coefficients[1] * scale, std::sqrt(fit.covariance[1][1]) * scale),
                  result.unit.text());
  for (int i = 0; i <= steps; ++i) {
    series.x.push_back(at_step(fit, i));
    series.y.push_back(fit.value(series.x.back()));
  }
  return series;
}

/// The curve beyond the last standard, to the farthest sample: known to nobody.
Series continued(const CurveResult& result) {
  Series series;
  series.dashed = true;
  double farthest = result.fit.highest;
  for (const auto& sample : result.samples) farthest = std::max(farthest, sample.read.value);
  if (!(farthest > result.fit.highest)) return series;
  for (int i = 0; i <= steps; ++i) {
    series.x.push_back(result.fit.highest + (farthest - result.fit.highest) * i / steps);
    series.y.push_back(result.fit.value(series.x.back()));
  }
  return series;
}

bool is_suspect(const CurveResult& result, std::size_t i) {
  return std::find(result.suspects.begin(), result.suspects.end(), i) != result.suspects.end();
}

/// Standards, those that do not belong with the colour of a warning.
void add_standards(std::vector<Series>& series, const CurveResult& result, bool residuals) {
  Series good;
  Series odd;
  good.mark = odd.mark = Series::Mark::Points;
  good.colour = 4;
  odd.colour = 1;
  good.name = "standards";
  odd.name = result.options.outliers == Outliers::Leave ? "left out" : "do not belong";
  const auto add = [&](Series& to, const CalibrationPoint& point) {
    const double fitted = result.fit.value(point.concentration);
    to.x.push_back(point.concentration);
    to.y.push_back(residuals ? point.signal - fitted : point.signal);
    to.labels.push_back(point.name);
  };
  for (std::size_t i = 0; i < result.points.size(); ++i) {
    add(is_suspect(result, i) ? odd : good, result.points[i]);
  }
  for (const auto& point : result.left_out) add(odd, point);
  if (residuals) good.name = odd.name = "";
  series.push_back(std::move(good));
  if (!odd.x.empty()) series.push_back(std::move(odd));
}

Series samples(const CurveResult& result) {
  Series series;
  series.name = "samples";
  series.mark = Series::Mark::Points;
  series.colour = 2;
  series.reported = true;  // open: read off the curve, not fitted
  for (const auto& sample : result.samples) {
    if (sample.kind != WellKind::Sample) continue;
    series.x.push_back(sample.read.value);
    series.y.push_back(sample.signal);
    series.labels.push_back(sample.name);
  }
  return series;
}

data::Panel residual_panel(const CurveResult& result, const data::Axis& x) {
  data::Panel panel;
  panel.letter = "b";
  panel.x = x;
  panel.y = {"residual", Unit::of("1")};
  Series zone;
  zone.mark = Series::Mark::Band;
  Series zero;
  zero.dashed = true;
  for (int i = 0; i <= steps; ++i) {
    const double c = at_step(result.fit, i);
    const double width = half_width(result, c);
    zone.x.push_back(c);
    zone.y.push_back(0);
    zone.low.push_back(-width);
    zone.high.push_back(width);
  }
  zero.x = {zone.x.front(), zone.x.back()};
  zero.y = {0, 0};
  panel.series = {std::move(zone), std::move(zero)};
  add_standards(panel.series, result, true);
  return panel;
}

}  // namespace

data::Figure calibration_figure(const CurveResult& result) {
  data::Figure figure;
  figure.id = "fig-calibration";
  figure.title = result.title.empty() ? "Calibration" : result.title;
  data::Panel panel;
  panel.letter = "a";
  panel.x = {result.per_mass ? "mass_concentration" : "c", result.unit};
  panel.y = {result.areas ? "area" : "absorbance", Unit::of("1")};
  panel.series = {band(result), curve(result)};
  Series beyond = continued(result);
  if (!beyond.x.empty()) panel.series.push_back(std::move(beyond));
  add_standards(panel.series, result, false);
  Series read = samples(result);
  if (!read.x.empty()) panel.series.push_back(std::move(read));
  figure.caption = fmt::format(
      "a: standards and the fitted {} with the band in which {:.0f} % of single readings lie; "
      "open: samples read off it; dashed: beyond the standards. b: what the curve leaves of the "
      "standards, with the same band.",
      result.options.model == CurveModel::Line ? "line" : "quadratic",
      100 * result.options.confidence);
  const data::Axis x = panel.x;
  figure.panels = {std::move(panel), residual_panel(result, x)};
  return figure;
}

}  // namespace niter::analysis
