#include "niter/analysis/battery/rate_capability.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/battery/current_steps.hpp"
#include "niter/analysis/each_record.hpp"

namespace niter::analysis {

namespace {

using data::Series;

constexpr double same = 0.02;  // share by which the current that returns may differ

/// One step of discharge with its voltages as inputs of the numbers.
struct Plateau {
  CurrentStep step;
  std::string name;  // "step 3"
  Uncertain voltage = {}, end = {}, drift = {};
};

std::vector<Plateau> plateaus_of(const std::vector<CurrentStep>& steps, const std::string& behind) {
  std::vector<Plateau> plateaus;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto& step = steps[i];
    if (step.rest || !(step.current > 0)) continue;
    Plateau plateau{.step = step, .name = fmt::format("step {}{}", i + 1, behind)};
    const auto mean =
        Uncertain::input("noise of " + plateau.name, step.voltage, step.voltage_sigma);
    const double half = step.end_voltage - step.voltage;
    const double beyond = std::sqrt(
        std::max(0.0, step.end_sigma * step.end_sigma - step.voltage_sigma * step.voltage_sigma));
    plateau.voltage = mean;
    plateau.end = mean + Uncertain::input("drift of " + plateau.name, half, beyond);
    plateau.drift =
        Uncertain::input("drift of " + plateau.name + ", slope", step.drift, step.drift_sigma);
    plateaus.push_back(std::move(plateau));
  }
  return plateaus;
}

std::string current_text(const CellRecord& record, double current) {
  return fmt::format("{:.4g} {}", record.unit().from_si(current), record.unit().text());
}

void add_measures(const CellRecord& record, const std::vector<Plateau>& plateaus,
                  const RateOptions& options, data::Reduction& out) {
  for (const auto& plateau : plateaus) {
    const auto& step = plateau.step;
    const std::string at = ", " + plateau.name + " at " + current_text(record, step.current);
    const std::string note = fmt::format(
        "last {:g} % of {}, {} points", 100 * options.tail,
        time_text(record.time[step.rows.end - 1] - record.time[step.rows.first]), step.tail.size());
    out.measures.push_back({"plateau_voltage " + plateau.name, "Plateau voltage" + at,
                            plateau.voltage, Unit::of("V"), "mean over the steady end", "ncl_equiv",
                            note});
    out.measures.push_back({"end_voltage " + plateau.name, "End voltage" + at, plateau.end,
                            Unit::of("V"), "line through the steady end, at its last point",
                            "jcgm100"});
    if (step.drift_sigma == 0) continue;
    out.measures.push_back({"drift " + plateau.name, "Drift" + at, plateau.drift,
                            Unit::of("mV h-1"), "slope of that line", "ncl_equiv"});
  }
}

// the last step at the first current, with another current between
const Plateau* returned(const std::vector<Plateau>& plateaus) {
  const double first = plateaus.front().step.current;
  const auto alike = [&](const Plateau& other) {
    return std::abs(other.step.current - first) <= same * first;
  };
  bool left = false;
  const Plateau* found = nullptr;
  for (const auto& plateau : plateaus) {
    if (!alike(plateau)) left = true;
    if (left && alike(plateau)) found = &plateau;
  }
  return found;
}

void add_recovery(const CellRecord& record, const std::vector<Plateau>& plateaus,
                  const std::string& behind, data::Reduction& out) {
  const Plateau* const last = returned(plateaus);
  data::Finding finding;
  finding.key = "recovery" + behind;
  finding.title = "The voltage comes back with the first current";
  finding.formula = "V(returned) = V(first) within 95 %";
  finding.source = "definition";
  if (last == nullptr) {
    finding.verdict = data::Verdict::NeedsDatum;
    finding.missing = "a last step at the first current";
    out.findings.push_back(std::move(finding));
    return;
  }
  const auto& first = plateaus.front();
  const Uncertain difference = last->voltage - first.voltage;
  out.measures.push_back(
      {"recovery_difference" + behind,
       "Voltage returned less first, at " + current_text(record, first.step.current), difference,
       Unit::of("mV"), "V(returned) - V(first)", "definition", last->name + " and " + first.name});
  out.measures.push_back({"recovery" + behind, "Recovery of the voltage",
                          last->voltage / first.voltage, Unit::of("%"), "V(returned) / V(first)",
                          "definition"});
  const bool back = std::abs(difference.value()) <= 2 * difference.sigma();
  const bool near = std::abs(difference.value()) <= same * std::abs(first.voltage.value());
  finding.numbers =
      fmt::format("{:+.3g} mV of {:.4g} V", 1e3 * difference.value(), first.voltage.value());
  finding.tolerance = fmt::format("{:.2g} mV; 2 % is near", 2e3 * difference.sigma());
  finding.verdict = back || near ? data::Verdict::Consistent : data::Verdict::Marginal;
  finding.text = back   ? "No lasting change is told from none."
                 : near ? "It comes back nearly: the change is small, but larger than the noise."
                        : "The cell is not the one it was before the larger currents.";
  out.findings.push_back(std::move(finding));
}

data::Table step_table(const CellRecord& record, const std::vector<CurrentStep>& steps) {
  data::Table table;
  table.title = "steps of current";
  data::Column number{"step", Unit(), {}}, begin{"t", Unit::of("min"), {}, {}, "start"};
  data::Column current{record.word(), record.unit(), {}, {}, "discharge positive"};
  data::Column voltage{"V", Unit::of("V"), {}, {}, "mean of the steady end"};
  data::Column end{"V end", Unit::of("V"), {}};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    number.values.push_back(static_cast<double>(i + 1));
    begin.values.push_back(record.time[steps[i].rows.first] - record.time.front());
    current.values.push_back(steps[i].current);
    voltage.values.push_back(steps[i].voltage);
    voltage.sigma.push_back(steps[i].voltage_sigma);
    end.values.push_back(steps[i].end_voltage);
    end.sigma.push_back(steps[i].end_sigma);
  }
  table.columns = {std::move(number), std::move(begin), std::move(current), std::move(voltage),
                   std::move(end)};
  return table;
}

