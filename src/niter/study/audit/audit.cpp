#include "niter/study/audit.hpp"

#include <array>

#include "niter/study/audit/rules.hpp"

namespace niter::study {

std::span<const AuditRule> audit_rules() {
  using namespace rules;  // NOLINT(google-build-using-namespace): the rows below are its functions
  static constexpr std::array<AuditRule, 30> table{{
      {"A1", "Salts weighed in against the catalyst's name", recipe_stoichiometry},
      {"A2", "Yield and efficiency: the current they imply", yield_and_efficiency},
      {"A3", "Efficiency and current: the yield they imply", efficiency_and_current},
      {"A4", "Charge and product at one potential", closure_at_potential},
      {"A5", "Tafel slope of the parasitic current", parasitic_tafel_slope},
      {"A6", "Potential windows and extrema", windows_and_extrema},
      {"A7", "Reactant and hydroxide over an electrolysis", inventory},
      {"A8", "Charge and product at one current", closure_at_current},
      {"A9", "Open-circuit voltage against the equilibrium limit", open_circuit_limit},
      {"A10", "Discharge current against peak power", power_at_discharge},
      {"A11", "Voltage at peak power against open circuit", voltage_above_open_circuit},
      {"A12", "Voltage gaps against power", voltage_gap_against_power},
      {"A13", "Equilibrium potentials of the reactant couples", equilibrium_of_reactants},
      {"A14", "Double-layer capacitance and scan rates", capacitance_bias},
      {"A15", "Frequency of the impedance arc", arc_frequency},
      {"A16", "Thickest film for the partial current", thickest_film},
      {"A17", "The RHE scale needs a pH", potential_scale_needs_ph},
      {"A18", "What charging a nitrate or nitrite cell does", recharge_wording},
      {"A19", "Controls need numbers", controls_without_numbers},
      {"A20", "Diffraction: positions and absent phases", diffraction_positions},
      {"A21", "Carbon 1s binding energies", carbon_1s},
      {"A22", "Nitrogen 1s binding energies", nitrogen_1s},
      {"A23", "Oxygen 1s binding energies", oxygen_1s},
      {"A24", "Iron 2p binding energies", iron_2p},
      {"A25", "Cobalt 2p binding energies", cobalt_2p},
      {"A26", "Distances from X-ray absorption", exafs_distances},
      {"A27", "Infrared: stretching region", stretching_bands},
      {"A28", "Infrared: fingerprint region", fingerprint_bands},
      {"A29", "Current allowed by a computed step energy", step_energy_limit},
      {"A30", "d-band centres and adsorption order", d_band_order},
  }};
  return table;
}

Result<std::vector<data::Finding>> audit(const AuditInput& input) {
  std::vector<data::Finding> all;
  for (const AuditRule& rule : audit_rules()) {
    NITER_TRY(auto findings, rule.check(input));
    for (data::Finding& finding : findings) {
      finding.key = rule.key;
      if (finding.title.empty()) finding.title = rule.title;
      all.push_back(std::move(finding));
    }
  }
  return all;
}

Result<std::vector<data::Finding>> audit(const Study& study) {
  NITER_TRY(const auto database, chem::load_database());
  NITER_TRY(const auto windows, chem::load_reference_windows());
  return audit(AuditInput{study, database, windows});
}

}  // namespace niter::study
