// RunPlan: a protocol that a study's twin goes through, and the figure it is drawn in: [[run]] of
// study.toml.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/study/battery_plan.hpp"
#include "niter/study/cell_plan.hpp"
#include "niter/twin/protocol/protocol.hpp"
#include "niter/units/quantity.hpp"

namespace niter::study {

/// docs/methods/study-files.md documents every key.
struct RunPlan {
  std::string id;      // "lsv-no3"
  std::string kind;    // a row of run_kinds(): how the records are reduced and drawn
  std::string figure;  // number of the paper's figure it stands beside, or empty
  std::string title;
  std::string experiment;                 // whose electrolyte, film and scale it uses
  std::vector<std::string> catalysts;     // the reference alone if empty
  CellPlan cell;                          // how it is built
  std::map<std::string, Quantity> added;  // salts beside those of the experiment
  std::vector<Quantity> volumes;          // catholytes to compare; the assumption's range if empty
  std::vector<Quantity> refresh_every;    // intervals at which the electrolyte is renewed
  std::optional<BatteryPlan> battery;     // of kinds that are about one
  std::vector<BatteryPlan> beside;        // other ones to compare it with
  std::string reported;                   // experiment whose facts stand beside; empty: its own
  std::string text;                       // of the protocol, as written
  twin::protocol::Protocol protocol;
  Where where;
};

}  // namespace niter::study
