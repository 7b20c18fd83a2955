// Polarisation: numbers of linear sweeps: currents at potentials, onset, Tafel slope; replicates as
// one.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "niter/analysis/echem/tafel.hpp"
#include "niter/base/result.hpp"
#include "niter/data/reduction.hpp"
#include "niter/data/table.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

/// Which reaction the sweep drives: decides the sign of the currents that are read.
enum class Branch { Larger, Cathodic, Anodic };
inline std::span<const std::pair<std::string_view, Branch>> enum_names(Branch) {
  static constexpr std::array<std::pair<std::string_view, Branch>, 3> names{
      {{"larger", Branch::Larger}, {"cathodic", Branch::Cathodic}, {"anodic", Branch::Anodic}}};
  return names;
}

struct PolarisationOptions {
  std::string label = {};
  std::vector<Quantity> potentials = {};          // at which the current is read
  Quantity fit_width{10, "mV"};                   // of the local line through the points around one
  std::optional<Quantity> onset_current = {};     // magnitude at which the reaction has begun
  std::vector<Quantity> tafel_window = {};        // two magnitudes of the current; none: found
  std::optional<Quantity> limiting_current = {};  // magnitude, for kinetic currents
  Branch branch = Branch::Larger;
  int sweep = 1;  // of each record, from 1

  template <class V>
  void visit(V& v) {
    v.optional("label", label, "name of the electrode");
    v.optional("potentials", potentials, "at which the current is read: [\"-1.0 V\"]");
    v.optional("fit_width", fit_width, "of the line through the points around a potential", "V");
    v.optional("onset_current", onset_current, "magnitude that counts as onset: \"1 mA cm-2\"");
    v.optional("tafel_window", tafel_window, "two magnitudes of the current; default found");
    v.optional("limiting_current", limiting_current, "magnitude, to correct for mass transport");
    v.optional("branch", branch, "larger, cathodic or anodic currents");
    v.optional("sweep", sweep, "which sweep of each record, from 1");
  }
};

/// Each record gives one curve; several are replicates: a number is then the mean of the records,
/// its uncertainty that of the mean by Student's t (as a standard uncertainty, GUM 4.2.3 with the
/// factor of H.1), and the figure shows their mean with the spread.
///
///     onset: where |j| first reaches the stated current; there is no onset without a rule
///     kinetic current  1/j_k = 1/j - 1/j_lim
///
/// @param tables  E and j, or I where no area is known; t decides what a sweep is
/// @error as curve_of, current_at, onset and tafel_line, with the file; Unit for an option of the
///        wrong dimension
/// @source bard2001, sec. 3.4.3 and eq. 9.3.41 (Koutecky-Levich)
Result<data::Reduction> reduce_polarisation(std::span<const data::Table> tables,
                                            const PolarisationOptions& options);

}  // namespace niter::analysis
