// The linear problem behind a distribution of relaxation times. Private to relaxation_times.
#pragma once

#include <complex>
#include <vector>

#include "niter/analysis/impedance/relaxation_basis.hpp"
#include "niter/analysis/impedance/relaxation_times.hpp"
#include "niter/math/nonnegative.hpp"

namespace niter::analysis {

/// Which rows of the problem: all, or those of one part.
enum class Rows { Both, Real, Imaginary };

/// Weighted rows (real parts, then imaginary parts) against unknowns: R, L, C where wanted, then
/// the coefficients of the basis. Made dimensionless by the median modulus.
struct RelaxationSystem {
  RelaxationBasis basis;
  double scale = 1;                  // median |Z| [ohm]
  std::size_t points = 0;            // rows: twice as many
  std::size_t plain = 0;             // unknowns before those of the basis
  std::vector<double> units = {};    // of an unknown: SI value per unit of the solution
  std::vector<double> columns = {};  // by columns
  std::vector<double> target = {};
  std::vector<double> weights = {};  // of a point [ohm-1]
  std::vector<double> penalty = {};  // M, by rows; zero for the plain unknowns
  std::vector<math::Bound> bounds = {};

  std::size_t unknowns() const { return bounds.size(); }
  std::size_t rows() const { return 2 * points; }
  /// A'A and A'b of some rows, and b'b.
  struct Normal {
    std::vector<double> gram, moments;
    double square = 0;
  };
  Normal normal(Rows rows = Rows::Both) const;
  /// A x for all rows.
  std::vector<double> predict(std::span<const double> x) const;
  /// gamma on the grid of the basis. [ohm]
  std::vector<double> gamma(std::span<const double> x) const;
};

RelaxationSystem relaxation_system(const Spectrum& spectrum, const RelaxationOptions& options);

/// lambda by the rule of the options.
/// @error NoConvergence where the points do not determine the unknowns
Result<double> choose_lambda(const RelaxationSystem& system, const Spectrum& spectrum,
                             const RelaxationOptions& options);

}  // namespace niter::analysis
