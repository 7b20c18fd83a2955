// What the parameters of a fitted circuit mean to an electrochemist: series resistance, arcs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "niter/analysis/impedance/circuit_fit.hpp"
#include "niter/units/uncertain.hpp"

namespace niter::analysis {

/// A resistance beside a capacitance: indices of parameters.
struct Arc {
  std::string name;                          // of the resistance: "R1"
  std::size_t resistance = 0;                // R in the branch beside the capacitance
  std::size_t capacitance = 0;               // C, or Q of a constant-phase element
  std::optional<std::size_t> exponent = {};  // n of that element
  bool diffusion = false;                    // a diffusion element in series with R
};

struct CircuitReading {
  std::vector<std::size_t> series;  // resistors in series with all else
  std::vector<Arc> arcs;            // in the order of the circuit
  /// The arc of the charge transfer: the only one, else the only one with diffusion behind its
  /// resistance. None where that leaves a choice.
  std::optional<std::size_t> charge_transfer = {};
};

CircuitReading read_circuit(const Circuit& circuit);

/// The parameters as correlated numbers: each is its value plus a sum of independent parts, from
/// the Cholesky factor of the covariance. @param label  stands before the names of the parts
std::vector<Uncertain> correlated_parameters(const CircuitFit& fit, const std::string& label);

/// Capacitance of a constant-phase element that stands for a distribution of time constants along
/// the surface.
///
///     C = (Q (1/R_s + 1/R_ct)^(n - 1))^(1/n)
///
/// @param series  R_s; none: 1/R_s is left out
/// @source brug1984
Uncertain brug_capacitance(const Uncertain& q, const Uncertain& n,
                           const std::optional<Uncertain>& series,
                           const Uncertain& charge_transfer);

}  // namespace niter::analysis
