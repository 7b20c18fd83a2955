#include "niter/math/dense_lu.hpp"

#include <algorithm>
#include <cmath>

#include "niter/base/contract.hpp"

namespace niter::math {

DenseLu::DenseLu(int capacity)
    : a_(static_cast<std::size_t>(capacity) * static_cast<std::size_t>(capacity)),
      exchange_(static_cast<std::size_t>(capacity)) {}

void DenseLu::clear(int size) {
  NITER_EXPECT(static_cast<std::size_t>(size) <= exchange_.size(),
               "matrix larger than its storage");
  size_ = size;
  std::fill_n(a_.begin(), static_cast<std::size_t>(size) * static_cast<std::size_t>(size), 0.0);
}

bool DenseLu::factor() {
  const int n = size_;
  for (int k = 0; k < n; ++k) {
    int pivot = k;
    for (int i = k + 1; i < n; ++i) {
      if (std::abs(at(i, k)) > std::abs(at(pivot, k))) pivot = i;
    }
    exchange_[static_cast<std::size_t>(k)] = pivot;
    const double largest = at(pivot, k);
    if (largest == 0 || !std::isfinite(largest)) return false;
    if (pivot != k) std::swap_ranges(&at(k, 0), &at(k, 0) + n, &at(pivot, 0));
    const double* upper = &at(k, 0);
    for (int i = k + 1; i < n; ++i) {
      double* target = &at(i, 0);
      if (target[k] == 0) continue;
      const double multiplier = target[k] /= largest;
      for (int j = k + 1; j < n; ++j) target[j] -= multiplier * upper[j];
    }
  }
  return true;
}

void DenseLu::solve(std::span<double> b) const {
  const int n = size_;
  for (int k = 0; k < n; ++k) {
    std::swap(b[static_cast<std::size_t>(k)],
              b[static_cast<std::size_t>(exchange_[static_cast<std::size_t>(k)])]);
  }
  const double* a = a_.data();
  double* x = b.data();
  for (int i = 1; i < n; ++i) {
    for (int j = 0; j < i; ++j) x[i] -= a[i * n + j] * x[j];
  }
  for (int i = n - 1; i >= 0; --i) {
    for (int j = i + 1; j < n; ++j) x[i] -= a[i * n + j] * x[j];
    x[i] /= a[i * n + i];
  }
}

}  // namespace niter::math
