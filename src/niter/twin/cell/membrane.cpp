#include "niter/twin/cell/membrane.hpp"

#include <limits>

#include "niter/chem/constants.hpp"
#include "niter/twin/cell/cell_rows.hpp"

namespace niter::twin {

void membrane_flux(const CellModel& model, double current, std::span<const double> catholyte,
                   std::span<const double> anolyte, MembraneFlux& out) {
  const VesselModel& vessel = *model.vessel;
  const std::size_t n = model.species.size();
  const bool cations = vessel.membrane == Membrane::CationExchange;
  const bool bipolar = vessel.membrane == Membrane::Bipolar;
  // a negative current is carried by cations from the anolyte or by anions from the catholyte
  const bool from_anolyte = cations == (current < 0);
  const auto source = from_anolyte ? anolyte : catholyte;
  auto& by_source = from_anolyte ? out.by_anolyte : out.by_catholyte;

  std::array<double, most_species> mobility{};  // z^2 D of the carriers
  double conductance = std::numeric_limits<double>::min(), leaked_charge = 0;
  for (std::size_t s = 0; s < n; ++s) {
    const DissolvedSpecies& species = model.species[s];
    const bool carries = bipolar   ? static_cast<int>(s) == model.hydroxide
                         : cations ? species.charge > 0
                                   : species.charge < 0;
    mobility[s] = carries ? species.charge * species.charge * species.diffusivity : 0;
    conductance += mobility[s] * source[s];
    const double leak =
        vessel.permeability.empty() ? 0 : vessel.permeability[s] * (catholyte[s] - anolyte[s]);
    out.flux[s] = leak;
    leaked_charge += species.charge * leak;
  }
  const double carried = current / constants::F - leaked_charge;
  for (std::size_t s = 0; s < n; ++s) {
    out.by_current[s] = 0;
    for (std::size_t k = 0; k < n; ++k) out.by_catholyte[s][k] = out.by_anolyte[s][k] = 0;
    if (!vessel.permeability.empty()) {
      out.by_catholyte[s][s] = vessel.permeability[s];
      out.by_anolyte[s][s] = -vessel.permeability[s];
    }
    if (mobility[s] == 0) continue;
    const double share = mobility[s] * source[s] / conductance / model.species[s].charge;
    out.flux[s] += share * carried;
    out.by_current[s] = share / constants::F;
    by_source[s][s] += mobility[s] / conductance / model.species[s].charge * carried;
    for (std::size_t k = 0; k < n; ++k) {
      by_source[s][k] -= share * mobility[k] / conductance * carried;
      if (vessel.permeability.empty()) continue;
      const double charge_leak = model.species[k].charge * vessel.permeability[k];
      out.by_catholyte[s][k] -= share * charge_leak;
      out.by_anolyte[s][k] += share * charge_leak;
    }
  }
}

}  // namespace niter::twin
