#include "niter/analysis/echem/chronoamperometry.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/each_record.hpp"
#include "niter/analysis/echem/charge.hpp"
#include "niter/analysis/echem/chronoamperometry_events.hpp"
#include "niter/analysis/echem/chronoamperometry_figure.hpp"
#include "niter/analysis/echem/stability_trend.hpp"
#include "niter/analysis/echem/weighted_line.hpp"
#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

using data::Verdict;

Result<const data::Column*> current_of(const data::Table& table) {
  if (const auto* const j = table.find("j")) return j;
  NITER_TRY([[maybe_unused]] const auto values, table.column("I"));
  return table.find("I");
}

Status check_numbers(std::span<const double> t, std::span<const double> y) {
  if (t.size() < 2) return fail(Code::InvalidInput, "a record in time needs two points or more");
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (std::isfinite(t[i]) && std::isfinite(y[i])) continue;
    return fail(Code::InvalidInput, fmt::format("point {}: time or current is missing", i + 1));
  }
  return {};
}

/// IUPAC sign: anodic positive.
struct Charge {
  double value = 0, coarse = 0;
  bool per_area = false;
};

Result<Charge> charge_of_rows(const data::Table& table, Rows rows) {
  data::Table part;
  part.provenance = table.provenance;
  for (const auto* const word : {"t", "I", "j"}) {
    const auto* const column = table.find(word);
    if (column == nullptr) continue;
    const auto values = rows.of(column->values);
    part.columns.push_back({word, column->unit, {values.begin(), values.end()}});
  }
  // one of both signs makes the charge positive, as an electrolysis wants it
  double sign = -1;
  auto integral = integrate(part, {.cathodic = CathodicSign::Negative});
  if (!integral) {
    integral = integrate(part, {.cathodic = CathodicSign::Positive});
    sign = 1;
  }
  if (!integral) return fail(std::move(integral).error());
  return Charge{sign * integral->charge, sign * integral->coarse, integral->per_area};
}

// where time goes back a new stretch begins
Result<Charge> charge_of(const data::Table& table, std::span<const double> t) {
  Charge total;
  std::size_t first = 0;
  for (std::size_t i = 1; i <= t.size(); ++i) {
    if (i < t.size() && t[i] > t[i - 1]) continue;
    if (i - first >= 2) {
      NITER_TRY(const auto part, charge_of_rows(table, {first, i}));
      total.value += part.value;
      total.coarse += part.coarse;
      total.per_area = part.per_area;
    }
    first = i;
  }
  return total;
}

// the charge that the instrument counted between the points against that of the points
data::Finding counted_charge(double charge, const std::vector<double>& counted) {
  constexpr double same = 0.01, near = 0.05;
  const double instrument = counted.back() - counted.front();
  const double off = std::abs(charge - instrument) / std::abs(instrument);
  data::Finding finding;
  finding.key = "counted-charge";
  finding.title = "The points hold the charge that the instrument counted";
  finding.verdict = off < same   ? Verdict::Consistent
                    : off < near ? Verdict::Marginal
                                 : Verdict::Inconsistent;
  finding.formula = "trapezium over the points against the column Q";
  finding.numbers =
      fmt::format("{:.4g} C against {:.4g} C: {:.2g} % apart", charge, instrument, 100 * off);
  finding.tolerance = "1 %; above 5 % inconsistent";
  finding.text = off < same ? "Both agree."
                            : "The points are too few where the current changes fast, at the start "
                              "most of all: take the charge of the instrument.";
  finding.source = "press2007, eq. 4.1.11";
  return finding;
}

/// A straight line of I against t^-1/2.
Result<data::Finding> cottrell_finding(std::span<const double> t, std::span<const double> y,
                                       const std::vector<Quantity>& times, const Unit& unit) {
  constexpr double straight = 0.05, bent = 0.2;
  NITER_TRY(const Rows rows, stated_rows(t, times));
  std::vector<double> x, current;
  for (std::size_t i = rows.first; i < rows.end; ++i) {
    if (!(t[i] > t[0])) continue;
    x.push_back(1 / std::sqrt(t[i] - t[0]));
    current.push_back(y[i]);
  }
  const std::vector<double> equal(x.size(), 0);
  NITER_TRY(const auto line, fit_weighted_line(x, current, equal));
  const double bend = line.curvature ? std::abs(line.curvature->bend) : 0;
  data::Finding finding;
  finding.key = "cottrell";
  finding.title = "The current falls as planar diffusion makes it";
  finding.verdict = bend < straight ? Verdict::Consistent
                    : bend < bent   ? Verdict::Marginal
                                    : Verdict::Inconsistent;
  finding.formula = "I = intercept + slope / sqrt(t)";
  finding.numbers = fmt::format(
      "slope ({:.4g} ± {:.2g}) {} s1/2, intercept ({:.3g} ± {:.2g}) {}, slope changes by {:.2g} % "
      "between {} and {}",
      unit.from_si(line.slope), unit.from_si(line.slope_sigma), unit.text(),
      unit.from_si(line.intercept), unit.from_si(line.intercept_sigma), unit.text(), 100 * bend,
      times[0].text(), times[1].text());
  finding.tolerance = "5 % of the slope; above 20 % it is no such line";
  finding.text = bend < straight
                     ? "I against the root of inverse time is straight."
                     : "I against the root of inverse time is bent: convection, another "
                       "current, or an edge.";
  finding.source = "bard2001, sec. 5.2.1";
  return finding;
}

