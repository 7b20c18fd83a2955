// Uncertainties of peaks and charges against many noisy sweeps whose truth is known.
#include <cmath>
#include <optional>
#include <random>
#include <vector>

#include "niter/analysis/echem/curve_mean.hpp"
#include "niter/analysis/echem/voltammogram_baseline.hpp"
#include "niter/analysis/statistics.hpp"
#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/closed/nicholson_shain.hpp"

namespace niter::analysis {
namespace {

constexpr double thermal = constants::R * 298.15 / constants::F;  // RT/F [V]
constexpr int sweeps = 2000;

/// A reversible reduction on a tilted background, from 360 mV before the half-wave potential on.
struct Wave {
  std::vector<double> potential, exact;
  explicit Wave(double step) {
    for (double e = 0.36; e > -0.15; e -= step) {
      potential.push_back(e);
      exact.push_back(-physics::reversible_sweep_function(-e / thermal) - 0.05 + 0.1 * e);
    }
  }
};

/// Shares of the 95 % intervals that hold the truth.
struct Coverage {
  int height = 0, potential = 0, half = 0, half_peak = 0, charge = 0;
  static void count(int& hits, const Uncertain& value, double truth) {
    if (std::abs(value.value() - truth) <= normal_coverage * value.sigma()) ++hits;
  }
};

constexpr Stretch foot{0.36, 0.27};

Coverage cover(double step, double noise, bool stated) {
  const Wave wave(step);
  const auto exact = find_peak({wave.potential, wave.exact}, {.baseline = foot});
  const auto charge = [&](const Curve& curve) {
    return sweep_charge(curve, {.between = {0.1, -0.1}, .baseline = foot, .rate = 0.1}).value();
  };
  const double truth = charge({wave.potential, wave.exact}).value();
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal(0, noise);
  const std::vector<double> sigma(stated ? wave.exact.size() : 0, noise);
  Coverage hits;
  for (int k = 0; k < sweeps; ++k) {
    auto current = wave.exact;
    for (double& value : current) value += normal(random);
    const Curve curve{wave.potential, current, sigma};
    const auto peak = find_peak(curve, {.baseline = foot});
    if (!peak) continue;
    Coverage::count(hits.height, peak->height, -physics::reversible_peak_function);
    Coverage::count(hits.potential, peak->potential, -physics::reversible_peak_position * thermal);
    Coverage::count(hits.half, peak->half_potential, exact->half_potential.value());
    Coverage::count(hits.half_peak, peak->half_potential - peak->potential,
                    physics::reversible_half_peak_width * thermal);
    Coverage::count(hits.charge, charge(curve), truth);
  }
  return hits;
}

void expect_95(const Coverage& hits) {
  // a share of 2000 has a standard deviation of 0.5 %
  for (const int count : {hits.height, hits.potential, hits.half, hits.half_peak, hits.charge}) {
    EXPECT_NEAR(static_cast<double>(count) / sweeps, 0.95, 0.02);
  }
}

TEST(PeakUncertainty, NinetyFiveOfAHundredIntervalsHoldTheTruth) {
  NITER_SOURCE("nicholson1964", "peak 0.4463 at 1.109 RT/F, half of it 2.202 RT/F before");
  expect_95(cover(1e-3, 1e-3, false));
  expect_95(cover(2e-3, 5e-4, false));
}

TEST(PeakUncertainty, StatedSigmaOfPointsIsUsed) {
  NITER_SOURCE("nicholson1964", "as before; the sigma of the points instead of their scatter");
  expect_95(cover(1e-3, 1e-3, true));
}

TEST(PeakUncertainty, GrowsWithTheNoiseAndWithABaseline) {
  NITER_IDENTITY("all numbers are linear in small errors; a baseline adds its own");
  const Wave wave(1e-3);
  const auto peak = [&](double noise, std::optional<Stretch> baseline) {
    const std::vector<double> sigma(wave.exact.size(), noise);
    return find_peak({wave.potential, wave.exact, sigma}, {.baseline = baseline}).value();
  };
  const auto one = peak(1e-4, foot), two = peak(2e-4, foot), bare = peak(1e-4, {});
  EXPECT_NEAR(two.height.sigma(), 2 * one.height.sigma(), 1e-9);
  EXPECT_NEAR(two.potential.sigma(), 2 * one.potential.sigma(), 1e-9);
  EXPECT_NEAR(two.half_potential.sigma(), 2 * one.half_potential.sigma(), 1e-9);
  EXPECT_GT(one.height.sigma(), 2 * bare.height.sigma());
  EXPECT_GT(one.potential.sigma(), bare.potential.sigma());
}

double contribution(const Uncertain& value, const std::string& input) {
  for (const auto& [name, part] : value.contributions()) {
    if (name == input) return part;
  }
  return 0;
}

TEST(PeakUncertainty, ATiltedBaselineMovesNumbersByItsContribution) {
  NITER_IDENTITY("contribution = dy/dx u(x), against the same sweep with a tilted foot");
  const Wave wave(1e-3);
  const std::vector<double> sigma(wave.exact.size(), 1e-4);
  const Curve curve{wave.potential, wave.exact, sigma};
  const auto baseline = baseline_of(curve, foot).value();
  const auto before = find_peak(curve, {.baseline = foot}).value();
  const double tilt = 1e-3;
  auto tilted = wave.exact;
  for (std::size_t i = 0; wave.potential[i] >= foot.to; ++i) {
    tilted[i] += tilt * (wave.potential[i] - baseline.at);
  }
  const auto after = find_peak({wave.potential, tilted, sigma}, {.baseline = foot}).value();
  const auto moved = [&](const Uncertain& a, const Uncertain& b) {
    const double expected = contribution(a, "peak baseline slope") * tilt / baseline.slope_sigma;
    EXPECT_NEAR(b.value() - a.value(), expected, 0.03 * std::abs(expected));
  };
  moved(before.potential, after.potential);
  moved(before.height, after.height);
  moved(before.half_potential, after.half_potential);
}

}  // namespace
}  // namespace niter::analysis
