// execute: records of a run: a catalyst's cell, changed as a kind asks, taken through the protocol.
#pragma once

#include <map>
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
  std::map<std::string, double> totals = {};  // mol m-3, of ions in place of the experiment's
  double open_sites = 1;                      // share of the sites that nothing blocks
  std::optional<twin::BatteryOptions> battery = {};  // in place of the plan's as declared
};

/// The cell of a variation, before anything happens to it.
/// @error of the model; NotFound for an assumption that a batch cell needs
Result<twin::CellModel> cell_of(const RunInput& input, const Variation& variation,
                                const ParameterValues& values);

/// The record, whole or up to where the run failed, with the pH beside every concentration of OH-:
/// columns "ph surface" and, of a batch cell, "ph" and "ph anolyte".
/// @error of the model or the protocol
Result<twin::protocol::RunRecord> run_on_twin(const RunInput& input, const Variation& variation,
                                              const ParameterValues& values);
/// @error of the model or the protocol; a run that ended before its protocol did is an error too,
/// with what it says
Result<twin::protocol::RunRecord> execute(const RunInput& input, const Variation& variation,
                                          const ParameterValues& values);

/// One record that is wanted, and whether with those of the posterior draws.
struct Wish {
  Variation variation;
  bool with_draws = false;
};

/// The nominal record, and those of the draws in their order. A draw that fails for one wish takes
/// no part in any.
struct Ensemble {
  twin::protocol::RunRecord nominal;
  std::vector<twin::protocol::RunRecord> draws = {};
};
/// Over threads. @error of a nominal record; Interrupted
Result<std::vector<Ensemble>> execute_all(const RunInput& input, const std::vector<Wish>& wishes);

/// The catalysts of the plan, or the reference alone.
std::vector<std::string> catalysts_of(const RunInput& input);
int colour_of(const Study& study, std::string_view catalyst);
/// "fig-2a", or the id of the run where the paper has no such figure.
std::string figure_id(const RunPlan& plan, std::string_view suffix = "");
/// " Bands: central 90 % of 16 posterior draws.", or nothing without draws.
std::string band_text(std::string_view what, std::size_t draws);

}  // namespace niter::study
