// Rate control: which step, which resistance and which supply limit the ammonia, exactly.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/study/model.hpp"
#include "niter/study/spread.hpp"

namespace niter::study {

/// At every potential, of the NH3 production rate r of the reference catalyst:
///
///     degree of rate control   X_j = d ln r / d ln k_j   at constant equilibrium constant
///     elasticity               e_p = d ln r / d ln p     p: film thickness, resistance, reactant
///
/// From one linear solve each on the steady state of the cell (no differences).
/// @source campbell2017 (degrees of rate control), twin/cell/model_slope.hpp
struct RateControl {
  std::string experiment;
  std::vector<double> potentials;                         // V vs RHE
  std::map<std::string, std::vector<double>> degree;      // per step
  std::map<std::string, std::vector<double>> elasticity;  // "film", "resistance", the reactant
  std::vector<double> band_potentials = {};               // coarser
  std::map<std::string, Spread> degree_bands = {}, elasticity_bands = {};
  std::size_t draws = 0;  // behind the bands
};

/// @param draws  of the posterior, of which a few are taken for bands; one that cannot be solved
/// takes no part
/// @error NoConvergence if a steady state is not found; NotFound if the mechanism makes no ammonia
Result<std::vector<RateControl>> rate_control(const Model& model, const ParameterValues& values,
                                              const std::vector<ParameterValues>& draws,
                                              int threads, const Monitor& monitor = {});

}  // namespace niter::study
