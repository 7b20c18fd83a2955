// Microkinetics coupled to transport: the stored case of a published model of selectivity, CO to
// acetate or other products by whether ketene leaves the surface.
#include <array>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/math/block_tridiagonal.hpp"
#include "niter/twin/cell/peers_selectivity_testing.hpp"

namespace niter::twin {
namespace {

using selectivity::Supply;
using selectivity::Turnovers;

// The film of the published program: explicit steps in time on equidistant points until nothing
// moves. Its boundary conditions are its own: OH- by a one-sided difference that leaves out what
// is eaten in the first element; ketene by what the trapezoidal rule misses of the flux, divided by
// a rate, so that where it ends depends on the width of its steps.
class PublishedFilm {
 public:
  explicit PublishedFilm(double hydroxide) : bulk_(hydroxide) {}

  /// How far from standing still the first point of ketene is, if the surface holds so much ketene
  /// and makes both [mol m-3; mol m-2 s-1].
  double imbalance(double ketene, double ketene_flux, double hydroxide_flux) {
    solve(ketene, hydroxide_flux);
    const double loss = k_ * c_[0][0] * c_[0][1];
    const auto moved = [&](std::size_t s) {
      return c_[0][s] + dt_ * (d_[s] * (c_[1][s] - c_[0][s]) / (dx_ * dx_) - loss);
    };
    double eaten = 0.5 * k_ * moved(0) * moved(1) + 0.5 * k_ * c_.back()[0] * c_.back()[1];
    for (std::size_t i = 1; i + 1 < c_.size(); ++i) eaten += k_ * c_[i][0] * c_[i][1];
    return moved(0) - ketene + (ketene_flux - dx_ * eaten) / (k_ * dx_ * bulk_);
  }

 private:
  // All other points stand still.
  void solve(double ketene, double hydroxide_flux) {
    const int last = points - 1;
    for (auto& c : c_) c = {0, bulk_};
    for (int iteration = 0; iteration < 20; ++iteration) {
      m_.clear();
      std::array<double, 2 * points> f{};
      for (int i = 0; i < points; ++i) {
        const auto& c = c_[static_cast<std::size_t>(i)];
        double* own = m_.diagonal(i);
        own[0] = own[3] = 1;
        double* row = &f[static_cast<std::size_t>(2 * i)];
        if (i == 0) {
          row[0] = c[0] - ketene;
          row[1] = c[1] - c_[1][1] - hydroxide_flux * dx_ / d_[1];
          m_.upper(0)[3] = -1;
          continue;
        }
        if (i == last) {
          row[0] = c[0], row[1] = c[1] - bulk_;
          continue;
        }
        const auto& left = c_[static_cast<std::size_t>(i - 1)];
        const auto& right = c_[static_cast<std::size_t>(i + 1)];
        for (std::size_t s = 0; s < 2; ++s) {
          const double spread = d_[s] / (dx_ * dx_);
          row[s] = spread * (left[s] - 2 * c[s] + right[s]) - k_ * c[0] * c[1];
          m_.lower(i)[3 * s] = m_.upper(i)[3 * s] = spread;
          own[2 * s] = (s == 0 ? -2 * spread : 0) - k_ * c[1];
          own[2 * s + 1] = (s == 1 ? -2 * spread : 0) - k_ * c[0];
        }
      }
      ASSERT_TRUE(m_.factor());
      m_.solve(f);
      for (std::size_t i = 0; i < f.size(); ++i) c_[i / 2][i % 2] -= f[i];
    }
  }

  static constexpr int points = 20;
  static constexpr double k_ = selectivity::ketene_hydrolysis;
  static constexpr std::array<double, 2> d_{selectivity::d_ketene, 2 * selectivity::d_hydroxide};
  static constexpr double dx_ = selectivity::film / points;
  static constexpr double dt_ = 4950 * 1e4 * dx_ * dx_ * (5e-9 / d_[1]);
  double bulk_;
  std::array<std::array<double, 2>, points> c_{};
  math::BlockTridiagonal<double> m_{std::vector<int>(points, 2)};
};

// The surface below so much ketene.
Turnovers under(double potential, const Supply& from, double ketene) {
  CellModel m = selectivity::ketene_cell(potential, from);
  constexpr double at_once = 1e3;  // m2 s-1: the film is the published one, not the cell's
  for (auto& species : m.species) species.diffusivity = at_once;
  m.species[0].bulk = ketene;
  m.transport.nodes = {0, 1e-9};
  return selectivity::turnovers(m).value();
}

Turnovers on_the_published_film(double potential) {
  const Supply from = selectivity::supply(potential).value();
  PublishedFilm film(from.hydroxide);
  double low = 1e-9, high = 1e2;  // mol m-3 of ketene at the surface
  for (int i = 0; i < 80; ++i) {
    const double middle = std::sqrt(low * high);
    const Turnovers made = under(potential, from, middle);
    const double ketene = made.ketene / selectivity::per_site,
                 hydroxide = (4 * made.ketene + 8 * made.other) / selectivity::per_site;
    (film.imbalance(middle, ketene, hydroxide) > 0 ? low : high) = middle;
  }
  return under(potential, from, low);
}

TEST(PeerSelectivity, AnswersTheEquations) {
  NITER_IDENTITY("the published equations, solved independently on a continuum");
  const Turnovers strong = selectivity::outcome(-1.7).value(),
                  weak = selectivity::outcome(-1.4).value();
  EXPECT_NEAR(strong.ketene / 120.66844, 1, 1e-4);
  EXPECT_NEAR(strong.selectivity() / 0.6266813, 1, 1e-4);
  EXPECT_NEAR(weak.ketene / 2.8136524, 1, 1e-4);
  EXPECT_NEAR(weak.selectivity() / 0.4686579, 1, 1e-4);
}

TEST(PeerSelectivity, TheStoredNumbersFollowOnThePublishedFilm) {
  NITER_SOURCE("heenen2024", "stored test case: 20 points of 50 nm");
  const Turnovers strong = on_the_published_film(-1.7), weak = on_the_published_film(-1.4);
  EXPECT_NEAR(strong.ketene / 128.97814562, 1, 1e-4);
  EXPECT_NEAR(strong.selectivity() / 0.66983743, 1, 1e-4);
  EXPECT_NEAR(weak.ketene / 2.86132322, 1, 1e-4);
  EXPECT_NEAR(weak.selectivity() / 0.47659816, 1, 1e-4);
}

}  // namespace
}  // namespace niter::twin
