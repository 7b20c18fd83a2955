// Z-HIT: the modulus of an impedance spectrum from its phase, a test for drift.
#pragma once

#include <optional>
#include <vector>

#include "niter/analysis/impedance/spectrum.hpp"
#include "niter/base/result.hpp"
#include "niter/data/finding.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

struct ZHitOptions {
  // where measured and reconstructed modulus are made equal: mostly free of drift (below) and of
  // stray inductance (above)
  Quantity anchor_lowest{1, "Hz"}, anchor_highest{1000, "Hz"};
  double tolerance = 0.03;  // the transform itself errs by up to 3 % beside a single RC

  template <class V>
  void visit(V& v) {
    v.optional("zhit_lowest", anchor_lowest, "where the moduli are made equal, from", "Hz");
    v.optional("zhit_highest", anchor_highest, "where the moduli are made equal, to", "Hz");
    v.optional("zhit_tolerance", tolerance, "deviation of the modulus that counts, share of |Z|");
  }
};

struct ZHit {
  std::vector<double> modulus;    // reconstructed, at the frequencies of the spectrum [ohm]
  std::vector<double> deviation;  // ln(measured/reconstructed)
  double drift = 0;               // mean deviation of the lowest decade of frequencies
};

/// The modulus that belongs to a phase if the system is linear, causal and steady. The phase knows
/// nothing of a slow drift of the resistance, the modulus does.
///
///     ln|Z(omega)| = constant + 2/pi int phi d ln omega - pi/6 d phi/d ln omega
///
/// The integral goes from point to point by the trapezium rule; the derivative is that of the
/// parabola through a point and its neighbours; the constant is the mean over the anchor range
/// (over the middle half of the points if fewer than five lie there).
///
/// @error InvalidInput for fewer than five points or equal frequencies; Unit for a range not in Hz
/// @source ehm2000; schiller2001 (coefficient, use against drift)
/// @valid  the two leading terms of a series: exact for a constant phase, within 3 % beside a
/// single
///         RC, 1 % beside a depressed arc
Result<ZHit> z_hit(const Spectrum& spectrum, const ZHitOptions& options = {});

/// By the mean deviation of the lowest decade, which took longest to measure: consistent within the
/// tolerance, marginal to three times of it, inconsistent beyond.
data::Finding z_hit_finding(const Spectrum& spectrum, const ZHit& transform,
                            const ZHitOptions& options = {});

}  // namespace niter::analysis
