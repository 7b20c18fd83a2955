#include "niter/analysis/echem/tafel.hpp"

#include <cmath>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"

namespace niter::analysis {
namespace {

struct Polarised {
  std::vector<double> potential, current;
  Curve curve() const { return {potential, current}; }
};

// E from 0 down, j = -j0 10^(-E/b), bent by a limiting current
Polarised cathode(double b, double limit = INFINITY) {
  Polarised out;
  for (int i = 0; i <= 1000; ++i) {
    const double e = -1e-3 * i;
    const double kinetic = 1e-2 * std::pow(10, -e / b);
    out.potential.push_back(e);
    out.current.push_back(-1 / (1 / kinetic + 1 / limit));
  }
  return out;
}

TEST(Tafel, AStraightLineGivesItsSlope) {
  NITER_SOURCE("bard2001", "eq. 3.4.11: eta = a + b log i");
  const auto data = cathode(0.12);
  const auto line = tafel_line(data.curve(), {.window = CurrentWindow{1, 100}});
  ASSERT_TRUE(line) << line.error().text();
  EXPECT_NEAR(line->slope, 0.12, 1e-12);
  EXPECT_NEAR(line->exchange_current, 1e-2, 1e-10);
  EXPECT_TRUE(line->falls);
  EXPECT_NEAR(line->window_sigma, 0, 1e-12);
  const auto found = tafel_line(data.curve(), {});
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->found);
  EXPECT_NEAR(found->slope, 0.12, 1e-12);
  EXPECT_GT(found->window.high / found->window.low, 50);  // all of the two decades looked at
}

TEST(Tafel, MassTransportIsTakenOut) {
  NITER_SOURCE("bard2001", "eq. 9.3.41: 1/i = 1/i_k + 1/i_l");
  const auto data = cathode(0.12, 100);
  const auto bent = tafel_line(data.curve(), {.window = CurrentWindow{5, 80}});
  ASSERT_TRUE(bent);
  EXPECT_GT(bent->slope, 0.15);
  EXPECT_GT(bent->window_sigma, 0.01);  // and the neighbours tell
  const auto straight =
      tafel_line(data.curve(), {.window = CurrentWindow{5, 80}, .limiting_current = 100});
  ASSERT_TRUE(straight);
  EXPECT_NEAR(straight->slope, 0.12, 1e-9);
}

TEST(Tafel, TheWindowIsFoundBelowTheBend) {
  NITER_IDENTITY("a found window ends before the limiting current bends the line by its tolerance");
  const auto line = tafel_line(cathode(0.12, 100).curve(), {});
  ASSERT_TRUE(line) << line.error().text();
  EXPECT_LT(line->window.high, 30);
  EXPECT_NEAR(line->slope, 0.12, 0.012);
}

TEST(Tafel, MistakesAreNamed) {
  NITER_IDENTITY("errors say what is wanted");
  const auto data = cathode(0.12);
  EXPECT_NE(tafel_line(data.curve(), {.cathodic = false}).error().text().find("anodic"),
            std::string::npos);
  EXPECT_FALSE(tafel_line(data.curve(), {.window = CurrentWindow{5, 5}}));
  EXPECT_FALSE(tafel_line(data.curve(), {.window = CurrentWindow{1e9, 1e10}}));
}

}  // namespace
}  // namespace niter::analysis
