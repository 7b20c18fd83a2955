// A ladder of circuits, simple to rich, fitted to one spectrum and compared.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "niter/analysis/impedance/circuit_fit.hpp"

namespace niter::analysis {

/// The circuits that are tried where none is named: one arc with a capacitor or a constant phase,
/// with diffusion, before a blocking electrode, two and three arcs. An inductor stands before them
/// if the spectrum crosses the real axis at high frequency.
std::vector<std::string> usual_circuits(const Spectrum& spectrum);

struct CircuitLadder {
  std::vector<CircuitFit> fits;                             // in the order of the ladder
  std::size_t chosen = 0;                                   // index into fits
  std::string reason;                                       // why this one, in one sentence
  std::vector<std::pair<std::string, std::string>> failed;  // circuit, what went wrong
};

/// Fits every circuit and chooses: least BIC among those that scatter no more than twice as much as
/// the best one and whose parameters all are determined and did not run to a bound (an exponent of
/// 1 may); if there is none, least BIC of all.
///
///     BIC  = N ln(S/N) + k ln N,   AICc = N ln(S/N) + 2 k + 2 k (k + 1)/(N - k - 1)
///
/// with N numbers, k free parameters and the scatter. Only fits with the same points and weights
/// are comparable.
///
/// @error as parse_circuit; NoConvergence if no circuit could be fitted
/// @source burnham2002 (AICc, BIC)
/// @valid  residuals that are noise. Residuals with a course let rich circuits win.
Result<CircuitLadder> compare_circuits(const std::vector<std::string>& circuits,
                                       const Spectrum& spectrum,
                                       const CircuitFitOptions& options = {});

}  // namespace niter::analysis