/// All that is read from one record.
class Record {
 public:
  Record(const data::Table& table, const ChronoamperometryOptions& options, std::string behind)
      : table_(table), options_(options), behind_(std::move(behind)) {}

  Status read(data::Reduction& out) {
    NITER_TRY(t_, table_.column("t"));
    NITER_TRY(column_, current_of(table_));
    y_ = column_->values;
    NITER_OK(check_numbers(t_, y_));
    unit_ = Unit::of(column_->name == "j" ? "mA cm-2" : "mA");
    NITER_OK(read_charge(out));
    events_ = events_of(table_, t_, y_);
    NITER_OK(read_steady(out));
    for (auto& finding : event_findings(events_, steady_, table_.find("I_range") != nullptr)) {
      finding.key += behind_;
      out.findings.push_back(std::move(finding));
    }
    if (!options_.cottrell.empty()) {
      NITER_TRY(auto finding, cottrell_finding(t_, y_, options_.cottrell, unit_));
      out.findings.push_back(std::move(finding));
    }
    out.figures.push_back(
        chronoamperometry_figure({t_, y_, column_->name, unit_, steady_, trend_, events_}));
    out.figures.back().id += behind_.empty() ? "" : "-" + behind_.substr(1);
    return {};
  }

 private:
  Status read_charge(data::Reduction& out) {
    NITER_TRY(const auto charge, charge_of(table_, t_));
    out.measures.push_back(
        {"charge" + behind_, "Charge",
         Uncertain::input("resolution of the record" + behind_, charge.value,
                          std::abs(charge.value - charge.coarse)),
         Unit::of(charge.per_area ? "C cm-2" : "C"), "integral of I dt by trapezium", "press2007",
         fmt::format("over {}, {} points", time_text(t_.back() - t_.front()), t_.size())});
    if (table_.find("Q") != nullptr && !charge.per_area) {
      out.findings.push_back(counted_charge(charge.value, table_.find("Q")->values));
      out.findings.back().key += behind_;
    }
    return {};
  }

  Status read_steady(data::Reduction& out) {
    if (!options_.window.empty()) {
      NITER_TRY(steady_, stated_rows(t_, options_.window));
    } else {
      steady_ =
          steady_rows(t_, y_, longest_stretch(t_, events_), {.share = options_.tolerance.si()});
    }
    if (!steady_) {
      out.caveats.push_back(fmt::format(
          "{}: no steady window: from no start do both halves of what is left agree within {}",
          table_.provenance.origin, options_.tolerance.text()));
      return {};
    }
    NITER_TRY(trend_, trend(steady_->of(t_), steady_->of(y_)));
    std::ranges::copy(level_steps(t_, y_, *steady_), std::back_inserter(events_));
    const std::string note = fmt::format(
        "{} window {} to {}; neighbours correlated {:.2f}, {:.3g} independent blocks of {}",
        options_.window.empty() ? "found" : "stated", time_text(t_[steady_->first] - t_[0]),
        time_text(t_[steady_->end - 1] - t_[0]), trend_->correlation, trend_->effective,
        trend_->blocks);
    const double wider = trend_->coverage / normal_coverage;
    out.measures.push_back({"steady_current" + behind_, "Steady current",
                            Uncertain::input("noise of the steady window" + behind_, trend_->mean,
                                             wider * trend_->mean_sigma),
                            unit_, "mean over the steady window", "ncl_equiv", note});
    const double mean = std::abs(trend_->mean);
    // what the choice of the start does to the drift
    Rows later = *steady_;
    later.first += later.size() / 4;
    double moved = 0;
    if (const auto other = trend(later.of(t_), later.of(y_))) moved = other->slope - trend_->slope;
    out.measures.push_back(
        {"drift" + behind_, "Drift of the magnitude",
         Uncertain::input("drift of the steady window" + behind_, trend_->slope / trend_->mean,
                          std::hypot(wider * trend_->slope_sigma, moved / std::sqrt(3)) / mean),
         Unit::of("% h-1"), "slope of the line over its mean", "ncl_equiv",
         fmt::format("{}; from a quarter later {:+.2g} % h-1 to it", note,
                     Unit::of("% h-1").from_si(moved / trend_->mean))});
    return {};
  }

  const data::Table& table_;
  const ChronoamperometryOptions& options_;
  std::string behind_;
  std::span<const double> t_, y_;
  const data::Column* column_ = nullptr;
  Unit unit_;
  std::optional<Rows> steady_;
  std::optional<Trend> trend_;
  std::vector<Event> events_;
};

}  // namespace

Result<data::Reduction> reduce_chronoamperometry(std::span<const data::Table> tables,
                                                 const ChronoamperometryOptions& options) {
  data::Reduction reduction{
      .technique = "ca",
      .title = options.label.empty() ? "Chronoamperometry" : "Chronoamperometry, " + options.label};
  const auto reduce = [&](const data::Table& table, const std::string& behind) -> Status {
    return Record(table, options, behind).read(reduction);
  };
  NITER_OK(reduce_each(tables, reduction, reduce));
  return reduction;
}

}  // namespace niter::analysis
