// The validity of impedance spectra as a row of the techniques: Kramers-Kronig and Z-HIT.
#pragma once

#include <optional>
#include <span>

#include "niter/analysis/impedance/kramers_kronig.hpp"
#include "niter/analysis/impedance/z_hit.hpp"
#include "niter/data/reduction.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

struct ValidityOptions {
  KramersKronigOptions chain = {};
  ZHitOptions drift = {};
  std::optional<Quantity> area = {};  // the figures are then in ohm times area

  template <class V>
  void visit(V& v) {
    chain.visit(v);
    drift.visit(v);
    v.optional("area", area, "geometric area of the electrode", "cm2");
  }
};

/// One spectrum a table. With several the title of the table stands behind ids and keys.
/// @error as spectrum_of, kramers_kronig and z_hit
Result<data::Reduction> reduce_kramers_kronig(std::span<const data::Table> tables,
                                              const ValidityOptions& options);

}  // namespace niter::analysis
