#include "niter/twin/cell/roster.hpp"

#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "niter/twin/transport/film.hpp"

namespace niter::twin {
namespace {

Result<Member> member(const chem::Database& database, const std::string& name) {
  NITER_TRY(const chem::Species* species, database.species_named(name));
  NITER_TRY(const double diffusivity, database.diffusion(name));
  return Member{name, species->charge(), diffusivity, 0, {}};
}

Status add_component(const chem::Database& database, const std::string& name, Roster& roster) {
  NITER_TRY(Member added, member(database, name));
  const int component = static_cast<int>(roster.components.size());
  if (component == max_components)
    return fail(Code::InvalidInput,
                fmt::format("more than {} components in one electrolyte", max_components));
  added.parts = {{component, 1}};
  roster.components.push_back(static_cast<int>(roster.members.size()));
  roster.members.push_back(std::move(added));
  return {};
}

// The one species of a reaction that is not in the roster yet, water aside; nothing if none or
// several are missing.
std::optional<std::string> only_unknown(const std::map<std::string, double>& net,
                                        const Roster& roster) {
  std::optional<std::string> unknown;
  for (const auto& [name, count] : net) {
    if (name == "H2O" || roster.find(name) >= 0) continue;
    if (unknown) return std::nullopt;
    unknown = name;
  }
  return unknown;
}

// Species that follow from the roster by an equilibrium join it, until none is left.
Status add_equilibria(const chem::Database& database, Roster& roster) {
  for (bool grown = true; grown;) {
    grown = false;
    for (const chem::Equilibrium& equilibrium : database.equilibria()) {
      const std::map<std::string, double> net = equilibrium.reaction.net();
      const std::optional<std::string> name = only_unknown(net, roster);
      if (!name || !database.diffusion(*name))
        continue;  // one that cannot be moved stays out of the film
      NITER_TRY(Member added, member(database, *name));
      // 0 = log K - sum nu log c, solved for the unknown one
      const double own = net.at(*name);
      added.log_k = equilibrium.log_k / own;
      for (const auto& [other, count] : net) {
        if (other == "H2O" || other == *name) continue;
        const Member& known = roster.members[roster.find(other)];
        added.log_k -= count / own * known.log_k;
        for (const auto& [component, parts] : known.parts)
          added.parts[component] -= static_cast<int>(std::lround(count / own)) * parts;
      }
      std::erase_if(added.parts, [](const auto& part) { return part.second == 0; });
      roster.members.push_back(std::move(added));
      grown = true;
    }
  }
  return {};
}

}  // namespace

Result<Roster> gather(const chem::Database& database, const HalfCellOptions& options,
                      const std::vector<std::string>& dissolved) {
  Roster roster;
  NITER_OK(add_component(database, "OH-", roster));
  if (options.homogeneous_equilibria) NITER_OK(add_equilibria(database, roster));
  std::vector<std::string> wanted = dissolved;
  for (const auto& [name, total] : options.electrolyte) wanted.push_back(name);
  for (const std::string& name : wanted) {
    if (roster.find(name) >= 0 || name == "H+") continue;
    NITER_OK(add_component(database, name, roster));
    if (options.homogeneous_equilibria) NITER_OK(add_equilibria(database, roster));
  }
  return roster;
}

}  // namespace niter::twin
