#include "niter/physics/closed/cottrell.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/faraday.hpp"

namespace niter::physics {
namespace {

TEST(Cottrell, OneMillimolarAfterOneSecond) {
  NITER_SOURCE("bard2001", "sec. 5.2.1: j = n F c sqrt(D / pi t); 1.721418079 A m-2");
  EXPECT_NEAR(cottrell_current_density(1, 1, 1e-9, 1), 1.721418079, 5e-10);
  EXPECT_NEAR(cottrell_current_density(8, 2, 1e-9, 4), 8 * 1.721418079, 4e-9);
}

TEST(Cottrell, FilmGoesFromCottrellToTheSteadyLimit) {
  NITER_SOURCE("crank1975", "sec. 2.4: both series are one function");
  const double film = 1e-4, d = 1e-9;
  const auto j = [&](double t) { return film_step_current_density(1, 1, d, film, t); };
  EXPECT_NEAR(j(1e-2) / cottrell_current_density(1, 1, d, 1e-2), 1, 1e-15);
  EXPECT_NEAR(j(1e3) / current_density_of(1, d / film), 1, 1e-15);
  // D t / delta^2 = 0.1, by thirty terms of the slow series
  double sum = 1;
  for (int k = 1; k < 30; ++k) sum += 2 * std::exp(-k * k * constants::pi * constants::pi * 0.1);
  EXPECT_NEAR(j(1) / (current_density_of(1, d / film) * sum), 1, 1e-14);
  const double meeting = film * film / d / constants::pi;
  EXPECT_NEAR(j(meeting * (1 - 1e-15)) / j(meeting * (1 + 1e-15)), 1, 1e-14);
}

TEST(Cottrell, SandTimeEmptiesTheSurface) {
  NITER_IDENTITY("c - 2 j sqrt(tau / (pi D)) / (n F) = 0: constant flux into a half space");
  const double c = 5, d = 1e-9, j = 30;
  const double tau = sand_time(2, c, d, j);
  EXPECT_NEAR(2 * j / (2 * constants::F) * std::sqrt(tau / (constants::pi * d)), c, 1e-12);
}

}  // namespace
}  // namespace niter::physics
