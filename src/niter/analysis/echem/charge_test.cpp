#include "niter/analysis/echem/charge.hpp"

#include <cmath>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

constexpr double hour = 3600;

// I(t) = -(I_s + I_0 exp(-t/tau)): a double layer that charges on top of a steady current
struct Decay {
  double steady = 0.020, initial = 0.015, tau = 120;
  double current(double t) const { return -(steady + initial * std::exp(-t / tau)); }
  double charge(double t) const { return steady * t + initial * tau * (1 - std::exp(-t / tau)); }
};

data::Table record(std::size_t points, double noise = 0) {
  const Decay decay;
  data::Table table;
  table.columns = {{"t", Unit::of("s"), {}, {}, {}}, {"I", Unit::of("mA"), {}, {}, {}}};
  for (std::size_t i = 0; i < points; ++i) {
    const double t = hour * static_cast<double>(i) / static_cast<double>(points - 1);
    table.columns[0].values.push_back(t);
    table.columns[1].values.push_back(decay.current(t));
    if (noise > 0) table.columns[1].sigma.push_back(noise);
  }
  return table;
}

TEST(Charge, TrapeziumFallsWithTheSquareOfTheStep) {
  NITER_IDENTITY("error of the trapezium rule is h2/12 (I'(end) - I'(start))");
  const double exact = Decay().charge(hour);
  const auto coarse = integrate(record(361), {});
  const auto fine = integrate(record(721), {});
  ASSERT_TRUE(coarse && fine);
  const double h = 10;
  const double predicted = h * h / 12 * Decay().initial / Decay().tau;
  EXPECT_NEAR(coarse->charge - exact, predicted, 0.01 * predicted);
  EXPECT_NEAR((coarse->charge - exact) / (fine->charge - exact), 4, 0.02);
  EXPECT_NEAR((coarse->coarse - exact) / (coarse->charge - exact), 4, 0.02);
  EXPECT_EQ(coarse->duration, hour);
}

TEST(Charge, NoiseOfThePointsAveragesOut) {
  NITER_IDENTITY("n equal steps h of noise s: u(Q) = s h sqrt(n - 1/2)");
  const auto integral = integrate(record(361, 1e-5), {});
  ASSERT_TRUE(integral);
  EXPECT_NEAR(integral->noise, 1e-5 * 10 * std::sqrt(360 - 0.5), 1e-12);
  // the same from one number for all points
  EXPECT_NEAR(integrate(record(361), {.noise = Quantity(10, "uA")})->noise, integral->noise, 1e-15);
}

TEST(Charge, GainIsSharedAndNoiseIsNot) {
  NITER_IDENTITY("two runs on one potentiostat: the covariance of their charges is the gain's");
  ChargeSource source{.record = "it.csv", .gain_uncertainty = Quantity(0.2, "%")};
  const auto integral = integrate(record(361, 1e-5), source);
  ASSERT_TRUE(integral);
  Inputs inputs;
  const auto a = charge(inputs, "A", source, &*integral, integral->duration, 1);
  const auto b = charge(inputs, "B", source, &*integral, integral->duration, 1);
  EXPECT_NEAR(covariance(a, b), std::pow(0.002 * integral->charge, 2), 1e-9);
  EXPECT_NEAR(a.sigma(), std::hypot(0.002 * integral->charge, integral->noise), 1e-9);
}

TEST(Charge, DensitiesTakeTheArea) {
  NITER_IDENTITY("Q = A integral of j dt");
  auto table = record(361);
  table.columns[1].name = "j";
  const auto integral = integrate(table, {});
  ASSERT_TRUE(integral);
  EXPECT_TRUE(integral->per_area);
  Inputs inputs;
  const auto q = charge(inputs, "", {.record = "it.csv"}, &*integral, integral->duration, 2.0);
  EXPECT_NEAR(q.value(), 2 * integral->charge, 1e-12);
}

TEST(Charge, SignOfTheRecordIsNeverGuessed) {
  NITER_IDENTITY("IUPAC: a reduction is negative; the other sign must be declared");
  auto table = record(361);
  for (double& current : table.columns[1].values) current = -current;
  const auto refused = integrate(table, {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text().find("cathodic = \"positive\""), std::string::npos);
  const auto declared = integrate(table, {.cathodic = CathodicSign::Positive});
  ASSERT_TRUE(declared);
  EXPECT_EQ(declared->charge, integrate(record(361), {})->charge);
}

TEST(Charge, BadRecordsSayWhere) {
  NITER_IDENTITY("an integral needs finite currents at growing times");
  const auto error = [](const data::Table& table) {
    const auto integral = integrate(table, {});
    return integral ? std::string("none") : integral.error().text();
  };
  auto backwards = record(10);
  backwards.columns[0].values[4] = 0;
  EXPECT_NE(error(backwards).find("point 5"), std::string::npos);
  auto hole = record(10);
  hole.columns[1].values[2] = std::nan("");
  EXPECT_NE(error(hole).find("point 3"), std::string::npos);
  auto no_current = record(10);
  no_current.columns[1].name = "E";
  EXPECT_NE(error(no_current).find("I"), std::string::npos);
  data::Table empty = record(2);
  for (auto& column : empty.columns) column.values.clear();
  EXPECT_NE(error(empty).find("0 points"), std::string::npos);
}

TEST(Charge, OneSourceOnly) {
  NITER_IDENTITY("a charge is measured in one way");
  EXPECT_FALSE(check({}, std::nullopt));
  EXPECT_FALSE(check({.value = Quantity(1, "C"), .record = "x"}, std::nullopt));
  EXPECT_FALSE(check({.value = Quantity(-1, "C")}, std::nullopt));
  EXPECT_FALSE(check({.current = Quantity(-1, "mA")}, std::nullopt));
  EXPECT_FALSE(check({.current = Quantity(1, "mA")}, Quantity(1, "h")));
  EXPECT_FALSE(check({.record = "x"}, Quantity(1, "h")));
  EXPECT_TRUE(check({.current = Quantity(-1, "mA")}, Quantity(1, "h")));
}

}  // namespace
}  // namespace niter::analysis
