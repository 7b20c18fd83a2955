#include "niter/analysis/battery/power.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/battery/polarisation_curve.hpp"
#include "niter/analysis/battery/power_figure.hpp"
#include "niter/analysis/battery/power_findings.hpp"
#include "niter/analysis/each_record.hpp"
#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

constexpr std::size_t least_line = 3;
constexpr std::size_t line_part = 5;  // the last fifth of the points

void add_peak(const CellRecord& record, const CellCurve& curve, const PowerPeak& peak,
              const std::string& behind, data::Reduction& out) {
  const Unit density = Unit::of("mA cm-2"), power = Unit::of("mW cm-2");
  const std::string note = fmt::format(
      "{}; quadratic V(j) through {} points from {:.4g} to {:.4g} mA cm-2, scatter {:.2g} mV, "
      "neighbours correlated {:.2f}; a cubic gives {:+.2g} mW cm-2",
      curve.rule, peak.points, density.from_si(peak.low), density.from_si(peak.high),
      1e3 * peak.scatter, peak.correlation, power.from_si(peak.cubic));
  const Uncertain current = peak.current * record.area_error;
  out.measures.push_back({"peak_power_density" + behind, "Peak power density",
                          peak.power * record.area_error, power, "P = V j where dP/dj = 0",
                          "jcgm100", note});
  out.measures.push_back({"current_at_peak_power" + behind, "Current density at peak power",
                          current, density, "V + j dV/dj = 0", "jcgm100"});
  out.measures.push_back({"voltage_at_peak_power" + behind, "Cell voltage at peak power",
                          peak.voltage, Unit::of("V"), "V(j) of the fit", "jcgm100"});
  out.measures.push_back({"resistance_at_peak_power" + behind, "Resistance at peak power",
                          peak.voltage / current, Unit::of("ohm cm2"), "R = V/j = -dV/dj there",
                          "identity"});
}

void add_highest(const CellRecord& record, const CellCurve& curve, const std::string& behind,
                 data::Reduction& out) {
  const auto& points = curve.points;
  const auto power = [&](std::size_t i) { return points.current[i] * points.voltage[i]; };
  std::size_t best = 0;
  for (std::size_t i = 1; i < points.current.size(); ++i) best = power(i) > power(best) ? i : best;
  const double sigma = points.sigma.empty() ? 0 : points.sigma[best] * points.current[best];
  out.measures.push_back(
      {"peak_power_density_at_least" + behind, "Peak power density, at least",
       Uncertain::input("noise of the highest point" + behind, power(best), sigma) *
           record.area_error,
       Unit::of("mW cm-2"), "largest V j of the record", "definition",
       fmt::format("{}; at {:.4g} mA cm-2 and {:.4g} V, no maximum", curve.rule,
                   Unit::of("mA cm-2").from_si(points.current[best]), points.voltage[best])});
}

// measured where the voltage reaches zero, else along the last line, and named so
void add_short_circuit(const CellRecord& record, const CellCurve& curve, const std::string& behind,
                       data::Reduction& out) {
  const auto& j = curve.points.current;
  const auto& v = curve.points.voltage;
  const std::size_t count = std::max(least_line, j.size() / line_part);
  if (j.size() < least_line) return;
  const auto below = std::ranges::find_if(v, [](double volts) { return volts <= 0; });
  const bool reached = below != v.end();
  const auto middle = static_cast<std::size_t>(below - v.begin());
  const std::size_t first = reached ? (middle < count ? 0 : middle - count) : j.size() - count;
  const std::size_t end = reached ? std::min(j.size(), middle + count) : j.size();
  const auto line =
      fit_line(std::span(j).subspan(first, end - first), std::span(v).subspan(first, end - first));
  if (!line || !(line->slope < 0)) return;
  const double at = -line->intercept / line->slope;
  const double a = -line->intercept_sigma / line->slope, b = -at * line->slope_sigma / line->slope;
  const double sigma = std::sqrt(std::max(0.0, a * a + b * b + 2 * line->correlation * a * b));
  out.measures.push_back(
      {(reached ? "short_circuit_current" : "short_circuit_current_extrapolated") + behind,
       reached ? "Short-circuit current density" : "Short-circuit current density, extrapolated",
       Uncertain::input("line to short circuit" + behind, at, sigma) * record.area_error,
       Unit::of("mA cm-2"), "V = 0", "jcgm100",
       fmt::format("straight line through points {} to {} of the curve", first + 1, end)});
  if (reached) return;
  out.caveats.push_back(fmt::format(
      "the short-circuit current is extrapolated from {:.3g} V: a limiting current before it is "
      "not seen",
      v.back()));
}

Status reduce_one(const data::Table& table, const PowerOptions& options, const std::string& behind,
                  data::Reduction& out) {
  NITER_TRY(const auto record, cell_record(table, options, behind, out));
  if (!record.per_area) {
    return fail(Code::InvalidInput, "a power density needs the area of the electrode",
                "give it: area = \"1.0 cm2\"");
  }
  NITER_TRY(auto curve, cell_curve(record, options, behind));
  NITER_TRY(const auto peak,
            power_peak(curve.points, options.fit_width, "noise of the curve" + behind));
  if (peak) {
    add_peak(record, curve, *peak, behind, out);
  } else {
    add_highest(record, curve, behind, out);
  }
  // an open circuit that is one point scatters as the points under load do
  if (curve.open && curve.open->sigma() == 0 && peak && peak->scatter > 0) {
    curve.open =
        Uncertain::input("noise at open circuit" + behind, curve.open->value(), peak->scatter);
  }
  if (curve.open) {
    out.measures.push_back({"open_circuit_voltage" + behind, "Open-circuit voltage", *curve.open,
                            Unit::of("V"), "V at j = 0", "definition", curve.open_by});
  }
  add_short_circuit(record, curve, behind, out);
  for (auto& finding : power_findings(record, curve, peak, options, table)) {
    finding.key += behind;
    out.findings.push_back(std::move(finding));
  }
  out.figures.push_back(power_figure(curve, peak));
  out.figures.back().id += behind.empty() ? "" : "-" + behind.substr(1);
  out.tables.push_back(power_table(curve));
  return {};
}

}  // namespace

Result<data::Reduction> reduce_power(std::span<const data::Table> tables,
                                     const PowerOptions& options) {
  if (!(options.fit_width > 0) || options.fit_width > 1 || !(options.tail > 0) ||
      options.tail > 1) {
    return fail(Code::InvalidInput, "'fit_width' and 'tail' are shares between 0 and 1");
  }
  data::Reduction reduction{
      .technique = "power",
      .title = options.label.empty() ? "Power of the cell" : "Power of the cell, " + options.label};
  const auto reduce = [&](const data::Table& table, const std::string& behind) -> Status {
    return reduce_one(table, options, behind, reduction);
  };
  NITER_OK(reduce_each(tables, reduction, reduce));
  return reduction;
}

}  // namespace niter::analysis
