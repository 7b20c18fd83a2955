#include <algorithm>
#include <cmath>

#include <Eigen/Eigenvalues>

#include "niter/base/contract.hpp"
#include "niter/twin/mechanism/steady_state.hpp"

namespace niter::twin {
namespace {

// Rounding moves an eigenvalue by about this part of the largest one.
constexpr double noise = 1e-9;

bool any_grows(const Eigen::MatrixXd& matrix) {
  const Eigen::VectorXcd values = matrix.eigenvalues();
  const double largest = values.cwiseAbs().maxCoeff();
  return (values.real().array() > noise * largest).any();
}

}  // namespace

// A disturbance grows as exp(lambda t) where (A - lambda M) v = 0: A is the matrix of Newton's
// method, M the part that implicit Euler adds per 1/dt. The eigenvalues 1/lambda of A^-1 M show the
// slow modes without the rounding of the fast ones, those of the plain Jacobian of the coverages
// show the fast ones; a network as stiff as these needs both.
bool SteadyStateSolver::stable() {
  const int n = static_cast<int>(species_.size());
  const int m = static_cast<int>(reactions_.size());
  const int types = network_.site_types();
  choose_modes();
  assemble(0);
  const int size = lu_.size();
  NITER_EXPECT(lu_.factor(), "the solution is a regular point");
  factored_ = true;

  Eigen::MatrixXd slow(n, n);
  for (int i = 0; i < n; ++i) {
    std::fill(rhs_.begin(), rhs_.end(), 0.0);
    for (int k = 0; k < m; ++k) {
      const int line = modes_.row_of(k);
      if (line < 0) continue;
      rhs_[static_cast<std::size_t>(types + k)] = modes_.transform(line, i) *
                                                  theta_[static_cast<std::size_t>(i)] /
                                                  laws_[static_cast<std::size_t>(k)].scale;
    }
    lu_.solve({rhs_.data(), static_cast<std::size_t>(size)});
    for (int row = 0; row < n; ++row) slow(row, i) = rhs_[static_cast<std::size_t>(row)];
  }
  if (!slow.allFinite() || any_grows(slow)) return false;

  Eigen::MatrixXd fast = Eigen::MatrixXd::Zero(n, n);
  for (int k = 0; k < m; ++k) {
    const Law& law = laws_[static_cast<std::size_t>(k)];
    const auto& reaction =
        network_.reactions[static_cast<std::size_t>(reactions_[static_cast<std::size_t>(k)])];
    const auto add = [&](const std::vector<Network::Term>& terms, double gross) {
      for (const auto& term : terms) {
        const int column = position_[static_cast<std::size_t>(term.species)];
        for (int i = 0; i < n; ++i) {
          fast(i, column) += active_stoichiometry_[static_cast<std::size_t>(i * m + k)] *
                             term.order * gross / theta_[static_cast<std::size_t>(i)];
        }
      }
    };
    add(reaction.reactants, law.forward);
    add(reaction.products, -law.reverse);
  }
  return !fast.allFinite() || !any_grows(fast);
}

}  // namespace niter::twin
