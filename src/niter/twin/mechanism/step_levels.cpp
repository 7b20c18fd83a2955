#include "niter/twin/mechanism/step_levels.hpp"

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"

namespace niter::twin {

StepLevels::StepLevels(const Step& step, double temperature) {
  NITER_EXPECT(step.reorganisation_eV.has_value(), "a step with Marcus-Hush kinetics");
  thermal = constants::F / (constants::R * temperature);
  reorganisation = *step.reorganisation_eV * thermal;
  formal_potential = -step.free_energy_eV / step.potential_dependence;
  ln_at_reference = physics::marcus_hush_integral(
                        thermal * (step.reference_potential - formal_potential), reorganisation)
                        .log;
}

physics::LogRate StepLevels::at(double potential) const {
  const physics::LogRate here =
      physics::marcus_hush_integral(thermal * (potential - formal_potential), reorganisation);
  return {here.log - ln_at_reference, thermal * here.slope};
}

}  // namespace niter::twin
