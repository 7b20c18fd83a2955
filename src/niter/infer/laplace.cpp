#include "niter/infer/laplace.hpp"

#include <cmath>

#include <Eigen/Dense>

namespace niter::infer {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Vector = Eigen::VectorXd;

std::vector<Direction> directions_of(const Matrix& jacobian) {
  const Eigen::JacobiSVD<Matrix> svd(jacobian, Eigen::ComputeThinU | Eigen::ComputeFullV);
  std::vector<Direction> directions;
  for (Eigen::Index d = 0; d < jacobian.cols(); ++d) {
    Direction direction;
    direction.singular_value = d < svd.singularValues().size() ? svd.singularValues()(d) : 0.0;
    direction.informed = direction.singular_value > 1;
    const Vector v = svd.matrixV().col(d);
    direction.components.assign(v.data(), v.data() + v.size());
    directions.push_back(std::move(direction));
  }
  return directions;
}

}  // namespace

Calibration describe(const Problem& problem, const std::vector<double>& z, const Linearised& at) {
  const auto m = static_cast<Eigen::Index>(problem.data.size());
  const auto n = static_cast<Eigen::Index>(z.size());
  const Matrix jacobian = Eigen::Map<const Matrix>(at.jacobian.data(), m, n);
  const Matrix hessian = jacobian.transpose() * jacobian + Matrix::Identity(n, n);
  const Matrix covariance = hessian.ldlt().solve(Matrix::Identity(n, n));

  Calibration out;
  out.predictions = at.predictions;
  for (const double r : at.residuals) out.chi2_data += r * r;
  for (const double zk : z) out.chi2_prior += zk * zk;
  out.covariance.resize(z.size() * z.size());
  for (std::size_t i = 0; i < z.size(); ++i) {
    const auto& a = problem.unknowns[i];
    const auto row = static_cast<Eigen::Index>(i);
    out.parameters.push_back(a.prior_mean + a.prior_sd * z[i]);
    out.posterior_sd.push_back(a.prior_sd * std::sqrt(covariance(row, row)));
    for (std::size_t k = 0; k < z.size(); ++k) {
      out.covariance[i * z.size() + k] =
          covariance(row, static_cast<Eigen::Index>(k)) * a.prior_sd * problem.unknowns[k].prior_sd;
    }
  }
  out.directions = directions_of(jacobian);
  return out;
}

Normal laplace(const Problem& problem, const Calibration& calibration) {
  const std::size_t n = problem.unknowns.size();
  Matrix covariance(n, n);
  Normal out;
  for (std::size_t i = 0; i < n; ++i) {
    const auto& a = problem.unknowns[i];
    out.centre.push_back((calibration.parameters[i] - a.prior_mean) / a.prior_sd);
    for (std::size_t k = 0; k < n; ++k) {
      covariance(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) =
          calibration.covariance[i * n + k] / (a.prior_sd * problem.unknowns[k].prior_sd);
    }
  }
  const Matrix root = covariance.llt().matrixL();
  out.root.assign(root.data(), root.data() + root.size());
  return out;
}

std::vector<double> Normal::at(std::span<const double> y) const {
  std::vector<double> z = centre;
  for (std::size_t i = 0; i < z.size(); ++i) {
    for (std::size_t k = 0; k <= i; ++k) z[i] += root[i * z.size() + k] * y[k];
  }
  return z;
}

// Forward substitution.
std::vector<double> Normal::whitened(std::span<const double> z) const {
  std::vector<double> y(z.size());
  for (std::size_t i = 0; i < y.size(); ++i) {
    double left = z[i] - centre[i];
    for (std::size_t k = 0; k < i; ++k) left -= root[i * y.size() + k] * y[k];
    y[i] = left / root[i * y.size() + i];
  }
  return y;
}

}  // namespace niter::infer
