#include "niter/twin/instrument/reference_electrode.hpp"

#include <cmath>

namespace niter::twin {

std::vector<double> wander(const ReferenceElectrode& electrode, std::span<const double> t,
                           NormalDeviates deviates) {
  std::vector<double> potential;
  double walked = 0;
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (i > 0) walked += electrode.walk * std::sqrt(t[i] - t[i - 1]) * deviates.next();
    potential.push_back(electrode.offset + electrode.drift * (t[i] - t.front()) + walked);
  }
  return potential;
}

}  // namespace niter::twin
