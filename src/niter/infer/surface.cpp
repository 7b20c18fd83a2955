#include "niter/infer/surface.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

namespace niter::infer {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// In units of data sigma: linear terms are as good as free, quadratic ones are held to about the
// size that matters.
constexpr double ridge_linear = 1e-6;
constexpr double ridge_quadratic = 0.1;

// Parameters that the data determine: what the posterior has less of variance than the prior.
double determined(const Normal& shape) {
  double left = static_cast<double>(shape.centre.size());
  for (const double r : shape.root) left -= r * r;
  return left;
}

// Squares up to one per residual above those at the centre count in full, further ones by their
// logarithm: a quadratic goes on growing where residuals of a model level off, and a walker that
// gets there must not find its own place so improbable that it never leaves again. The scale keeps
// what lies far out, a power of minus twice the number of determined parameters against the half of
// it that their space grows with, a small part of the whole.
double levelled(double squares, double at_centre, double residuals, double scale) {
  const double excess = squares - at_centre - residuals;
  return excess <= 0 ? squares : at_centre + residuals + scale * std::log1p(excess / scale);
}

std::vector<double> features(const std::vector<double>& y) {
  std::vector<double> out;
  out.reserve(Surface::terms(y.size()));
  out.push_back(1);
  for (std::size_t k = 0; k < y.size(); ++k) {
    out.push_back(y[k]);
    for (std::size_t l = 0; l <= k; ++l) out.push_back(y[k] * y[l]);
  }
  return out;
}

// The ridge of every feature, in their order.
std::vector<double> ridges(std::size_t n) {
  std::vector<double> out(Surface::terms(n), ridge_quadratic);
  for (std::size_t k = 0, at = 0; k <= n; ++k, at += k) out[at] = ridge_linear;
  return out;
}

}  // namespace

double Surface::log_density(std::span<const double> z, Tails tails) const {
  const auto f = features(shape.whitened(z));
  const auto terms = static_cast<Eigen::Index>(f.size());
  const Eigen::Map<const Matrix> rows(
      coefficients.data(), static_cast<Eigen::Index>(coefficients.size()) / terms, terms);
  double residuals = (rows * Eigen::Map<const Eigen::VectorXd>(f.data(), terms)).squaredNorm();
  if (tails == Tails::Levelled)
    residuals = levelled(residuals, rows.col(0).squaredNorm(), static_cast<double>(rows.rows()),
                         4 * determined(shape));
  double prior = 0;
  for (const double zk : z) prior += zk * zk;
  return -(residuals + prior) / 2;
}

Surface fit_surface(const Normal& shape, const std::vector<Sighting>& seen) {
  const std::size_t n = shape.centre.size();
  const auto best = std::ranges::max_element(seen, {}, &Sighting::log_density);
  const auto terms = static_cast<Eigen::Index>(Surface::terms(n));
  const auto m = static_cast<Eigen::Index>(best->residuals.size());
  Matrix left = Matrix::Zero(terms, terms), right = Matrix::Zero(terms, m);
  for (const auto& s : seen) {
    const double deficit = best->log_density - s.log_density;
    const double weight = std::pow(1 + deficit / static_cast<double>(n), -2);
    const auto f = features(shape.whitened(s.z));
    const Eigen::Map<const Eigen::VectorXd> row(f.data(), terms);
    left.selfadjointView<Eigen::Lower>().rankUpdate(row, weight);
    right += weight * row * Eigen::Map<const Eigen::RowVectorXd>(s.residuals.data(), m);
  }
  const auto ridge = ridges(n);
  left.diagonal() += Eigen::Map<const Eigen::VectorXd>(ridge.data(), terms).cwiseAbs2();
  const Matrix solution = left.selfadjointView<Eigen::Lower>().ldlt().solve(right).transpose();
  return {shape, {solution.data(), solution.data() + solution.size()}};
}

Point walk(const Surface& surface, Tails tails, Point z, std::span<const Point> others, int steps,
           Stream& stream) {
  double here = surface.log_density(z, tails);
  for (int s = 0; s < steps; ++s) {
    auto proposal = propose(z, others, stream);
    const double there = surface.log_density(proposal.z, tails);
    if (std::log(uniform(stream)) < there - here + proposal.ln_factor) {
      z = std::move(proposal.z);
      here = there;
    }
  }
  return z;
}

}  // namespace niter::infer
