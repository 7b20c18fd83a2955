// An electrolysis in the common form of all techniques.
#pragma once

#include "niter/analysis/echem/faradaic.hpp"
#include "niter/data/reduction.hpp"

namespace niter::analysis {

/// The numbers of every run, each with the label of its run where there are several; with
/// replicates also the mean of each number, its uncertainty the standard uncertainty behind the
/// 95 % interval.
data::Reduction reduction_of(const FaradaicReport& report);

}  // namespace niter::analysis
