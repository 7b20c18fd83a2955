// Campaign: what the laboratory of a study would run, gone through by the twin: the truth behind a
// folder of raw files.
#pragma once

#include <string>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/study/bench/role.hpp"
#include "niter/study/model.hpp"
#include "niter/twin/protocol/run.hpp"

namespace niter::study {

/// One electrolysis at constant potential in the batch cell, and what it truly made.
struct TrueElectrolysis {
  std::string id;  // "no3-Fe2Co1-NC-1000mV"
  std::string experiment, catalyst, reactant;
  double potential = 0;  // V vs RHE, as applied
  Role role = {};        // a cycle or a control of another
  bool with_reactant = true;
  twin::protocol::RunRecord record;
  double area = 0, volume = 0;     // m2, m3
  double amount = 0;               // NH3 and NH4+ in the stirred catholyte [mol]
  double charge = 0;               // cathodic positive [C]
  double faradaic_efficiency = 0;  // 1
  double yield_rate = 0;           // mol m-2 s-1
};

/// One record of the potentiostat: a sweep, cycles or a spectrum of one catalyst.
struct TrueScan {
  std::string id;         // "lsv-no3-Fe2Co1-NC"
  std::string technique;  // of the bench: "lsv", "cdl", "eis"
  std::string experiment, catalyst;
  twin::protocol::RunRecord record;
  double double_layer_capacitance = 0;  // of a "cdl" [F m-2]
};

struct Campaign {
  std::vector<TrueElectrolysis> electrolyses;
  std::vector<TrueScan> scans;
  double area = 0;               // m2
  double series_resistance = 0;  // ohm m2
};

/// An hour at -0.8, -0.9 ... -1.2 V with the reference catalyst in every simulated experiment and
/// at -1.0 V with the other catalysts of the study's runs; with the reference at -1.0 V a control
/// without reactant and six cycles, each in fresh electrolyte; and each voltammogram, capacitance
/// and spectrum that the study has as a [[run]].
///
/// @error of the model and the cells; NotFound for the assumptions a batch cell needs; Interrupted
Result<Campaign> simulate_campaign(const Study& study, const Model& model,
                                   const ParameterValues& values, int threads,
                                   const Monitor& monitor);

}  // namespace niter::study
