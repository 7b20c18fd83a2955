#include "niter/analysis/echem/ca.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "niter/analysis/echem/charge.hpp"
#include "niter/analysis/echem/steady_window.hpp"
#include "niter/analysis/number_text.hpp"
#include "niter/analysis/statistics.hpp"
#include "niter/chem/constants.hpp"

namespace niter::analysis {

namespace {

constexpr double hour = 3600;  // s

Result<const data::Table*> only(std::span<const data::Table> tables) {
  if (tables.size() == 1) return &tables.front();
  return fail(Code::InvalidInput, fmt::format("{} records: one at a time", tables.size()),
              "join the parts of one run, or reduce each by itself");
}

Result<SteadyWindow> window_of(std::span<const double> t, std::span<const double> y,
                               const std::vector<Quantity>& stated, Allowed allowed) {
  if (stated.empty()) return find_steady(t, y, allowed);
  if (stated.size() != 2) return fail(Code::InvalidInput, "'window' holds two times");
  return steady_between(t, y, stated[0].si(), stated[1].si());
}

std::string window_text(const SteadyWindow& window, bool stated) {
  return fmt::format("{} {:.4g} to {:.4g} s; {:.0f} readings count as one",
                     stated         ? "stated window"
                     : window.found ? "steady from"
                                    : "not steady; the end,",
                     window.start, window.end, std::max(window.mean.serial.time, 1.0));
}

data::Finding steady_finding(const SteadyWindow& window, const std::string& allowed,
                             const std::string& change) {
  data::Finding finding;
  finding.key = "record-steady";
  finding.title = "The end of the record is steady";
  finding.formula = "slope times duration of the window";
  finding.numbers = fmt::format("{} from {:.4g} to {:.4g} s", change, window.start, window.end);
  finding.tolerance = allowed;
  finding.verdict = window.found ? data::Verdict::Consistent : data::Verdict::Inconsistent;
  finding.text = window.found ? "The mean of the window stands for the run."
                              : "No window of a fifth of the time is steady: the mean depends on "
                                "when it is taken.";
  finding.source = "identity: the stated rule";
  return finding;
}

/// Drift with a 95 % interval by the effective degrees of freedom.
data::Measure drift_measure(const SteadyWindow& window, const std::string& scope, double scale,
                            const Unit& unit, const std::string& of) {
  const double half = student_t(window.line.freedom, 0.95) * window.line.slope_sigma;
  const double value = scale * window.line.slope;
  return {
      "drift",
      "Drift " + of,
      Uncertain::input(scope + "drift scatter", value, std::abs(scale) * window.line.slope_sigma),
      unit,
      "slope of a straight line",
      "sokal1997",
      fmt::format("95 %: {:.3g} to {:.3g} {}; Durbin-Watson {:.2f}",
                  unit.from_si(value - std::abs(scale) * half),
                  unit.from_si(value + std::abs(scale) * half), unit.text(),
                  window.line.serial.durbin_watson)};
}

data::Figure time_figure(std::span<const double> t, std::span<const double> y,
                         const SteadyWindow& window, data::Axis axis, const std::string& id) {
  data::Figure figure;
  figure.id = id;
  data::Panel panel;
  panel.x = {"t", Unit::of(t.back() - t.front() > 2 * hour ? "h" : "s")};
  panel.y = std::move(axis);
  data::Series record;
  record.name = "record";
  record.x = {t.begin(), t.end()};
  record.y = {y.begin(), y.end()};
  data::Series mean;
  mean.name = "mean of the window";
  mean.colour = 1;
  mean.x = {window.start, window.end};
  mean.y = {window.mean.value, window.mean.value};
  panel.series = {std::move(record), std::move(mean)};
  figure.panels = {std::move(panel)};
  return figure;
}

/// Charge with the noise of the readings and what the sampling may have missed.
Result<data::Measure> charge_measure(const data::Table& record, const std::string& scope) {
  const bool per_area = record.find("j") != nullptr && record.find("I") == nullptr;
  data::Table copy = record;
  for (auto& column : copy.columns) {
    if (column.name != (per_area ? "j" : "I") || !column.sigma.empty()) continue;
    column.sigma.assign(column.values.size(), reading_noise(column.values));
  }
  ChargeSource source;
  auto integral = integrate(copy, source);
  double sign = -1;
  if (!integral) {  // an oxidation as a whole
    source.cathodic = CathodicSign::Positive;
    sign = 1;
    integral = integrate(copy, source);
  }
  if (!integral) return fail(integral.error());
  // halving the interval takes away three quarters of the error of the trapezium rule
  const double sampling = std::abs(integral->charge - integral->coarse) / 3;
  const Uncertain charge =
      Uncertain::input(scope + "current noise", sign * integral->charge, integral->noise) +
      Uncertain::input(scope + "sampling of the current", 0, sampling);
  return data::Measure{"charge",
                       "Charge",
                       charge,
                       Unit::of(per_area ? "C cm-2" : "C"),
                       "trapezium rule on the raw points",
                       "press2007",
                       fmt::format("{:.5g} s; oxidation positive", integral->duration)};
}

Status add_cottrell(std::span<const double> t, std::span<const double> y, bool per_area,
                    const CaOptions& options, data::Reduction& reduction) {
  double from = t.front();
  double to = t.front() + (t.back() - t.front()) / 2;
  if (options.cottrell_window.size() == 2) {
    from = options.cottrell_window[0].si();
    to = options.cottrell_window[1].si();
  }
  std::vector<double> logs;
  std::vector<double> powers;
  std::vector<double> roots;
  std::vector<double> sizes;
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (t[i] < from || t[i] > to || !(t[i] > 0) || y[i] == 0) continue;
    logs.push_back(std::log(t[i]));
    powers.push_back(std::log(std::abs(y[i])));
    roots.push_back(1 / std::sqrt(t[i]));
    sizes.push_back(std::abs(y[i]));
  }
  NITER_TRY(const auto power, fit_serial_line(logs, powers));
  NITER_TRY(const auto line, fit_serial_line(roots, sizes));
  reduction.measures.push_back(
      {"cottrell_exponent", "Exponent of time",
       Uncertain::input("scatter about the power of time", power.slope, power.slope_sigma),
       Unit::of("1"), "|I| ~ t^x, -1/2 under diffusion", "bard2001",
       fmt::format("{:.4g} to {:.4g} s", from, to)});
  data::Finding finding;
  finding.key = "cottrell";
  finding.title = "The current falls as diffusion makes it";
  finding.formula = "|I| ~ t^(-1/2)";
  finding.numbers = fmt::format("t^({})", plus_minus(power.slope, power.slope_sigma));
  finding.tolerance = "0.02, or two standard uncertainties; marginal within 0.1";
  finding.source = "bard2001, sec. 5.2.1";
  const double off = std::abs(power.slope + 0.5);
  finding.verdict = off <= std::max(0.02, 2 * power.slope_sigma) ? data::Verdict::Consistent
                    : off <= 0.1                                 ? data::Verdict::Marginal
                                                                 : data::Verdict::Inconsistent;
  finding.text = "Time counts from zero of column t: that must be the step.";
  reduction.findings.push_back(std::move(finding));
  const double area = per_area ? 1 : options.area ? options.area->si() : 0;
  if (!options.electrons || !options.concentration || !(area > 0)) return {};
  const double one = *options.electrons * constants::F * area * options.concentration->si() /
                     std::sqrt(std::numbers::pi);
  const double root = line.slope / one;
  reduction.measures.push_back({"diffusion_coefficient", "Diffusion coefficient by Cottrell",
                                Uncertain::input("slope against t^(-1/2)", root * root,
                                                 2 * std::abs(root * line.slope_sigma / one)),
                                Unit::of("m2 s-1"), "I = n F A c (D / (pi t))^(1/2)", "bard2001",
                                fmt::format("{:.4g} to {:.4g} s", from, to)});
  return {};
}

}  // namespace

