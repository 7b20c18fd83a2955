#include "niter/analysis/battery/charge_discharge.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/battery/charge_discharge_figure.hpp"
#include "niter/analysis/battery/cycle_findings.hpp"
#include "niter/analysis/each_record.hpp"
#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

constexpr double rounding = 1e-12;  // a difference of sums that is none

/// A number of one cycle before it is averaged over cycles.
struct Number {
  std::string id, title, formula;
  Unit unit;
  Uncertain value;
};

// charge and energy of one half cycle as inputs: noise of the points; what every second point alone
// would say (a trapezium rule errs by a third of that); and whether the interval before the first
// point was passed with its current (half of it, as a rectangle; a habit of the instrument, so one
// input for all stretches)
struct Half {
  Uncertain charge, energy, middle;

  Half(const HalfCycle& half, const std::string& of) {
    const auto start =
        Uncertain::input("current before the first point of a stretch", 0, 1 / std::sqrt(12.0));
    const auto input = [&](const std::string& what, double value, double noise, double coarse,
                           double begin) {
      const double off = std::abs(coarse - value);
      return Uncertain::input(what + " of " + of, value, noise) +
             Uncertain::input("resolution of the " + what + " of " + of, 0,
                              off > rounding * std::abs(value) ? off / 3 : 0) +
             begin * start;
    };
    charge = input("charge", half.charge, half.charge_sigma, half.charge_coarse, half.start_charge);
    energy = input("energy", half.energy, half.energy_sigma, half.energy_coarse, half.start_energy);
    middle =
        Uncertain::input("voltage at half charge of " + of, half.middle_voltage, half.middle_sigma);
  }
};

std::vector<Number> numbers_of(const CellRecord& record, const Cycle& cycle,
                               const ChargeDischargeOptions& options) {
  std::vector<Number> numbers;
  const auto add = [&](const char* id, const char* title, const char* formula,
                       std::string_view unit, const Uncertain& value) {
    numbers.push_back({id, title, formula, Unit::of(unit), value});
  };
  const auto down = cycle.total(true), up = cycle.total(false);
  std::optional<Half> d, c;
  if (down) d.emplace(*down, fmt::format("the discharge of cycle {:g}", cycle.number));
  if (up) c.emplace(*up, fmt::format("the charge of cycle {:g}", cycle.number));
  if (d) {
    const bool area = record.per_area;
    add("discharge_capacity", "Discharge capacity", "Q = integral of I dt",
        area ? "mAh cm-2" : "mAh", d->charge * record.area_error);
    add("discharge_energy", "Discharge energy", "W = integral of V I dt", area ? "mWh cm-2" : "mWh",
        d->energy * record.area_error);
    add("mean_discharge_voltage", "Mean discharge voltage", "W / Q", "V", d->energy / d->charge);
    if (options.mass && (!area || options.area)) {
      // of the whole cell: the stated area, with its error, is divided out again
      const Uncertain total = area ? d->charge * options.area->si() : d->charge;
      add("discharge_capacity_per_mass", "Discharge capacity per mass", "Q / m", "mAh g-1",
          total / options.mass->uncertain("mass"));
    }
    if (area && options.area) {
      add("discharge_energy_of_cell", "Discharge energy of the cell", "W A", "Wh",
          d->energy * options.area->si());
    }
  }
  if (c) {
    add("charge_capacity", "Charge capacity", "Q = integral of I dt",
        record.per_area ? "mAh cm-2" : "mAh", c->charge * record.area_error);
  }
  if (d && c) {
    add("voltage_gap", "Voltage gap at half charge", "V_c(Q/2) - V_d(Q/2)", "V",
        c->middle - d->middle);
    add("mean_voltage_gap", "Gap of the mean voltages", "W_c/Q_c - W_d/Q_d", "V",
        c->energy / c->charge - d->energy / d->charge);
    add("coulombic_efficiency", "Coulombic efficiency", "Q_d / Q_c", "%", d->charge / c->charge);
    if (!(down->energy > 0) || !(up->energy > 0)) return numbers;  // no energy was stored
    add("energy_efficiency", "Round-trip (energy) efficiency", "W_d / W_c", "%",
        d->energy / c->energy);
    add("voltage_efficiency", "Voltage efficiency", "(W_d/Q_d) / (W_c/Q_c)", "%",
        (d->energy / d->charge) / (c->energy / c->charge));
  }
  return numbers;
}

