#include "niter/physics/closed/sweep_integral.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "niter/base/contract.hpp"
#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/closed/nicholson_shain.hpp"
#include "niter/physics/nernst.hpp"

namespace niter::physics {
namespace {

constexpr double reversible = std::numeric_limits<double>::infinity();

TEST(SweepIntegral, ReversibleWaveIsThePolylogarithm) {
  NITER_IDENTITY("Lambda -> inf: -Li_(-1/2)(-exp(-xi))");
  const SweepProblem problem{.rate = reversible, .turn = -10, .end = -10};
  const SweepCurve curve = sweep_voltammogram(problem);
  for (std::size_t i = 0; i < curve.xi.size(); ++i) {
    EXPECT_NEAR(curve.current[i], reversible_sweep_function(-curve.xi[i]), 1e-7) << curve.xi[i];
  }
  EXPECT_NEAR(forward_peak(curve).xi, -reversible_peak_position, 1e-6);
  EXPECT_NEAR(forward_peak(curve).current, reversible_peak_function, 2e-8);
}

TEST(SweepIntegral, SlowWaveIsTheIrreversibleSeries) {
  NITER_IDENTITY("Lambda -> 0: sqrt(alpha) f(ln(Lambda / sqrt alpha) - alpha xi)");
  const double rate = 1e-5, alpha = 0.3;
  const SweepProblem problem{.rate = rate, .alpha = alpha, .start = 0, .turn = -80, .end = -80};
  const SweepCurve curve = sweep_voltammogram(problem, 0.1);
  for (std::size_t i = 200; i < curve.xi.size(); i += 10) {
    const double u = std::log(rate / std::sqrt(alpha)) - alpha * curve.xi[i];
    EXPECT_NEAR(curve.current[i], std::sqrt(alpha) * irreversible_sweep_function(u), 1e-6) << u;
  }
}

TEST(SweepIntegral, PeakSeparations) {
  NITER_SOURCE("nicholson1965", "table I, psi against n dE_p, 141 mV past E_half: 20 to 0.10");
  const double known[][3] = {{20, 61, 60.23},    {7, 63, 62.59},      {5, 65, 64.03},
                             {3, 68, 67.35},     {2, 72, 71.41},      {1, 84, 83.08},
                             {0.5, 105, 104.28}, {0.25, 141, 139.68}, {0.10, 212, 210.67}};
  const double kt = thermal_voltage(298.15) * 1e3;  // mV
  for (const auto& [psi, printed, recomputed] : known) {
    const SweepProblem problem{.rate = psi * std::sqrt(constants::pi), .turn = -141 / kt, .end = 8};
    const SweepCurve curve = sweep_voltammogram(problem);
    const double separation = (reverse_peak(curve).xi - forward_peak(curve).xi) * kt;
    EXPECT_NEAR(separation, recomputed, 0.006) << psi;
    EXPECT_NEAR(separation, printed, 1.4) << psi;
  }
}

TEST(SweepIntegral, FollowingReaction) {
  NITER_SOURCE("nicholson1964",
               "case VI: k R T / F v -> largest sqrt(pi) chi, (E_half - E_p) F/RT");
  const double known[][3] = {
      {0.01, 0.44676, 1.1016}, {2.569, 0.48233, 0.2575}, {10, 0.49162, -0.3799}};
  for (const auto& [k, height, position] : known) {
    const SweepProblem problem{.rate = reversible, .following = k};
    const SweepPeak peak = forward_peak(sweep_voltammogram(problem));
    EXPECT_NEAR(peak.current, height, 1e-5) << k;
    EXPECT_NEAR(-peak.xi, position, 6e-5) << k;
  }
}

TEST(SweepIntegral, CatalyticPlateau) {
  NITER_SOURCE("nicholson1964", "case VII: i = n F A c sqrt(D k) once the surface is empty");
  for (const double k : {1.0, 10.0, 100.0}) {
    const SweepProblem problem{.rate = reversible, .turn = -20, .end = -20, .regeneration = k};
    EXPECT_NEAR(sweep_voltammogram(problem, 0.1).current.back(), std::sqrt(k), 1e-6) << k;
  }
  // fast regeneration: the steady wave at every potential
  const SweepProblem fast{.rate = reversible, .turn = -5, .end = 5, .regeneration = 1e4};
  const SweepCurve curve = sweep_voltammogram(fast, 0.1);
  for (std::size_t i = 0; i < curve.xi.size(); i += 7) {
    EXPECT_NEAR(curve.current[i], 100 / (1 + std::exp(curve.xi[i])), 0.02) << curve.xi[i];
  }
}

TEST(SweepIntegral, ErrorFallsWithTheStep) {
  NITER_IDENTITY("step halved: the way down, the first step after the turn, and the end");
  const SweepProblem problem{.rate = 1, .alpha = 0.4, .turn = -6, .end = 4};
  const SweepCurve fine = sweep_voltammogram(problem, 0.02);
  double peak = 1, turn = 1, end = 1;  // errors with the step before
  for (const double step : {0.16, 0.08, 0.04}) {
    const SweepCurve curve = sweep_voltammogram(problem, step);
    const auto error = [&](double time) {
      const auto at = [&](const SweepCurve& c, double h) {
        return c.current[std::size_t(std::lround(time / h)) - 1];
      };
      return std::abs(at(curve, step) - at(fine, 0.02));
    };
    EXPECT_LT(error(19.2), peak / 5);
    EXPECT_LT(error(24 + step), turn / 2);
    EXPECT_LT(error(33.6), end / 5);
    peak = error(19.2), turn = error(24 + step), end = error(33.6);
  }
  EXPECT_LT(peak, 1e-7);
  EXPECT_LT(turn, 5e-5);
  EXPECT_LT(end, 2e-8);
}

TEST(SweepIntegral, PeaksMustLieInside) {
  NITER_IDENTITY("contract: a sweep that turns before its peak has none");
  const SweepProblem problem{.rate = reversible, .turn = 3, .end = 3};
  EXPECT_THROW(forward_peak(sweep_voltammogram(problem)), Bug);
}

}  // namespace
}  // namespace niter::physics
