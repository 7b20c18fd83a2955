#include "niter/units/potential.hpp"

#include <type_traits>

#include <gtest/gtest.h>

#include "niter/base/contract.hpp"
#include "niter/base/testing.hpp"
#include "niter/units/constants.hpp"

namespace niter {
namespace {

template <class A, class B>
concept Addable = requires(A a, B b) {
  a + b;
};

TEST(Constants, FollowFromTheSi) {
  NITER_SOURCE("codata2018", "table XXXI: F = 96485.33212 C mol-1, R = 8.314462618 J mol-1 K-1");
  EXPECT_NEAR(constants::faraday, 96485.33212, 0.5e-5);
  EXPECT_NEAR(constants::gas, 8.314462618, 0.5e-9);
}

TEST(Potential, NernstSlopeAtRoomTemperature) {
  NITER_SOURCE("codata2018", "ln(10) R T/F at 298.15 K is 0.05916 V");
  const auto rhe = Scale::rhe(1, 298.15);
  EXPECT_NEAR(rhe.zero_vs_she(), -0.05916, 0.5e-5);
  // the reversible hydrogen electrode lies below SHE in every solution with pH > 0
  const Potential reported(-1.0, Scale::rhe(7, 298.15));
  EXPECT_NEAR(reported.on(Scale::she()).value(), -1.0 - 7 * 0.05916, 7 * 0.5e-5);
}

TEST(Potential, SlopeGrowsWithTemperature) {
  NITER_IDENTITY("ln(10) R T/F is proportional to T");
  EXPECT_DOUBLE_EQ(Scale::rhe(14, 2 * 298.15).zero_vs_she(),
                   2 * Scale::rhe(14, 298.15).zero_vs_she());
}

TEST(Potential, ConversionIsAShiftThatCanBeUndone) {
  NITER_IDENTITY("there and back is the same point; differences do not depend on the scale");
  const auto silver = Scale::electrode("Ag/AgCl", 0.197);
  const auto rhe = Scale::rhe(13.4, 298.15, "RHE (surface)");
  const Potential a(-0.9, silver);
  const Potential b(-1.2, silver);
  EXPECT_NEAR(a.on(Scale::she()).value(), -0.9 + 0.197, 1e-15);
  EXPECT_NEAR(a.on(rhe).on(silver).value(), a.value(), 1e-15);
  EXPECT_NEAR(a.on(rhe).minus(b.on(rhe))->value, 0.3, 1e-15);
  EXPECT_EQ(a.on(rhe).scale().name, "RHE (surface)");
}

TEST(Potential, LocalAndBulkRheAreDifferentScales) {
  NITER_IDENTITY("the same potential reads higher on an RHE scale of higher pH");
  const auto bulk = Scale::rhe(7, 298.15, "RHE (bulk)");
  const auto surface = Scale::rhe(13, 298.15, "RHE (surface)");
  const Potential E(-1.0, bulk);
  EXPECT_NEAR(E.on(surface).value(), -1.0 + 6 * 0.05916, 6 * 0.5e-5);
  const auto difference = E.minus(Potential(-1.0, surface));
  ASSERT_FALSE(difference);
  EXPECT_EQ(difference.error().code, Code::Inconsistent);
  EXPECT_NE(difference.error().what.find("RHE (bulk)"), std::string::npos);
}

TEST(Potential, ScalesAreToldApartByTheirZeroNotTheirName) {
  NITER_IDENTITY("a name is only for printing");
  EXPECT_TRUE(Scale::rhe(7, 298.15).same_as(Scale::rhe(7, 298.15, "RHE (bulk)")));
  EXPECT_FALSE(Scale::rhe(7, 298.15).same_as(Scale::rhe(7, 308.15)));
  EXPECT_FALSE(Scale::rhe(0, 298.15).same_as(Scale::she()));
  EXPECT_FALSE(Scale::electrode("a", 0.2).same_as(Scale::electrode("a", 0.21)));
}

TEST(Potential, IsAPointNotAVector) {
  NITER_IDENTITY("point + voltage = point on the same scale; point + point does not compile");
  static_assert(Addable<Potential, Voltage>);
  static_assert(!Addable<Potential, Potential>);
  static_assert(!std::is_convertible_v<double, Potential>);
  const Potential E = Potential(-1.0, Scale::rhe(7, 298.15)) + Voltage{0.13};
  EXPECT_DOUBLE_EQ(E.value(), -0.87);
  EXPECT_TRUE(E.scale().same_as(Scale::rhe(7, 298.15)));
}

TEST(Potential, TemperatureInCelsiusIsABug) {
  NITER_IDENTITY("a temperature is positive and in kelvin");
  EXPECT_THROW(Scale::rhe(7, -5), Bug);
}

}  // namespace
}  // namespace niter
