#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/config/read.hpp"
#include "niter/study/load.hpp"
#include "niter/study/model.hpp"
#include "niter/study/runs/kinds.hpp"

namespace niter::study {
namespace {

struct RunText {
  std::string id, kind, figure, title, experiment, cell = "film";
  config::Value protocol;
  std::vector<std::string> catalysts;
  std::map<std::string, Quantity> added;
  std::vector<Quantity> volumes, refresh_every;
  std::string battery, reported;
  std::vector<std::string> beside;
  template <class V>
  void visit(V& v) {
    v.required("id", id, "one word that names the run");
    v.required("kind", kind, "how the record is reduced and drawn");
    v.required("title", title, "of its figure");
    v.required("experiment", experiment, "id of a simulated experiment");
    v.required("protocol", protocol, "what the potentiostat does, one instruction a line");
    v.optional("figure", figure, "number of the paper's figure it stands beside");
    v.optional("catalysts", catalysts, "ids of catalysts (default: the reference)");
    v.optional("cell", cell, "film (constant bulk), batch (used up) or the id of a [[cell]]");
    v.optional("added", added, "salts beside those of the experiment");
    v.optional("volumes", volumes, "catholytes to compare", "m3");
    v.optional("refresh_every", refresh_every, "intervals of fresh electrolyte", "s");
    v.optional("battery", battery, "id of a [[battery]], of the kinds that are about one");
    v.optional("beside", beside, "ids of other batteries to compare it with");
    v.optional("reported", reported, "experiment whose facts stand beside (default: its own)");
  }
};

Status check_kind(const std::string& kind, const Where& where) {
  std::vector<std::string> known;
  for (const RunKind& k : run_kinds()) {
    if (k.name == kind) return {};
    known.emplace_back(k.name);
  }
  return fail(no_such_id("kind of run", known, kind, where));
}

Status check_experiment(const std::string& experiment, const Simulation& simulation,
                        const Where& where) {
  const auto& cells = simulation.cells;
  if (std::any_of(cells.begin(), cells.end(),
                  [&](const SimulatedCell& c) { return c.experiment == experiment; }))
    return {};
  return fail({Code::NotFound, fmt::format("the experiment '{}' is not simulated", experiment),
               where, "add it to the cells of [simulate]"});
}

// Errors of a protocol point into the file: a text on several lines begins on the line after its
// three quotes.
Result<twin::protocol::Protocol> protocol_of(const config::Value& value, const std::string& text) {
  const Where& where = value.where;
  const bool on_lines = text.find('\n') != std::string::npos;
  auto protocol = twin::protocol::parse_protocol(text, where.file, where.line + (on_lines ? 1 : 0));
  if (protocol || on_lines) return protocol;
  return fail(config::inside_text(protocol.error(), value));
}

Status check_amounts(const RunPlan& plan, const config::Value& table) {
  const auto positive = [](const Quantity& q) { return q.si() > 0; };
  for (const auto& [list, key] :
       {std::pair{&plan.volumes, "volumes"}, std::pair{&plan.refresh_every, "refresh_every"}}) {
    if (!std::all_of(list->begin(), list->end(), positive))
      return fail({Code::InvalidInput, fmt::format("'{}' must be more than zero", key),
                   place_of(table, key), "leave out what is not there"});
  }
  const auto ions = ions_of(plan.added);
  if (ions) return {};
  Error error = ions.error();
  error.where = place_of(table, "added");
  return fail(std::move(error));
}

}  // namespace

Result<CellPlan> find_cell(const Study& study, const std::string& id, const Where& where) {
  std::vector<std::string> known;
  for (const std::span<const CellPlan> cells : {plain_cells(), std::span(study.cells)})
    for (const CellPlan& cell : cells) {
      if (cell.id == id) return cell;
      known.push_back(cell.id);
    }
  return fail(no_such_id("cell", std::move(known), id, where));
}

namespace {

Result<BatteryPlan> find_battery(const Study& study, const std::string& id, const Where& where) {
  NITER_OK(require("battery", study.batteries, id, where));
  return *std::ranges::find(study.batteries, id, &BatteryPlan::id);
}

Status read_batteries(const RunText& text, const config::Value& table, const Study& study,
                      RunPlan& plan) {
  const bool of_one = text.kind.starts_with("battery-");
  if (of_one && text.battery.empty())
    return fail({Code::InvalidInput, fmt::format("a run of kind \"{}\" needs a battery", text.kind),
                 place_of(table, "kind"), "add battery = with the id of a [[battery]]"});
  for (const auto& [key, given] :
       {std::pair{"battery", !text.battery.empty()}, std::pair{"beside", !text.beside.empty()}})
    if (given && !of_one)
      return fail({Code::InvalidInput,
                   fmt::format("'{}' belongs to the kinds that begin with \"battery-\"", key),
                   place_of(table, key), "remove it, or choose another kind"});
  if (of_one) {
    NITER_TRY(plan.battery, find_battery(study, text.battery, place_of(table, "battery")));
  }
  for (const std::string& id : text.beside) {
    NITER_TRY(plan.beside.emplace_back(), find_battery(study, id, place_of(table, "beside")));
  }
  if (!text.reported.empty())
    NITER_OK(require("experiment", study.experiments, text.reported, place_of(table, "reported")));
  plan.reported = text.reported.empty() ? text.experiment : text.reported;
  return {};
}

}  // namespace

Result<RunPlan> read_run(const config::Value& table, const Study& study) {
  RunText text;
  NITER_OK(config::read_value(table, text, "run", ""));
  NITER_OK(check_kind(text.kind, place_of(table, "kind")));
  NITER_OK(check_experiment(text.experiment, *study.simulation, place_of(table, "experiment")));
  for (const std::string& catalyst : text.catalysts)
    NITER_OK(require("catalyst", study.catalysts, catalyst, place_of(table, "catalysts")));

  RunPlan plan;
  plan.id = text.id, plan.kind = text.kind, plan.figure = text.figure, plan.title = text.title;
  plan.experiment = text.experiment, plan.catalysts = text.catalysts;
  plan.added = text.added, plan.volumes = text.volumes, plan.refresh_every = text.refresh_every;
  plan.where = table.where;
  NITER_OK(read_batteries(text, table, study, plan));
  NITER_TRY(plan.cell, find_cell(study, text.cell, place_of(table, "cell")));
  NITER_OK(check_amounts(plan, table));

  NITER_OK(config::read_value(text.protocol, plan.text, "protocol", ""));
  NITER_TRY(plan.protocol, protocol_of(text.protocol, plan.text));
  return plan;
}

}  // namespace niter::study