Result<data::Reduction> reduce_ca(std::span<const data::Table> tables, const CaOptions& options) {
  NITER_TRY(const auto* const record, only(tables));
  const bool per_area = record->find("j") != nullptr;
  const char* const word = per_area ? "j" : "I";
  NITER_TRY(const auto t, record->column("t"));
  NITER_TRY(const auto y, record->column(word));
  const Unit unit = Unit::of(per_area ? "mA cm-2" : "mA");
  const std::string scope = options.label.empty() ? "" : options.label + " ";
  data::Reduction reduction{
      .technique = "ca",
      .title = options.label.empty() ? "Chronoamperometry" : "Chronoamperometry, " + options.label};
  NITER_TRY(const auto window, window_of(t, y, options.window, {options.steady_drift.si(), true}));
  NITER_TRY(auto charge, charge_measure(*record, scope));
  reduction.measures.push_back(std::move(charge));
  reduction.measures.push_back(
      {per_area ? "mean_current_density" : "mean_current", "Mean current of the window",
       Uncertain::input(scope + "current scatter", window.mean.value, window.mean.sigma), unit,
       "mean", "sokal1997", window_text(window, !options.window.empty())});
  if (window.mean.value != 0) {
    reduction.measures.push_back(drift_measure(window, scope, 1 / std::abs(window.mean.value),
                                               Unit::of("% h-1"), "of the mean current"));
  }
  reduction.findings.push_back(
      steady_finding(window, options.steady_drift.text() + " of the mean",
                     fmt::format("{:.3g} %", 100 * window.change / std::abs(window.mean.value))));
  for (auto& finding : disturbance_findings(find_disturbances(t, y))) {
    reduction.findings.push_back(std::move(finding));
  }
  if (options.cottrell) NITER_OK(add_cottrell(t, y, per_area, options, reduction));
  reduction.figures = {time_figure(t, y, window, {word, unit}, "fig-ca")};
  reduction.figures.back().title = "Current against time";
  reduction.figures.back().caption = "The record and the mean of the window that is reported.";
  reduction.records = {record->provenance};
  return reduction;
}

