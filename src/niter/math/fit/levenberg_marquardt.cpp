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
  std::vector<int> free;
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

NonlinearFit LevenbergMarquardt::solve(std::span<const double> start,
                                       const NonlinearOptions& options) {
  auto& s = *storage_;
  const auto n = static_cast<Eigen::Index>(problem_.parameters());
  const auto m = static_cast<Eigen::Index>(problem_.residuals);
  const auto squares = [&](const std::vector<double>& r) {
    return Eigen::Map<const VectorXd>(r.data(), m).squaredNorm();
  };
  for (std::size_t k = 0; k < s.x.size(); ++k) {
    s.x[k] = std::clamp(start[k], problem_.lower[k], problem_.upper[k]);
  }
  problem_.evaluate(s.x, s.r, s.jacobian);
  double cost = squares(s.r);
  NonlinearFit result;
  if (!std::isfinite(cost)) {
    result.x = s.x;
    result.sum_of_squares = std::numeric_limits<double>::infinity();
    return result;
  }

  double damping = 1e-3;
  double growth = 2;
  bool fresh = true;  // gradient and curvature belong to another x
  for (; result.iterations < options.max_iterations; ++result.iterations) {
    if (fresh) {
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
      fresh = false;
    }
    const auto free = static_cast<Eigen::Index>(s.free.size());
    if (free == 0) {
      result.converged = true;
      break;
    }
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
    s.step.setZero(n);
    s.trial = s.x;
    for (Eigen::Index a = 0; a < free; ++a) {
      const int k = s.free[static_cast<std::size_t>(a)];
      const auto i = static_cast<std::size_t>(k);
      s.trial[i] = std::clamp(s.x[i] + shorter * s.part[a], problem_.lower[i], problem_.upper[i]);
      s.step[k] = s.trial[i] - s.x[i];
    }
    s.bend.noalias() = s.curvature * s.step;
    const double predicted = -2 * s.gradient.dot(s.step) - s.step.dot(s.bend);
    problem_.evaluate(s.trial, s.trial_r, s.trial_jacobian);
    const double trial_cost = squares(s.trial_r);
    const double gain = predicted > 0 ? (cost - trial_cost) / predicted : -1;
    if (std::isfinite(trial_cost) && trial_cost <= cost && gain > 1e-4) {
      const bool done =
          cost - trial_cost <= options.tolerance * cost && predicted <= options.tolerance * cost;
      std::swap(s.x, s.trial);
      std::swap(s.r, s.trial_r);
      std::swap(s.jacobian, s.trial_jacobian);
      cost = trial_cost;
      fresh = true;
      damping *= std::max(1.0 / 3, 1 - std::pow(2 * gain - 1, 3));
      damping = std::max(damping, 1e-15);
      growth = 2;
      if (done) {
        result.converged = true;
        break;
      }
    } else {
      // at the bottom a step changes nothing but round-off
      if (predicted <= options.tolerance * cost || damping > 1e12) {
        result.converged = predicted <= options.tolerance * cost;
        break;
      }
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