data::Figure figure_of(const CellRecord& record, const std::vector<Plateau>& plateaus) {
  const double start = record.time.front();
  data::Panel voltage{
      "a", {}, {"t", time_unit(record.time.back() - start)}, {"V", Unit::of("V")}, {}};
  Series curve{.name = "measured", .y = record.voltage};
  for (const double t : record.time) curve.x.push_back(t - start);
  voltage.series.push_back(std::move(curve));
  data::Panel mean{"b", {}, {record.word(), record.unit(), "discharge"}, {"V", Unit::of("V")}, {}};
  Series points{.name = "mean of the steady end", .mark = Series::Mark::Points, .colour = 1};
  bool named = false;
  for (const auto& plateau : plateaus) {
    const Rows& tail = plateau.step.tail;
    const double v = plateau.voltage.value(), u = plateau.voltage.sigma();
    // each plateau is marked by its mean and told by its current
    Series level{.name = named ? std::string{} : "mean of the steady end",
                 .x = {record.time[tail.first] - start, record.time[tail.end - 1] - start},
                 .y = {v, v},
                 .colour = 1};
    voltage.series.push_back(std::move(level));
    Series told{.name = {},
                .mark = Series::Mark::Points,
                .x = {(record.time[tail.first] + record.time[tail.end - 1]) / 2 - start},
                .y = {v},
                .colour = 1,
                .labels = {fmt::format("{:.3g}", record.unit().from_si(plateau.step.current))},
                .shows_labels = true};
    voltage.series.push_back(std::move(told));
    named = true;
    points.x.push_back(plateau.step.current);
    points.y.push_back(v);
    points.low.push_back(v - u);
    points.high.push_back(v + u);
  }
  mean.series.push_back(std::move(points));
  return {"fig-rate-capability",
          "Rate capability",
          fmt::format("Steps are marked with their current in {}, discharge positive.",
                      record.unit().pretty()),
          {voltage, mean}};
}

Status reduce_one(const data::Table& table, const RateOptions& options, const std::string& behind,
                  data::Reduction& out) {
  NITER_TRY([[maybe_unused]] const auto time, table.column("t"));
  NITER_TRY(const auto record, cell_record(table, options, behind, out));
  const auto steps = current_steps(record, {.tolerance = options.tolerance, .tail = options.tail});
  const auto plateaus = plateaus_of(steps, behind);
  if (plateaus.size() < 2) {
    return fail(Code::InvalidInput,
                fmt::format("{} step(s) of constant discharge current: a rate capability needs two",
                            plateaus.size()),
                "for one current use 'stability'; for a swept one 'power'");
  }
  add_measures(record, plateaus, options, out);
  add_recovery(record, plateaus, behind, out);
  out.tables.push_back(step_table(record, steps));
  out.figures.push_back(figure_of(record, plateaus));
  out.figures.back().id += behind.empty() ? "" : "-" + behind.substr(1);
  if (!record.per_area) {
    out.caveats.push_back(table.provenance.origin +
                          ": no area is known: currents are those of this one cell");
  }
  return {};
}

}  // namespace

Result<data::Reduction> reduce_rate_capability(std::span<const data::Table> tables,
                                               const RateOptions& options) {
  if (!(options.tail > 0) || options.tail > 1 || !(options.tolerance > 0)) {
    return fail(Code::InvalidInput, "'tail' is a share between 0 and 1, 'tolerance' above 0");
  }
  data::Reduction reduction{
      .technique = "rate-capability",
      .title = options.label.empty() ? "Rate capability" : "Rate capability, " + options.label};
  const auto reduce = [&](const data::Table& table, const std::string& behind) -> Status {
    return reduce_one(table, options, behind, reduction);
  };
  NITER_OK(reduce_each(tables, reduction, reduce));
  return reduction;
}

}  // namespace niter::analysis
