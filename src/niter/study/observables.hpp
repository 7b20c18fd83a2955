// Observables: every reported number the model has an answer for, beside that answer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/study/model.hpp"

namespace niter::study {

enum class Use { Calibrated, HeldOut };

struct Observable {
  const Fact* fact = nullptr;
  double reported = 0;        // in the unit of the fact, sign as printed
  double simulated = 0;       // the same
  double simulated_sd = 0;    // of the posterior draws, in the unit of the fact; 0 without draws
  double sigma = 0;           // in the unit of the fact
  double residual_sigma = 0;  // (simulated - reported) / sigma
  Use use = Use::HeldOut;

  /// Whether anybody said how far the reported number may be off; without it there is no residual.
  bool has_sigma() const { return sigma > 0; }
  /// "+0.4", or "no sigma".
  std::string residual_text() const;
};

/// How a fact is simulated: the cell, where on its curve, and which output.
struct Probe {
  const Fact* fact = nullptr;
  std::string experiment;  // whose half-cell is used (a battery uses that of its reactant)
  std::string catalyst;
  std::optional<double> potential;        // V vs RHE, or
  std::optional<double> current_density;  // A m-2, reduction negative
  std::string output;                     // "j", "FE", "yield_nh3"
  double sign = 1;                        // of the printed value against IUPAC
  double sigma = 0;                       // in the unit of the fact
  Use use = Use::HeldOut;
};

/// Facts the model can answer: current density, Faradaic efficiency and NH3 yield at a stated
/// potential in an H-cell, efficiency and yield at a stated current density in a battery (its
/// cathode taken as the half-cell).
std::vector<Probe> probes(const Study& study, const Model& model);

/// The operating point a probe looks at.
Result<twin::OperatingPoint> solve(const Probe& probe, twin::HalfCell& cell);
/// The answer of one probe, in the unit of the fact.
Result<double> answer(const Probe& probe, twin::HalfCell& cell);

/// @param draws  parameter values of posterior draws, for the spread of each answer; a draw that
/// cannot be solved takes
///               no part
Result<std::vector<Observable>> observables(const Study& study, const Model& model,
                                            const ParameterValues& values,
                                            const std::vector<ParameterValues>& draws);

}  // namespace niter::study
