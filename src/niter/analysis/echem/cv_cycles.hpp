// The cycles of a set of voltammograms: two sweeps of each record, what was read from them, their
// figure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/analysis/echem/cv.hpp"
#include "niter/analysis/echem/voltammogram.hpp"
#include "niter/base/result.hpp"
#include "niter/data/figure.hpp"
#include "niter/data/table.hpp"

namespace niter::analysis {

/// One record: a cycle and what was read from it.
struct Cycle {
  std::string name;
  std::string behind = {};  // what tells its numbers from those of the others: " 50 mV/s"; or empty
  Curve up, down;           // towards positive and towards negative potentials
  double rate = 0;          // magnitude [V s-1]; 0 if not known
  std::optional<Peak> anodic = {}, cathodic = {};
};

struct Cycles {
  std::vector<Cycle> all;
  bool per_area = false;
  bool replicates = false;  // several records of one known rate
  std::string scale;
  Unit unit() const { return Unit::of(per_area ? "mA cm-2" : "mA"); }
  const char* word() const { return per_area ? "j" : "I"; }
};

/// The cycle asked for of each record, by rising scan rate. The records must outlive the cycles.
/// @error as reduce_cv
Result<Cycles> cycles_of(std::span<const data::Table> tables, const CvOptions& options);

/// Cycles with their peaks; replicates with their mean and its band on either sweep.
/// @error as mean_curve
Result<data::Figure> cycles_figure(const Cycles& cycles);

}  // namespace niter::analysis
