#include "niter/twin/protocol/recorder.hpp"

#include <initializer_list>
#include <limits>

#include "niter/twin/cell/cell_rows.hpp"

namespace niter::twin::protocol {

Recorder::Recorder(const CellSystem& system, RunRecord& record)
    : system_(&system), record_(&record) {
  const CellLayout& l = system.layout();
  const CellModel& model = system.model();
  data::Table& table = record.table;
  table.title = model.name;
  table.provenance.origin = "simulated";
  table.provenance.made_by = "niter " NITER_VERSION ", twin::protocol";
  table.columns = {{"t", Unit::of("s"), {}, {}, "time"},
                   {"E", Unit::of("V"), {}, {}, "as the potentiostat shows it"},
                   {"j", Unit::of("mA cm-2"), {}, {}, "oxidation positive"},
                   {"part", Unit::of("1"), {}, {}, "number of the instruction that runs"},
                   {"depth", Unit::of("m"), {}, {}, "catholyte per electrode area"}};
  if (l.battery) {
    const auto with = [&](const char* name, const char* unit, const char* comment) {
      table.columns.push_back({name, Unit::of(unit), {}, {}, comment});
    };
    with("V", "V", "of the battery: cathode against zinc, at the terminals");
    with("power", "mW cm-2", "that the battery gives");
    with("E anode", "V", "of the zinc, vs. SHE");
    with("zinc used", "umol cm-2", "dissolved since the start, per area of the cathode");
    with("corroded", "C cm-2", "of the zinc by hydrogen, since the start");
    with("work", "J cm-2", "that the battery gave since the start");
  }
  const auto show = [&](std::string name, const Unit& unit, int unknown, std::string comment) {
    table.columns.push_back({std::move(name), unit, {}, {}, std::move(comment)});
    shown_.push_back({unknown});
  };
  const auto show_concentration = [&](int node, int species, std::string_view suffix,
                                      std::string comment) {
    table.columns.push_back({"c " + model.species[at(species)].name + std::string(suffix),
                             Unit::of("mol/L"),
                             {},
                             {},
                             std::move(comment)});
    shown_.push_back({0, node, species});
  };
  show("U", Unit::of("V"), l.potential(0), "at the interface, on the scale of the rate constants");
  show("q", Unit::of("C cm-2"), l.passed(), "since the start");
  for (int j = 0; j < l.steps; ++j)
    show("xi " + model.electrode.steps[at(j)].id, Unit::of("umol cm-2"), l.extent(j),
         "turnovers since the start");
  for (int s = 0; s < l.species; ++s) show_concentration(0, s, " surface", "at the electrode");
  if (!l.vessel) return;
  for (int s = 0; s < l.species; ++s) {
    show_concentration(l.nodes - 1, s, "", "in the catholyte");
    show("lost " + model.species[at(s)].name, Unit::of("umol cm-2"), l.lost(s),
         "left with the gas since the start");
    if (l.potentials) show_concentration(l.nodes, s, " anolyte", "in the anolyte");
  }
}

double Recorder::last_time() const {
  return rows() == 0 ? -std::numeric_limits<double>::infinity()
                     : record_->table.columns[0].values.back();
}

void Recorder::add(double t, std::span<const double> y, double shown_potential) {
  auto& columns = record_->table.columns;
  std::size_t column = 0;
  const auto put = [&](std::initializer_list<double> values) {
    for (const double value : values) columns[column++].values.push_back(value);
  };
  const double current = system_->terminal_current(y);
  put({t, shown_potential, current, static_cast<double>(record_->parts.size()) - 1,
       system_->depth(y)});
  const CellLayout& l = system_->layout();
  if (l.battery) {
    const double voltage = system_->cell_voltage(y);
    put({voltage, -voltage * current, system_->anode_state(y).potential, system_->zinc_used(y),
         y[at(l.corroded())], y[at(l.work())]});
  }
  for (const Shown& shown : shown_)
    columns[column++].values.push_back(
        shown.node < 0 ? y[at(shown.unknown)]
                       : system_->shown_concentration(y, shown.node, shown.species));
}

}  // namespace niter::twin::protocol
