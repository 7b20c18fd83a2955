// What DaeIntegrator does where a solution wants to be negative: it refuses, it never corrects.
#include "niter/math/dae/integrator.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include <gtest/gtest.h>

namespace niter::math {
namespace {

// A vessel drained by `drain` into another, and by `share` of what it holds:
//     a' = -drain - share a,   b' = drain + share a
class Vessels : public DaeProblem {
 public:
  Vessels(double drain, double share) : drain_(drain), share_(share) {}
  int size() const override { return 2; }
  bool residual(double, std::span<const double> y, std::span<const double> yp,
                std::span<double> f) override {
    const double flow = drain_ + share_ * y[0];
    f[0] = yp[0] + flow, f[1] = yp[1] - flow;
    return true;
  }
  bool set_up(double, std::span<const double>, std::span<const double>, double c) override {
    rate_ = c;
    return true;
  }
  void solve(std::span<double> b) override {
    b[0] /= rate_ + share_;
    b[1] = (b[1] + share_ * b[0]) / rate_;
  }

 private:
  double drain_, share_, rate_ = 1;
};

struct End {
  double time = 0, least = 0, total = 0;
  int negative = -1;
  bool solved = false;
};

End run(double drain, double share, double end) {
  constexpr double tolerance = 1e-9;
  Vessels vessels(drain, share);
  auto integrator = DaeIntegrator::make(vessels, {{tolerance, true, true}, {tolerance, true, true}},
                                        {.relative_tolerance = 1e-6})
                        .value();
  const double y[] = {1, 0}, yp[] = {-drain - share, drain + share};
  EXPECT_TRUE(integrator.start(0, y, yp, 1e-6).has_value());
  End out;
  out.solved = true;
  while (out.solved && integrator.time() < end) {
    out.solved = integrator.step(end).has_value();
    out.least = std::min(out.least, integrator.y()[0]);
  }
  out.time = integrator.time();
  out.total = integrator.y()[0] + integrator.y()[1];
  out.negative = integrator.negative();
  return out;
}

TEST(NotNegative, WhatRunsEmptyEndsThereAndIsNamed) {
  const End end = run(0.5, 0, 10);
  EXPECT_FALSE(end.solved);
  EXPECT_NEAR(end.time, 2, 1e-6);
  EXPECT_EQ(end.negative, 0);
  EXPECT_GE(end.least, -1e-9);
  EXPECT_NEAR(end.total, 1, 1e-13);
}

TEST(NotNegative, WhatFadesAwayIsFollowedAndNothingIsMade) {
  const End end = run(0, 3, 100);
  EXPECT_TRUE(end.solved);
  EXPECT_GE(end.least, -1e-9);
  EXPECT_NEAR(end.total, 1, 1e-13);  // a correction to zero would have made something
  EXPECT_EQ(end.negative, -1);
}

}  // namespace
}  // namespace niter::math
