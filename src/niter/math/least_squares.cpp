#include "niter/math/least_squares.hpp"

#include <Eigen/Dense>

#include "niter/base/contract.hpp"

namespace niter::math {

void LeastSquares::start(int rows, int columns) {
  NITER_EXPECT(columns >= 1 && rows >= columns, "a least-squares problem has rows >= columns >= 1");
  rows_ = rows;
  columns_ = columns;
  const auto size = static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  if (matrix_.size() < size) matrix_.resize(size);
  if (right_.size() < static_cast<std::size_t>(rows)) right_.resize(static_cast<std::size_t>(rows));
  solution_.resize(static_cast<std::size_t>(columns));
}

std::span<double> LeastSquares::column(int index) {
  const auto rows = static_cast<std::size_t>(rows_);
  return {matrix_.data() + static_cast<std::size_t>(index) * rows, rows};
}

std::span<const double> LeastSquares::solve() {
  Eigen::Map<Eigen::MatrixXd> a(matrix_.data(), rows_, columns_);
  Eigen::Map<Eigen::VectorXd> b(right_.data(), rows_);
  Eigen::Map<Eigen::VectorXd> x(solution_.data(), columns_);
  const Eigen::HouseholderQR<Eigen::Ref<Eigen::MatrixXd>> qr(a);
  b.applyOnTheLeft(qr.householderQ().adjoint());
  x = a.topRows(columns_).triangularView<Eigen::Upper>().solve(b.head(columns_));
  if (!x.allFinite()) return {};
  return solution_;
}

}  // namespace niter::math
