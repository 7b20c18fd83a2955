// Peak tables as sources of a concentration: NMR with an internal standard, ion chromatography.
#pragma once

#include <string_view>

#include "niter/analysis/inputs.hpp"
#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

/// A signal of quantitative NMR beside that of a standard in the same tube.
struct NmrReading {
  Quantity integral{0, "1"}, standard_integral{1, "1"};
  double nuclei = 0, standard_nuclei = 0;  // that make the signal, per particle
  Quantity standard;                       // its amount per volume in the tube
  Where where = {};

  template <class V>
  void visit(V& v) {
    v.required("integral", integral, "of the signal", "1");
    v.required("nuclei", nuclei, "per particle in the signal: 4 for the protons of NH4+");
    v.optional("standard_integral", standard_integral, "of the standard's signal", "1");
    v.required("standard_nuclei", standard_nuclei, "2 for maleic acid, 6 for DMSO");
    v.required("standard", standard, "concentration of the standard in the tube", "mol m-3");
    if constexpr (requires { v.where(); }) where = v.where();
  }
};

/// @error InvalidInput, located: nuclei or integral of the standard not positive, negative integral
Status check(const NmrReading& reading);

/// Concentration in the tube. [mol m-3]
///
///     c = c_s (I / N) / (I_s / N_s)
///
/// Inputs "<scope> integral", "<scope> standard integral", "<scope> standard".
/// @source choi2021 (quantitative NMR with an internal standard)
/// @valid  relaxation complete between scans, both signals free of others, no decoupling gain
Uncertain concentration(const NmrReading& reading, Inputs& inputs, std::string_view scope);

/// Where a peak is looked for in a table.
struct PeakWindow {
  std::string_view axis;               // column of positions: "retention_time", "shift"
  double position = 0, tolerance = 0;  // SI
};

/// Area of the one peak of a table that lies in the window; columns `axis` and "area".
///
/// @error NotFound: no peak there, with the nearest; Inconsistent: two peaks
Result<double> peak_area(const data::Table& peaks, const PeakWindow& window);

}  // namespace niter::analysis
