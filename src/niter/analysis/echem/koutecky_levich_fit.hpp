// Koutecky-Levich line: sweeps at several rotation rates, kinetic current and electron number.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "niter/analysis/echem/voltammogram.hpp"
#include "niter/analysis/statistics.hpp"
#include "niter/base/result.hpp"

namespace niter::analysis {

/// What the slope is compared with. Of n and D one is known, the other follows.
struct LevichConditions {
  std::optional<double> electrons = {};      // n
  std::optional<double> diffusion = {};      // D [m2 s-1]
  std::optional<double> concentration = {};  // of the reactant [mol m-3]
  std::optional<double> viscosity = {};      // kinematic [m2 s-1]
};

/// 1/|j| = 1/j_k + 1/(B sqrt(omega)) at one potential.
struct KouteckyLevich {
  double potential = 0;               // [V]
  std::vector<double> rotation = {};  // [rad s-1]
  std::vector<double> current = {};   // |j| [A m-2]
  Line line = {};                     // 1/|j| against omega^(-1/2)
  double kinetic = 0;                 // j_k [A m-2]
  double kinetic_sigma = 0;           // from the scatter about the line
  double levich = 0;                  // B [A m-2 s^(1/2)]
  double levich_sigma = 0;
  std::optional<double> electrons = {};  // from B with D
  std::optional<double> diffusion = {};  // from B with n [m2 s-1]
};

/// @param curves    one sweep for each rotation rate, current densities, of one sign at `potential`
/// @param rotation  omega [rad s-1], > 0
/// @error InvalidInput for fewer than three rates, a current that changes sign, or a line that does
///        not rise
/// @source koutecky1958; newman1966 (B with its Schmidt number)
/// @valid  first order in the reactant, laminar flow
Result<KouteckyLevich> fit_koutecky_levich(std::span<const Curve> curves,
                                           std::span<const double> rotation, double potential,
                                           const LevichConditions& conditions);

}  // namespace niter::analysis
