// ZincAnode: the counter electrode that makes a cell a battery: what it takes from the anolyte and
// gives to it, its potential, its corrosion, and where it ends.
#pragma once

#include <span>
#include <vector>

namespace niter::twin {

/// What one electron that leaves the zinc makes of a species of the anolyte (negative: takes).
struct AnodeProduct {
  int species = 0;
  double per_electron = 0;
};

/// Zinc in an anolyte. Rates are per anode area, `area_ratio` of them per area of the cathode.
///
///     neutral   Zn = Zn+2 + 2 e-              alkaline   Zn + 4 OH- = Zn(OH)4-2 + 2 e-
///
/// Currents are in A m-2 and positive where zinc dissolves.
struct ZincAnode {
  std::vector<AnodeProduct> products;  // empty: an anolyte that nothing changes
  std::vector<double> start;           // mol m-3, of each product: where start_potential holds
  double start_potential = 0;          // V vs SHE, without current and corrosion
  double exchange_current = 0;         // A m-2
  /// alpha_a of exp(alpha_a f eta); that of the deposition is 2 - alpha_a, as detailed balance of
  /// two electrons wants it.
  double anodic_transfer = 1;
  double corrosion_current = 0;  // A m-2 of hydrogen evolution on zinc at start_potential
  double area_ratio = 1;         // area of the anode over that of the cathode
  double zinc = 0;               // mol m-2 of cathode area that may dissolve
  double passivation = 0;        // A m-2: a larger dissolution current passivates it; 0: none does
  /// A current that the cathode passes although none flows outside, A m-2 of cathode area: oxygen
  /// that reaches the zinc, or a soft short. It makes the open-circuit voltage a mixed one.
  double leak = 0;
  /// Voltage that a bipolar membrane takes beside what its two sides differ in OH-: the water has
  /// to be split. [V]
  double splitting = 0;
};

/// The zinc under a current, with derivatives.
struct AnodeState {
  double potential = 0;    // V vs SHE
  double dissolution = 0;  // A m-2 of anode: current and corrosion together
  double corrosion = 0;    // A m-2 of anode
  double potential_by_current = 0, corrosion_by_current = 0;          // per A m-2 of cathode
  double potential_by_equilibrium = 0, corrosion_by_equilibrium = 0;  // per V of E_eq
};

/// Equilibrium potential in an anolyte: E = E_start + (RT/F) sum nu ln(c/c_start), nu per electron.
/// [V vs SHE]
/// @param anolyte  mol m-3 of every species of the cell; empty: as at the start
/// @source bard2001, eq. 2.1.40 (Nernst equation)
double equilibrium_potential(const ZincAnode& zinc, double temperature,
                             std::span<const double> anolyte);

/// Dissolution and hydrogen evolution of one metal: the mixed potential at which they give the
/// current,
///
///     j/a = i0 [exp(alpha_a f eta) - exp(-(2 - alpha_a) f eta)] - i_H exp(-f (U - U_start)/2)
///
/// @param current      j, A m-2 of cathode area, positive where the cell is discharged
/// @param equilibrium  of zinc, V vs SHE
/// @source bockris1972 (zinc in alkali); bard2001, section 3.3 (Butler-Volmer)
AnodeState polarise(const ZincAnode& zinc, double temperature, double current, double equilibrium);

}  // namespace niter::twin
