#include "niter/chem/equilibrium.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"

namespace niter::chem {
namespace {

// log10 activity of a species in the solution
Result<double> log_activity(const Database& database, const Solution& solution,
                            const std::string& name) {
  const auto given = solution.activities.find(name);
  if (given != solution.activities.end()) {
    if (given->second > 0) return std::log10(given->second);
    return fail(Code::InvalidInput, fmt::format("the activity of '{}' is {:g}; it must be positive",
                                                name, given->second));
  }
  if (name == "H+") return -solution.ph;
  if (name == "OH-") {
    NITER_TRY(const double log_kw, log_ion_product(database));
    return log_kw + solution.ph;
  }
  return 0.0;
}

}  // namespace

Result<Potential> standard_potential(const Database& database, const Reaction& reduction) {
  NITER_TRY(const double energy, database.reaction_energy_eV(reduction));
  const double n = reduction.electrons();
  if (!(n > 0)) {
    return fail(Code::Inconsistent, fmt::format("'{}' takes up no electrons", reduction.text()),
                "write a half-reaction as a reduction, with e- on the left");
  }
  return Potential(-energy / n, Scale::she());
}

Result<Potential> equilibrium_potential(const Database& database, const Reaction& reduction,
                                        const Solution& solution) {
  NITER_TRY(const Potential standard, standard_potential(database, reduction));
  double log_quotient = 0;
  for (const auto& [name, number] : reduction.net()) {
    if (name == "e-") continue;
    NITER_TRY(const double log_a, log_activity(database, solution, name));
    log_quotient += number * log_a;
  }
  const double shift =
      -constants::ph_slope(constants::T_ref) / reduction.electrons() * log_quotient;
  return standard + Voltage{shift};
}

Result<Potential> equilibrium_potential(const Database& database, std::string_view reduction,
                                        const Solution& solution) {
  NITER_TRY(const Reaction reaction, parse_reaction(reduction));
  return equilibrium_potential(database, reaction, solution);
}

Result<double> log_ion_product(const Database& database) {
  return database.log_k(Reaction{{{"H2O", 1}}, {{"H+", 1}, {"OH-", 1}}});
}

Result<double> pka(const Database& database, std::string_view acid, std::string_view base) {
  NITER_TRY(const double log_k, database.log_k(Reaction{{{std::string(acid), 1}},
                                                        {{std::string(base), 1}, {"H+", 1}}}));
  return -log_k;
}

double acid_fraction(double ph, double pka) {
  return 1 / (1 + std::pow(10.0, ph - pka));
}

}  // namespace niter::chem
