#include "niter/math/block_tridiagonal.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>

#include "niter/base/contract.hpp"

namespace niter::math {
namespace {

constexpr int widest = 512;            // rows of a block
constexpr double as_good = 1 - 1e-12;  // of the best pivot: a tie but for rounding

std::size_t at(int i) {
  return static_cast<std::size_t>(i);
}

// A cheap measure of size for the choice of pivots.
double magnitude(double a) {
  return std::abs(a);
}
double magnitude(const std::complex<double>& a) {
  return std::abs(a.real()) + std::abs(a.imag());
}

// y -= f x
template <class Scalar>
void subtract_scaled(Scalar* y, const Scalar& f, const Scalar* x, int n) {
  for (int k = 0; k < n; ++k) y[k] -= f * x[k];
}

// y -= A x for an n x m block.
template <class Scalar>
inline void subtract_product(const Scalar* a, int n, int m, const Scalar* x, Scalar* y) {
  for (int r = 0; r < n; ++r) {
    Scalar sum{};
    for (int c = 0; c < m; ++c) sum += a[r * m + c] * x[c];
    y[r] -= sum;
  }
}

// x <- (LU)^-1 x.
template <class Scalar>
inline void substitute(const Scalar* a, const int* exchange, int n, Scalar* x) {
  for (int k = 0; k < n; ++k)
    if (exchange[k] != k) std::swap(x[k], x[exchange[k]]);
  for (int r = 1; r < n; ++r)
    for (int k = 0; k < r; ++k) x[r] -= a[r * n + k] * x[k];
  for (int r = n - 1; r >= 0; --r) {
    for (int k = r + 1; k < n; ++k) x[r] -= a[r * n + k] * x[k];
    x[r] *= a[r * n + r];
  }
}

// Calls with the size of a block; sizes of one to three unknowns, as small cells have them, are
// known to the compiler, which then spells out their loops.
template <class Call>
inline void with_size(int n, const Call& call) {
  switch (n) {
    case 1:
      return call(std::integral_constant<int, 1>{});
    case 2:
      return call(std::integral_constant<int, 2>{});
    case 3:
      return call(std::integral_constant<int, 3>{});
    default:
      return call(n);
  }
}

}  // namespace

template <class Scalar>
BlockTridiagonal<Scalar>::BlockTridiagonal(std::vector<int> sizes) : sizes_(std::move(sizes)) {
  NITER_EXPECT(!sizes_.empty(), "at least one block");
  std::size_t room = 0;
  const auto take = [&](int rows, int columns) {
    const std::size_t start = room;
    room += at(rows) * at(columns);
    return start;
  };
  offsets_.push_back(0);
  for (std::size_t i = 0; i < sizes_.size(); ++i) {
    const int n = sizes_[i];
    NITER_EXPECT(n > 0 && n <= widest, "the size of a block");
    offsets_.push_back(offsets_.back() + n);
    // what one step of the elimination needs lies together
    lower_.push_back(take(n, i > 0 ? sizes_[i - 1] : 0));
    diagonal_.push_back(take(n, n));
    upper_.push_back(take(n, i + 1 < sizes_.size() ? sizes_[i + 1] : 0));
  }
  data_.assign(room, Scalar{});
  exchange_.assign(at(size()), 0);
}

template <class Scalar>
void BlockTridiagonal<Scalar>::clear() {
  std::fill(data_.begin(), data_.end(), Scalar{});
}

template <class Scalar>
void BlockTridiagonal<Scalar>::multiply(std::span<const Scalar> x, std::span<Scalar> y) const {
  for (int i = 0; i < blocks(); ++i) {
    const int n = block_size(i);
    const auto add = [&](const Scalar* block, int other) {
      const int m = block_size(other);
      const Scalar* from = x.data() + offset(other);
      for (int r = 0; r < n; ++r)
        for (int c = 0; c < m; ++c) y[at(offset(i) + r)] += block[r * m + c] * from[c];
    };
    std::fill_n(y.data() + offset(i), n, Scalar{});
    add(diagonal(i), i);
    if (i > 0) add(lower(i), i - 1);
    if (i + 1 < blocks()) add(upper(i), i + 1);
  }
}

// D_i <- D_i - U_i D_(i+1)^-1 L_(i+1), the last two of which stand in the lower block.
template <class Scalar>
void BlockTridiagonal<Scalar>::eliminate_next(int i) {
  if (i + 1 >= blocks()) return;
  const int n = block_size(i), m = block_size(i + 1);
  Scalar* a = diagonal(i);
  const Scalar *u = upper(i), *w = lower(i + 1);
  for (int r = 0; r < n; ++r)
    for (int k = 0; k < m; ++k)
      if (u[r * m + k] != Scalar{}) subtract_scaled(a + r * n, u[r * m + k], w + k * n, n);
}

// LU of one diagonal block in place; the diagonal keeps the reciprocals of the pivots.
template <class Scalar>
bool BlockTridiagonal<Scalar>::factor_block(int i) {
  const int n = block_size(i);
  Scalar* a = diagonal(i);
  int* exchange = exchange_.data() + offset(i);
  double scale[widest];
  for (int r = 0; r < n; ++r) {
    double largest = 0;
    for (int c = 0; c < n; ++c) largest = std::max(largest, magnitude(a[r * n + c]));
    if (!(largest > 0) || !std::isfinite(largest)) return false;
    scale[r] = 1 / largest;
  }
  for (int k = 0; k < n; ++k) {
    int pivot = k;
    double best = magnitude(a[k * n + k]) * scale[k];
    // of rows that are as good the last: laws, whose entries reach 1e60, stand behind the balances,
    // and one of 1 as pivot of a column of 1e60 would wipe out what else they hold
    for (int r = k + 1; r < n; ++r) {
      const double candidate = magnitude(a[r * n + k]) * scale[r];
      if (candidate > as_good * best) best = std::max(best, candidate), pivot = r;
    }
    if (!(best > 0) || !std::isfinite(best)) return false;
    exchange[k] = pivot;
    if (pivot != k) {
      std::swap_ranges(a + k * n, a + (k + 1) * n, a + pivot * n);
      std::swap(scale[k], scale[pivot]);
    }
    const Scalar reciprocal = Scalar{1} / a[k * n + k];
    a[k * n + k] = reciprocal;
    for (int r = k + 1; r < n; ++r) {
      Scalar& factor = a[r * n + k];
      if (factor == Scalar{}) continue;
      factor *= reciprocal;
      subtract_scaled(a + r * n + k + 1, factor, a + k * n + k + 1, n - k - 1);
    }
  }
  return true;
}

// rows <- D_i^-1 rows, for several right sides beside each other.
template <class Scalar>
void BlockTridiagonal<Scalar>::solve_block(int i, Scalar* rows, int columns) const {
  const int n = block_size(i);
  const Scalar* a = diagonal(i);
  const int* exchange = exchange_.data() + offset(i);
  for (int k = 0; k < n; ++k)
    if (exchange[k] != k)
      std::swap_ranges(rows + k * columns, rows + (k + 1) * columns, rows + exchange[k] * columns);
  for (int r = 1; r < n; ++r)
    for (int k = 0; k < r; ++k)
      if (a[r * n + k] != Scalar{})
        subtract_scaled(rows + r * columns, a[r * n + k], rows + k * columns, columns);
  for (int r = n - 1; r >= 0; --r) {
    for (int k = r + 1; k < n; ++k)
      if (a[r * n + k] != Scalar{})
        subtract_scaled(rows + r * columns, a[r * n + k], rows + k * columns, columns);
    for (int c = 0; c < columns; ++c) rows[r * columns + c] *= a[r * n + r];
  }
}

// One step of factor() for two unknowns a node between two such nodes.
template <class Scalar>
bool BlockTridiagonal<Scalar>::factor_pair(int i) {
  Scalar* a = diagonal(i);
  const Scalar *u = upper(i), *w = lower(i + 1);
  for (int r = 0; r < 2; ++r)
    for (int c = 0; c < 2; ++c) a[2 * r + c] -= u[2 * r] * w[c] + u[2 * r + 1] * w[2 + c];
  const double first = magnitude(a[0]) * std::max(magnitude(a[2]), magnitude(a[3]));
  const double second = magnitude(a[2]) * std::max(magnitude(a[0]), magnitude(a[1]));
  int* exchange = exchange_.data() + offset(i);
  Scalar* l = lower(i);
  exchange[0] = second > first ? 1 : 0, exchange[1] = 1;
  if (exchange[0] == 1) {
    std::swap(a[0], a[2]), std::swap(a[1], a[3]);
    std::swap(l[0], l[2]), std::swap(l[1], l[3]);
  }
  a[0] = Scalar{1} / a[0];
  a[2] *= a[0];
  a[3] = Scalar{1} / (a[3] - a[2] * a[1]);
  if (!std::isfinite(magnitude(a[0]) + magnitude(a[3]))) return false;
  for (int c = 0; c < 2; ++c) {
    l[2 + c] = (l[2 + c] - a[2] * l[c]) * a[3];
    l[c] = (l[c] - a[1] * l[2 + c]) * a[0];
  }
  return true;
}

template <class Scalar>
bool BlockTridiagonal<Scalar>::factor() {
  for (int i = blocks() - 1; i >= 0; --i) {
    const bool pairs = i > 0 && i + 1 < blocks() && block_size(i - 1) == 2 && block_size(i) == 2 &&
                       block_size(i + 1) == 2;
    if (pairs) {
      if (!factor_pair(i)) return false;
      continue;
    }
    eliminate_next(i);
    if (!factor_block(i)) return false;
    if (i > 0) solve_block(i, lower(i), block_size(i - 1));
  }
  return true;
}

template <class Scalar>
bool BlockTridiagonal<Scalar>::factor_first() {
  eliminate_next(0);
  return factor_block(0);
}

template <class Scalar>
void BlockTridiagonal<Scalar>::solve(std::span<Scalar> b) const {
  NITER_EXPECT(static_cast<int>(b.size()) == size(), "one right side per row");
  const int last = blocks() - 1;
  for (int i = last; i >= 0; --i) {
    Scalar* here = b.data() + offset(i);
    const int next = i < last ? block_size(i + 1) : 0;
    const auto step = [&](auto n, auto m) {
      if (m > 0) subtract_product(upper(i), n, m, static_cast<const Scalar*>(here + n), here);
      substitute(diagonal(i), exchange_.data() + offset(i), n, here);
    };
    if (block_size(i) == next)
      with_size(next, [&](auto n) { step(n, n); });
    else
      step(block_size(i), next);
  }
  for (int i = 1; i <= last; ++i) {
    Scalar* here = b.data() + offset(i);
    const int before = block_size(i - 1);
    const auto step = [&](auto n, auto m) {
      subtract_product(lower(i), n, m, static_cast<const Scalar*>(here - m), here);
    };
    if (block_size(i) == before)
      with_size(before, [&](auto n) { step(n, n); });
    else
      step(block_size(i), before);
  }
}

template class BlockTridiagonal<double>;
template class BlockTridiagonal<std::complex<double>>;

}  // namespace niter::math
