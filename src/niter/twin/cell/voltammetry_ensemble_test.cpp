// Voltammograms over the whole range of temperature, scan rate, diffusivity and kinetics against
// the integral equation of Nicholson, which knows no grid.
#include <array>
#include <cmath>
#include <sstream>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/physics/closed/nicholson_shain.hpp"
#include "niter/twin/cell/cell_testing.hpp"

namespace niter::twin {
namespace {

struct Draw {
  Couple couple;
  double rate = 0;  // V s-1
};

// Point k of a sequence that fills the box evenly: multiples of powers of the root of
// x^(d+1) = x + 1, modulo 1.
Draw draw(int k) {
  constexpr int dimensions = 6;
  double root = 1.5;
  for (int i = 0; i < 60; ++i) root = std::pow(1 + root, 1.0 / (dimensions + 1));
  std::array<double, dimensions> u{};
  double step = 1;
  for (double& value : u) {
    step /= root;
    value = std::fmod(0.5 + k * step, 1.0);
  }
  const auto decades = [](double share, double low, double high) {
    return std::pow(10, low + share * (high - low));
  };
  Draw out;
  out.couple.temperature = 278 + 75 * u[0];
  out.rate = decades(u[1], -3, 3);
  out.couple.d_oxidised = decades(u[2], -12, -8);
  out.couple.k0 = decades(u[3], -10, -2);
  out.couple.alpha = 0.3 + 0.4 * u[4];
  out.couple.d_reduced = out.couple.d_oxidised * decades(u[5], -0.5, 0.5);
  return out;
}

std::string words(const Draw& d) {
  std::ostringstream out;
  out << "T " << d.couple.temperature << " K, v " << d.rate << " V/s, D " << d.couple.d_oxidised
      << " and " << d.couple.d_reduced << " m2/s, k0 " << d.couple.k0 << " m/s, alpha "
      << d.couple.alpha;
  return out.str();
}

// Unlike diffusivities are alike ones on another axis: with g = sqrt(D_O/D_R), the potential moves
// by ln g and Lambda grows by g^alpha.
struct Reduced {
  double shift = 0, rate = 0;  // xi' - xi, Lambda'
};
Reduced reduced(const Draw& d) {
  const Couple& c = d.couple;
  const double g = std::sqrt(c.d_oxidised / c.d_reduced);
  const double lambda = c.k0 / std::sqrt(c.d_oxidised * per_volt(c.temperature) * d.rate);
  return {std::log(g), lambda * std::pow(g, c.alpha)};
}

// From before the wave to well behind it and back, in xi'.
Sweep window(double lambda, double alpha) {
  const double slow =
      (std::log(lambda / std::sqrt(alpha)) - physics::irreversible_peak_position) / alpha;
  const double peak = std::min(-physics::reversible_peak_position, slow);
  const bool irreversible = slow < -4;
  const double stretch = irreversible ? 1 / alpha : 1;
  const double spacing = 0.05 * stretch;
  const auto whole = [&](double width) { return spacing * std::round(width * stretch / spacing); };
  return {{peak + whole(12), peak - whole(5), peak + whole(12)}, 1, spacing};
}

// Largest error as a share of the peak.
double error_of(const Draw& d, int cells, double tolerance) {
  const double f = per_volt(d.couple.temperature);
  const Reduced r = reduced(d);
  const Sweep xi = window(r.rate, d.couple.alpha);
  const std::vector<double> exact =
      exact_wave(xi, 1, {.rate = r.rate, .alpha = d.couple.alpha}, xi.spacing / 4);
  Sweep sweep{{}, d.rate, xi.spacing / f};
  for (const double x : xi.vertices) sweep.vertices.push_back((x - r.shift) / f);
  CellModel m = couple_cell(d.couple);
  m.transport.storage = Storage::Compact;
  open_space(m, sweep, cells);
  CellSystem system(m);
  const auto v = voltammogram(system, sweep, {.relative_tolerance = tolerance});
  EXPECT_TRUE(v.has_value()) << (v ? "" : v.error().text());
  if (!v) return 1;
  const std::vector<double> found = dimensionless(m, sweep, *v).current;
  EXPECT_EQ(found.size(), exact.size());
  double worst = 0, peak = 0;
  for (std::size_t i = 0; i < std::min(found.size(), exact.size()); ++i) {
    worst = std::max(worst, std::abs(found[i] - exact[i]));
    peak = std::max(peak, exact[i]);
  }
  return worst / peak;
}

constexpr double allowed = 2e-4;  // of the peak

void run_all(int first, int count) {
  for (int k = first; k < first + count; ++k) {
    const Draw d = draw(k);
    EXPECT_LT(error_of(d, 40, 1e-6), allowed) << k << ": " << words(d);
  }
}

TEST(VoltammetryEnsemble, AFew) {
  NITER_SOURCE("nicholson1965", "integral equation; T 278-353 K, v 1e-3..1e3 V/s, D, k0, alpha");
  run_all(0, 40);
}

// The fastest sweeps of slow couples: U of the start has to stand where the integrator begins.
TEST(VoltammetryEnsemble, FastSweepsStart) {
  NITER_SOURCE("nicholson1965", "integral equation; 800 to 1000 V/s, k0 below 1e-7 m/s");
  for (const int k : {725, 751, 777, 803}) run_all(k, 1);
}

TEST(VoltammetryEnsembleSlow, TwoThousand) {
  NITER_SOURCE("nicholson1965", "integral equation; T 278-353 K, v 1e-3..1e3 V/s, D, k0, alpha");
  run_all(40, 2000);
}

}  // namespace
}  // namespace niter::twin
