// Power of a cell: polarisation curve and power density from a sweep or from current steps, with
// the greatest power, its uncertainty, and whether the data hold a maximum at all.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "niter/analysis/battery/cell_record.hpp"
#include "niter/base/result.hpp"
#include "niter/data/reduction.hpp"
#include "niter/data/table.hpp"

namespace niter::analysis {

/// Where the curve comes from. Found: steps where three or more plateaus of current hold most of
/// the record, else a sweep.
enum class CurveSource { Found, Sweep, Steps };
inline std::span<const std::pair<std::string_view, CurveSource>> enum_names(CurveSource) {
  static constexpr std::array<std::pair<std::string_view, CurveSource>, 3> names{
      {{"found", CurveSource::Found},
       {"sweep", CurveSource::Sweep},
       {"steps", CurveSource::Steps}}};
  return names;
}

struct PowerOptions : CellOptions {
  CurveSource from = CurveSource::Found;
  int sweep = 1;                              // of the record, from 1
  double fit_width = 0.3;                     // share of the current at the peak on either side
  double tail = 0.3;                          // of each step that counts as steady
  std::optional<Quantity> ocv = {};           // where the record does not hold it
  std::optional<Quantity> stated_power = {};  // written down elsewhere: only compared with
  std::optional<Quantity> stated_current = {};
  std::optional<Quantity> stated_voltage = {};

  template <class V>
  void visit(V& v) {
    CellOptions::visit(v);
    v.optional("from", from, "the curve: found, sweep or steps");
    v.optional("sweep", sweep, "which sweep of each record, from 1");
    v.optional("fit_width", fit_width, "share of the peak's current on either side that is fitted");
    v.optional("tail", tail, "share of the time of a step that counts as steady");
    v.optional("ocv", ocv, "open-circuit voltage, where the record does not hold it", "V");
    v.optional("stated_power", stated_power, "peak stated elsewhere, to check", "mW cm-2");
    v.optional("stated_current", stated_current, "current density at the stated peak", "mA cm-2");
    v.optional("stated_voltage", stated_voltage, "cell voltage at the stated peak", "V");
  }
};

/// Power density P = V j, discharge positive. The greatest power as power_peak() gives it. Where
/// the power rises to the end of the data there is no peak: the highest value is a lower bound, and
/// the finding "peak" asks for larger currents.
///
///     R_p = V_p / j_p = -dV/dj at the peak       P_max = (2 V_p / V_oc)^2 V_oc^2 / 4 R_p
///
/// The short-circuit current is measured where the voltage reaches zero; a straight line through
/// the last fifth of the points is named an extrapolation and carries a caveat.
///
/// @param tables  V or E, with j, or I and the area; t for steps and for sweeps that turn back
/// @error InvalidInput without an area for I, with fewer than five points of discharge, or as
///        cell_record and split_sweeps; with the file
/// @source physics/power.hpp (linear cell); bard2001, sec. 1.1.3 (cells under load)
Result<data::Reduction> reduce_power(std::span<const data::Table> tables,
                                     const PowerOptions& options);

}  // namespace niter::analysis
