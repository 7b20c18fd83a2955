// Cyclic voltammograms: peaks over baselines, what they say of a couple, charge, hysteresis.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/analysis/echem/voltammogram.hpp"
#include "niter/base/result.hpp"
#include "niter/data/reduction.hpp"
#include "niter/data/table.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

struct CvOptions {
  std::string label = {};
  std::optional<int> cycle = {};            // from 1; default the last complete one
  bool peaks = true;                        // look for a peak on each sweep
  std::vector<Quantity> anodic_range = {};  // where the peaks are looked for: two potentials
  std::vector<Quantity> cathodic_range = {};
  std::vector<Quantity> anodic_baseline = {};  // stretch of the sweep the baseline goes through
  std::vector<Quantity> cathodic_baseline = {};
  std::vector<Quantity> charge_between = {};  // two potentials; none: no charge
  std::vector<Quantity> potentials = {};      // where both sweeps are compared
  std::vector<Quantity> scan_rates = {};      // one for each record, where it has no times
  std::optional<double> electrons = {};
  std::optional<Quantity> concentration = {};  // for D by Randles-Sevcik
  std::optional<Quantity> area = {};           // where the records hold I
  Quantity temperature{25, "degC"};

  template <class V>
  void visit(V& v) {
    v.optional("label", label, "name of the electrode");
    v.optional("cycle", cycle, "which complete cycle, from 1; default the last");
    v.optional("peaks", peaks, "whether peaks are looked for");
    v.optional("anodic_range", anodic_range, "two potentials: where the anodic peak stands", "V");
    v.optional("cathodic_range", cathodic_range, "the same of the cathodic peak", "V");
    v.optional("anodic_baseline", anodic_baseline, "stretch the anodic baseline goes through", "V");
    v.optional("cathodic_baseline", cathodic_baseline, "the same of the cathodic baseline", "V");
    v.optional("charge_between", charge_between, "two potentials between which charge is counted",
               "V");
    v.optional("potentials", potentials, "where the currents of both sweeps are compared", "V");
    v.optional("scan_rates", scan_rates, "of each record, where it has no times", "mV s-1");
    v.optional("electrons", electrons, "n of the couple, for D by Randles-Sevcik");
    v.optional("concentration", concentration, "of the couple", "mol L-1");
    v.optional("area", area, "geometric area, where the records hold I", "cm2");
    v.optional("temperature", temperature, "of the cell", "degC");
  }
};

/// Each record one scan rate. With three rates or more the peaks are held against v^(1/2). Records
/// of one rate (within 2 %) are replicates: each number has its mean, with Student's t, before
/// those of the records, and the figure shows the mean of either sweep in its band.
///
///     E_1/2 = (E_pa + E_pc)/2,  dE_p = E_pa - E_pc,  ratio = |i_pa / i_pc|
///     |i_p| = a + b v^(1/2)     Randles-Sevcik; D from b where n, c and the area are known
///     Q     = sum (i - baseline) dE / v
///
/// Uncertainties: noise and baseline of find_peak and sweep_charge, shared where numbers share
/// them.
///
/// @error NotFound for a missing column; InvalidInput for a peak that is not there, a charge
///        without scan rate, a cycle that is not complete
/// @source nicholson1964 (peaks, 57 mV at 298 K); press2007, eq. 4.1.11
Result<data::Reduction> reduce_cv(std::span<const data::Table> tables, const CvOptions& options);

}  // namespace niter::analysis
