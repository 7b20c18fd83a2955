// Sampled: the ideal record at the rows that a recording will have.
#pragma once

#include <vector>

#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/twin/instrument/record.hpp"

namespace niter::twin {

struct Sampled {
  std::vector<double> t;       // s
  std::vector<double> window;  // s, over which the row is a mean; 0: a single conversion
  std::vector<double> e;       // V on the scale of the ideal record, mean over the window
  std::vector<double> i;       // A, mean over the window
  std::vector<double> set;     // what was asked for at t: E or I, without averaging
  std::vector<double> cycle;   // of the ideal row at or before t; empty if there is none
  std::vector<double> swing;   // A, amplitude of a sine on top of i; empty: none
  double typical_window = 0;   // s
};

/// @error as record()
Result<Sampled> sample(const data::Table& ideal, const RecordOptions& options);

}  // namespace niter::twin
