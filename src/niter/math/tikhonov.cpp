#include "niter/math/tikhonov.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

#include "niter/base/contract.hpp"

namespace niter::math {

Tikhonov::Tikhonov(std::span<const double> gram, std::span<const double> moments, double square,
                   std::span<const double> penalty)
    : square_(square) {
  const auto n = static_cast<Eigen::Index>(moments.size());
  NITER_EXPECT(gram.size() == moments.size() * moments.size() && penalty.size() == gram.size(),
               "gram and penalty are n times n");
  const Eigen::Map<const Eigen::MatrixXd> a(gram.data(), n, n);
  const Eigen::Map<const Eigen::MatrixXd> m(penalty.data(), n, n);
  balance_ = m.trace() > 0 ? a.trace() / m.trace() : 1;

  const Eigen::LLT<Eigen::MatrixXd> factor(a + balance_ * m);
  if (factor.info() != Eigen::Success) return;
  determinant_ = 2 * factor.matrixLLT().diagonal().array().log().sum();
  Eigen::MatrixXd reduced = factor.matrixL().solve(a);
  reduced = factor.matrixL().solve(reduced.transpose()).eval();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(reduced);
  if (eigen.info() != Eigen::Success) return;

  const Eigen::MatrixXd vectors = factor.matrixU().solve(eigen.eigenvectors());
  const Eigen::VectorXd d =
      vectors.transpose() * Eigen::Map<const Eigen::VectorXd>(moments.data(), n);
  vectors_.assign(vectors.data(), vectors.data() + vectors.size());
  moments_.assign(d.begin(), d.end());
  for (const double value : eigen.eigenvalues()) theta_.push_back(std::clamp(value, 0.0, 1.0));
}

Regularised Tikhonov::at(double lambda) const {
  NITER_EXPECT(valid() && lambda > 0, "a weight is positive");
  const double ratio = lambda / balance_;
  Regularised result{.misfit = square_, .determinant = determinant_};
  for (std::size_t i = 0; i < theta_.size(); ++i) {
    const double theta = theta_[i];
    const double scale = theta + (1 - theta) * ratio;
    const double x = moments_[i] / scale;
    result.misfit += x * (theta * x - 2 * moments_[i]);
    result.roughness += (1 - theta) / balance_ * x * x;
    result.parameters += theta / scale;
    result.determinant += std::log(scale);
  }
  result.misfit = std::max(result.misfit, 0.0);
  return result;
}

std::vector<double> Tikhonov::solution(double lambda) const {
  NITER_EXPECT(valid() && lambda > 0, "a weight is positive");
  const std::size_t n = theta_.size();
  std::vector<double> x(n, 0.0);
  for (std::size_t k = 0; k < n; ++k) {
    const double share = moments_[k] / (theta_[k] + (1 - theta_[k]) * lambda / balance_);
    for (std::size_t i = 0; i < n; ++i) x[i] += share * vectors_[k * n + i];
  }
  return x;
}

}  // namespace niter::math
