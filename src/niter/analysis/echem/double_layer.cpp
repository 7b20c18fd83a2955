#include "niter/analysis/echem/double_layer.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/echem/double_layer_findings.hpp"
#include "niter/analysis/echem/scan_groups.hpp"
#include "niter/analysis/echem/scan_set.hpp"
#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

Status check_dimension(const std::optional<Quantity>& quantity, const char* name,
                       const char* unit) {
  if (!quantity || quantity->unit().same_dimension(Unit::of(unit))) return {};
  return fail(Code::Unit, fmt::format("'{}' is {}", name, quantity->text()),
              fmt::format("write it in {} or the like", unit));
}

Status check_options(const DoubleLayerOptions& options) {
  NITER_OK(check_dimension(options.potential, "potential", "V"));
  NITER_OK(check_dimension(options.fit_width, "fit_width", "V"));
  NITER_OK(check_dimension(options.area, "area", "cm2"));
  NITER_OK(check_dimension(options.specific_capacitance, "specific_capacitance", "mF cm-2"));
  if (options.area && !(options.area->si() > 0)) {
    return fail(Code::InvalidInput, "'area' must be positive");
  }
  if (!(options.specific_capacitance.si() > 0)) {
    return fail(Code::InvalidInput, "'specific_capacitance' must be positive");
  }
  if (options.specific_range.size() != 2) {
    return fail(Code::InvalidInput, "'specific_range' holds a lowest and a highest value");
  }
  for (const auto& end : options.specific_range) {
    NITER_OK(check_dimension(end, "specific_range", "mF cm-2"));
  }
  if (!(options.specific_range[0].si() > 0 &&
        options.specific_range[1].si() >= options.specific_range[0].si())) {
    return fail(Code::InvalidInput, "'specific_range' must be positive and rise");
  }
  return {};
}

/// R times area, whichever way it was given. @error Unit; InvalidInput if negative or without area
Result<Uncertain> area_resistance(const DoubleLayerOptions& options, const std::string& scope) {
  const Quantity& given = *options.series_resistance;
  const Uncertain resistance = given.uncertain(scope + "series resistance");
  if (!(resistance.value() >= 0)) {
    return fail(Code::InvalidInput, "'series_resistance' must not be negative");
  }
  if (given.unit().same_dimension(Unit::of("Ohm cm2"))) return resistance;
  if (!given.unit().same_dimension(Unit::of("Ohm"))) {
    return fail(Code::Unit, fmt::format("'series_resistance' is {}", given.text()),
                "write it in Ohm, or times the area in Ohm cm2");
  }
  if (!options.area) {
    return fail(Code::NotFound, "'series_resistance' in Ohm needs the 'area'",
                "give the area, or the resistance times area in Ohm cm2");
  }
  return resistance * options.area->uncertain("area");
}

Result<std::string> scale_of(std::span<const data::Table> tables) {
  std::string scale;
  for (const auto& table : tables) {
    const std::string& comment = table.find("E")->comment;
    if (!comment.starts_with("vs")) continue;
    if (!scale.empty() && comment != scale) {
      return fail(Code::Inconsistent, fmt::format("potentials are given {} and {}", scale, comment),
                  "bring all tables to one scale first");
    }
    scale = comment;
  }
  return scale;
}

Status check_scans(std::span<const Scan> scans) {
  if (scans.empty()) {
    return fail(Code::InvalidInput, "no scan passes the potential of evaluation both ways",
                "choose a 'potential' that every cycle passes");
  }
  double sum = 0;
  for (const auto& scan : scans) sum += scan.half_difference;
  if (!(sum > 0)) {
    return fail(
        Code::InvalidInput, "the current is lower in the anodic sweeps than in the cathodic ones",
        "a capacitor does the opposite: if the file counts cathodic current as positive, say "
        "cathodic = \"positive\" (or \"negative\", if it says so now)");
  }
  if (scans.back().rate < scans.front().rate * (1 + same_rate)) {
    return fail(Code::InvalidInput,
                fmt::format("all voltammograms have one scan rate, {}", scans.front().label),
                "a slope needs two or more; record the window at four rates or more that span a "
                "factor of three, 20 to 100 mV/s");
  }
  return {};
}

