#include "niter/analysis/echem/stability.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/each_record.hpp"
#include "niter/analysis/echem/change_point.hpp"
#include "niter/analysis/echem/chronoamperometry_window.hpp"
#include "niter/analysis/echem/stability_column.hpp"
#include "niter/analysis/echem/stability_life.hpp"
#include "niter/analysis/echem/stability_trend.hpp"
#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

using data::Verdict;

constexpr int most_blocks = 400;
constexpr std::size_t least_piece = 8;
constexpr double far = 3;  // lengths of the record: an extrapolation beyond it is named

/// Straight pieces of one record.
struct Pieces {
  std::vector<std::size_t> changes;  // first row of each piece but the first
  std::vector<Trend> lines;
  double penalty = 0;  // in long-run variances
};

Result<Pieces> pieces_of(const Followed& record, const StabilityOptions& options) {
  const Blocks blocks = block_means(record.at, record.value, most_blocks);
  Pieces out;
  const double unit = noise_of(blocks.y).long_run();
  out.penalty = options.penalty.value_or(4 * std::log(static_cast<double>(blocks.y.size())));
  std::vector<std::size_t> cuts = {0};
  for (const std::size_t block :
       change_points(blocks.t, blocks.y, Piece::Line, out.penalty * unit, least_piece)) {
    const double x = 0.5 * (blocks.t[block - 1] + blocks.t[block]);
    out.changes.push_back(
        static_cast<std::size_t>(std::ranges::lower_bound(record.at, x) - record.at.begin()));
    cuts.push_back(out.changes.back());
  }
  cuts.push_back(record.at.size());
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    const Rows rows{cuts[i], cuts[i + 1]};
    NITER_TRY(auto line, trend(rows.of(record.at), rows.of(record.value)));
    out.lines.push_back(line);
  }
  return out;
}

/// The first time at the level: at a change, within a piece, or ahead of the last one.
struct Life {
  Crossing crossing;
  bool passed = false;
};

Life life_of(const Followed& record, const Pieces& pieces, double level, bool falls) {
  const auto beyond = [&](double y) { return falls ? y <= level : y >= level; };
  std::vector<std::size_t> cuts = {0};
  std::ranges::copy(pieces.changes, std::back_inserter(cuts));
  cuts.push_back(record.at.size());
  for (std::size_t i = 0; i < pieces.lines.size(); ++i) {
    const double begin = record.at[cuts[i]], end = record.at[cuts[i + 1] - 1];
    if (beyond(pieces.lines[i].at(begin))) return {{begin, begin, begin}, true};
    if (beyond(pieces.lines[i].at(end))) return {crossing(pieces.lines[i], level, begin), true};
  }
  return {crossing(pieces.lines.back(), level, record.at.back()), false};
}

data::Finding change_finding(const Followed& record, const Pieces& pieces) {
  data::Finding finding;
  finding.key = "changes";
  finding.title = "The record is one piece";
  finding.verdict = pieces.changes.empty() ? Verdict::Consistent : Verdict::Marginal;
  finding.formula = "least squares of straight pieces, a penalty for each change";
  for (std::size_t i = 0; i < pieces.changes.size(); ++i) {
    const double x = record.at[pieces.changes[i]];
    const double before = pieces.lines[i].at(x), after = pieces.lines[i + 1].at(x);
    finding.numbers += fmt::format("{}at {:.4g} {}: from {:.4g} to {:.4g} {}", i == 0 ? "" : "; ",
                                   record.x->unit.from_si(x), record.x->unit.text(),
                                   record.y->unit.from_si(before), record.y->unit.from_si(after),
                                   record.y->unit.text());
  }
  if (pieces.changes.empty()) finding.numbers = "no change";
  finding.tolerance = fmt::format("penalty {:.3g} long-run variances of the noise", pieces.penalty);
  finding.text = pieces.changes.empty() ? "No sudden change stands out of the noise."
                                        : "Rate and life are those of the last piece. Numbers of "
                                          "a followed share are magnitudes.";
  finding.source = "killick2012, sec. 2.2";
  return finding;
}

data::Finding life_finding(const Life& life, const std::string& loss, const std::string& shown) {
  data::Finding finding;
  finding.key = "life";
  finding.title = "The record shows when " + loss + " will be lost";
  finding.formula = "where the line of the last piece reaches the level, Fieller";
  finding.numbers = shown;
  finding.tolerance = "95 % interval";
  finding.source = "fieller1954";
  if (std::isfinite(life.crossing.high)) {
    finding.verdict = Verdict::Consistent;
    finding.text = life.passed ? "The loss is reached within the record."
                               : "If the decay goes on as in the last piece.";
  } else {
    finding.verdict = Verdict::NeedsDatum;
    finding.missing = "a longer record";
    finding.text =
        "The decay is not told from none: the life may be without end. Only the lower "
        "limit is shown.";
  }
  return finding;
}

