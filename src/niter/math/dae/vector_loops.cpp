#include "niter/math/dae/vector_loops.hpp"

#include <array>
#include <cmath>

#include <nvector/nvector_serial.h>

// The operations that IDAS and its Newton iteration use, by their names in SUNDIALS; what is rare
// stays with the library. A result may be one of the operands, so every loop is by element.
namespace niter::math {
namespace {

using Index = sunindextype;

double* data(N_Vector v) {
  return NV_DATA_S(v);
}
Index length(N_Vector v) {
  return NV_LENGTH_S(v);
}

void linear_sum(double a, N_Vector x, double b, N_Vector y, N_Vector z) {
  const double *p = data(x), *q = data(y);
  double* out = data(z);
  const Index n = length(z);
#pragma omp simd
  for (Index i = 0; i < n; ++i) out[i] = a * p[i] + b * q[i];
}

void constant(double c, N_Vector z) {
  double* out = data(z);
  const Index n = length(z);
#pragma omp simd
  for (Index i = 0; i < n; ++i) out[i] = c;
}

void product(N_Vector x, N_Vector y, N_Vector z) {
  const double *p = data(x), *q = data(y);
  double* out = data(z);
  const Index n = length(z);
#pragma omp simd
  for (Index i = 0; i < n; ++i) out[i] = p[i] * q[i];
}

void quotient(N_Vector x, N_Vector y, N_Vector z) {
  const double *p = data(x), *q = data(y);
  double* out = data(z);
  const Index n = length(z);
#pragma omp simd
  for (Index i = 0; i < n; ++i) out[i] = p[i] / q[i];
}

void scale(double c, N_Vector x, N_Vector z) {
  const double* p = data(x);
  double* out = data(z);
  const Index n = length(z);
#pragma omp simd
  for (Index i = 0; i < n; ++i) out[i] = c * p[i];
}

double weighted_norm(N_Vector x, N_Vector weights) {
  const double *p = data(x), *w = data(weights);
  const Index n = length(x);
  double sum = 0;
#pragma omp simd reduction(+ : sum)
  for (Index i = 0; i < n; ++i) sum += p[i] * w[i] * (p[i] * w[i]);
  return std::sqrt(sum / static_cast<double>(n));
}

double masked_norm(N_Vector x, N_Vector weights, N_Vector mask) {
  const double *p = data(x), *w = data(weights), *id = data(mask);
  const Index n = length(x);
  double sum = 0;
#pragma omp simd reduction(+ : sum)
  for (Index i = 0; i < n; ++i) sum += id[i] > 0 ? p[i] * w[i] * (p[i] * w[i]) : 0;
  return std::sqrt(sum / static_cast<double>(n));
}

void compare(double c, N_Vector x, N_Vector z) {
  const double* p = data(x);
  double* out = data(z);
  const Index n = length(z);
#pragma omp simd
  for (Index i = 0; i < n; ++i) out[i] = std::abs(p[i]) >= c ? 1 : 0;
}

// 1 in `broken` where the sign of x is not what c asks: +-1 not of the other sign, +-2 of this one.
booleantype keeps_signs(N_Vector c, N_Vector x, N_Vector broken) {
  const double *rule = data(c), *p = data(x);
  double* out = data(broken);
  const Index n = length(x);
  double sum = 0;
#pragma omp simd reduction(+ : sum)
  for (Index i = 0; i < n; ++i) {
    const double against = -rule[i] * p[i];
    const bool strict = std::abs(rule[i]) > 1.5;
    out[i] = against > 0 || (strict && against == 0) ? 1 : 0;
    sum += out[i];
  }
  return sum == 0 ? SUNTRUE : SUNFALSE;
}

template <int N>
void combine(const double* c, N_Vector* x, double* out, Index n) {
  std::array<const double*, N> from;
  std::array<double, N> share;
  for (int k = 0; k < N; ++k) {
    from[static_cast<std::size_t>(k)] = data(x[k]);
    share[static_cast<std::size_t>(k)] = c[k];
  }
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    double sum = share[0] * from[0][i];
    for (std::size_t k = 1; k < N; ++k) sum += share[k] * from[k][i];
    out[i] = sum;
  }
}

// IDAS combines at most one vector per order and two more.
int linear_combination(int count, double* c, N_Vector* x, N_Vector z) {
  double* out = data(z);
  const Index n = length(z);
  switch (count) {
    case 1:
      return combine<1>(c, x, out, n), 0;
    case 2:
      return combine<2>(c, x, out, n), 0;
    case 3:
      return combine<3>(c, x, out, n), 0;
    case 4:
      return combine<4>(c, x, out, n), 0;
    case 5:
      return combine<5>(c, x, out, n), 0;
    case 6:
      return combine<6>(c, x, out, n), 0;
    case 7:
      return combine<7>(c, x, out, n), 0;
    default:
      return N_VLinearCombination_Serial(count, c, x, z);
  }
}

}  // namespace

N_Vector new_vector(long size, SUNContext context) {
  N_Vector v = N_VNew_Serial(static_cast<Index>(size), context);
  if (v == nullptr) return v;
  v->ops->nvlinearsum = linear_sum;
  v->ops->nvconst = constant;
  v->ops->nvprod = product;
  v->ops->nvdiv = quotient;
  v->ops->nvscale = scale;
  v->ops->nvwrmsnorm = weighted_norm;
  v->ops->nvwrmsnormmask = masked_norm;
  v->ops->nvcompare = compare;
  v->ops->nvconstrmask = keeps_signs;
  v->ops->nvlinearcombination = linear_combination;
  return v;
}

}  // namespace niter::math
