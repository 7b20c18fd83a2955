// Charge and discharge of a cell: capacities, energies, voltage gap and efficiencies of each cycle.
#pragma once

#include <optional>
#include <span>

#include "niter/analysis/battery/cell_record.hpp"
#include "niter/analysis/battery/half_cycles.hpp"
#include "niter/base/result.hpp"
#include "niter/data/reduction.hpp"
#include "niter/data/table.hpp"

namespace niter::analysis {

struct ChargeDischargeOptions : CellOptions {
  std::optional<Quantity> mass = {};  // of what the capacity is told per; never assumed
  CycleRule cycles = CycleRule::Found;

  template <class V>
  void visit(V& v) {
    CellOptions::visit(v);
    v.optional("mass", mass, "that capacities are told per", "mg");
    v.optional("cycles", cycles, "what a cycle is: found, file or sign");
  }
};

/// Of each cycle, with d discharge and c charge, Q and W as half_cycles() integrates them:
///
///     gap       V_c - V_d at half the charge of each, and of the mean voltages W/Q
///     coulombic Q_d / Q_c      energy  W_d / W_c      voltage  (W_d/Q_d) / (W_c/Q_c)
///     capacity  Q_d per area, per mass where one is given, and of the cell; energy W_d
///
/// All cycles stand in the table. Numbers are those of the one whole cycle, or the mean of all
/// whole cycles with the scatter between them (Student's t), and what the last keeps of the first.
/// A cycle that lacks one half has no ratio; a record of discharge alone gives capacity and energy.
///
/// @param tables  t, V or E, I or j; cycle where the file has it
/// @error InvalidInput without a stretch of current, as cell_record and cycles_of; with the file
/// @source press2007, eq. 4.1.11 (trapezium rule); jcgm100, 4.2.3
Result<data::Reduction> reduce_charge_discharge(std::span<const data::Table> tables,
                                                const ChargeDischargeOptions& options);

}  // namespace niter::analysis