data::Figure figure_of(const Followed& record, const Pieces& pieces, double level) {
  const double sign = record.relative && median(record.y->values) < 0 ? -1 : 1;
  const double length = record.at.back() - record.at.front();
  data::Panel panel{"a",
                    {},
                    {record.x->name, record.x->name == "t" ? time_unit(length) : record.x->unit},
                    {record.y->name, record.y->unit},
                    {}};
  const Blocks blocks = block_means(record.at, record.value, most_blocks);
  data::Series points{.name = "measured", .mark = data::Series::Mark::Line, .x = blocks.t};
  for (const double value : blocks.y) points.y.push_back(sign * value);
  panel.series.push_back(std::move(points));
  std::vector<std::size_t> cuts = {0};
  std::ranges::copy(pieces.changes, std::back_inserter(cuts));
  cuts.push_back(record.at.size());
  for (std::size_t i = 0; i < pieces.lines.size(); ++i) {
    data::Series line{.name = i == 0 ? "straight pieces" : std::string{}, .colour = 1};
    for (const std::size_t row : {cuts[i], cuts[i + 1] - 1}) {
      line.x.push_back(record.at[row]);
      line.y.push_back(sign * pieces.lines[i].at(record.at[row]));
    }
    panel.series.push_back(std::move(line));
  }
  data::Series lost{.name = "lost as stated",
                    .x = {record.at.front(), record.at.back()},
                    .y = {sign * level, sign * level},
                    .colour = 2,
                    .dashed = true};
  panel.series.push_back(std::move(lost));
  return {"fig-stability",
          "Stability",
          "Means of blocks of equal time, and the straight pieces between changes.",
          {panel}};
}

Status reduce_one(const data::Table& table, const StabilityOptions& options,
                  const std::string& behind, data::Reduction& out) {
  NITER_TRY(const Followed record, followed(table, options));
  NITER_TRY(const Pieces pieces, pieces_of(record, options));
  const Trend& last = pieces.lines.back();
  const double begin = record.at.front(), now = record.at.back();
  const double first = pieces.lines.front().at(begin);
  if (record.relative && !(first > 0)) {
    return fail(Code::InvalidInput, "the first value is zero: no share of it can be lost",
                "give the loss in the unit of the column");
  }
  const double scale = record.relative ? first : 1;
  const std::string per = record.x->name == "t" ? "h-1" : "1";
  const double wider = last.coverage / normal_coverage;
  const std::string note = fmt::format(
      "last of {} pieces, from {:.4g} {}; neighbours correlated {:.2f}, {:.3g} independent blocks "
      "of {}",
      pieces.lines.size(),
      record.x->unit.from_si(pieces.changes.empty() ? begin : record.at[pieces.changes.back()]),
      record.x->unit.text(), last.correlation, last.effective, last.blocks);
  const std::string rate_unit =
      (record.relative ? "%" : record.y->unit.text()) + (per == "1" ? "" : " " + per);
  out.measures.push_back({"decay_rate" + behind, "Decay rate",
                          Uncertain::input("noise of the record" + behind, last.slope / scale,
                                           wider * last.slope_sigma / scale),
                          Unit::of(rate_unit), "slope of the last piece over the first value",
                          "ncl_equiv", note});

  if (record.relative && record.y->unit.same_dimension(Unit::of("V")) && record.x->name == "t") {
    const double sign = median(record.y->values) < 0 ? -1 : 1;
    out.measures.push_back({"drift" + behind, "Drift of the voltage",
                            Uncertain::input("noise of the record" + behind, sign * last.slope,
                                             wider * last.slope_sigma),
                            Unit::of("mV h-1"), "slope of the last piece", "ncl_equiv", note});
  }

  // a loss goes down, or the way the column goes where it is a change in its own unit
  const double lost = options.loss.unit().scale() * std::abs(options.loss.value());
  const bool falls = record.relative || last.slope < 0;
  const double level = record.relative ? first * (1 - lost) : first + (falls ? -lost : lost);
  const Life found = life_of(record, pieces, level, falls);
  const Crossing& life = found.crossing;
  const Unit in = record.x->name == "t" ? Unit::of("h") : record.x->unit;
  const auto since = [&](double x) { return in.from_si(x - begin); };
  const std::string shown =
      std::isfinite(life.high)  ? fmt::format("{:.4g} {}, 95 % {:.4g} to {:.4g}", since(life.at),
                                              in.text(), since(life.low), since(life.high))
      : std::isfinite(life.low) ? fmt::format("at least {:.4g} {}", since(life.low), in.text())
                                : "without end";
  if (std::isfinite(life.high) && std::isfinite(life.at)) {
    out.measures.push_back({"life" + behind, "Life to a loss of " + options.loss.text(),
                            Uncertain::input("life by the line" + behind, life.at - begin,
                                             (life.high - life.low) / 2 / normal_coverage),
                            in, "where the line of the last piece reaches the level", "fieller1954",
                            shown});
  } else if (std::isfinite(life.low)) {
    out.measures.push_back({"life_at_least" + behind,
                            "Life to a loss of " + options.loss.text() + ", at least",
                            Uncertain(life.low - begin), in, "lower 95 % limit", "fieller1954",
                            "the upper limit is without end"});
  }
  if (std::isfinite(life.at) && life.at - begin > far * (now - begin)) {
    out.caveats.push_back(fmt::format("the life lies {:.2g} lengths of the record ahead",
                                      (life.at - begin) / (now - begin)));
  }
  out.findings.push_back(change_finding(record, pieces));
  out.findings.push_back(life_finding(found, options.loss.text(), shown));
  for (auto* const finding : {&out.findings.end()[-2], &out.findings.end()[-1]}) {
    finding->key += behind;
  }
  out.figures.push_back(figure_of(record, pieces, level));
  out.figures.back().id += behind.empty() ? "" : "-" + behind.substr(1);
  return {};
}

}  // namespace

Result<data::Reduction> reduce_stability(std::span<const data::Table> tables,
                                         const StabilityOptions& options) {
  data::Reduction reduction{
      .technique = "stability",
      .title = options.label.empty() ? "Stability" : "Stability, " + options.label};
  const auto reduce = [&](const data::Table& table, const std::string& behind) -> Status {
    return reduce_one(table, options, behind, reduction);
  };
  NITER_OK(reduce_each(tables, reduction, reduce));
  return reduction;
}

}  // namespace niter::analysis
