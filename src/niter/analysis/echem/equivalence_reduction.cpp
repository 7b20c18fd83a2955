#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/echem/equivalence.hpp"
#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

using data::Verdict;

Result<const data::Column*> replicates_of(const data::Table& table, const std::string& name) {
  const auto column = table.column(name);
  if (column) return table.find(name);
  Error error = column.error();
  error.where.file = table.provenance.origin;
  return fail(std::move(error));
}

std::string listed(const data::Column& column) {
  std::string text;
  for (const double value : column.values) {
    text += fmt::format("{}{:.4g}", text.empty() ? "" : ", ", column.unit.from_si(value));
  }
  return text + " " + column.unit.text();
}

data::Finding finding_of(const EquivalenceTest& test, const EquivalenceOptions& options,
                         bool relative, const Unit& unit) {
  const double scale = relative ? 100 : 1 / unit.scale();
  const std::string in = relative ? "%" : unit.text();
  const auto shown = [&](double value) {
    return fmt::format("{:.3g}", scale * (relative ? value - 1 : value));
  };
  const double confidence = 100 - 200 * options.alpha.si();
  const std::string interval =
      fmt::format("{:g} % interval {} to {} {}", confidence, shown(test.low), shown(test.high), in);
  data::Finding finding;
  finding.key = "equivalence";
  finding.title = "Two sets of replicates, " + std::string(to_string(test.verdict));
  finding.formula = relative ? "first / second against 1 - m and 1 + m, Welch"
                             : "first - second against -m and m, Welch";
  finding.numbers =
      fmt::format("difference {} {}; {}; p = {:.3g} and {:.3g}, {:.3g} degrees", shown(test.value),
                  in, interval, test.p_low, test.p_high, test.degrees);
  finding.tolerance = fmt::format("{}, declared before", options.margin.text());
  finding.source = "schuirmann1987; welch1947";
  switch (test.verdict) {
    case Equivalence::Equivalent:
      finding.verdict = Verdict::Consistent;
      finding.text = fmt::format("Equivalent within {}: the whole {} lies inside.",
                                 options.margin.text(), interval);
      break;
    case Equivalence::Different:
      finding.verdict = Verdict::Inconsistent;
      finding.text = fmt::format("Different by more than {}: the whole {} lies outside.",
                                 options.margin.text(), interval);
      break;
    case Equivalence::NotShown:
      finding.verdict = Verdict::NeedsDatum;
      finding.missing = "more replicates, or replicates that scatter less";
      finding.text = fmt::format(
          "Equivalence within {} is not shown: the {} reaches beyond it. That is no proof of a "
          "difference.",
          options.margin.text(), interval);
      break;
  }
  return finding;
}

data::Figure figure_of(const data::Column& first, const data::Column& second) {
  data::Panel panel{"a", {}, {"index", Unit::of("1")}, {first.name, first.unit}, {}};
  int colour = 0;
  for (const auto* const column : {&first, &second}) {
    data::Series points{.name = colour == 0 ? "first" : "second",
                        .mark = data::Series::Mark::Points,
                        .y = column->values,
                        .colour = colour};
    for (std::size_t i = 0; i < column->values.size(); ++i) {
      points.x.push_back(static_cast<double>(i + 1));
    }
    panel.series.push_back(std::move(points));
    ++colour;
  }
  return {"fig-equivalence", "Replicates compared", "Each point is one replicate.", {panel}};
}

}  // namespace

Result<data::Reduction> reduce_equivalence(std::span<const data::Table> tables,
                                           const EquivalenceOptions& options) {
  if (tables.size() != 2) {
    return fail(Code::InvalidInput,
                fmt::format("equivalence compares two tables; here are {}", tables.size()));
  }
  NITER_TRY(const auto* const first, replicates_of(tables[0], options.column));
  NITER_TRY(const auto* const second, replicates_of(tables[1], options.column));
  if (!first->unit.same_dimension(second->unit)) {
    return fail(Code::Unit, fmt::format("'{}' is in {} and in {}", options.column,
                                        first->unit.text(), second->unit.text()));
  }
  // a share in % of a column that is itself a share is of the second mean, as everywhere
  const bool relative = options.margin.unit().same_dimension(Unit::of("1"));
  if (!relative && !options.margin.unit().same_dimension(first->unit)) {
    return fail(Code::Unit,
                fmt::format("a margin of {} does not fit '{}' in {}", options.margin.text(),
                            options.column, first->unit.text()),
                "give it in % of the second mean, or in the unit of the column");
  }
  const double margin = std::abs(options.margin.unit().scale() * options.margin.value());
  const double alpha = options.alpha.si();
  NITER_TRY(const auto test, relative
                                 ? test_ratio(first->values, second->values, margin, alpha)
                                 : test_difference(first->values, second->values, margin, alpha));

  data::Reduction reduction{
      .technique = "equivalence",
      .title = options.label.empty() ? "Equivalence" : "Equivalence, " + options.label};
  data::Measure measure{.id = relative ? "ratio" : "difference",
                        .title = relative ? "Ratio of the means" : "Difference of the means",
                        .value = Uncertain(test.value),
                        .unit = relative ? Unit::of("1") : first->unit};
  // the interval at the stated confidence as the standard uncertainty of a normal variable; a ratio
  // without an end has none
  if (std::isfinite(test.high - test.low)) {
    const double factor = student_t(static_cast<int>(std::max(test.degrees, 1.0)), 1 - 2 * alpha);
    measure.value = Uncertain::input(options.label + " between replicates", test.value,
                                     (test.high - test.low) / 2 / factor);
  }
  measure.source = "welch1947";
  measure.note = fmt::format("{:g} % interval {:.4g} to {:.4g}; margin {}; {}", 100 - 200 * alpha,
                             measure.unit.from_si(test.low), measure.unit.from_si(test.high),
                             options.margin.text(), to_string(test.verdict));
  reduction.measures.push_back(std::move(measure));
  reduction.findings.push_back(finding_of(test, options, relative, first->unit));
  reduction.figures.push_back(figure_of(*first, *second));
  reduction.settings = {{"first", listed(*first)}, {"second", listed(*second)}};
  for (const auto& table : tables) reduction.records.push_back(table.provenance);
  return reduction;
}

}  // namespace niter::analysis
