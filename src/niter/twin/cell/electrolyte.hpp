// Electrolyte: the bulk solution of a half-cell, speciated, as the rows of data the film needs.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/chem/species.hpp"
#include "niter/twin/cell/half_cell.hpp"
#include "niter/twin/transport/film.hpp"

namespace niter::twin {

/// What stands for "none" of a species that the electrode makes: 1e-9 mol/L, so that its logarithm
/// exists.
inline constexpr double trace_concentration = 1e-6;  // mol m-3

/// The film's model with names. Components are OH-, then the mechanism's dissolved species, then
/// the other species added to the electrolyte; every further species with a
/// diffusion coefficient follows from an equilibrium.
/// Gases leave at activity 1; without equilibria, neutral products leave without a trace.
struct Electrolyte {
  FilmModel film;                   // species in the order of `names`
  std::vector<std::string> names;   // the first film.components are the components themselves
  std::vector<double> log10_gamma;  // per species, at the ionic strength of the bulk
  double ionic_strength = 0;        // of the bulk, mol m-3
  double pkw = 0;                   // -log10 a_H a_OH
  std::map<std::string, double>
      outside;                   // activities of the mechanism's species that the film leaves out
  std::string counter_ion;       // what was adjusted to make the bulk neutral
  double counter_ion_added = 0;  // mol m-3

  /// Index into names, or -1.
  int find(std::string_view name) const;
};

/// The shipped species, read once per process: they never change.
const Result<chem::Database>& species_database();

/// What every cell asks of its numbers before anything is computed. @error InvalidInput,
/// Inconsistent
Status check(const Mechanism& mechanism, const HalfCellOptions& options);

/// Speciate the bulk: totals and pH in, every concentration out, activity coefficients at the
/// resulting ionic strength (Davies), neutrality by a small change of the most abundant ion that is
/// not the reactant.
///
///     sum_s nu_sm c_s = T_m  (all m but OH-),   c_s = K_s prod c_m^nu_sm,   a_OH = 10^(pH - pKw)
///
/// @param exchanged  species the mechanism exchanges with the solution
/// @error NotFound (unknown species, or one without diffusion coefficient), Inconsistent (charge
/// off by more than
///        2 % of the ions), NoConvergence
/// @source davies1962 (activity coefficients); the equilibria carry their own sources in
/// share/niter
Result<Electrolyte> make_electrolyte(const chem::Database& database, const HalfCellOptions& options,
                                     const std::vector<std::string>& exchanged);

}  // namespace niter::twin
