#include "niter/analysis/echem/chronoamperometry.hpp"

#include <cmath>
#include <functional>
#include <random>

#include "niter/analysis/echem/chronoamperometry_events.hpp"
#include "niter/base/testing.hpp"
#include "niter/physics/closed/cottrell.hpp"

namespace niter::analysis {
namespace {

data::Table record(int points, double interval, const std::function<double(double)>& current) {
  data::Table table;
  table.columns = {{"t", Unit::of("s"), {}}, {"I", Unit::of("mA"), {}}};
  for (int i = 0; i < points; ++i) {
    table.columns[0].values.push_back(interval * i);
    table.columns[1].values.push_back(current(interval * i));
  }
  return table;
}

data::Reduction reduced(const data::Table& table, const ChronoamperometryOptions& options = {}) {
  auto result = reduce_chronoamperometry({&table, 1}, options);
  EXPECT_TRUE(result) << result.error().text();
  return result ? *result : data::Reduction{};
}

const data::Finding& finding(const data::Reduction& reduction, std::string_view key) {
  for (const auto& one : reduction.findings) {
    if (one.key == key) return one;
  }
  ADD_FAILURE() << key;
  return reduction.findings.front();
}

TEST(Chronoamperometry, ChargeOfAStraightCurrentIsExact) {
  NITER_SOURCE("press2007", "eq. 4.1.11: the trapezium is exact for a straight line");
  const auto table = record(1001, 1, [](double t) { return -1e-2 + 2e-6 * t; });
  const auto reduction = reduced(table);
  EXPECT_NEAR(reduction.find("charge")->value.value(), -1e-2 * 1000 + 1e-6 * 1e6, 1e-9);
  EXPECT_NEAR(reduced(record(1001, 1, [](double t) { return 1e-2 - 2e-6 * t; }))
                  .find("charge")
                  ->value.value(),
              9, 1e-9);
}

TEST(Chronoamperometry, CottrellCurrentGivesItsChargeAndItsLine) {
  NITER_SOURCE("bard2001", "eq. 5.8.1: Q = 2 n F A c sqrt(D t / pi), between two times");
  const auto j = [](double t) {
    return -1e-4 * physics::cottrell_current_density(1, 10, 1e-9, t + 1e-12);
  };
  auto table = record(20001, 0.01, [&](double t) { return j(t + 1); });
  const double factor = -j(1);  // I = -factor / sqrt(t)
  const double charge = reduced(table).find("charge")->value.value();
  // the trapezium is off by h^2/12 times the change of the derivative (Euler and Maclaurin)
  const double off = -1e-4 / 12 * factor / 2 * (1 - std::pow(201, -1.5));
  EXPECT_NEAR(charge, -2 * factor * (std::sqrt(201) - 1) + off, 1e-4 * std::abs(off));
  // from the moment of the step: a straight line through zero
  table = record(2001, 0.01, [&](double t) { return j(std::max(t, 0.001)); });
  ChronoamperometryOptions options;
  options.cottrell = {Quantity(0.1, "s"), Quantity(20, "s")};
  const auto straight = reduced(table, options);
  EXPECT_EQ(finding(straight, "cottrell").verdict, data::Verdict::Consistent);
  for (auto& value : table.columns[1].values) value = -std::exp(value / factor);
  EXPECT_NE(finding(reduced(table, options), "cottrell").verdict, data::Verdict::Consistent);
}

TEST(Chronoamperometry, TheDriftPutInComesOut) {
  NITER_IDENTITY("-10 mA losing 2 % of its mean an hour, AR(1) noise; a first decay is left out");
  std::mt19937 random(4);
  std::normal_distribution<double> normal;
  double noise = 0;
  const auto table = record(3600, 1, [&](double t) {
    noise = 0.8 * noise + 0.6 * normal(random);
    return -1e-2 * (1 - 0.02 * (t - 1800) / 3600) - 1e-2 * std::exp(-t / 60) + 2e-5 * noise;
  });
  const auto reduction = reduced(table);
  const auto* const current = reduction.find("steady_current");
  const auto* const drift = reduction.find("drift");
  ASSERT_NE(current, nullptr);
  ASSERT_NE(drift, nullptr);
  EXPECT_NEAR(current->value.value(), -1e-2, 1e-4);
  const double u = drift->value.sigma() / drift->unit.scale();
  EXPECT_NEAR(drift->unit.from_si(drift->value.value()), -2, 2 * u);
  EXPECT_LT(u, 0.5);
  EXPECT_EQ(finding(reduction, "bubbles").verdict, data::Verdict::Consistent);
  EXPECT_EQ(finding(reduction, "interruptions").verdict, data::Verdict::Consistent);
  ChronoamperometryOptions options;
  options.window = {Quantity(10, "min"), Quantity(50, "min")};
  const auto stated = reduced(table, options);
  EXPECT_NE(stated.find("drift")->note.find("stated window 10 min to 50 min"), std::string::npos);
  EXPECT_NEAR(stated.find("drift")->value.value(), -0.02 / 3600,
              2 * stated.find("drift")->value.sigma());
  EXPECT_NEAR(stated.find("steady_current")->value.value(), -1e-2, 2e-5);
}

TEST(Chronoamperometry, ADecayThatGoesOnHasNoSteadyWindow) {
  NITER_IDENTITY("exp(-t/tau) over two tau: halves of every rest differ by more than 2 %");
  const auto reduction = reduced(record(500, 1, [](double t) { return std::exp(-t / 250); }));
  EXPECT_EQ(reduction.find("steady_current"), nullptr);
  ASSERT_EQ(reduction.caveats.size(), 1U);
  EXPECT_NE(reduction.caveats[0].find("no steady window"), std::string::npos);
}

TEST(Chronoamperometry, BubblesAreCounted) {
  NITER_IDENTITY("a sawtooth of 30 s in ten minutes: 19 sudden changes after the first tooth");
  std::mt19937 random(2);
  std::normal_distribution<double> normal;
  // gas grows slowly and leaves at once, and covers at once and leaves slowly
  for (const double sign : {1.0, -1.0}) {
    const auto reduction = reduced(record(1200, 0.5, [&](double t) {
      const double phase = std::fmod(t, 30) / 30;
      return -1e-2 * (1 - 0.04 * (sign > 0 ? phase : 1 - phase)) + 5e-6 * normal(random);
    }));
    const auto& bubbles = finding(reduction, "bubbles");
    EXPECT_EQ(bubbles.verdict, data::Verdict::Marginal);
    EXPECT_EQ(bubbles.numbers.substr(0, 3), "19:") << bubbles.numbers;
    EXPECT_NE(bubbles.text.find("one every 30 s"), std::string::npos) << bubbles.text;
  }
}

TEST(Chronoamperometry, ASpikeIsNoBubbleAndNoiseIsNone) {
  NITER_IDENTITY("single points off, and plain noise");
  std::mt19937 random(3);
  std::normal_distribution<double> normal;
  auto table = record(1000, 1, [&](double) { return 1e-2 + 1e-5 * normal(random); });
  for (const std::size_t i : {200U, 500U, 700U}) table.columns[1].values[i] += 2e-3;
  EXPECT_EQ(finding(reduced(table), "bubbles").verdict, data::Verdict::Consistent);
}

TEST(Chronoamperometry, GapsLostCurrentAndTimesThatGoBackAreNamed) {
  NITER_IDENTITY("one of each at known times");
  auto table = record(1000, 1, [](double t) { return 1e-2 + 1e-5 * std::sin(t); });
  auto& t = table.columns[0].values;
  for (std::size_t i = 300; i < t.size(); ++i) t[i] += 120;
  for (std::size_t i = 700; i < 710; ++i) table.columns[1].values[i] = 0;
  const auto reduction = reduced(table);
  const auto& found = finding(reduction, "interruptions");
  EXPECT_EQ(found.verdict, data::Verdict::Inconsistent);
  EXPECT_EQ(found.numbers, "2: gap of 121 s at 299 s; no current of 10 s at 13.67 min");
  // the longest stretch lies between them: 420 s to 819 s
  EXPECT_NE(reduction.find("drift")->note.find("to 13.65 min"), std::string::npos)
      << reduction.find("drift")->note;
  for (std::size_t i = 800; i < t.size(); ++i) t[i] -= 500;
  const auto back = reduced(table);
  EXPECT_NE(finding(back, "interruptions").numbers.find("time back"), std::string::npos);
  EXPECT_GT(back.find("charge")->value.value(), 0);
}

TEST(Chronoamperometry, StepsAndRangesAreNamed) {
  NITER_IDENTITY("a step of 1.5 % at 600 s, with and without a column of the range");
  std::mt19937 random(5);
  std::normal_distribution<double> normal;
  auto table = record(
      1200, 1, [&](double t) { return (t < 600 ? 1e-2 : 1.015e-2) + 1e-5 * normal(random); });
  const auto steps = finding(reduced(table), "current-steps");
  EXPECT_EQ(steps.verdict, data::Verdict::Marginal);
  EXPECT_NE(steps.numbers.find("step of +1.5 % at 10 min"), std::string::npos) << steps.numbers;
  data::Column range{"I_range", Unit::of("A"), std::vector<double>(1200, 1e-2)};
  for (std::size_t i = 600; i < 1200; ++i) range.values[i] = 1e-1;
  table.columns.push_back(range);
  const auto known = finding(reduced(table), "current-steps");
  EXPECT_NE(known.numbers.find("change of range at 10 min"), std::string::npos) << known.numbers;
}

TEST(Chronoamperometry, MistakesAreNamed) {
  NITER_IDENTITY("errors say what is wanted, and where");
  auto table = record(100, 1, [](double) { return 1e-2; });
  table.provenance.origin = "run.csv";
  ChronoamperometryOptions options;
  options.window = {Quantity(10, "min"), Quantity(50, "min")};
  EXPECT_NE(
      reduce_chronoamperometry({&table, 1}, options).error().text().find("run.csv: the window"),
      std::string::npos);
  options.window = {Quantity(50, "s")};
  EXPECT_FALSE(reduce_chronoamperometry({&table, 1}, options));
  table.columns[1].values[7] = std::nan("");
  EXPECT_NE(reduce_chronoamperometry({&table, 1}, {}).error().text().find("point 8"),
            std::string::npos);
  table.columns.pop_back();
  EXPECT_EQ(reduce_chronoamperometry({&table, 1}, {}).error().code, Code::NotFound);
}

}  // namespace
}  // namespace niter::analysis
