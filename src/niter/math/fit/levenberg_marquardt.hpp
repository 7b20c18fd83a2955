// Nonlinear least squares of small dense problems within bounds, made for many starts.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace niter::math {

/// Sum of squares of r(x) over lower <= x <= upper.
struct NonlinearProblem {
  std::size_t residuals = 0;
  std::vector<double> lower = {}, upper = {};  // one a parameter, lower <= upper
  std::vector<double> largest_step = {};       // one a parameter, > 0: how far one iteration may go
  /// r and dr/dx: parameter k in jacobian[k residuals + i].
  std::function<void(std::span<const double> x, std::span<double> r, std::span<double> jacobian)>
      evaluate = {};

  std::size_t parameters() const { return lower.size(); }
};

struct NonlinearOptions {
  int max_iterations = 200;
  double tolerance = 1e-12;  // ends where the sum of squares falls by less than this, relative
};

struct NonlinearFit {
  std::vector<double> x = {};
  double sum_of_squares = 0;
  int iterations = 0;
  bool converged = false;
};

/// Levenberg-Marquardt with the diagonal of J'J as metric and Nielsen's rule for the damping; a
/// parameter at a bound with the gradient outward is left out of the step, and steps end at the
/// bounds. Storage is made once and serves all starts; one solver serves one thread.
/// @source nielsen1999 (damping), marquardt1963 (metric)
class LevenbergMarquardt {
 public:
  explicit LevenbergMarquardt(NonlinearProblem problem);
  LevenbergMarquardt(const LevenbergMarquardt&) = delete;
  LevenbergMarquardt& operator=(const LevenbergMarquardt&) = delete;
  ~LevenbergMarquardt();

  /// From a start, moved into the bounds. A start where r is not finite ends at once, unconverged,
  /// with an infinite sum of squares.
  NonlinearFit solve(std::span<const double> start, const NonlinearOptions& options = {});
  /// dr/dx at x, as evaluate() lays it out. Valid until the next call.
  std::span<const double> jacobian(std::span<const double> x);

 private:
  struct Storage;
  void linearise();
  double propose(double damping);

  NonlinearProblem problem_;
  std::unique_ptr<Storage> storage_;
};

/// Singular values of a matrix (column after column), falling, and its right directions: direction
/// k in right[k columns + i].
struct SingularValues {
  std::vector<double> values, right;
};
SingularValues singular_values(std::span<const double> matrix, std::size_t columns);

}  // namespace niter::math
