#include <algorithm>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/config/read.hpp"
#include "niter/study/load.hpp"
#include "niter/study/runs/kinds.hpp"

namespace niter::study {
namespace {

struct RunText {
  std::string id, kind, figure, title, experiment, cell = "film";
  config::Value protocol;
  std::vector<std::string> catalysts;
  std::map<std::string, Quantity> added;
  std::vector<Quantity> volumes, refresh_every;
  template <class V>
  void visit(V& v) {
    v.required("id", id, "one word that names the run");
    v.required("kind", kind, "how the record is reduced and drawn");
    v.required("title", title, "of its figure");
    v.required("experiment", experiment, "id of a simulated experiment");
    v.required("protocol", protocol, "what the potentiostat does, one instruction a line");
    v.optional("figure", figure, "number of the paper's figure it stands beside");
    v.optional("catalysts", catalysts, "ids of catalysts (default: the reference)");
    v.optional("cell", cell, "film (constant bulk) or batch (used up)");
    v.optional("added", added, "salts beside those of the experiment");
    v.optional("volumes", volumes, "catholytes to compare", "m3");
    v.optional("refresh_every", refresh_every, "intervals of fresh electrolyte", "s");
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

}  // namespace

Result<RunPlan> read_run(const config::Value& table, const Study& study) {
  RunText text;
  NITER_OK(config::read_value(table, text, "run", ""));
  RunPlan plan{text.id,
               text.kind,
               text.figure,
               text.title,
               text.experiment,
               text.catalysts,
               text.cell == "batch",
               text.added,
               text.volumes,
               text.refresh_every,
               {},
               {},
               table.where};
  NITER_OK(check_kind(text.kind, place_of(table, "kind")));
  if (text.cell != "film" && text.cell != "batch")
    return fail({Code::InvalidInput, fmt::format("'{}' is no kind of cell", text.cell),
                 place_of(table, "cell"), "write cell = \"film\" or cell = \"batch\""});
  const auto& cells = study.simulation->cells;
  const bool simulated = std::any_of(cells.begin(), cells.end(), [&](const SimulatedCell& c) {
    return c.experiment == text.experiment;
  });
  if (!simulated)
    return fail({Code::NotFound,
                 fmt::format("the experiment '{}' is not simulated", text.experiment),
                 place_of(table, "experiment"), "add it to the cells of [simulate]"});
  for (const std::string& catalyst : text.catalysts)
    NITER_OK(require("catalyst", study.catalysts, catalyst, place_of(table, "catalysts")));

  NITER_OK(config::read_value(text.protocol, plan.text, "protocol", ""));
  const Where where = place_of(table, "protocol");
  // a text in three quotes begins on the line after them
  const bool on_lines = plan.text.find('\n') != std::string::npos;
  NITER_TRY(plan.protocol,
            twin::protocol::parse_protocol(plan.text, where.file, where.line + (on_lines ? 1 : 0)));
  return plan;
}

}  // namespace niter::study
