// capacitance: voltammograms at several scan rates, reduced by the bench as measured ones are.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/echem/double_layer.hpp"
#include "niter/study/runs/execute.hpp"
#include "niter/study/runs/records.hpp"
#include "niter/study/runs/reported.hpp"

namespace niter::study {
namespace {

using analysis::DoubleLayerResult;
using data::Series;
using twin::protocol::Cycle;
using twin::protocol::RunRecord;

// What a potentiostat would have written during the cycles.
Result<data::Table> cycles_of(const RunInput& input, const RunRecord& record) {
  for (const auto& instruction : input.plan.protocol.instructions) {
    if (!std::holds_alternative<Cycle>(instruction.what)) continue;
    for (const auto& part : record.parts) {
      if (part.where.line != instruction.where.line) continue;
      data::Table out;
      out.provenance = record.table.provenance;
      for (const char* name : {"t", "E", "j"}) {
        out.columns.push_back(*record.table.find(name));
        out.columns.back().values = cut(column(record, name), rows_of(part));
      }
      out.columns[1].comment = "vs. RHE";
      return out;
    }
  }
  return fail(Error{Code::InvalidInput,
                    fmt::format("the protocol of run '{}' has no cycles", input.plan.id),
                    input.plan.where,
                    "write a line like \"cycle 2 times between 0.05 and 0.15 V at 50, 60 ... 100 "
                    "mV/s\""});
}

// With the spread that the calibration leaves.
Quantity series_resistance(const RunInput& input) {
  const Assumption* assumed = input.study.assumption("series_resistance");
  const Unit unit = assumed->value.unit();
  const auto value = input.values.find("series_resistance");
  std::vector<double> draws;
  for (const auto& draw : input.draws)
    if (const auto drawn = draw.find("series_resistance"); drawn != draw.end())
      draws.push_back(drawn->second);
  return Quantity(value == input.values.end() ? assumed->value.value() : value->second, unit,
                  deviation(draws));
}

// One catalyst: what went in, and what the bench found.
struct Measured {
  std::string catalyst;
  int colour = 0;
  double truth = 0;  // F m-2
  std::vector<const Fact*> facts;
  DoubleLayerResult found;
  std::vector<DoubleLayerResult> drawn;  // the same of posterior draws
};

// What the bench makes of a record.
Result<DoubleLayerResult> reduced(const RunInput& input, const std::string& catalyst,
                                  const data::Table& cycles) {
  analysis::DoubleLayerOptions options;
  options.label = catalyst;
  options.series_resistance = series_resistance(input);
  return analysis::double_layer_capacitance(std::span(&cycles, 1), options);
}

Result<std::vector<Measured>> measure(const RunInput& input, RunOutcome& out) {
  const auto& truth = input.model.simulation().double_layer_capacitance;
  std::vector<std::string> catalysts;
  for (const std::string& catalyst : catalysts_of(input))
    if (truth.contains(catalyst)) catalysts.push_back(catalyst);
  if (catalysts.empty())
    return fail(
        Error{Code::NotFound,
              fmt::format("no catalyst of run '{}' has a double-layer capacitance", input.plan.id),
              input.plan.where, "add facts of double_layer_capacitance"});
  std::vector<Wish> wishes;
  for (const std::string& catalyst : catalysts) {
    const bool reference = catalyst == input.model.simulation().reference_catalyst;
    wishes.push_back({{.catalyst = catalyst}, reference});
  }
  NITER_TRY(const auto ensembles, execute_all(input, wishes));
  std::vector<Measured> all;
  for (std::size_t i = 0; i < catalysts.size(); ++i) {
    NITER_TRY(auto record, cycles_of(input, ensembles[i].nominal));
    NITER_TRY(auto found, reduced(input, catalysts[i], record));
    std::vector<DoubleLayerResult> drawn;
    for (const RunRecord& draw : ensembles[i].draws) {
      NITER_TRY(const auto cycles, cycles_of(input, draw));
      // one of which the bench can make nothing takes no part
      if (auto one = reduced(input, catalysts[i], cycles)) drawn.push_back(std::move(*one));
    }
    out.draws = std::max(out.draws, drawn.size());
    all.push_back({catalysts[i], colour_of(input.study, catalysts[i]), truth.at(catalysts[i]),
                   input.study.facts_of("double_layer_capacitance", "", catalysts[i]),
                   std::move(found), std::move(drawn)});
    out.records.push_back(named(std::move(record), input.plan, catalysts[i]));
  }
  return all;
}

void add_numbers(const Measured& measured, RunOutcome& out) {
  const Unit unit = Unit::of("mF cm-2");
  const auto in_unit = [&](const Uncertain& c) {
    return Quantity(unit.from_si(c.value()), unit, unit.from_si(c.sigma()));
  };
  const double plain = measured.found.capacitance.value();
  out.numbers.push_back(
      {fmt::format("C_dl of {}, plain slope", measured.catalyst),
       in_unit(measured.found.capacitance), as_printed(measured.facts),
       fmt::format("{:+.1f} % of what was put in", 100 * (plain / measured.truth - 1))});
  const auto& bias = measured.found.bias;
  if (!bias) return;
  out.numbers.push_back(
      {fmt::format("C_dl of {}, series resistance undone", measured.catalyst),
       in_unit(bias->corrected), as_printed(measured.facts),
       fmt::format("R C = {:.0f} ms takes {:.1f} % from the fastest sweep and {:.1f} % from the "
                   "slope",
                   1000 * bias->time_constant, -100 * bias->fastest, -100 * bias->slope)});
}

// What the bench says of the set, once for all catalysts where it says the same.
void add_remarks(const std::vector<Measured>& all, RunOutcome& out) {
  for (const char* key : {"cdl-resistance", "cdl-range", "cdl-linearity", "cdl-faradaic"}) {
    for (const Measured& measured : all) {
      for (const auto& finding : measured.found.findings) {
        if (finding.key != key || finding.verdict == data::Verdict::Consistent) continue;
        const std::string text =
            fmt::format("The bench on {}: {} {}", measured.catalyst, finding.text, finding.numbers);
        out.remarks.push_back(text);
      }
    }
  }
}

// The spread of the draws about one voltammogram, there and back.
void add_bands(const Measured& measured, std::size_t scan, int colour, data::Panel& panel) {
  std::vector<std::vector<double>> currents;
  for (const auto& draw : measured.drawn) currents.push_back(draw.scans[scan].current_density);
  const Spread band = spread(currents);
  if (band.low.empty()) return;
  const auto& potential = measured.found.scans[scan].potential;
  const auto turn = std::max_element(potential.begin(), potential.end()) - potential.begin();
  const auto add = [&](std::ptrdiff_t from, std::ptrdiff_t to) {
    const auto part = [&](const std::vector<double>& all) {
      return std::vector<double>(all.begin() + from, all.begin() + to);
    };
    panel.series.push_back(
        {{}, Series::Mark::Band, part(potential), {}, part(band.low), part(band.high), colour});
  };
  const auto seen = static_cast<std::ptrdiff_t>(std::min(potential.size(), band.low.size()));
  add(0, std::min(turn + 1, seen));
  if (turn < seen) add(turn, seen);
}

// The cycles of every scan rate, a panel for each catalyst.
data::Figure voltammograms(const RunInput& input, const std::vector<Measured>& all,
                           std::size_t draws) {
  data::Figure figure{
      figure_id(input.plan, "-cycles"), input.plan.title + ": voltammograms", {}, {}};
  char letter = 'a';
  for (const Measured& measured : all) {
    data::Panel panel{std::string(1, letter++),
                      measured.catalyst,
                      {"E", Unit::of("V"), measured.found.scale, {}, false},
                      {"j", Unit::of("mA cm-2"), {}, {}, false},
                      {}};
    const auto& scans = measured.found.scans;
    // of the fastest alone: all of them would cover each other
    add_bands(measured, scans.size() - 1, static_cast<int>(scans.size()) - 1, panel);
    int colour = 0;
    for (const auto& scan : scans)
      panel.series.push_back(
          {scan.label, Series::Mark::Line, scan.potential, scan.current_density, {}, {}, colour++});
    figure.panels.push_back(std::move(panel));
  }
  figure.caption = fmt::format(
      "Simulated: last cycles of \"{}\". The double layer of each catalyst is the reported one.",
      input.plan.protocol.instructions.back().text);
  figure.caption += band_text(
      fmt::format("Band of the fastest sweep of {}", input.model.simulation().reference_catalyst),
      draws);
  return figure;
}

// Half differences of the draws at every rate.
Spread spread_of(const Measured& measured) {
  std::vector<std::vector<double>> differences;
  for (const auto& draw : measured.drawn)
    for (differences.emplace_back(); const auto& scan : draw.scans)
      differences.back().push_back(scan.half_difference);
  return spread(differences);
}

data::Figure slopes(const RunInput& input, const std::vector<Measured>& all, std::size_t draws) {
  data::Panel panel{{},
                    {},
                    {"scan_rate", Unit::of("mV s-1"), {}, {}, false},
                    {"half_difference", Unit::of("mA cm-2"), {}, {}, false},
                    {}};
  std::vector<Series> ideal;
  for (const Measured& measured : all) {
    Spread bars = spread_of(measured);
    Series points{measured.catalyst,    Series::Mark::Points, {}, {}, std::move(bars.low),
                  std::move(bars.high), measured.colour};
    for (const auto& scan : measured.found.scans) {
      points.x.push_back(scan.rate);
      points.y.push_back(scan.half_difference);
    }
    const auto& line = measured.found.line;
    const std::vector<double> ends = {0, 1.05 * points.x.back()};
    panel.series.push_back({measured.catalyst,
                            Series::Mark::Line,
                            ends,
                            {line.intercept, line.intercept + line.slope * ends[1]},
                            {},
                            {},
                            measured.colour});
    panel.series.push_back(std::move(points));
    ideal.push_back({ideal.empty() ? "put in" : "",
                     Series::Mark::Line,
                     ends,
                     {0, measured.truth * ends[1]},
                     {},
                     {},
                     measured.colour,
                     true});
  }
  panel.series.insert(panel.series.end(), ideal.begin(), ideal.end());
  data::Figure figure{figure_id(input.plan), input.plan.title, {}, {std::move(panel)}};
  figure.caption = fmt::format(
      "Half the difference of the simulated anodic and cathodic currents at {:.2f} V {} against "
      "scan rate, with the lines that the bench lays through them. Dashed: the reported "
      "capacitance ({}), which is the input of the simulated double layer; what differs is what "
      "series resistance and range of rates do to the method.",
      all.front().found.potential, all.front().found.scale,
      all.front().facts.empty() ? "" : all.front().facts.front()->place);
  figure.caption +=
      band_text(fmt::format("Bars of {}", input.model.simulation().reference_catalyst), draws);
  return figure;
}

}  // namespace

Result<RunOutcome> capacitance(const RunInput& input) {
  RunOutcome out;
  NITER_TRY(const auto all, measure(input, out));
  for (const Measured& measured : all) add_numbers(measured, out);
  add_remarks(all, out);
  out.figures = {slopes(input, all, out.draws), voltammograms(input, all, out.draws)};
  return out;
}

}  // namespace niter::study
