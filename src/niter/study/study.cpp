#include "niter/study/study.hpp"

#include <algorithm>

namespace niter::study {
namespace {

template <class T>
const T* find_id(const std::vector<T>& items, std::string_view id) {
  const auto at =
      std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
  return at == items.end() ? nullptr : &*at;
}

}  // namespace

const Fact* Study::fact(std::string_view name) const {
  return find_id(facts, name);
}
const Catalyst* Study::catalyst(std::string_view name) const {
  return find_id(catalysts, name);
}
const Experiment* Study::experiment(std::string_view name) const {
  return find_id(experiments, name);
}
const Assumption* Study::assumption(std::string_view name) const {
  return find_id(assumptions, name);
}

Study Study::with(const Variant& variant) const {
  Study out = *this;
  Simulation& simulated = *out.simulation;
  simulated.mechanism = variant.mechanism;
  simulated.fixed = variant.fixed;
  if (variant.film.empty()) return out;
  for (SimulatedCell& cell : simulated.cells) cell.film_parameter = variant.film;
  return out;
}

std::vector<const Fact*> Study::facts_of(std::string_view measure, std::string_view experiment_id,
                                         std::string_view catalyst_id) const {
  std::vector<const Fact*> out;
  for (const auto& fact : facts) {
    if (fact.measure != measure) continue;
    if (!experiment_id.empty() && fact.experiment != experiment_id) continue;
    if (!catalyst_id.empty() && fact.catalyst != catalyst_id) continue;
    out.push_back(&fact);
  }
  return out;
}

}  // namespace niter::study
