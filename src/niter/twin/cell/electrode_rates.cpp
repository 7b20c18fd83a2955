#include "niter/twin/cell/electrode_rates.hpp"

#include <algorithm>
#include <cmath>

#include "niter/chem/constants.hpp"
#include "niter/physics/marcus_hush.hpp"
#include "niter/twin/cell/cell_rows.hpp"

namespace niter::twin {
// A rate constant and its logarithmic slope in U.
struct ElectrodeRates::Gross {
  double constant = 0, slope = 0;
};

ElectrodeRates::ElectrodeRates(const CellModel& model)
    : model_(&model),
      steps_(static_cast<int>(model.electrode.steps.size())),
      species_(static_cast<int>(model.species.size())),
      adsorbates_(static_cast<int>(model.electrode.adsorbates.size())),
      thermal_(constants::F / (constants::R * model.temperature)) {
  const auto n = static_cast<std::size_t>(steps_);
  rate_.resize(n), forward_.resize(n), reverse_.resize(n);
  derivative_.resize(n * static_cast<std::size_t>(columns()));
  for (const ElectrodeStep& step : model.electrode.steps)
    ln_at_formal_.push_back(
        step.marcus_hush ? physics::marcus_hush_integral(0, step.marcus_hush->reorganisation).log
                         : 0);
}

void ElectrodeRates::constants(std::size_t j, double potential, std::span<const double> theta,
                               Gross& forward, Gross& reverse) const {
  const ElectrodeStep& step = model_->electrode.steps[j];
  double ln_forward = step.forward.constant + step.forward.slope * potential;
  double ln_reverse = step.reverse.constant + step.reverse.slope * potential;
  forward.slope = step.forward.slope;
  reverse.slope = step.reverse.slope;
  if (step.marcus_hush) {
    const MarcusHush& law = *step.marcus_hush;
    const physics::LogRate levels = physics::marcus_hush_integral(
        thermal_ * (potential - law.formal_potential), law.reorganisation);
    const double ln_factor = levels.log - ln_at_formal_[j];
    ln_forward += ln_factor, ln_reverse += ln_factor;
    forward.slope += thermal_ * levels.slope, reverse.slope += thermal_ * levels.slope;
  }
  for (std::size_t k = 0; k < step.forward_interaction.size(); ++k) {
    ln_forward += step.forward_interaction[k] * theta[k];
    ln_reverse += step.reverse_interaction[k] * theta[k];
  }
  forward.constant = std::exp(ln_forward);
  reverse.constant = std::exp(ln_reverse);
}

void ElectrodeRates::evaluate(double potential, std::span<const double> c,
                              std::span<const double> theta) {
  Gross forward, reverse;
  for (std::size_t j = 0; j < rate_.size(); ++j) {
    const ElectrodeStep& step = model_->electrode.steps[j];
    constants(j, potential, theta, forward, reverse);
    forward_[j] =
        forward.constant * mass_action(step.reactants, c) * mass_action(step.adsorbed, theta);
    reverse_[j] =
        reverse.constant * mass_action(step.products, c) * mass_action(step.adsorbed_after, theta);
    rate_[j] = forward_[j] - reverse_[j];
  }
}

void ElectrodeRates::linearise(double potential, std::span<const double> c,
                               std::span<const double> theta) {
  std::fill(derivative_.begin(), derivative_.end(), 0.0);
  Gross forward, reverse;
  for (std::size_t j = 0; j < rate_.size(); ++j) {
    const ElectrodeStep& step = model_->electrode.steps[j];
    constants(j, potential, theta, forward, reverse);
    const double c_in = mass_action(step.reactants, c), c_out = mass_action(step.products, c);
    const double site_in = mass_action(step.adsorbed, theta);
    const double site_out = mass_action(step.adsorbed_after, theta);
    forward_[j] = forward.constant * c_in * site_in;
    reverse_[j] = reverse.constant * c_out * site_out;
    rate_[j] = forward_[j] - reverse_[j];

    double* row = derivative_.data() + j * static_cast<std::size_t>(columns());
    add_mass_action_slopes(step.reactants, c, forward.constant * site_in, row);
    add_mass_action_slopes(step.products, c, -reverse.constant * site_out, row);
    double* on_sites = row + species_;
    add_mass_action_slopes(step.adsorbed, theta, forward.constant * c_in, on_sites);
    add_mass_action_slopes(step.adsorbed_after, theta, -reverse.constant * c_out, on_sites);
    for (std::size_t k = 0; k < step.forward_interaction.size(); ++k)
      on_sites[k] +=
          step.forward_interaction[k] * forward_[j] - step.reverse_interaction[k] * reverse_[j];
    row[species_ + adsorbates_] = forward.slope * forward_[j] - reverse.slope * reverse_[j];
  }
}

}  // namespace niter::twin
