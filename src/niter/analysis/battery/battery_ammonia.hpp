// Ammonia from a discharging cell: Faradaic efficiency and yield as in any electrolysis, and the
// energy that the cell gives or takes for each kilogram of ammonia and each mole of nitrate.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "niter/analysis/battery/cell_record.hpp"
#include "niter/analysis/echem/electrolysis.hpp"
#include "niter/base/result.hpp"
#include "niter/data/reduction.hpp"
#include "niter/data/table.hpp"

namespace niter::analysis {

struct BatteryAmmoniaOptions : CellOptions {
  std::string reactant = {};  // "NO3-" or "NO2-": it decides the electrons
  std::string product = "NH3";
  std::optional<Quantity> catalyst_mass = {};
  std::optional<Quantity> amount = {};  // of product; or volume and the reading at the end
  std::optional<Quantity> volume = {};
  std::optional<Reading> end = {}, blank = {};
  std::optional<Calibration> calibration = {};
  std::optional<Quantity> removed = {};   // amount of reactant used up
  Quantity gain_uncertainty{0, "%"};      // of the current range
  Quantity voltage_uncertainty{0, "mV"};  // common to all points

  template <class V>
  void visit(V& v) {
    CellOptions::visit(v);
    v.required("reactant", reactant, "formula: NO3- or NO2-");
    v.optional("product", product, "formula of the product");
    v.optional("catalyst_mass", catalyst_mass, "on the electrode", "mg");
    v.optional("amount", amount, "product formed, if known as an amount", "mol");
    v.optional("volume", volume, "of catholyte, with the reading at the end", "mL");
    v.optional("end", end, "reading of the product at the end: { concentration = \"2 mmol/L\" }");
    v.optional("blank", blank, "reading of the fresh catholyte");
    v.optional("calibration", calibration, "line that turns absorbance into concentration");
    v.optional("removed", removed, "amount of reactant used up", "mol");
    v.optional("gain_uncertainty", gain_uncertainty, "standard uncertainty of the current range",
               "%");
    v.optional("voltage_uncertainty", voltage_uncertainty, "standard uncertainty of the voltage",
               "V");
  }
};

/// The electrolysis budget of faradaic() on the discharge current, and
///
///     <V>  = integral of V I dt / integral of I dt
///     w    = -<V> Q / (N M)          energy taken for each mass of product
///     w_r  = -<V> Q / N_removed      energy taken for each amount of reactant removed
///
/// Negative: the cell delivers it. All share charge and amounts with the Faradaic efficiency.
///
/// @param tables  t, V or E, and I or j of one discharge; what is charged in it counts against it
/// @error InvalidInput for several records; as faradaic() and cell_record, with the file
/// @source bard2001, sec. 11.3; identity (electric work)
Result<data::Reduction> reduce_battery_ammonia(std::span<const data::Table> tables,
                                               const BatteryAmmoniaOptions& options);

}  // namespace niter::analysis
