// The distribution of relaxation times as a row of the techniques: peaks, band, findings.
#pragma once

#include <optional>
#include <span>

#include "niter/analysis/impedance/relaxation_times.hpp"
#include "niter/data/reduction.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

struct RelaxationReductionOptions {
  RelaxationOptions distribution = {};
  std::optional<Quantity> area = {};  // resistances are then times area

  template <class V>
  void visit(V& v) {
    distribution.visit(v);
    v.optional("area", area, "geometric area of the electrode", "cm2");
  }
};

/// Whether the distribution describes the spectrum: its residuals against those of the
/// Kramers-Kronig chain (or 0.1 % of |Z|, if that is more). To one and a half times consistent, to
/// three times marginal.
data::Finding relaxation_fit_finding(const RelaxationTimes& result, const KramersKronig& chain);
/// How much of the polarisation resistance relaxes outside the measured frequencies: to 5 %
/// consistent, to 20 % marginal.
data::Finding relaxation_range_finding(const RelaxationTimes& result);

/// One spectrum a table. With several the title of the table stands behind ids and keys.
/// @error as spectrum_of and relaxation_times
Result<data::Reduction> reduce_relaxation_times(std::span<const data::Table> tables,
                                                const RelaxationReductionOptions& options);

}  // namespace niter::analysis
