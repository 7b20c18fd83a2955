#include "niter/analysis/battery/polarisation_curve.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/battery/current_steps.hpp"
#include "niter/analysis/echem/sweeps.hpp"

namespace niter::analysis {

namespace {

constexpr std::size_t least_steps = 3;
constexpr double held_share = 0.8;   // of the rows in plateaus that make a record one of steps
constexpr double near_open = 0.005;  // of the largest current: nearer to zero is open circuit

bool is_stepped(const CellRecord& record, const std::vector<CurrentStep>& steps) {
  std::size_t plateaus = 0, rows = 0;
  for (const auto& step : steps) {
    if (step.rows.size() < 5) continue;
    plateaus += step.rest ? 0 : 1;
    rows += step.rows.size();
  }
  return plateaus >= least_steps &&
         static_cast<double>(rows) > held_share * static_cast<double>(record.size());
}

CellCurve curve_of_steps(const std::vector<CurrentStep>& steps, const PowerOptions& options,
                         const std::string& behind) {
  std::vector<CurrentStep> loaded;
  CellCurve curve;
  for (const auto& step : steps) {
    if (step.rest && !curve.open && loaded.empty()) {
      curve.open =
          Uncertain::input("noise at open circuit" + behind, step.voltage, step.voltage_sigma);
      curve.open_by = "rest before the first step";
    }
    if (!step.rest && step.current > 0) loaded.push_back(step);
  }
  std::ranges::stable_sort(loaded, {}, &CurrentStep::current);
  for (const auto& step : loaded) {
    curve.points.current.push_back(step.current);
    curve.points.voltage.push_back(step.voltage);
    curve.points.sigma.push_back(step.voltage_sigma);
    curve.drift = std::max(curve.drift, 2 * std::abs(step.end_voltage - step.voltage) /
                                            std::max(std::abs(step.voltage), 1e-3));
  }
  // a step without scatter (rounded voltages) would take all the weight
  if (std::ranges::any_of(curve.points.sigma, [](double sigma) { return !(sigma > 0); })) {
    curve.points.sigma.clear();
  }
  curve.rule = fmt::format("{} steps of constant current, last {:g} % of each", loaded.size(),
                           100 * options.tail);
  return curve;
}

struct Stretch {
  std::size_t first = 0, end = 0;
  std::string rule;
};

Result<Stretch> stretch_of(const CellRecord& record, int number) {
  if (record.time.empty()) return Stretch{0, record.size(), "the whole record"};
  data::Table swept;
  swept.columns = {{"t", Unit::of("s"), record.time}, {"E", Unit::of("V"), record.voltage}};
  NITER_TRY(const auto sweeps, split_sweeps(swept));
  if (number < 1 || static_cast<std::size_t>(number) > sweeps.size()) {
    return fail(Code::InvalidInput, fmt::format("there is no sweep {}", number),
                fmt::format("the record has {}", sweeps.size()));
  }
  const auto& chosen = sweeps[static_cast<std::size_t>(number) - 1];
  return Stretch{chosen.first, chosen.last + 1,
                 fmt::format("sweep {} of {}", number, sweeps.size())};
}

// slope of the curve about a point, to turn noise of the current into volts
double slope_at(const PolarisationPoints& points, std::size_t i) {
  const std::size_t n = points.current.size(), half = std::max<std::size_t>(1, n / 40);
  const std::size_t a = i < half ? 0 : i - half, b = std::min(n - 1, i + half);
  const double step = points.current[b] - points.current[a];
  return step == 0 ? 0 : (points.voltage[b] - points.voltage[a]) / step;
}

void find_open(const CellRecord& record, const Stretch& stretch, const std::string& behind,
               CellCurve& curve) {
  const double most = curve.points.current.back();
  std::size_t nearest = stretch.first;
  for (std::size_t i = stretch.first; i < stretch.end; ++i) {
    if (std::abs(record.current[i]) < std::abs(record.current[nearest])) nearest = i;
  }
  const double sigma = record.voltage_sigma.empty() ? 0 : record.voltage_sigma[nearest];
  const auto at = [&](double volts) {
    curve.open = Uncertain::input("noise at open circuit" + behind, volts, sigma);
  };
  for (std::size_t i = stretch.first; i + 1 < stretch.end; ++i) {
    const double a = record.current[i], b = record.current[i + 1];
    if (a * b >= 0) continue;
    at(record.voltage[i] + (record.voltage[i + 1] - record.voltage[i]) * a / (a - b));
    curve.open_by = "where the current of the sweep changes its sign";
    return;
  }
  if (std::abs(record.current[nearest]) > near_open * most) return;
  at(record.voltage[nearest]);
  curve.open_by = fmt::format("point {} of the record, at {:.2g} of the largest current",
                              nearest + 1, std::abs(record.current[nearest]) / most);
}

Result<CellCurve> curve_of_sweep(const CellRecord& record, const PowerOptions& options,
                                 const std::string& behind) {
  NITER_TRY(const Stretch stretch, stretch_of(record, options.sweep));
  CellCurve curve;
  curve.rule = stretch.rule;
  auto& points = curve.points;
  std::vector<double> current_sigma;
  for (std::size_t i = stretch.first; i < stretch.end; ++i) {
    if (!(record.current[i] > 0)) continue;
    points.current.push_back(record.current[i]);
    points.voltage.push_back(record.voltage[i]);
    if (!record.voltage_sigma.empty()) points.sigma.push_back(record.voltage_sigma[i]);
    if (!record.current_sigma.empty()) current_sigma.push_back(record.current_sigma[i]);
  }
  if (points.current.empty()) return curve;
  if (points.current.front() > points.current.back()) {
    for (auto* const values : {&points.current, &points.voltage, &points.sigma, &current_sigma}) {
      std::ranges::reverse(*values);
    }
  }
  if (!current_sigma.empty()) {
    points.sigma.resize(points.current.size(), 0.0);
    for (std::size_t i = 0; i < current_sigma.size(); ++i) {
      points.sigma[i] = std::hypot(points.sigma[i], slope_at(points, i) * current_sigma[i]);
    }
  }
  if (std::ranges::any_of(points.sigma, [](double sigma) { return !(sigma > 0); })) {
    points.sigma.clear();
  }
  find_open(record, stretch, behind, curve);
  return curve;
}

}  // namespace

Result<CellCurve> cell_curve(const CellRecord& record, const PowerOptions& options,
                             const std::string& behind) {
  if (options.from == CurveSource::Steps && record.time.empty()) {
    return fail(Code::InvalidInput, "steps are cut in time, and the record has no time");
  }
  CellCurve curve;
  std::vector<CurrentStep> steps;
  if (options.from != CurveSource::Sweep && !record.time.empty()) {
    steps = current_steps(record, {.tail = options.tail});
  }
  if (options.from == CurveSource::Steps ||
      (options.from == CurveSource::Found && is_stepped(record, steps))) {
    curve = curve_of_steps(steps, options, behind);
  } else {
    NITER_TRY(curve, curve_of_sweep(record, options, behind));
  }
  if (options.ocv) {
    curve.open = options.ocv->uncertain("open-circuit voltage");
    curve.open_by = "as stated";
  }
  return curve;
}

}  // namespace niter::analysis
