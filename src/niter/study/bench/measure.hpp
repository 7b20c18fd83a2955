// measure: every [[measurement]] of a study, from its raw files to its numbers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "niter/analysis/monte_carlo.hpp"
#include "niter/base/monitor.hpp"
#include "niter/data/reduction.hpp"
#include "niter/study/study.hpp"

namespace niter::study {

/// One measurement of the study: its reduction, or why there is none.
struct Measured {
  const Measurement* plan = nullptr;
  std::optional<data::Reduction> reduction = {};
  std::optional<Error> failure = {};
  // of an electrolysis, what its numbers rest on: tells a shared input from a namesake
  std::vector<analysis::RandomInput> inputs = {};
};

/// Reduce them all, in the order of the study. One that fails does not keep the others from being
/// reduced: it is reported as failed.
///
/// An "electrolysis" names one electrolysis file (docs/methods/faradaic-efficiency.md); all other
/// techniques take instrument files.
/// @error Interrupted
Result<std::vector<Measured>> measure(const Study& study, int threads, const Monitor& monitor);

}  // namespace niter::study
