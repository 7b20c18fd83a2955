// StepLevels: what the energy levels of the metal make of a step's exponential rate constants.
#pragma once

#include "niter/physics/marcus_hush.hpp"
#include "niter/twin/mechanism/mechanism.hpp"

namespace niter::twin {

/// A step with Marcus-Hush-Chidsey kinetics: both rate constants are those of the exponential law
/// with transfer coefficient 1/2 times
///
///     S(eta, lambda) / S(eta_ref, lambda),   eta = F (U - U0)/RT,   dG0 + m U0 = 0
///
/// so that the forward one is 10^lg k at the reference potential, and their ratio stays that of
/// detailed balance (S is the same for both).
/// @source chidsey1991
struct StepLevels {
  double reorganisation = 0;    // lambda over k_B T
  double formal_potential = 0;  // U0 [V]
  double thermal = 0;           // F/RT [V-1]
  double ln_at_reference = 0;   // ln S there

  /// @param step  with reorganisation_eV
  StepLevels(const Step& step, double temperature);

  /// ln of the factor at a potential U, and its slope in U [V-1].
  physics::LogRate at(double potential) const;
};

}  // namespace niter::twin
