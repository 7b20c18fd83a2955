// execute: one record of a run: a catalyst's cell, changed as a kind asks, taken through the
// protocol.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "niter/study/runs/kinds.hpp"
#include "niter/twin/protocol/run.hpp"

namespace niter::study {

/// What a kind changes of the plan for one record.
struct Variation {
  std::string catalyst = {};          // empty: the reference
  std::optional<double> volume = {};  // of the catholyte [m3]
  bool with_reactant = true;
  bool with_added = true;                                 // salts of RunPlan::added
  std::optional<twin::protocol::Protocol> protocol = {};  // in place of the plan's
  double compression = -1;                                // of the DFT differences; -1: the study's
};

/// The record, whole or up to where the run failed. @error of the model or the protocol
Result<twin::protocol::RunRecord> run_on_twin(const RunInput& input, const Variation& variation,
                                              const ParameterValues& values);
/// @error of the model or the protocol; a run that ended before its protocol did is an error too,
/// with what it says
Result<twin::protocol::RunRecord> execute(const RunInput& input, const Variation& variation,
                                          const ParameterValues& values);

/// The nominal record and those of the posterior draws, over threads. Draws that fail take no part.
struct Ensemble {
  twin::protocol::RunRecord nominal;
  std::vector<twin::protocol::RunRecord> draws;
};
Result<Ensemble> execute_ensemble(const RunInput& input, const Variation& variation);

/// The central 90 % of a column over the draws, row by row; empty with fewer than eight draws.
/// @param transform  of the nominal's and each draw's table to the values that are drawn
struct Spread {
  std::vector<double> low, high;
};
Spread spread(const std::vector<std::vector<double>>& draws);

/// The catalysts of the plan, or the reference alone.
std::vector<std::string> catalysts_of(const RunInput& input);
int colour_of(const Study& study, std::string_view catalyst);
/// "fig-2a", or the id of the run where the paper has no such figure.
std::string figure_id(const RunPlan& plan, std::string_view suffix = "");

/// What the cathode made between two rows of a record, per electrode area.
struct Production {
  double amount = 0;               // mol m-2 of the product
  double charge = 0;               // C m-2, oxidation positive
  double faradaic_efficiency = 0;  // of the product, from the reactant of the experiment
  double rate = 0;                 // mol m-2 s-1
};
/// @error NotFound if the mechanism makes no such product
Result<Production> production(const RunInput& input, const twin::protocol::RunRecord& record,
                              std::size_t first_row, std::size_t last_row,
                              std::string_view product = "NH3");

}  // namespace niter::study
