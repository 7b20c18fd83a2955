// The rules of the audit, by family; docs/methods/audit.md says what each computes and why.
#pragma once

#include "niter/study/audit/support.hpp"

namespace niter::study::rules {

// recipe.cpp
Result<Findings> recipe_stoichiometry(const AuditInput& input);
// closure.cpp and set_current.cpp: charge and product
Result<Findings> yield_and_efficiency(const AuditInput& input);
Result<Findings> efficiency_and_current(const AuditInput& input);
Result<Findings> closure_at_potential(const AuditInput& input);
Result<Findings> closure_at_current(const AuditInput& input);
// parasitic.cpp and polarisation.cpp: curves against potential
Result<Findings> parasitic_tafel_slope(const AuditInput& input);
Result<Findings> windows_and_extrema(const AuditInput& input);
Findings trend_directions(const AuditInput& input);
// transport.cpp: amounts and films
Result<Findings> inventory(const AuditInput& input);
Result<Findings> thickest_film(const AuditInput& input);
// cell.cpp and power.cpp: equilibrium, voltage and power
Result<Findings> open_circuit_limit(const AuditInput& input);
Result<Findings> equilibrium_of_reactants(const AuditInput& input);
Result<Findings> power_at_discharge(const AuditInput& input);
Result<Findings> voltage_above_open_circuit(const AuditInput& input);
Result<Findings> voltage_gap_against_power(const AuditInput& input);
// electrode.cpp: double layer and impedance
Result<Findings> capacitance_bias(const AuditInput& input);
Result<Findings> arc_frequency(const AuditInput& input);
// reporting.cpp: what is said without the datum it needs
Result<Findings> potential_scale_needs_ph(const AuditInput& input);
Result<Findings> recharge_wording(const AuditInput& input);
Result<Findings> controls_without_numbers(const AuditInput& input);
// diffraction.cpp, photoelectron.cpp, absorption.cpp, infrared.cpp: positions
Result<Findings> diffraction_positions(const AuditInput& input);
Result<Findings> carbon_1s(const AuditInput& input);
Result<Findings> nitrogen_1s(const AuditInput& input);
Result<Findings> oxygen_1s(const AuditInput& input);
Result<Findings> iron_2p(const AuditInput& input);
Result<Findings> cobalt_2p(const AuditInput& input);
Result<Findings> exafs_distances(const AuditInput& input);
Result<Findings> stretching_bands(const AuditInput& input);
Result<Findings> fingerprint_bands(const AuditInput& input);
// computation.cpp
Result<Findings> step_energy_limit(const AuditInput& input);
Result<Findings> d_band_order(const AuditInput& input);

}  // namespace niter::study::rules
