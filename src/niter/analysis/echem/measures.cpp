#include "niter/analysis/echem/measures.hpp"

#include <algorithm>

#include "niter/base/contract.hpp"

namespace niter::analysis {

namespace {

const std::vector<MeasureRow>& rows() {
  using enum Measure;
  static const std::vector<MeasureRow> table = {
      {Duration, "duration", "Duration", "t", "input", {{"h", "h"}}},
      {Charge, "charge", "Charge", "Q = -integral of I dt", "press2007, eq. 4.1.11", {{"C", "C"}}},
      {CurrentDensity,
       "current_density",
       "Current density",
       "j = -Q / (A t)",
       "definition",
       {{"mA cm-2", "mA cm-2"}}},
      {BlankAmount,
       "blank_amount",
       "Subtracted: blank",
       "N_blank = c_blank V",
       "definition",
       {{"umol", "umol"}}},
      {OcpAmount,
       "ocp_amount",
       "Subtracted: OCP control",
       "N_ocp = (c_ocp - c_blank) V",
       "definition",
       {{"umol", "umol"}}},
      {Amount,
       "amount",
       "Product formed",
       "N = sum (c_i - c_0) V_i + (c_end - c_0) (V - sum V_i)",
       "mass balance",
       {{"umol", "umol"}}},
      {FaradaicEfficiency,
       "faradaic_efficiency",
       "Faradaic efficiency",
       "FE = n F N / Q",
       "bard2001, sec. 11.3",
       {{"%", "%"}}},
      {PartialCurrentDensity,
       "partial_current_density",
       "Partial current density",
       "j_p = -n F N / (A t)",
       "bard2001, sec. 1.3",
       {{"mA cm-2", "mA cm-2"}}},
      {YieldRate,
       "yield_rate",
       "Yield rate per area",
       "r = N / (A t)",
       "definition",
       {{"umol h-1 cm-2", "umol h-1 cm-2"}, {"mmol h-1 cm-2", "mmol h-1 cm-2"}}},
      {YieldMass,
       "yield_mass",
       "Yield rate per catalyst mass",
       "r_m = N M / (m_cat t)",
       "definition",
       {{"mg h-1 mg-1", "mg h-1 mgcat-1"}, {"ug h-1 mg-1", "ug h-1 mgcat-1"}}},
      {YieldMassMolar,
       "yield_mass_molar",
       "Molar yield per catalyst mass",
       "r_n = N / (m_cat t)",
       "definition",
       {{"mmol g-1 h-1", "mmol gcat-1 h-1"}}},
      {TurnoverFrequency,
       "turnover_frequency",
       "Turnover frequency",
       "TOF = N / (N_sites t)",
       "definition",
       {{"h-1", "h-1"}}},
      {Consumed,
       "reactant_consumed",
       "Reactant consumed",
       "N_r = N_before - N_after",
       "mass balance",
       {{"umol", "umol"}}},
      {Conversion, "conversion", "Conversion", "X = N_r / N_before", "definition", {{"%", "%"}}},
      {Selectivity,
       "selectivity",
       "Selectivity",
       "S = N a_p / (N_r a_r), a nitrogen atoms",
       "definition",
       {{"%", "%"}}},
      {EnergyEfficiency,
       "energy_efficiency",
       "Energy efficiency",
       "EE = FE (E_O2 - E_r) / U",
       "definition, water oxidation at the anode",
       {{"%", "%"}}},
      {EnergyConsumption,
       "energy_consumption",
       "Energy consumption",
       "w = U Q / (N M)",
       "definition",
       {{"kWh kg-1", "kWh kg-1"}}},
      {OtherEfficiency,
       "faradaic_efficiency",
       "Faradaic efficiency",
       "FE_k = n_k F N_k / Q",
       "bard2001, sec. 11.3",
       {{"%", "%"}}},
      {EfficiencySum,
       "faradaic_sum",
       "Sum of efficiencies",
       "FE + sum FE_k",
       "charge balance",
       {{"%", "%"}}},
  };
  return table;
}

}  // namespace

const MeasureRow& row_of(Measure measure) {
  const auto row = std::find_if(rows().begin(), rows().end(), [&](const auto& candidate) {
    return candidate.measure == measure;
  });
  NITER_EXPECT(row != rows().end(), "every measure has a row");
  return *row;
}

}  // namespace niter::analysis
