#include "niter/twin/transport/species_flux.hpp"

#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"
#include "niter/twin/transport/exponential_fit.hpp"

namespace niter::twin {

SpeciesFlux::SpeciesFlux(const CellModel& model)
    : species_(static_cast<int>(model.species.size())) {
  NITER_EXPECT(species_ <= most_species, "too many dissolved species");
  for (const DissolvedSpecies& s : model.species) {
    diffusivity_.push_back(s.diffusivity);
    charge_.push_back(s.charge);
    volume_.push_back(constants::N_A * std::pow(s.diameter, 3));
    crowded_ = crowded_ ||
               (s.diameter > 0 && model.transport.level == TransportLevel::PoissonNernstPlanck);
  }
}

bool SpeciesFlux::between(std::span<const double> left, std::span<const double> right, double dphi,
                          double width, double velocity, IntervalFlux& out) const {
  double free = 0;  // ln of the free volume, right minus left
  if (crowded_) {
    double full_left = 0, full_right = 0;
    for (std::size_t s = 0; s < volume_.size(); ++s) {
      full_left += volume_[s] * left[s];
      full_right += volume_[s] * right[s];
    }
    if (!(full_left < 1 && full_right < 1)) return false;
    free = std::log1p(-full_right) - std::log1p(-full_left);
    out.crowd_left = 1 / (1 - full_left);
    out.crowd_right = 1 / (1 - full_right);
  }
  const bool still = velocity == 0 && dphi == 0 && free == 0;
  double last_q = 0;
  Bernoulli fit;  // of q = 0, and then of the last q: equal charges share it
  for (std::size_t s = 0; s < static_cast<std::size_t>(species_); ++s) {
    const double conductance = diffusivity_[s] / width;
    double q = 0;
    if (!still) {
      q = charge_[s] * dphi - free;
      if (velocity != 0) q -= velocity / conductance;
      if (q != last_q) fit = bernoulli(q), last_q = q;
    }
    const double b_left = fit.value, b_right = fit.value + q;  // B(-q) = B(q) + q
    out.flux[s] = -conductance * (b_right * right[s] - b_left * left[s]);
    out.by_left[s] = conductance * b_left;
    out.by_right[s] = -conductance * b_right;
    out.by_drift[s] = -conductance * ((fit.slope + 1) * right[s] - fit.slope * left[s]);
  }
  return true;
}

}  // namespace niter::twin
