#include "niter/math/fit/levenberg_marquardt.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/Dense>

#include "niter/base/contract.hpp"

namespace niter::math {

using Eigen::MatrixXd;
using Eigen::VectorXd;

struct LevenbergMarquardt::Storage {
  explicit Storage(const NonlinearProblem& problem)
      : x(problem.parameters()),
        trial(x),
        r(problem.residuals),
        trial_r(r),
        jacobian(problem.residuals * x.size()),
        trial_jacobian(jacobian) {
    const auto n = static_cast<Eigen::Index>(x.size());
    curvature.setZero(n, n);
    gradient.setZero(n);
  }

  std::vector<double> x, trial, r, trial_r, jacobian, trial_jacobian;
  std::vector<int> free;  // parameters that the step moves
  MatrixXd curvature, damped;
  VectorXd gradient, step, part, bend;
};

LevenbergMarquardt::LevenbergMarquardt(NonlinearProblem problem)
    : problem_(std::move(problem)), storage_(std::make_unique<Storage>(problem_)) {
  const auto n = problem_.parameters();
  NITER_EXPECT(problem_.upper.size() == n && problem_.largest_step.size() == n,
               "bounds and steps for each parameter");
}

LevenbergMarquardt::~LevenbergMarquardt() = default;

std::span<const double> LevenbergMarquardt::jacobian(std::span<const double> x) {
  problem_.evaluate(x, storage_->trial_r, storage_->trial_jacobian);
  return storage_->trial_jacobian;
}

/// J'J and J'r at x, and which parameters the step may move.
void LevenbergMarquardt::linearise() {
  auto& s = *storage_;
  const auto n = static_cast<Eigen::Index>(s.x.size());
  const auto m = static_cast<Eigen::Index>(s.r.size());
  const Eigen::Map<const MatrixXd> j(s.jacobian.data(), m, n);
  const Eigen::Map<const VectorXd> r(s.r.data(), m);
  // products of columns: for so few of them faster than a product of matrices
  for (Eigen::Index a = 0; a < n; ++a) {
    for (Eigen::Index b = 0; b <= a; ++b) {
      s.curvature(a, b) = s.curvature(b, a) = j.col(a).dot(j.col(b));
    }
    s.gradient[a] = j.col(a).dot(r);
  }
  s.free.clear();
  for (Eigen::Index k = 0; k < n; ++k) {
    const auto i = static_cast<std::size_t>(k);
    const bool held = (s.x[i] <= problem_.lower[i] && s.gradient[k] >= 0) ||
                      (s.x[i] >= problem_.upper[i] && s.gradient[k] <= 0);
    if (!held) s.free.push_back(static_cast<int>(k));
  }
}

/// The damped step within bounds and largest steps, as s.trial. Returns by how much the linear
/// model says the sum of squares will fall.
double LevenbergMarquardt::propose(double damping) {
  auto& s = *storage_;
  const auto free = static_cast<Eigen::Index>(s.free.size());
  const double largest = s.curvature.diagonal().maxCoeff();
  s.damped.resize(free, free);
  s.part.resize(free);
  for (Eigen::Index a = 0; a < free; ++a) {
    const int row = s.free[static_cast<std::size_t>(a)];
    for (Eigen::Index b = 0; b <= a; ++b) {
      s.damped(a, b) = s.curvature(row, s.free[static_cast<std::size_t>(b)]);
    }
    // a parameter that r does not feel stays where it is
    s.damped(a, a) +=
        damping * std::max(s.damped(a, a), 1e-14 * largest) + std::numeric_limits<double>::min();
    s.part[a] = -s.gradient[row];
  }
  Eigen::LLT<Eigen::Ref<MatrixXd>>(s.damped).solveInPlace(s.part);
  double shorter = 1;
  for (Eigen::Index a = 0; a < free; ++a) {
    const auto i = static_cast<std::size_t>(s.free[static_cast<std::size_t>(a)]);
    shorter = std::min(shorter, problem_.largest_step[i] / std::abs(s.part[a]));
  }
  s.step.setZero(static_cast<Eigen::Index>(s.x.size()));
  s.trial = s.x;
  for (Eigen::Index a = 0; a < free; ++a) {
    const int k = s.free[static_cast<std::size_t>(a)];
    const auto i = static_cast<std::size_t>(k);
    s.trial[i] = std::clamp(s.x[i] + shorter * s.part[a], problem_.lower[i], problem_.upper[i]);
    s.step[k] = s.trial[i] - s.x[i];
  }
  s.bend.noalias() = s.curvature * s.step;
  return -2 * s.gradient.dot(s.step) - s.step.dot(s.bend);
}

NonlinearFit LevenbergMarquardt::solve(std::span<const double> start,
                                       const NonlinearOptions& options) {
  auto& s = *storage_;
  const auto squares = [](const std::vector<double>& r) {
    return Eigen::Map<const VectorXd>(r.data(), static_cast<Eigen::Index>(r.size())).squaredNorm();
  };
  for (std::size_t k = 0; k < s.x.size(); ++k) {
    s.x[k] = std::clamp(start[k], problem_.lower[k], problem_.upper[k]);
  }
  problem_.evaluate(s.x, s.r, s.jacobian);
  double cost = squares(s.r);
  if (!std::isfinite(cost)) return {s.x, std::numeric_limits<double>::infinity(), 0, false};

  NonlinearFit result;
  double damping = 1e-3;
  double growth = 2;
  linearise();
  for (; result.iterations < options.max_iterations && !result.converged; ++result.iterations) {
    if (s.free.empty()) {
      result.converged = true;
      break;
    }
    const double predicted = propose(damping);
    problem_.evaluate(s.trial, s.trial_r, s.trial_jacobian);
    const double trial_cost = squares(s.trial_r);
    const double gain = predicted > 0 ? (cost - trial_cost) / predicted : -1;
    const bool small = predicted <= options.tolerance * cost;
    if (std::isfinite(trial_cost) && trial_cost <= cost && gain > 1e-4) {
      result.converged = small && cost - trial_cost <= options.tolerance * cost;
      std::swap(s.x, s.trial);
      std::swap(s.r, s.trial_r);
      std::swap(s.jacobian, s.trial_jacobian);
      cost = trial_cost;
      damping = std::max(damping * std::max(1.0 / 3, 1 - std::pow(2 * gain - 1, 3)), 1e-15);
      growth = 2;
      linearise();
    } else {
      // at the bottom a step changes nothing but round-off
      result.converged = small;
      if (damping > 1e12) break;
      damping *= growth;
      growth *= 2;
    }
  }
  result.x = s.x;
  result.sum_of_squares = cost;
  return result;
}

SingularValues singular_values(std::span<const double> matrix, std::size_t columns) {
  const auto n = static_cast<Eigen::Index>(columns);
  const auto m = static_cast<Eigen::Index>(matrix.size()) / n;
  NITER_EXPECT(m >= n, "as many rows as columns or more");
  const Eigen::JacobiSVD<MatrixXd> svd(Eigen::Map<const MatrixXd>(matrix.data(), m, n),
                                       Eigen::ComputeThinV);
  SingularValues out;
  out.values.assign(svd.singularValues().data(), svd.singularValues().data() + n);
  out.right.assign(svd.matrixV().data(), svd.matrixV().data() + n * n);
  return out;
}

}  // namespace niter::math
