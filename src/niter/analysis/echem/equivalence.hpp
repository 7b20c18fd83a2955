// Equivalence: is the difference of two sets of replicates shown to be smaller than a stated
// margin?
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "niter/base/result.hpp"
#include "niter/data/reduction.hpp"
#include "niter/data/table.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

/// Equivalent: the whole interval lies within the margin. Different: the whole interval lies
/// outside. NotShown: neither; more replicates or a wider margin would be needed.
enum class Equivalence { Equivalent, NotShown, Different };
std::string_view to_string(Equivalence verdict);

struct EquivalenceTest {
  double first = 0, second = 0;  // means
  double value = 0;              // first - second, or first / second
  double low = 0, high = 0;      // confidence interval of `value`, 1 - 2 alpha; may be infinite
  double p_low = 0, p_high = 0;  // of the one-sided tests against the lower and the upper margin
  double degrees = 0;            // Welch-Satterthwaite, at `value`
  Equivalence verdict = Equivalence::NotShown;
};

/// Two one-sided tests of first - second against -margin and +margin, with Welch's variance:
///
///     se2 = s1^2/n1 + s2^2/n2,   nu = se^4 / (s1^4/(n1^2 (n1-1)) + s2^4/(n2^2 (n2-1)))
///     p_low  = P(T > (d + margin)/se),   p_high = P(T > (margin - d)/se)
///
/// Equivalent if both are below alpha: the same as an interval of confidence 1 - 2 alpha within the
/// margin.
///
/// @param margin  positive, in the unit of the values
/// @error InvalidInput with fewer than two values in a set, no scatter in both, or a margin or
///        alpha out of range
/// @source schuirmann1987 (two one-sided tests); welch1947 (degrees of freedom)
Result<EquivalenceTest> test_difference(std::span<const double> first,
                                        std::span<const double> second, double margin,
                                        double alpha = 0.05);

/// The same for the ratio of the means against 1 - margin and 1 + margin. The tests are of
/// first - theta second, so the uncertainty of the second mean counts in the margin too; the
/// interval is Fieller's.
///
/// @param margin  in (0, 1)
/// @error as test_difference; InvalidInput if the second mean is zero
/// @source schuirmann1987; fieller1954 (ratio)
Result<EquivalenceTest> test_ratio(std::span<const double> first, std::span<const double> second,
                                   double margin, double alpha = 0.05);

struct EquivalenceOptions {
  std::string label = {};
  std::string column = {};  // holds one number for each replicate
  Quantity margin{0, "%"};  // a share of the second mean, or a difference in the unit of the column
  Quantity alpha{5, "%"};

  template <class V>
  void visit(V& v) {
    v.optional("label", label, "what is compared: \"Fe/NC with and without chloride\"");
    v.required("column", column, "that holds one number for each replicate");
    v.required("margin", margin,
               "largest difference that does not matter: \"5 %\" or \"2 mA cm-2\"");
    v.optional("alpha", alpha, "chance of calling equivalent what is not", "%");
  }
};

/// Two tables, the rows of each are replicates; the second is what the first is compared with.
/// @error as the tests; NotFound for a missing column; Unit for a margin of another kind
Result<data::Reduction> reduce_equivalence(std::span<const data::Table> tables,
                                           const EquivalenceOptions& options);

}  // namespace niter::analysis
