// Identifiability: which parameters the data fix, which only together, and which not at all.
#pragma once

#include <string>
#include <vector>

#include "niter/infer/calibrate.hpp"

namespace niter::infer {

/// A sum of parameters the data fix although they do not fix its terms.
struct Combination {
  std::vector<std::size_t> parameters;  // indices of the unknowns
  std::vector<double> coefficients;     // in their coordinates; that of the first is 1
  double sd = 0;                        // posterior, of the sum
};

struct Identifiability {
  std::vector<std::size_t> alone;     // posterior sd below half the prior's
  std::vector<Combination> together;  // of parameters that are not
  std::vector<std::size_t> partly;    // posterior sd between 0.5 and 0.9 of the prior's, in no sum
  std::vector<std::size_t> not_at_all;  // above 0.9: the value is the prior's
};

/// From the Laplace covariance C in prior units. Parameters not fixed alone that share an
/// uninformed direction (|C_kl| > 0.15: without data the priors are independent) form a group; a
/// direction of the group's part of C with a variance below 1/2 (singular value above 1) is a sum
/// the data fix.
Identifiability identifiability_of(const Calibration& calibration,
                                   const std::vector<Unknown>& unknowns);

/// One sentence for each kind: "lg_K1 and lg_k2 only as lg_K1 + 0.85 lg_k2, known to 0.31".
std::vector<std::string> in_words(const Identifiability& identifiability,
                                  const std::vector<Unknown>& unknowns);

}  // namespace niter::infer
