#include "niter/chem/species.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/chem/constants.hpp"

namespace niter::chem {
namespace {

// one decade of an equilibrium constant at 298.15 K, in eV per particle
constexpr double decade_eV = constants::ph_slope(constants::T_ref);

}  // namespace

bool Species::is_gas() const {
  return name.ends_with("(g)");
}

const Species* Database::find(std::string_view name) const {
  const auto found =
      std::lower_bound(species_.begin(), species_.end(), name,
                       [](const Species& s, std::string_view n) { return s.name < n; });
  return found != species_.end() && found->name == name ? &*found : nullptr;
}

Result<const Species*> Database::species_named(std::string_view name) const {
  if (const Species* found = find(name)) return found;
  std::vector<std::string> names;
  for (const auto& species : species_) names.push_back(species.name);
  // a forgotten charge is the usual slip: "NO3" means "NO3-" and not its neighbour "NH3"
  const auto longer = std::find_if(names.begin(), names.end(), [&](const std::string& candidate) {
    return !name.empty() && candidate.starts_with(name);
  });
  const auto near = longer == names.end() ? nearest(name, names) : std::optional(*longer);
  return fail(Code::NotFound, fmt::format("the species '{}' is not in species.toml", name),
              near ? fmt::format("did you mean '{}'?", *near)
                   : "add it there with its source, or use one of: " + join(names, " "));
}

Result<const Equilibrium*> Database::equilibrium_named(std::string_view id) const {
  std::vector<std::string> ids;
  for (const auto& equilibrium : equilibria_) {
    if (equilibrium.id == id) return &equilibrium;
    ids.push_back(equilibrium.id);
  }
  return fail(Code::NotFound, fmt::format("there is no equilibrium '{}'", id),
              "equilibria.toml has: " + join(ids, ", "));
}

Result<double> Database::diffusion(std::string_view name) const {
  NITER_TRY(const Species* species, species_named(name));
  if (species->diffusion) return species->diffusion->value;
  return fail(Code::NotFound, fmt::format("'{}' has no diffusion coefficient", name),
              "add diffusion_m2_s with its source to species.toml");
}

Result<double> Database::reaction_energy_eV(const Reaction& reaction) const {
  NITER_OK(check_balance(reaction));
  double energy = 0;
  for (const auto& [name, number] : reaction.net()) {
    NITER_TRY(const Species* species, species_named(name));
    energy += number * species->free_energy_eV;
  }
  return energy;
}

Result<double> Database::log_k(const Reaction& reaction) const {
  NITER_TRY(const double energy, reaction_energy_eV(reaction));
  return -energy / decade_eV;
}

}  // namespace niter::chem