/// Noise and scatter are inputs of the line; the intercept is tied to the slope by the part that
/// follows it (as for a calibration line, docs/methods/uncertainty.md).
void set_line(DoubleLayerResult& result, const std::string& scope, const Uncertain& area_factor) {
  const WeightedLine& line = result.line;
  const double noise = line.slope_sigma / line.widening;
  const double scatter = std::sqrt(std::max(line.widening * line.widening - 1, 0.0)) * noise;
  const Uncertain slope = Uncertain::input(scope + "capacitance noise", line.slope, noise) +
                          Uncertain::input(scope + "capacitance scatter", 0, scatter);
  const double tied = line.correlation * line.intercept_sigma;
  const double own = std::sqrt(1 - line.correlation * line.correlation) * line.intercept_sigma;
  Uncertain intercept = Uncertain::input(scope + "capacitance intercept", line.intercept, own);
  if (line.slope_sigma > 0) intercept = intercept + tied / line.slope_sigma * (slope - line.slope);
  result.capacitance = slope * area_factor;
  result.intercept = intercept * area_factor;
}

void set_exponent(DoubleLayerResult& result) {
  std::vector<double> x;
  std::vector<double> y;
  for (const auto& scan : result.scans) {
    if (!(scan.half_difference > 0)) return;
    x.push_back(std::log(scan.rate));
    y.push_back(std::log(scan.half_difference));
  }
  const auto power = fit_line(x, y);
  if (!power) return;
  result.exponent = power->slope;
  result.exponent_sigma = power->slope_sigma;
}

void set_surface(DoubleLayerResult& result, const DoubleLayerOptions& options,
                 const std::string& scope) {
  const double plain = result.capacitance.value();
  result.roughness =
      result.capacitance / options.specific_capacitance.uncertain(scope + "specific capacitance");
  result.roughness_low = plain / options.specific_range[1].si();
  result.roughness_high = plain / options.specific_range[0].si();
  if (options.area) result.ecsa = result.roughness * options.area->uncertain("area");
}

Status fit(DoubleLayerResult& result, const DoubleLayerOptions& options, bool per_area) {
  const std::string scope = options.label.empty() ? "" : options.label + " ";
  std::vector<double> rates;
  std::vector<double> halves;
  std::vector<double> sigmas;
  for (const auto& scan : result.scans) {
    rates.push_back(scan.rate);
    halves.push_back(scan.half_difference);
    sigmas.push_back(scan.sigma);
  }
  NITER_TRY(result.line, fit_weighted_line(rates, halves, sigmas));
  if (!(result.line.slope > 0)) {
    return fail(
        Code::Inconsistent,
        fmt::format("the half difference falls with the scan rate, from {:.4g} to {:.4g} A m-2",
                    halves.front(), halves.back()),
        "no capacitor does so: look at the voltammograms");
  }
  const Uncertain area = per_area ? Uncertain() : options.area->uncertain("area");
  set_line(result, scope, per_area ? Uncertain(1) : area.value() / area);
  set_exponent(result);
  set_surface(result, options, scope);
  if (!options.series_resistance) return {};
  NITER_TRY(const auto resistance, area_resistance(options, scope));
  result.bias =
      correct_for_resistance(result.capacitance, resistance, rate_points(result), result.potential);
  return {};
}

}  // namespace

std::vector<RatePoint> rate_points(const DoubleLayerResult& result) {
  std::vector<RatePoint> points;
  for (std::size_t i = 0; i < result.scans.size(); ++i) {
    const Scan& scan = result.scans[i];
    points.push_back({scan.rate, scan.low, scan.high, scan.width, result.line.influence[i]});
  }
  return points;
}

Result<DoubleLayerResult> double_layer_capacitance(std::span<const data::Table> tables,
                                                   const DoubleLayerOptions& options) {
  if (tables.empty()) {
    return fail(Code::InvalidInput, "there is no table to evaluate",
                "give the voltammograms of a set of scan rates");
  }
  NITER_OK(check_options(options));
  NITER_TRY(auto set, read_scans(tables, options));
  NITER_OK(check_scans(set.scans));

  DoubleLayerResult result;
  NITER_TRY(result.scale, scale_of(tables));
  result.potential = set.potential;
  result.fit_width = set.fit_width;
  result.window_low = set.window_low;
  result.window_high = set.window_high;
  result.scans = std::move(set.scans);
  NITER_OK(fit(result, options, set.per_area));
  result.findings = double_layer_findings(result, options, set.unused);
  for (const auto& table : tables) result.records.push_back(table.provenance);
  return result;
}

}  // namespace niter::analysis
