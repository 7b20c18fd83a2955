// For tests and benchmarks only: the H-cell of the founding study, 0.1 mol/L of nitrate or nitrite
// in 0.1 mol/L K2SO4, with mechanism C2.
#pragma once

#include <string>

#include "niter/twin/cell/assemble.hpp"

namespace niter::twin {

inline HalfCellOptions nitrate_options(const std::string& reactant = "NO3-") {
  HalfCellOptions options;
  options.name = reactant;
  options.reactant = reactant;
  options.electrolyte = {{"K+", 300}, {reactant, 100}, {"SO4-2", 100}};
  return options;
}

/// With the double layer of Fe2Co1/NC, 34 mF cm-2.
inline CellModel nitrate_cell(const std::string& reactant = "NO3-") {
  CellOptions options;
  options.double_layer = {{340, 0}};
  return assemble(shipped_mechanism("c2").value(), nitrate_options(reactant), options).value();
}

/// The same before 50 mL of catholyte, with a membrane and an anolyte of the same volume behind it.
/// @param area  of the electrode [m2]
inline CellModel nitrate_batch(double area) {
  CellOptions options;
  options.double_layer = {{340, 0}};
  BatchOptions batch;
  batch.catholyte = batch.anolyte = 50e-6 / area;
  batch.anolyte_ions = {{"K+", 200}, {"SO4-2", 100}};
  batch.permeability = {{"NO3-", 1e-8}};
  batch.stripping = {{"NH3", 1e-7}};
  options.batch = batch;
  return assemble(shipped_mechanism("c2").value(), nitrate_options(), options).value();
}

}  // namespace niter::twin
