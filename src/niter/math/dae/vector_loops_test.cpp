// The loops of the vectors against those of SUNDIALS itself.
#include "niter/math/dae/vector_loops.hpp"

#include <cmath>
#include <memory>
#include <vector>

#include <gtest/gtest.h>
#include <nvector/nvector_serial.h>

#include "niter/base/testing.hpp"

namespace niter::math {
namespace {

constexpr int size = 37;  // no multiple of a register

struct Vectors : ::testing::Test {
  Vectors() {
    SUNContext_Create(nullptr, &context);
    for (int k = 0; k < 8; ++k) {
      x.push_back(filled(new_vector(size, context), k));
      reference.push_back(filled(N_VNew_Serial(size, context), k));
    }
  }
  ~Vectors() override {
    for (const N_Vector v : x) N_VDestroy(v);
    for (const N_Vector v : reference) N_VDestroy(v);
    SUNContext_Free(&context);
  }
  static N_Vector filled(N_Vector v, int k) {
    for (int i = 0; i < size; ++i)
      NV_Ith_S(v, i) = (i + k) % 5 == 0 ? 0 : std::sin(1.0 + 3 * k + i) + (k == 7 ? 2 : 0);
    return v;
  }
  void expect_same(int k) const {
    for (int i = 0; i < size; ++i)
      EXPECT_NEAR(NV_Ith_S(x[k], i), NV_Ith_S(reference[k], i), 1e-14) << k << " at " << i;
  }
  SUNContext context = nullptr;
  std::vector<N_Vector> x, reference;
};

TEST_F(Vectors, ElementByElement) {
  NITER_IDENTITY("the same sums, products and comparisons as SUNDIALS");
  for (auto* v : {&x, &reference}) {
    auto& a = *v;
    N_VLinearSum(2, a[0], -0.5, a[1], a[1]);
    N_VProd(a[1], a[2], a[2]);
    N_VAddConst(a[7], 3, a[7]);
    N_VDiv(a[1], a[7], a[3]);
    N_VScale(-3, a[4], a[4]);
    N_VConst(4, a[5]);
    N_VCompare(0.5, a[6], a[6]);
  }
  for (int k = 0; k < 8; ++k) expect_same(k);
}

TEST_F(Vectors, Combinations) {
  NITER_IDENTITY("the same combinations as SUNDIALS, also into the first vector");
  std::vector<double> c{0.3, -2, 1, 4, 0.1, -1, 2, 7};
  for (int count = 1; count <= 8; ++count) {
    N_VLinearCombination(count, c.data(), x.data(), x[0]);
    N_VLinearCombination(count, c.data(), reference.data(), reference[0]);
    expect_same(0);
  }
}

TEST_F(Vectors, Norms) {
  NITER_IDENTITY("the same weighted norms as SUNDIALS");
  EXPECT_NEAR(N_VWrmsNorm(x[0], x[1]), N_VWrmsNorm(reference[0], reference[1]), 1e-14);
  EXPECT_NEAR(N_VWrmsNormMask(x[0], x[1], x[2]),
              N_VWrmsNormMask(reference[0], reference[1], reference[2]), 1e-14);
}

TEST_F(Vectors, Signs) {
  NITER_IDENTITY("the same verdict and the same broken places as SUNDIALS");
  for (int i = 0; i < size; ++i)
    NV_Ith_S(x[0], i) = NV_Ith_S(reference[0], i) = static_cast<double>(i % 5 - 2);
  EXPECT_EQ(N_VConstrMask(x[0], x[1], x[2]),
            N_VConstrMask(reference[0], reference[1], reference[2]));
  expect_same(2);
  N_VConst(1, x[3]), N_VConst(1, reference[3]);
  N_VProd(x[1], x[1], x[1]);
  EXPECT_EQ(N_VConstrMask(x[3], x[1], x[2]), SUNTRUE);
  const std::unique_ptr<_generic_N_Vector, void (*)(N_Vector)> clone(N_VClone(x[0]), N_VDestroy);
  EXPECT_EQ(clone->ops->nvlinearsum, x[0]->ops->nvlinearsum);
}

}  // namespace
}  // namespace niter::math
