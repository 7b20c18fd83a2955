#include "niter/twin/protocol/recorder.hpp"

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
  const double leading[] = {t, shown_potential, y[at(system_->layout().current(0))],
                            static_cast<double>(record_->parts.size()) - 1, system_->depth(y)};
  auto& columns = record_->table.columns;
  std::size_t column = 0;
  for (const double value : leading) columns[column++].values.push_back(value);
  for (const Shown& shown : shown_)
    columns[column++].values.push_back(
        shown.node < 0 ? y[at(shown.unknown)]
                       : system_->shown_concentration(y, shown.node, shown.species));
}

}  // namespace niter::twin::protocol
