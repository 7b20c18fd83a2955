// fit: numbers of a cell from measured voltammograms, by exact slopes: values, covariance, and what
// the records do not tell.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/base/result.hpp"
#include "niter/study/fit/coordinate.hpp"
#include "niter/study/fit/fitted_cell.hpp"
#include "niter/study/fit/sweep_record.hpp"

namespace niter::study {

struct FitParameter {
  std::string name;
  std::vector<std::size_t> numbers;  // of the cell, equal to each other
  Coordinate coordinate;
  double start = 0;  // SI
  std::string unit;  // of display
};

struct FitProblem {
  std::string title;
  FittedCell cell;
  std::vector<SweepRecord> records;
  std::vector<FitParameter> parameters;
};

struct FitOptions {
  int starts = 1;  // the declared one, then draws from bounds and priors
  int threads = 1;
  unsigned seed = 1;
  double tolerance = 0;  // relative, of the integrator; 0: as the noise allows, 1e-7 to 1e-5
};

/// What the records say about one parameter.
enum class Informed {
  Alone,     // its standard error is below half of what was known before
  Limit,     // one of its bounds fits as well: the records only say how far it is from the other
  Together,  // only a sum with others is fixed
  Narrowed,  // less wide than before, but not fixed
  NotAtAll,  // as wide as before, or both of its bounds fit as well
};

/// Profile likelihood of a bounded parameter that may not be fixed: how far it can go while all
/// others follow. A value whose logarithm is uncertain by a quarter may be zero for all the records
/// say, and then the curvature at the best value, from which standard errors follow, tells nothing.
/// @source venzon1988
struct Reach {
  bool to_low = false, to_high = false;  // the bound itself fits as well, at 95 %
  double low = 0, high = 0;              // SI, where it no longer does
};

struct FittedNumber {
  double value = 0;  // SI
  /// Of the value, or of its logarithm where the parameter is moved in it (a share, then).
  double standard_error = 0;
  double low = 0, high = 0;  // 95 %, SI
  double before = 0;         // standard error before the records, as above
  Informed informed = Informed::Alone;
  std::optional<Reach> reach = {};
};

struct FittedRecord {
  std::vector<double> current;  // A, at SweepRecord::compared()
  double rms = 0;               // A, of the residuals
  double noise = 0;             // A, stated, or estimated from the record
  double neighbours = 0;  // correlation of neighbouring residuals; white noise: 0 +- 1/sqrt(N)
  /// What the standard errors rest on: the noise, larger where the model misses by more than it and
  /// where neighbouring residuals miss together. [A]
  double sigma = 0;
};

struct FitResult {
  std::vector<FittedNumber> numbers;  // in the order of the parameters
  std::vector<double> correlation;    // row-major
  std::vector<std::string> words;     // what the records fix, alone and together
  std::vector<FittedRecord> records;
  double chi2 = 0;  // with FittedRecord::noise
  int points = 0, freedom = 0;
  int starts_converged = 0;
  int simulations = 0, with_slopes = 0;  // of all records, all together

  /// The model misses a record by more than noise.
  bool misses() const;
};

/// @error NoConvergence if no start ended; Interrupted
Result<FitResult> fit(const FitProblem& problem, const FitOptions& options,
                      const Monitor& monitor = {});

/// Factor of the variance of what is estimated from residuals that miss together: (1 + r)/(1 - r)
/// for the correlation r of neighbours, if it is more than chance, 3/sqrt(points); else 1.
/// @source bayley1946
double correlated_variance(double neighbours, std::size_t points);

}  // namespace niter::study
