// The technique "peaks": concentrations from the peak table of a chromatogram or an NMR spectrum.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/analysis/assay/reading.hpp"
#include "niter/data/reduction.hpp"

namespace niter::analysis {

/// One species and where its peak lies.
struct PeakSpecies {
  std::string species = {};                     // formula: "NO2-", "NH4+"
  Quantity position = {}, tolerance = {};       // retention time, or shift
  double nuclei = 0;                            // NMR: that make the signal
  std::optional<Calibration> calibration = {};  // chromatogram: of areas

  template <class V>
  void visit(V& v) {
    v.required("species", species, "formula: NO2-, NH4+");
    v.required("position", position, "of the peak: \"5.2 min\", or a shift such as 6.95e-6");
    v.required("tolerance", tolerance, "how far from it a peak is still this one");
    v.optional("nuclei", nuclei, "per particle, NMR: 4 for the protons of NH4+");
    v.optional("calibration", calibration, "of areas, chromatogram");
  }
};

/// The standard in the tube of an NMR spectrum.
struct PeakStandard {
  Quantity position = {}, tolerance = {}, concentration = {};
  double nuclei = 0;

  template <class V>
  void visit(V& v) {
    v.required("position", position, "of its signal");
    v.required("tolerance", tolerance, "how far from it a peak is still this one");
    v.required("concentration", concentration, "in the tube", "mol m-3");
    v.required("nuclei", nuclei, "per particle: 2 for maleic acid, 6 for DMSO");
  }
};

struct PeakTableOptions {
  std::vector<PeakSpecies> peaks = {};
  std::optional<PeakStandard> standard = {};
  double integral_uncertainty = 0.01;  // relative, of each area: what repeated integration leaves
  std::vector<std::string> dilutions = {};

  template <class V>
  void visit(V& v) {
    v.required("peaks", peaks, "species with position, tolerance, and nuclei or calibration");
    v.optional("standard", standard, "internal standard of an NMR spectrum");
    v.optional("integral_uncertainty", integral_uncertainty, "relative, of each area");
    v.optional("dilutions", dilutions, "steps from the sample to what was measured");
  }
};

/// Each table is one sample: column "retention_time" or "shift", and "area". The areas become
/// readings (`Reading::area`, `Reading::nmr`) and go the same way as in an electrolysis.
///
/// @error as peak_area and Assay::prepare; InvalidInput: a species with neither or both ways
Result<data::Reduction> reduce_peaks(std::span<const data::Table> tables,
                                     const PeakTableOptions& options);

}  // namespace niter::analysis
