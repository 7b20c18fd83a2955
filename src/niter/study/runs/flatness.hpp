// Flatness: for how long a batch keeps its current.
#pragma once

#include <limits>
#include <optional>
#include <vector>

#include "niter/study/runs/execute.hpp"

namespace niter::study {

/// The current has settled, the film has formed: what later currents are compared with. [s]
inline constexpr double settled = 600;
/// After every start of a hold the double layer charges and the film forms: left out of figures.
/// [s]
inline constexpr double starting = 60;

/// What is drawn of a record of hours.
struct Story {
  std::vector<double> time, current;  // s, A m-2
  std::vector<double> reactant;       // in the catholyte [mol m-3]
};
/// Every hold without its first minute.
Story story_of(const RunInput& input, const twin::protocol::RunRecord& record);

/// How long the current stays within a share of its settled value [s], to either side; infinite if
/// it does so to the end.
double flat_time(const Story& story, double share);
/// Its smallest value over its settled one.
double current_left(const Story& story);

/// The same against the volume of the catholyte, without fresh electrolyte.
struct Flatness {
  std::vector<double> volumes, times;  // m3, s; where the current is flat to the end: infinite
};
/// The volume at which the current is flat for so long; none outside the volumes.
std::optional<double> volume_for(const Flatness& flat, double duration);

}  // namespace niter::study
