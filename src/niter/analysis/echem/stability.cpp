#include "niter/analysis/echem/stability.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/echem/change_points.hpp"
#include "niter/analysis/echem/equivalence.hpp"
#include "niter/analysis/echem/steady_window.hpp"
#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

constexpr double hour = 3600;  // s

struct Record {
  std::span<const double> t, y;
  const char* word = "I";
  Unit unit;
};

Result<Record> record_of(const data::Table& table) {
  Record record;
  const bool per_area = table.find("j") != nullptr;
  record.word = per_area ? "j" : "I";
  record.unit = Unit::of(per_area ? "mA cm-2" : "mA");
  NITER_TRY(record.t, table.column("t"));
  NITER_TRY(record.y, table.column(record.word));
  return record;
}

data::Finding changes_finding(const ChangePoints& changes, const Record& record) {
  data::Finding finding;
  finding.key = "change-points";
  finding.title = "The run is one piece";
  finding.formula = "least squares about lines plus 3 s2 tau ln(n) for each piece";
  finding.source = "killick2012";
  std::string times;
  for (std::size_t k = 1; k < changes.starts.size(); ++k) {
    times += fmt::format("{}{:.4g} h", k > 1 ? ", " : "", record.t[changes.starts[k]] / hour);
  }
  finding.numbers = times.empty() ? fmt::format("no change in {} blocks", changes.blocks)
                                  : fmt::format("{} changes: {}", changes.starts.size() - 1, times);
  finding.tolerance = fmt::format("penalty {:.3g} of the squares", changes.penalty);
  finding.verdict = times.empty() ? data::Verdict::Consistent : data::Verdict::Marginal;
  finding.text = times.empty()
                     ? "One straight line describes the run."
                     : "Level or slope changes: the decay is that of the last piece unless a "
                       "window is stated.";
  return finding;
}

/// Decay and lifetime of a window.
void add_decay(const SteadyWindow& window, const StabilityOptions& options,
               const std::string& scope, const std::string& note, data::Reduction& reduction) {
  const double start = window.line.intercept;
  const double rate = -window.line.slope / start;  // of |I|, whatever its sign
  const double sigma = window.line.slope_sigma / std::abs(start);
  const double t = student_t(window.line.freedom, 0.95);
  const double low = rate - t * sigma;
  const double high = rate + t * sigma;
  const double lost = 1 - options.end_of_life.si();
  const Uncertain decay = Uncertain::input(scope + "decay scatter", rate, sigma);
  reduction.measures.push_back(
      {"decay_rate", "Decay of the current", decay, Unit::of("% h-1"), "-d|I|/dt / |I_0|",
       "sokal1997",
       fmt::format("{}; 95 %: {:.3g} to {:.3g} % h-1; {:.0f} readings count as one, "
                   "Durbin-Watson {:.2f}",
                   note, 100 * hour * low, 100 * hour * high, window.line.serial.time,
                   window.line.serial.durbin_watson)});
  const std::string until =
      fmt::format("until {} of the current at the start of the window", options.end_of_life.text());
  data::Finding finding;
  finding.key = "lifetime";
  finding.title = "Projected lifetime";
  finding.formula = "(1 - end) / r, a straight decay that goes on";
  finding.source = "sokal1997; Student's t";
  finding.tolerance = "95 %";
  const double seen = (window.end - window.start) / hour;
  if (high > 0) {
    // the sooner end is always known; the later one only where decay is certain
    const double sooner = lost / high;
    reduction.measures.push_back({"lifetime_at_least", "Lifetime, 95 % lower end",
                                  Uncertain(sooner), Unit::of("h"), "(1 - end) / r_high",
                                  "sokal1997", until});
    if (low > 0) {
      reduction.measures.push_back({"lifetime", "Projected lifetime",
                                    Uncertain::chain(lost / rate, -lost / (rate * rate), decay),
                                    Unit::of("h"), "(1 - end) / r", "sokal1997", until});
    }
    finding.numbers =
        low > 0 ? fmt::format("{:.3g} h, 95 %: {:.3g} to {:.3g} h; seen: {:.3g} h",
                              lost / rate / hour, sooner / hour, lost / low / hour, seen)
                : fmt::format("95 %: {:.3g} h to infinite; seen: {:.3g} h", sooner / hour, seen);
    const bool far = sooner / hour > 5 * seen;
    finding.verdict = far ? data::Verdict::Marginal : data::Verdict::Consistent;
    finding.text = far ? "The projection goes beyond five times what was seen: it is arithmetic, "
                         "not a prediction."
                       : "Holds while the decay stays straight.";
    if (!(low > 0)) finding.text += " The decay may be zero: no upper end.";
  } else {
    finding.numbers =
        fmt::format("no decay: 95 %: {:.3g} to {:.3g} % h-1", 100 * hour * low, 100 * hour * high);
    finding.verdict = data::Verdict::Marginal;
    finding.text = "The current grows over the window; there is no lifetime to project.";
  }
  reduction.findings.push_back(std::move(finding));
}

