// SpeciesFlux: the flux of every dissolved species between two neighbouring places, with its exact
// derivatives.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "niter/twin/cell/cell_model.hpp"

namespace niter::twin {

inline constexpr int most_species = 24;

/// One interval. Derivatives: d flux_s / d c_s of the left and right end, and d flux_s / d q_s.
struct IntervalFlux {
  std::array<double, most_species> flux, by_left, by_right, by_drift;
  double crowd_left = 0, crowd_right = 0;  // 1 / (share of the volume that is free)
};

/// Exponentially fitted (Scharfetter-Gummel) fluxes of the dilute or crowded solution:
///
///     J_s = -(D_s/h) [B(-q_s) c_right - B(q_s) c_left],   B(q) = q/(e^q - 1)
///     q_s = z_s dphi - v h/D_s - d ln(1 - sum_k N_A a_k^3 c_k)
///
/// dphi in RT/F; v the velocity of the liquid; a the diameters of the ions (last term: Poisson
/// level only). Every ion feels the same crowding, however large it is itself: exact for ions of
/// one size, and what published models of this kind take for others. Positive away from the
/// electrode, mol m-2 s-1.
/// @source scharfetter1969; crowding: kilic2007 (one size), guo2023 (the sum over unequal ions)
class SpeciesFlux {
 public:
  explicit SpeciesFlux(const CellModel& model);

  /// Volume share of an ion per concentration [m3 mol-1], zero for a point.
  double volume(int s) const { return volume_[static_cast<std::size_t>(s)]; }
  bool crowded() const { return crowded_; }
  double diffusivity(int s) const { return diffusivity_[static_cast<std::size_t>(s)]; }

  /// @param dphi   right minus left [RT/F]
  /// @param width  h [m]
  /// @return false if ions fill the whole volume at one end
  bool between(std::span<const double> left, std::span<const double> right, double dphi,
               double width, double velocity, IntervalFlux& out) const;

 private:
  int species_;
  bool crowded_ = false;
  std::vector<double> diffusivity_, charge_, volume_;
};

}  // namespace niter::twin
