#include "niter/twin/cell/products.hpp"

#include <algorithm>
#include <set>

#include "niter/chem/formula.hpp"
#include "niter/chem/reaction.hpp"

namespace niter::twin {
namespace {

// Species that leave or enter the surface, but for what water supplies.
std::set<std::string> exchanged_species(const Mechanism& mechanism) {
  std::set<std::string> names;
  for (const Step& step : mechanism.steps)
    for (const auto* side : {&step.reactants, &step.products})
      for (const auto& [name, count] : *side) names.insert(name);
  for (const Adsorbate& adsorbate : mechanism.adsorbates) names.erase(adsorbate.name);
  for (const char* medium : {"*", "e-", "H2O", "OH-", "H+"}) names.erase(medium);
  return names;
}

std::vector<double> net_per_step(const Mechanism& mechanism, const std::string& name) {
  std::vector<double> counts;
  for (const Step& step : mechanism.steps) {
    const auto made = step.products.find(name), used = step.reactants.find(name);
    counts.push_back((made == step.products.end() ? 0 : made->second) -
                     (used == step.reactants.end() ? 0 : used->second));
  }
  return counts;
}

}  // namespace

Result<ProductLedger> ProductLedger::make(const Mechanism& mechanism, const std::string& reactant) {
  ProductLedger ledger;
  NITER_TRY(const chem::Formula formula, chem::parse_formula(reactant));
  ledger.reactant_nitrogen_ = formula.count("N");
  for (const std::string& name : exchanged_species(mechanism)) {
    if (name == reactant) continue;
    NITER_TRY(const chem::Formula made, chem::parse_formula(name));
    NITER_TRY(const chem::Reaction reaction, chem::half_reaction(name, reactant));
    Product product{name, reaction.electrons(), 0, static_cast<double>(made.count("N"))};
    // every H+ a half-reaction takes comes from water and leaves an OH-
    const std::map<std::string, double> net = reaction.net();
    if (const auto proton = net.find("H+"); proton != net.end())
      product.hydroxide = -proton->second;
    ledger.products_.push_back(std::move(product));
    ledger.stoichiometry_.push_back(net_per_step(mechanism, name));
  }
  ledger.stoichiometry_.push_back(net_per_step(mechanism, reactant));
  return ledger;
}

std::vector<double> ProductLedger::production(const std::vector<double>& step_rate) const {
  std::vector<double> made;
  for (const std::vector<double>& counts : stoichiometry_) {
    double sum = 0;
    for (std::size_t r = 0; r < counts.size(); ++r) sum += counts[r] * step_rate[r];
    made.push_back(sum);
  }
  return made;
}

}  // namespace niter::twin