data::Figure run_figure(const Record& record, const ChangePoints& changes,
                        const SteadyWindow& window) {
  data::Figure figure;
  figure.id = "fig-stability";
  figure.title = "Long run";
  figure.caption =
      "The record; dashed: change points; the line is the decay over the window reported.";
  data::Panel panel;
  panel.x = {"t", Unit::of("h")};
  panel.y = {record.word, record.unit};
  data::Series series;
  series.name = "record";
  series.x = {record.t.begin(), record.t.end()};
  series.y = {record.y.begin(), record.y.end()};
  const auto [low, high] = std::minmax_element(record.y.begin(), record.y.end());
  panel.series.push_back(std::move(series));
  for (std::size_t k = 1; k < changes.starts.size(); ++k) {
    data::Series mark;
    mark.name = k == 1 ? "change point" : "";
    mark.dashed = true;
    mark.colour = 4;
    mark.x = {record.t[changes.starts[k]], record.t[changes.starts[k]]};
    mark.y = {*low, *high};
    panel.series.push_back(std::move(mark));
  }
  data::Series line;
  line.name = "decay";
  line.colour = 1;
  line.x = {window.start, window.end};
  line.y = {window.line.intercept, window.line.intercept + window.change};
  panel.series.push_back(std::move(line));
  figure.panels = {std::move(panel)};
  return figure;
}

Status reduce_run(const data::Table& table, const StabilityOptions& options,
                  data::Reduction& reduction) {
  NITER_TRY(const auto record, record_of(table));
  const std::string scope = options.label.empty() ? "" : options.label + " ";
  NITER_TRY(const auto changes, find_change_points(record.t, record.y));
  double from = record.t[changes.starts.back()];
  double to = record.t.back();
  if (options.window.size() == 2) {
    from = options.window[0].si();
    to = options.window[1].si();
  }
  NITER_TRY(const auto window, steady_between(record.t, record.y, from, to));
  if (window.line.intercept == 0) return fail(Code::InvalidInput, "the window has no current");
  reduction.findings.push_back(changes_finding(changes, record));
  add_decay(window, options, scope,
            fmt::format("{} {:.4g} to {:.4g} h",
                        options.window.size() == 2 ? "stated window" : "last piece", from / hour,
                        to / hour),
            reduction);
  for (auto& finding : disturbance_findings(find_disturbances(record.t, record.y))) {
    reduction.findings.push_back(std::move(finding));
  }
  reduction.figures = {run_figure(record, changes, window)};
  return {};
}

Status compare_groups(std::span<const data::Table> tables, const StabilityOptions& options,
                      data::Reduction& reduction) {
  if (options.groups.size() != tables.size()) {
    return fail(Code::InvalidInput, fmt::format("{} names of groups for {} records",
                                                options.groups.size(), tables.size()));
  }
  if (!options.margin || !(options.margin->si() > 0)) {
    return fail(Code::NotFound, "a test of equivalence needs its 'margin'",
                "declare before measuring which difference would not matter, as in \"10 %\"");
  }
  std::vector<double> reference;
  std::vector<double> tested;
  std::string other;
  Unit unit;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    NITER_TRY(const auto record, record_of(tables[i]));
    unit = record.unit;
    const double from = options.window.size() == 2 ? options.window[0].si() : record.t.front();
    const double to = options.window.size() == 2 ? options.window[1].si() : record.t.back();
    NITER_TRY(const auto window, steady_between(record.t, record.y, from, to));
    const bool first = options.groups[i] == options.groups.front();
    (first ? reference : tested).push_back(window.mean.value);
    if (first) continue;
    if (!other.empty() && other != options.groups[i]) {
      return fail(Code::InvalidInput, "there are more than two groups");
    }
    other = options.groups[i];
  }
  double mean = 0;
  for (const double value : reference) mean += value / static_cast<double>(reference.size());
  const double width = options.margin->si() * std::abs(mean);
  const Margin margin{-width, width};
  NITER_TRY(const auto result, equivalence_of(tested, reference, margin, options.alpha));
  reduction.measures.push_back(
      {"group_difference", fmt::format("Mean current, {} minus {}", other, options.groups.front()),
       Uncertain::input("scatter of the replicates", result.difference, result.sigma), unit,
       "difference of the means", "schuirmann1987",
       fmt::format("{} and {} records; margin {} of the reference", tested.size(), reference.size(),
                   options.margin->text())});
  reduction.findings.push_back(
      equivalence_finding(result, margin, options.alpha, 1 / unit.scale(), unit.text()));
  return {};
}

}  // namespace

Result<data::Reduction> reduce_stability(std::span<const data::Table> tables,
                                         const StabilityOptions& options) {
  if (tables.empty()) return fail(Code::InvalidInput, "no record to reduce");
  if (!(options.end_of_life.si() > 0 && options.end_of_life.si() < 1)) {
    return fail(Code::InvalidInput, "'end_of_life' lies between 0 and 100 %");
  }
  data::Reduction reduction{
      .technique = "stability",
      .title = options.label.empty() ? "Stability" : "Stability, " + options.label};
  if (!options.groups.empty()) {
    NITER_OK(compare_groups(tables, options, reduction));
  } else {
    if (tables.size() != 1) {
      return fail(Code::InvalidInput, fmt::format("{} records: one at a time", tables.size()),
                  "name their 'groups' to compare them");
    }
    NITER_OK(reduce_run(tables.front(), options, reduction));
  }
  for (const auto& table : tables) reduction.records.push_back(table.provenance);
  return reduction;
}

}  // namespace niter::analysis
