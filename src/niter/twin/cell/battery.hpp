// Battery: a cathode of the twin and a zinc anode in one cell. What a user declares becomes the
// numbers of a CellModel with a ZincAnode.
#pragma once

#include <optional>

#include "niter/base/result.hpp"
#include "niter/twin/cell/assemble.hpp"

namespace niter::twin {

/// The zinc side of a battery. SI units, rates per anode area.
struct BatteryOptions {
  enum class Anolyte {
    Neutral,   // Zn = Zn+2 + 2 e-
    Alkaline,  // Zn + 4 OH- = Zn(OH)4-2 + 2 e-
  };
  Anolyte anolyte = Anolyte::Alkaline;
  /// At the start and without current, V vs SHE; none: by Nernst from the composition below.
  std::optional<double> start_potential = {};
  double hydroxide = 6000;    // mol m-3 of KOH in an alkaline anolyte: usual for zinc-air
  double dissolved_zinc = 1;  // mol m-3 at the start: Zn+2 or zincate
  /// Of zinc in 0.1 to 3 M KOH, 80 to 3700 A m-2. @source bockris1972
  double exchange_current = 500;
  /// 1.5 in alkali (40 mV a decade), 1 in neutral solution. @source bockris1972
  double anodic_transfer = 1.5;
  double corrosion_current = 0;
  double area_ratio = 1;
  double zinc = 0;         // mol m-2 of cathode area that may dissolve; 0: without end
  double passivation = 0;  // A m-2; 0: none
  /// Of a bipolar membrane beside what its sides differ in OH-: 0.1 to 0.3 V at some mA cm-2, an
  /// estimate.
  double splitting = 0.2;  // V
  double leak = 0;         // A m-2 of cathode area that the cathode passes at open circuit
  /// Of the whole cell with its separator, in the place of the half-cell's series resistance.
  double resistance = 5e-4;  // ohm m2
  /// Oxygen evolution at the cathode, the reaction of a charge; none: the cell cannot be charged.
  struct OxygenEvolution {
    /// Where it passes `current` in 1 M OH-, on the RHE scale: good catalysts need 0.35 to 0.43 V
    /// above 1.23 V for 10 mA cm-2. @source mccrory2013
    double potential = 1.63;    // V
    double current = 100;       // A m-2
    double tafel_slope = 0.06;  // V per decade
  };
  std::optional<OxygenEvolution> oxygen_evolution = {};
};

/// What the equilibrium potential of the zinc is in an anolyte of that composition, concentrations
/// for activities. [V vs SHE]
/// @source crc2016 (Zn+2/Zn), parkhurst2013 (log K of zincate)
Result<double> zinc_potential(const BatteryOptions& battery);

/// @param cell  with a batch, its anolyte holds K+ and OH- or the ions given there, and the zinc;
///              without one nothing is used up and the anolyte stays as it is
/// @error as assemble(); InvalidInput for numbers out of range
Result<CellModel> assemble_battery(const Mechanism& mechanism, const HalfCellOptions& half_cell,
                                   const CellOptions& cell, const BatteryOptions& battery);

}  // namespace niter::twin
