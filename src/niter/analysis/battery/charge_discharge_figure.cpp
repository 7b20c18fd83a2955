#include "niter/analysis/battery/charge_discharge_figure.hpp"

#include <cmath>
#include <limits>
#include <set>

#include <fmt/format.h>

namespace niter::analysis {

namespace {

using data::Series;

Unit charge_unit(const CellRecord& record) {
  return Unit::of(record.per_area ? "mAh cm-2" : "mAh");
}

// stretches of one kind follow each other along the charge axis
void add_curves(const CellRecord& record, const Cycle& cycle, int colour, data::Panel& panel) {
  double passed[2] = {0, 0};
  bool named = false;
  const bool discharges = cycle.total(true).has_value();  // its full line stands in the legend
  for (const auto& half : cycle.halves) {
    const bool tells = !named && half.discharge == discharges;
    Series curve{.name = tells ? fmt::format("cycle {:g}", cycle.number) : std::string{},
                 .colour = colour,
                 .dashed = !half.discharge};
    named = named || tells;
    double& charge = passed[half.discharge ? 0 : 1];
    for (std::size_t i = half.rows.first; i < half.rows.end; ++i) {
      charge += std::abs(record.passed[i]);
      curve.x.push_back(charge);
      curve.y.push_back(record.voltage[i]);
    }
    panel.series.push_back(std::move(curve));
  }
}

}  // namespace

data::Figure charge_discharge_figure(const CellRecord& record, const Cycles& cycles) {
  const std::string charge = record.per_area ? "q" : "Q";
  data::Panel curves{"a", {}, {charge, charge_unit(record)}, {"V", Unit::of("V")}, {}};
  const std::size_t n = cycles.list.size();
  int colour = 0;
  for (const std::size_t i : std::set<std::size_t>{0, n / 2, n - 1}) {
    add_curves(record, cycles.list[i], colour++, curves);
  }
  data::Figure figure{"fig-charge-discharge",
                      "Charge and discharge",
                      "Full lines discharge, dashed lines charge; " + cycles.rule + ".",
                      {std::move(curves)}};
  Series coulombic{.name = "coulombic", .mark = Series::Mark::Points};
  Series energy{.name = "energy", .mark = Series::Mark::Points, .colour = 1};
  for (const auto& cycle : cycles.list) {
    const auto down = cycle.total(true), up = cycle.total(false);
    if (!down || !up) continue;
    for (auto* const series : {&coulombic, &energy}) series->x.push_back(cycle.number);
    coulombic.y.push_back(down->charge / up->charge);
    energy.y.push_back(down->energy / up->energy);
  }
  if (coulombic.x.size() < 2) return figure;
  data::Panel efficiency{"b", {}, {"cycle", Unit()}, {"efficiency", Unit::of("%")}, {}};
  efficiency.series = {std::move(coulombic), std::move(energy)};
  figure.panels.push_back(std::move(efficiency));
  return figure;
}

data::Table cycle_table(const CellRecord& record, const Cycles& cycles) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const Unit charge = charge_unit(record);
  const Unit energy = Unit::of(record.per_area ? "mWh cm-2" : "mWh");
  data::Table table;
  table.title = "cycles";
  std::vector<data::Column> columns = {{"cycle", Unit(), {}, {}, cycles.rule},
                                       {"discharge capacity", charge, {}, {}},
                                       {"charge capacity", charge, {}, {}},
                                       {"discharge energy", energy, {}, {}},
                                       {"charge energy", energy, {}, {}},
                                       {"gap at half charge", Unit::of("V"), {}, {}},
                                       {"gap of mean voltages", Unit::of("V"), {}, {}},
                                       {"coulombic efficiency", Unit::of("%"), {}, {}},
                                       {"energy efficiency", Unit::of("%"), {}, {}},
                                       {"discharge current", record.unit(), {}, {}, "mean"}};
  for (const auto& cycle : cycles.list) {
    const auto down = cycle.total(true), up = cycle.total(false);
    const bool whole = down && up;
    const double row[] = {cycle.number,
                          down ? down->charge : nan,
                          up ? up->charge : nan,
                          down ? down->energy : nan,
                          up ? up->energy : nan,
                          whole ? up->middle_voltage - down->middle_voltage : nan,
                          whole ? up->mean_voltage() - down->mean_voltage() : nan,
                          whole ? down->charge / up->charge : nan,
                          whole ? down->energy / up->energy : nan,
                          down ? down->current : nan};
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].values.push_back(row[i]);
  }
  table.columns = std::move(columns);
  return table;
}

}  // namespace niter::analysis
