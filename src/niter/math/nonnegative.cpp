#include "niter/math/nonnegative.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

#include "niter/base/contract.hpp"

namespace niter::math {

namespace {

using Eigen::Index;
using Eigen::VectorXd;

constexpr double roundoff =
    1e-12;                   // of the largest slope at x = 0, below which a sign says nothing
constexpr int patience = 3;  // block exchanges without progress

// Arguments are scaled so that H has ones on its diagonal. Passive are those not held at zero.
class Problem {
 public:
  Problem(const Eigen::MatrixXd& h, const VectorXd& c, std::span<const Bound> bounds)
      : h_(h), c_(c), bounds_(bounds), passive_(bounds.size(), true), x_(VectorXd::Zero(c.size())) {
    least_slope_ = -roundoff * c_.cwiseAbs().maxCoeff();
  }

  // Both end with true at the least value; block_pivoting() with false where it makes no progress,
  // active_set() where H is singular.
  bool block_pivoting();
  bool active_set();
  const VectorXd& x() const { return x_; }

 private:
  bool bounded(Index i) const { return bounds_[static_cast<std::size_t>(i)] == Bound::Nonnegative; }
  std::vector<bool>::reference passive(Index i) { return passive_[static_cast<std::size_t>(i)]; }
  // The least value with the active arguments at zero. False if H is singular.
  bool solve(VectorXd& z);
  // From x towards z, to the first argument that would become negative; it becomes active.
  void step_towards(const VectorXd& z);

  const Eigen::MatrixXd& h_;
  const VectorXd& c_;
  std::span<const Bound> bounds_;
  std::vector<bool> passive_;
  VectorXd x_;
  double least_slope_ = 0;
};

bool Problem::solve(VectorXd& z) {
  std::vector<Index> in;
  for (Index i = 0; i < c_.size(); ++i) {
    if (passive(i)) in.push_back(i);
  }
  z = VectorXd::Zero(c_.size());
  if (in.empty()) return true;
  const Eigen::LLT<Eigen::MatrixXd> factor(h_(in, in));
  if (factor.info() != Eigen::Success) return false;
  const VectorXd right = c_(in);
  const VectorXd solution = factor.solve(right);
  z(in) = solution;
  return z.allFinite();
}

bool Problem::block_pivoting() {
  auto fewest = static_cast<std::size_t>(c_.size()) + 1;
  for (int left = patience; left > 0;) {
    if (!solve(x_)) return false;
    const VectorXd slope = h_ * x_ - c_;
    std::vector<Index> broken;
    for (Index i = 0; i < c_.size(); ++i) {
      if (bounded(i) && (passive(i) ? x_[i] < 0 : slope[i] < least_slope_)) broken.push_back(i);
    }
    if (broken.empty()) return true;
    if (broken.size() < fewest) {
      fewest = broken.size();
      left = patience;
    } else {
      --left;
    }
    for (const Index i : broken) passive(i) = !passive(i);
  }
  return false;
}

void Problem::step_towards(const VectorXd& z) {
  double share = 1;
  for (Index i = 0; i < z.size(); ++i) {
    if (bounded(i) && z[i] < 0) share = std::min(share, x_[i] / (x_[i] - z[i]));
  }
  x_ += share * (z - x_);
  for (Index i = 0; i < z.size(); ++i) {
    if (!bounded(i) || !passive(i) || x_[i] > 0) continue;
    x_[i] = 0;
    if (z[i] < 0) passive(i) = false;
  }
}

bool Problem::active_set() {
  // begin with what block pivoting left that is positive
  for (Index i = 0; i < x_.size(); ++i) {
    if (!bounded(i) || x_[i] > 0) continue;
    x_[i] = 0;
    passive(i) = false;
  }
  VectorXd z(x_.size());
  std::vector<bool> refused(bounds_.size(), false);  // freed in vain since x last moved
  Index freed = -1;
  for (Index step = 0; step < 20 * x_.size() + 100; ++step) {
    if (!solve(z)) return false;
    if (freed >= 0 && z[freed] <= 0) {  // roundoff: its slope has no sign
      refused[static_cast<std::size_t>(freed)] = true;
      passive(freed) = false;
    } else {
      bool negative = false;
      for (Index i = 0; i < z.size(); ++i) negative = negative || (bounded(i) && z[i] < 0);
      step_towards(z);
      if (negative) {
        freed = -1;
        continue;
      }
      if (freed >= 0) refused.assign(refused.size(), false);
    }
    const VectorXd slope = h_ * x_ - c_;
    freed = -1;
    for (Index i = 0; i < x_.size(); ++i) {
      if (passive(i) || refused[static_cast<std::size_t>(i)] || slope[i] >= least_slope_) continue;
      if (freed < 0 || slope[i] < slope[freed]) freed = i;
    }
    if (freed < 0) return true;
    passive(freed) = true;
  }
  return false;
}

}  // namespace

std::vector<double> nonnegative_minimum(std::span<const double> h, std::span<const double> c,
                                        std::span<const Bound> bounds) {
  const auto n = static_cast<Index>(c.size());
  NITER_EXPECT(h.size() == c.size() * c.size() && bounds.size() == c.size(),
               "H is n times n, c and bounds are n");
  const Eigen::Map<const Eigen::MatrixXd> given(h.data(), n, n);
  if (!(given.diagonal().array() > 0).all()) return {};
  const VectorXd scale = given.diagonal().cwiseSqrt().cwiseInverse();
  const Eigen::MatrixXd scaled = scale.asDiagonal() * given * scale.asDiagonal();
  const VectorXd right = scale.cwiseProduct(Eigen::Map<const VectorXd>(c.data(), n));

  Problem problem(scaled, right, bounds);
  if (!problem.block_pivoting() && !problem.active_set()) return {};
  const VectorXd x = problem.x().cwiseProduct(scale);
  return {x.begin(), x.end()};
}

}  // namespace niter::math
