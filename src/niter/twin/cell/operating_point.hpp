// From a solved film and surface to the quantities an experiment reports, and the balances that
// check the solve.
#pragma once

#include "niter/data/table.hpp"
#include "niter/twin/cell/continuation.hpp"
#include "niter/twin/cell/electrolyte.hpp"
#include "niter/twin/cell/half_cell.hpp"
#include "niter/twin/cell/products.hpp"

namespace niter::twin {

/// Everything of an OperatingPoint but its potentials.
///
///     j_P = -n_P F r_P,   FE_P = j_P / j,   j = -F sum_steps electrons r
///
/// Balances: N = reactant against products; charge = electrons against F sum z N of the film;
/// hydroxide = the products' half-reactions against the film's flux of OH-; film = component fluxes
/// at x = 0 against x = delta.
OperatingPoint describe(const SolvedPoint& solved, const Film& film, const Electrolyte& electrolyte,
                        const ProductLedger& ledger, const Mechanism& mechanism);

/// The derivatives of its outputs, from those of the solution.
OperatingOutputs describe_slope(const SolvedPoint& solved, const SolvedSlope& slope,
                                const Electrolyte& electrolyte, const ProductLedger& ledger,
                                const Mechanism& mechanism);

/// Columns x, every concentration, phi (0 in the bulk), ph; one row per node, the bulk edge last.
data::Table film_profiles(const SolvedPoint& solved, const Film& film,
                          const Electrolyte& electrolyte);

}  // namespace niter::twin
