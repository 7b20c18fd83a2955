// Reading the records of a run: what belongs to an instruction, and what the cathode made
// meanwhile.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/study/runs/kinds.hpp"
#include "niter/study/spread.hpp"
#include "niter/twin/protocol/run.hpp"

namespace niter::study {

/// A column that every record has: "t", "E", "j", "q", or one of the cell's own.
const std::vector<double>& column(const twin::protocol::RunRecord& record, std::string_view name);

/// Molar mass of a formula that the code itself names. [kg mol-1] Contract: it is one
double molar_mass(std::string_view formula);

/// Rows of a table, the last included.
struct Rows {
  std::size_t first = 0, last = 0;
};
Rows rows_of(const twin::protocol::Part& part);
Rows all_rows(const twin::protocol::RunRecord& record);
std::vector<double> cut(const std::vector<double>& values, Rows rows);

/// The parts in which a potential or a current was held, in order.
std::vector<const twin::protocol::Part*> holds_of(const twin::protocol::Protocol& protocol,
                                                  const twin::protocol::RunRecord& record);

/// What the cathode made in some rows of a record, per electrode area.
struct Production {
  double amount = 0;               // mol m-2 of the product
  double charge = 0;               // C m-2, oxidation positive
  double faradaic_efficiency = 0;  // of the product, from the reactant of the experiment
  double rate = 0;                 // mol m-2 s-1
};
/// @error NotFound if the mechanism makes no such product
Result<Production> production(const RunInput& input, const twin::protocol::RunRecord& record,
                              Rows rows, std::string_view product = "NH3");

/// The record under a name for a file: "lsv-no3-Fe2Co1-NC".
data::Table named(data::Table table, const RunPlan& plan, std::string_view which = "");

}  // namespace niter::study
