#include "niter/analysis/assay/calibration_curve.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

Status check(const CurveOptions& options, const Unit& unit) {
  if (!(options.confidence > 0 && options.confidence < 1)) {
    return fail(Code::InvalidInput, "'confidence' lies between 0 and 1");
  }
  if (!(options.absorbance_limit > 0) || !(options.overflow > 0)) {
    return fail(Code::InvalidInput, "'absorbance_limit' and 'overflow' must be positive");
  }
  if (unit.same_dimension(Unit::of("kg m-3")) || unit.same_dimension(Unit::of("mol m-3")))
    return {};
  return fail(Code::Unit, fmt::format("'{}' is not a concentration", unit.text()));
}

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

/// Sort the wells by what they are; readings at the overflow are no numbers.
void sort_wells(CurveResult& result, std::span<const Well> wells) {
  for (const auto& well : wells) {
    if (!std::isfinite(well.signal)) continue;  // an empty well
    if (!result.areas && well.signal >= result.options.overflow) {
      result.overflowed.push_back(well.place.empty() ? well.sample : well.place);
      continue;
    }
    const std::string& name = well.place.empty() ? well.sample : well.place;
    if (well.kind == WellKind::Blank) result.blanks.push_back(well.signal);
    const bool is_standard =
        well.kind == WellKind::Standard ||
        (well.kind == WellKind::Blank && result.options.blanks == BlankUse::Standard);
    if (is_standard) {
      const double c = well.kind == WellKind::Blank ? 0 : well.concentration;
      result.points.push_back({c, well.signal, well.sigma, name});
    }
  }
  if (result.options.blanks != BlankUse::Subtract || result.blanks.empty()) return;
  const double blank = mean_of(result.blanks);
  for (auto& point : result.points) point.signal -= blank;
}

/// Readings of one solution.
struct Group {
  const Well* first = nullptr;
  std::vector<double> signals;
};

std::vector<Group> groups_of(const CurveResult& result, std::span<const Well> wells) {
  std::vector<Group> groups;
  for (const auto& well : wells) {
    const bool asked = well.kind == WellKind::Control || well.kind == WellKind::Sample;
    if (!asked || !std::isfinite(well.signal)) continue;
    if (!result.areas && well.signal >= result.options.overflow) continue;
    const auto known = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
      if (group.first->kind != well.kind) return false;
      // controls of one concentration are one control; samples go by name
      return well.kind == WellKind::Control ? group.first->concentration == well.concentration
                                            : group.first->sample == well.sample;
    });
    if (known == groups.end()) {
      groups.push_back({&well, {well.signal}});
    } else {
      known->signals.push_back(well.signal);
    }
  }
  return groups;
}

Result<SampleResult> read_sample(const CurveResult& result, const Group& group,
                                 const CalibrationLine& line) {
  SampleResult sample;
  sample.kind = group.first->kind;
  sample.known = group.first->concentration;
  sample.name = group.first->sample;
  if (sample.kind == WellKind::Control) {
    sample.name =
        fmt::format("control {:.4g} {}", result.unit.from_si(sample.known), result.unit.text());
  }
  sample.readings = static_cast<int>(group.signals.size());
  const double raw = mean_of(group.signals);
  sample.saturated = !result.areas && raw > result.options.absorbance_limit;
  const bool subtract = result.options.blanks == BlankUse::Subtract && !result.blanks.empty();
  sample.signal = subtract ? raw - mean_of(result.blanks) : raw;
  double squares = 0;
  for (const double signal : group.signals) squares += (signal - raw) * (signal - raw);
  sample.variation = sample.readings > 1
                         ? std::sqrt(squares / (sample.readings - 1)) / std::abs(sample.signal)
                         : none;
  NITER_TRY(sample.read, predict(result.fit, {.value = sample.signal, .readings = sample.readings},
                                 result.options.confidence));
  const std::string scope = result.options.label.empty() ? "" : result.options.label + " ";
  const double noise = result.fit.noise / std::sqrt(result.fit.weight(sample.read.value)) /
                       std::sqrt(sample.readings);
  Inputs inputs;
  sample.value =
      UncertainCurve(line, inputs, scope + "calibration")
          .concentration(Uncertain::input(scope + sample.name + " signal", sample.signal, noise));
  sample.outside = sample.read.value < result.fit.lowest || sample.read.value > result.fit.highest;
  sample.below_detection = result.limits && sample.read.value < result.limits->critical;
  return sample;
}

}  // namespace

std::span<const std::pair<std::string_view, Outliers>> enum_names(Outliers) {
  static constexpr std::array<std::pair<std::string_view, Outliers>, 2> names{
      {{"report", Outliers::Report}, {"leave", Outliers::Leave}}};
  return names;
}

std::span<const std::pair<std::string_view, BlankUse>> enum_names(BlankUse) {
  static constexpr std::array<std::pair<std::string_view, BlankUse>, 3> names{
      {{"compare", BlankUse::Compare},
       {"subtract", BlankUse::Subtract},
       {"standard", BlankUse::Standard}}};
  return names;
}

Result<CurveResult> calibration_curve(std::span<const Well> wells, const CurveUnits& units,
                                      const CurveOptions& options) {
  const Unit& unit = units.concentration;
  NITER_OK(check(options, unit));
  CurveResult result;
  result.options = options;
  result.unit = unit;
  result.areas = units.areas;
  result.per_mass = unit.same_dimension(Unit::of("kg m-3"));
  sort_wells(result, wells);
  if (result.points.empty()) {
    return fail(Code::InvalidInput, "there is no standard",
                "give the concentrations of the standards");
  }

  auto robust = robust_fit(result.points, options.model, options.weights);
  if (robust) result.robust = *std::move(robust);
  if (result.robust && options.outliers == Outliers::Leave) {
    std::vector<CalibrationPoint> kept;
    for (std::size_t i = 0; i < result.points.size(); ++i) {
      const auto& left = result.robust->left;
      const bool is_left = std::find(left.begin(), left.end(), i) != left.end();
      (is_left ? result.left_out : kept).push_back(result.points[i]);
    }
    result.points = std::move(kept);
  } else if (result.robust) {
    result.suspects = result.robust->left;
  }

  NITER_TRY(result.fit, fit_calibration(result.points, options.model, options.weights));
  if (!(result.fit.slope(result.fit.lowest) > 0 && result.fit.slope(result.fit.highest) > 0)) {
    return fail(Code::InvalidInput, "the signal does not rise with the concentration",
                "look at the standards; a quadratic may turn over where they level off");
  }
  result.lack_of_fit = lack_of_fit(result.points, result.fit);
  result.mandel = mandel_test(result.points, options.weights);
  if (auto limits =
          detection_limits(result.fit, result.blanks, {.alpha = 1 - options.confidence})) {
    result.limits = *limits;
  }

  const CalibrationLine line = line_of(result.fit);
  for (const auto& group : groups_of(result, wells)) {
    NITER_TRY(auto sample, read_sample(result, group, line));
    result.samples.push_back(std::move(sample));
  }
  NITER_TRY(result.findings, calibration_findings(result));
  return result;
}

}  // namespace niter::analysis