Result<data::Reduction> reduce_ocp(std::span<const data::Table> tables, const OcpOptions& options) {
  NITER_TRY(const auto* const record, only(tables));
  NITER_TRY(const auto t, record->column("t"));
  NITER_TRY(const auto e, record->column("E"));
  const std::string scale = record->find("E")->comment;
  const std::string scope = options.label.empty() ? "" : options.label + " ";
  data::Reduction reduction{
      .technique = "ocp",
      .title = options.label.empty() ? "Open circuit" : "Open circuit, " + options.label};
  NITER_TRY(const auto window, window_of(t, e, options.window, {options.steady_drift.si(), false}));
  reduction.measures.push_back(
      {"open_circuit_potential", "Open-circuit potential",
       Uncertain::input(scope + "potential scatter", window.mean.value, window.mean.sigma),
       Unit::of("mV"), "mean", "sokal1997",
       scale + (scale.empty() ? "" : "; ") + window_text(window, !options.window.empty())});
  reduction.measures.push_back(
      drift_measure(window, scope, 1, Unit::of("mV h-1"), "of the potential"));
  reduction.findings.push_back(steady_finding(window, options.steady_drift.text(),
                                              fmt::format("{:.3g} mV", 1e3 * window.change)));
  reduction.figures = {time_figure(t, e, window, {"E", Unit::of("V"), scale}, "fig-ocp")};
  reduction.figures.back().title = "Open-circuit potential";
  reduction.figures.back().caption = "The record and the mean of the window that is reported.";
  reduction.records = {record->provenance};
  return reduction;
}

}  // namespace niter::analysis