// GUM 4.2.3 between cycles, beside what all of them share
data::Measure mean_of(const std::vector<const Number*>& same, const std::string& behind) {
  const Number& first = *same.front();
  data::Measure measure{first.id + behind, first.title,   first.value,
                        first.unit,        first.formula, "press2007, eq. 4.1.11"};
  if (same.size() < 2) return measure;
  const auto n = static_cast<double>(same.size());
  Uncertain mean = 0.0;
  for (const auto* const number : same) mean = mean + number->value * (1 / n);
  double squares = 0;
  for (const auto* const number : same) {
    squares += std::pow(number->value.value() - mean.value(), 2);
  }
  const double sd = std::sqrt(squares / (n - 1));
  const double t = student_t(static_cast<int>(same.size()) - 1, 0.95) / normal_coverage;
  measure.title += ", mean of cycles";
  measure.value = mean + Uncertain::input("scatter between cycles, " + first.id + behind, 0,
                                          t * sd / std::sqrt(n));
  measure.note = fmt::format("{} cycles, standard deviation between them {:.3g} {}", same.size(),
                             sd / first.unit.scale(), first.unit.text());
  return measure;
}

// of the whole cycles; a record without any is described by its halves
std::vector<const Cycle*> told(const Cycles& cycles) {
  std::vector<const Cycle*> whole, all;
  for (const auto& cycle : cycles.list) {
    all.push_back(&cycle);
    if (cycle.total(true) && cycle.total(false)) whole.push_back(&cycle);
  }
  return whole.empty() ? all : whole;
}

void add_measures(const CellRecord& record, const Cycles& cycles,
                  const ChargeDischargeOptions& options, const std::string& behind,
                  data::Reduction& out) {
  std::vector<std::vector<Number>> numbers;
  for (const auto* const cycle : told(cycles)) {
    numbers.push_back(numbers_of(record, *cycle, options));
  }
  std::vector<std::string> done;
  for (const auto& cycle : numbers) {
    for (const auto& number : cycle) {
      if (std::ranges::find(done, number.id) != done.end()) continue;
      done.push_back(number.id);
      std::vector<const Number*> same;
      for (const auto& other : numbers) {
        const auto found = std::ranges::find(other, number.id, &Number::id);
        if (found != other.end()) same.push_back(&*found);
      }
      out.measures.push_back(mean_of(same, behind));
      if (number.id != "discharge_capacity" || same.size() < 2) continue;
      out.measures.push_back({"capacity_retention" + behind, "Capacity kept by the last cycle",
                              same.back()->value / same.front()->value, Unit::of("%"),
                              "Q_last / Q_first", "definition"});
    }
  }
}

Status reduce_one(const data::Table& table, const ChargeDischargeOptions& options,
                  const std::string& behind, data::Reduction& out) {
  NITER_TRY([[maybe_unused]] const auto time, table.column("t"));
  NITER_TRY(const auto record, cell_record(table, options, behind, out));
  NITER_TRY(const auto cycles, cycles_of(record, table, options.cycles));
  if (cycles.list.empty()) {
    return fail(Code::InvalidInput, "no stretch of charge or discharge of three points or more");
  }
  add_measures(record, cycles, options, behind, out);
  for (auto& finding : cycle_findings(record, cycles, table, options.area)) {
    finding.key += behind;
    out.findings.push_back(std::move(finding));
  }
  out.settings.emplace_back("cycles" + behind, cycles.rule);
  out.tables.push_back(cycle_table(record, cycles));
  out.figures.push_back(charge_discharge_figure(record, cycles));
  out.figures.back().id += behind.empty() ? "" : "-" + behind.substr(1);
  out.caveats.push_back(cycles.rule);
  if (!record.per_area) {
    out.caveats.push_back(table.provenance.origin +
                          ": no area is known: capacities are those of this one cell");
  }
  if (options.mass && record.per_area && !options.area) {
    out.caveats.push_back("a capacity per mass needs the area beside a current density");
  }
  return {};
}

}  // namespace

Result<data::Reduction> reduce_charge_discharge(std::span<const data::Table> tables,
                                                const ChargeDischargeOptions& options) {
  if (options.mass && !(options.mass->si() > 0)) {
    return fail(Code::InvalidInput, fmt::format("the mass is {}", options.mass->text()),
                "a mass is greater than zero");
  }
  data::Reduction reduction{.technique = "charge-discharge",
                            .title = options.label.empty()
                                         ? "Charge and discharge"
                                         : "Charge and discharge, " + options.label};
  const auto reduce = [&](const data::Table& table, const std::string& behind) -> Status {
    return reduce_one(table, options, behind, reduction);
  };
  NITER_OK(reduce_each(tables, reduction, reduce));
  return reduction;
}

}  // namespace niter::analysis
