#include "niter/twin/mechanism/network.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace niter::twin {

int Network::site_types() const {
  int types = 0;
  for (const Species& one : species) types = std::max(types, one.site_type + 1);
  return types;
}

Status check(const Network& network) {
  const auto types = static_cast<std::size_t>(network.site_types());
  std::vector<int> free(types);
  for (const Network::Species& one : network.species) {
    if (one.free) ++free[static_cast<std::size_t>(one.site_type)];
  }
  for (std::size_t type = 0; type < types; ++type) {
    if (free[type] != 1) {
      return fail(Code::Inconsistent,
                  fmt::format("site type {} has {} free sites instead of one", type, free[type]));
    }
  }
  for (std::size_t j = 0; j < network.reactions.size(); ++j) {
    std::vector<int> change(types);
    const auto count = [&](const std::vector<Network::Term>& terms, int sign) {
      for (const Network::Term& term : terms) {
        const Network::Species& one = network.species[static_cast<std::size_t>(term.species)];
        change[static_cast<std::size_t>(one.site_type)] += sign * term.order * one.sites;
      }
    };
    count(network.reactions[j].reactants, -1);
    count(network.reactions[j].products, +1);
    if (std::any_of(change.begin(), change.end(), [](int c) { return c != 0; })) {
      return fail(Code::Inconsistent,
                  fmt::format("reaction {} does not keep the number of sites", j));
    }
  }
  return {};
}

}  // namespace niter::twin
