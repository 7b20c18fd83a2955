// Batteries of runs: what a BatteryPlan and the assumptions of a study make of the zinc side, the
// ranges of what nobody reported, and what stands beside a simulated number.
#pragma once

#include <string>
#include <vector>

#include "niter/study/runs/execute.hpp"
#include "niter/study/runs/records.hpp"

namespace niter::study {

/// Where in their ranges the assumptions about the battery stand: as declared, or all at the end
/// that gives the higher or the lower voltage.
enum class RangeEnd { Declared, Higher, Lower };

/// Reads, where they are declared: zincate_potential or zinc_activity, cell_resistance,
/// battery_leak, zinc_exchange_alkaline or zinc_exchange_neutral, oxygen_evolution_potential.
/// @error Unit for an assumption of the wrong dimension
Result<twin::BatteryOptions> battery_options(const Study& study, const BatteryPlan& plan,
                                             RangeEnd end);

/// The records every battery kind draws: each catalyst of the plan with draws of the reference, the
/// ends of the ranges, and the other batteries.
struct BatteryRecords {
  struct One {
    std::string name;  // of the catalyst or the other battery
    int colour = 0;
    bool dashed = false;
    Ensemble ensemble;
  };
  std::vector<One> catalysts, others;
  Ensemble higher, lower;  // of the first catalyst; without rows where the run is too long for it

  bool has_ranges() const { return higher.nominal.table.rows() > 0; }
};
/// @error as execute_all()
Result<BatteryRecords> battery_records(const RunInput& input);

/// Sentence for a reported number outside of what the ranges allow: how much is missing. Empty
/// where the number lies inside, give or take `tolerance` of it.
/// @param lower, higher  the simulated number at both ends of the ranges, in SI
std::string missing_text(const Fact& fact, double lower, double higher, double tolerance);

/// Facts of a measure that stand beside this run, of the reference catalyst.
std::vector<const Fact*> battery_facts(const RunInput& input, std::string_view measure);

/// A line of `y` against `x` in some rows; with `sign` -1 a discharge is drawn to the right.
data::Series battery_line(const twin::protocol::RunRecord& record, Rows rows, std::string_view x,
                          std::string_view y, double sign);

/// What is shaded, for captions, and which batteries are dashed.
std::string battery_caption(const RunInput& input, const BatteryRecords& records);

}  // namespace niter::study
