#include "niter/report/scale.hpp"

#include <cmath>

#include "niter/base/testing.hpp"

namespace niter::report {
namespace {

std::vector<std::string> texts(const Scale& scale, int wanted) {
  std::vector<std::string> out;
  for (const auto& tick : ticks_of(scale, wanted))
    if (!tick.minor) out.push_back(tick.text);
  return out;
}

TEST(Scale, TicksAreRound) {
  NITER_IDENTITY("multiples of 1, 2, 2.5 or 5 times a power of ten");
  EXPECT_EQ(texts({-1.2, -0.2, false}, 6),
            (std::vector<std::string>{"-1.2", "-1.0", "-0.8", "-0.6", "-0.4", "-0.2"}));
  EXPECT_EQ(texts({0, 180, false}, 5), (std::vector<std::string>{"0", "50", "100", "150"}));
  EXPECT_EQ(texts({1e-6, 1, true}, 4),
            (std::vector<std::string>{"10^-6", "10^-4", "10^-2", "10^0"}));
}

TEST(Scale, AShortLogarithmicAxisHasThreeTexts) {
  NITER_IDENTITY("whole multiples of powers of ten, or the ticks of a linear axis");
  EXPECT_EQ(texts({0.9, 25, true}, 4), (std::vector<std::string>{"1", "2", "5", "10", "20"}));
  EXPECT_EQ(texts({2.2, 8.5, true}, 4), (std::vector<std::string>{"3", "5", "7"}));
  EXPECT_EQ(texts({2.2, 6.5, true}, 4), (std::vector<std::string>{"3", "4", "5", "6"}));
  EXPECT_EQ(texts({2.2, 2.7, true}, 4), (std::vector<std::string>{"2.2", "2.4", "2.6"}));
}

TEST(Scale, EqualScalesLengthenTheShorterAxis) {
  NITER_IDENTITY("units per length are the same along x and y");
  const auto per_length = [](const Scale& x, const Scale& y, double aspect) {
    return (y.last - y.first) / (x.last - x.first) * aspect;
  };
  Scale x{2.8, 4.8, false}, y{0, 1, false};
  equalise(x, y, 4.0 / 3);
  EXPECT_NEAR(per_length(x, y, 4.0 / 3), 1, 1e-12);
  EXPECT_DOUBLE_EQ(y.first, 0);  // zero stays an end
  EXPECT_DOUBLE_EQ(x.last - x.first, 2);
  y = {0, 3, false};
  equalise(x, y, 4.0 / 3);
  EXPECT_NEAR(per_length(x, y, 4.0 / 3), 1, 1e-12);
  EXPECT_NEAR((x.first + x.last) / 2, 3.8, 1e-12);  // both ends move alike
  EXPECT_DOUBLE_EQ(y.last, 3);
}

TEST(Scale, AReversedAxisRunsTheOtherWay) {
  NITER_IDENTITY("fraction 0 at the first end");
  const Scale scale{-0.4, -1.2, false};
  EXPECT_NEAR(scale.fraction(-0.4), 0, 1e-15);
  EXPECT_NEAR(scale.fraction(-1.0), 0.75, 1e-12);
  EXPECT_EQ(texts(scale, 4).size(), 5u);
  EXPECT_NEAR(scale.extended(0, 0.5).last, -1.6, 1e-12);
}

TEST(Scale, ValuesAreTakenInTheUnitOfDisplay) {
  NITER_IDENTITY("1 A m-2 is 0.1 mA cm-2");
  const data::Axis axis{"j", Unit::of("mA cm-2"), "", std::pair{-1000.0, 0.0}};
  EXPECT_NEAR(scale_of(axis, {}, 0).first, -100, 1e-12);
}

TEST(Scale, NothingBelowZeroOnALogarithmicAxis) {
  NITER_IDENTITY("log of a number that is not positive has no place");
  data::Axis axis{"c", Unit::of("mol m-3")};
  axis.logarithmic = true;
  const auto scale = scale_of(axis, {-1, 0, 1e-3, 10}, 0);
  EXPECT_DOUBLE_EQ(scale.first, 1e-3);
  EXPECT_DOUBLE_EQ(scale.last, 10);
  EXPECT_TRUE(std::isnan(scale.fraction(0)));
  EXPECT_NEAR(scale.fraction(0.1), 0.5, 1e-12);
}

TEST(Scale, NoFiniteValueStillGivesARange) {
  NITER_IDENTITY("an empty panel has a frame");
  const data::Axis axis{"E", Unit::of("V")};
  EXPECT_LT(scale_of(axis, {}, 0.1).first, scale_of(axis, {NAN}, 0.1).last);
  EXPECT_LT(scale_of(axis, {2.0}, 0.1).first, 2.0);
}

}  // namespace
}  // namespace niter::report
