#include "niter/analysis/assay/addition.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/assay/dilution.hpp"
#include "niter/analysis/number_text.hpp"

namespace niter::analysis {

namespace {

/// One sample: what was added and what was read.
struct Series {
  const data::Column* added = nullptr;
  bool areas = false;
  std::vector<CalibrationPoint> points;
};

Result<Series> series_of(const data::Table& table) {
  Series series;
  series.added = table.find("c");
  if (series.added == nullptr) series.added = table.find("mass_concentration");
  if (series.added == nullptr) return fail(table.column("c").error());
  const data::Column* signal = table.find("absorbance");
  if (signal == nullptr) {
    signal = table.find("area");
    series.areas = true;
  }
  if (signal == nullptr) return fail(table.column("absorbance").error());
  for (std::size_t i = 0; i < table.rows(); ++i) {
    if (!std::isfinite(signal->values[i])) continue;
    series.points.push_back({series.added->values[i], signal->values[i]});
  }
  return series;
}

data::Panel panel_of(const Series& series, const CalibrationFit& fit, const Prediction& sample) {
  data::Panel panel;
  panel.x = {series.added->name, series.added->unit};
  panel.y = {series.areas ? "area" : "absorbance", Unit::of("1")};
  data::Series line;
  line.name = "line, extended to no signal";
  line.x = {-sample.value, fit.highest};
  for (const double c : line.x) line.y.push_back(fit.value(c));
  data::Series read;
  read.name = "flasks";
  read.mark = data::Series::Mark::Points;
  read.colour = 4;
  for (const auto& point : series.points) {
    read.x.push_back(point.concentration);
    read.y.push_back(point.signal);
  }
  data::Series crossing;  // the interval of the answer lies on the axis
  const double scale = series.added->unit.scale();
  crossing.name = fmt::format("{} {}", plus_minus(sample.value / scale, sample.sigma / scale),
                              series.added->unit.text());
  crossing.colour = 1;
  crossing.x = {std::isfinite(sample.high) ? -sample.high : -sample.delta_high,
                std::isfinite(sample.low) ? -sample.low : -sample.delta_low};
  crossing.y = {0, 0};
  panel.series = {std::move(line), std::move(read), std::move(crossing)};
  return panel;
}

}  // namespace

Result<data::Reduction> reduce_addition(std::span<const data::Table> tables,
                                        const AdditionOptions& options) {
  data::Reduction reduction{.technique = "standard-addition", .title = "Standard addition"};
  if (!(options.confidence > 0 && options.confidence < 1)) {
    return fail(Code::InvalidInput, "'confidence' lies between 0 and 1");
  }
  std::vector<Dilution> chain;
  for (const auto& text : options.dilutions) {
    NITER_TRY(chain.emplace_back(), Dilution::parse(text));
  }
  data::Figure figure;
  figure.id = "fig-addition";
  figure.title = "Standard addition";
  figure.caption =
      "Signal against what was added. The line meets the axis at minus the "
      "concentration of the sample; the bar is its interval.";
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const std::string name =
        tables[i].title.empty() ? fmt::format("sample {}", i + 1) : tables[i].title;
    NITER_TRY(const Series series, series_of(tables[i]));
    NITER_TRY(const auto fit, fit_calibration(series.points, CurveModel::Line, Weighting::None));
    if (!(fit.slope(0) > 0)) {
      return fail(Code::InvalidInput,
                  fmt::format("the signal of {} does not rise with what is added", name));
    }
    NITER_TRY(const Prediction sample, standard_addition(series.points, options.confidence));
    Inputs inputs;
    const Uncertain in_flask =
        Uncertain::input(name + " crossing of the axis", sample.value, sample.sigma);
    const Unit& unit = series.added->unit;
    reduction.measures.push_back(
        {"concentration " + name, "Concentration of " + name,
         dilution_factor(chain, inputs, name) * in_flask, unit, "c0 = D a0 / a1", "hibbert2023",
         fmt::format("in the flask {:.4g} {}, {:.0f} % interval {:.4g} to {:.4g}; R2 = {:.6f}",
                     unit.from_si(sample.value), unit.text(), 100 * options.confidence,
                     unit.from_si(sample.low), unit.from_si(sample.high), fit.r2)});
    if (const auto bent = mandel_test(series.points, Weighting::None);
        bent && bent->probability < 0.05) {
      reduction.caveats.push_back(
          fmt::format("{}: the signals bend (chance {:.2g}); an extended line is then wrong", name,
                      bent->probability));
    }
    figure.panels.push_back(panel_of(series, fit, sample));
    reduction.records.push_back(tables[i].provenance);
  }
  reduction.figures = {std::move(figure)};
  return reduction;
}

}  // namespace niter::analysis
