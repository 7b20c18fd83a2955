#include "niter/analysis/echem/stability.hpp"

#include <cmath>
#include <functional>
#include <random>

#include "niter/analysis/echem/stability_life.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

// AR(1) noise of unit variance and correlation 0.7
class Noise {
 public:
  explicit Noise(unsigned seed) : random_(seed), value_(normal_(random_)) {}
  double operator()() {
    value_ = 0.7 * value_ + std::sqrt(1 - 0.49) * normal_(random_);
    return value_;
  }

 private:
  std::mt19937 random_;
  std::normal_distribution<double> normal_;
  double value_;
};

data::Table record(int points, const std::function<double(int)>& value) {
  data::Table table;
  table.columns = {{"t", Unit::of("h"), {}}, {"j", Unit::of("mA cm-2"), {}}};
  for (int i = 0; i < points; ++i) {
    table.columns[0].values.push_back(60.0 * i);
    table.columns[1].values.push_back(value(i));
  }
  return table;
}

data::Reduction reduced(const data::Table& table, const StabilityOptions& options = {}) {
  auto result = reduce_stability({&table, 1}, options);
  EXPECT_TRUE(result) << result.error().text();
  return result ? *result : data::Reduction{};
}

TEST(Stability, AnExactLineGivesItsRateAndItsLife) {
  NITER_IDENTITY("1 - 0.001 t/h of -10 mA cm-2 loses a fifth in 200 h");
  const auto reduction = reduced(record(3001, [](int i) { return -100 * (1 - 0.001 * i / 60.0); }));
  EXPECT_NEAR(reduction.find("decay_rate")->value.value(), -0.001 / 3600, 1e-15);
  EXPECT_NEAR(reduction.find("life")->value.value(), 200 * 3600, 1);
  EXPECT_EQ(reduction.findings.at(0).verdict, data::Verdict::Consistent);
  EXPECT_EQ(reduction.caveats.size(), 1U);  // four lengths of the record ahead
}

TEST(Stability, AStepIsFoundAndTheRateIsThatAfterIt) {
  NITER_IDENTITY("a loss of 5 % at 30 h in 0.1 % an hour");
  Noise noise(3);
  const auto reduction = reduced(record(3600, [&](int i) {
    return 100 * (1 - 0.001 * i / 60.0) * (i < 1800 ? 1 : 0.95) + 0.5 * noise();
  }));
  const auto& changes = reduction.findings.at(0);
  EXPECT_EQ(changes.verdict, data::Verdict::Marginal);
  EXPECT_EQ(changes.numbers.substr(0, 6), "at 30 ") << changes.numbers;
  const auto& rate = reduction.find("decay_rate")->value;
  EXPECT_NEAR(rate.value() * 3600, -0.00095, 2 * 3600 * rate.sigma());
  const auto& life = reduction.find("life")->value;
  EXPECT_NEAR(life.value() / 3600, (1 - 0.8 / 0.95) * 1000, 2 * life.sigma() / 3600);
}

TEST(Stability, ALevelRecordHasNoEndInSight) {
  NITER_IDENTITY("no decay: the life is at least something, and the finding asks for a longer one");
  Noise noise(5);
  const auto reduction = reduced(record(1000, [&](int) { return 100 + noise(); }));
  EXPECT_EQ(reduction.find("life"), nullptr);
  ASSERT_NE(reduction.find("life_at_least"), nullptr);
  EXPECT_GT(reduction.find("life_at_least")->value.value(), 1000 * 60);
  EXPECT_EQ(reduction.findings.at(1).verdict, data::Verdict::NeedsDatum);
}

TEST(Stability, ALossWithinTheRecordIsReadThere) {
  NITER_IDENTITY("a fifth is gone at 20 h of 40, and a third at once at 10 h");
  const auto slow = reduced(record(2400, [](int i) { return 100 * (1 - 0.01 * i / 60.0); }));
  EXPECT_NEAR(slow.find("life")->value.value() / 3600, 20, 1e-6);
  Noise noise(2);
  const auto sudden =
      reduced(record(2400, [&](int i) { return (i < 600 ? 100 : 67) + 0.3 * noise(); }));
  EXPECT_NEAR(sudden.find("life")->value.value() / 3600, 10, 0.2);
  EXPECT_NE(sudden.findings.at(1).text.find("within the record"), std::string::npos);
}

TEST(Stability, TheIntervalOfTheLifeHoldsTheTruthAsOftenAsPromised) {
  NITER_SOURCE("fieller1954", "95 % of intervals hold the true ratio: 200 records of AR(1) noise");
  int held = 0, endless = 0;
  for (unsigned seed = 1; seed <= 200; ++seed) {
    Noise noise(seed);
    std::vector<double> t, y;
    for (int i = 0; i < 200; ++i) {
      t.push_back(i);
      y.push_back(1 - 5e-4 * i + 0.02 * noise());
    }
    const auto line = trend(t, y);
    ASSERT_TRUE(line);
    const Crossing life = crossing(*line, 0.8, 199);
    if (life.low <= 400 && life.high >= 400) ++held;
    if (std::isinf(life.high)) ++endless;
  }
  EXPECT_NEAR(held / 200.0, 0.95, 0.05);
  EXPECT_LT(endless, 40);
}

TEST(Stability, FiellerWithoutDoubtIsTheCrossing) {
  NITER_SOURCE("fieller1954",
               "limits close on the ratio as the uncertainties vanish; g > 1 has no end");
  Trend line{.middle = 10, .mean = 1, .slope = -0.01};
  line.coverage = 2;
  EXPECT_NEAR(crossing(line, 0.8, 20).at, 30, 1e-12);
  EXPECT_NEAR(crossing(line, 0.8, 20).low, 30, 1e-12);
  EXPECT_NEAR(crossing(line, 0.8, 20).high, 30, 1e-12);
  EXPECT_TRUE(std::isinf(crossing(line, 1.2, 20).low));  // leads away
  line.mean_sigma = 0.02;  // the level alone: (0.2 +- 0.04)/0.01 from the middle
  EXPECT_NEAR(crossing(line, 0.8, 20).low, 26, 1e-9);
  EXPECT_NEAR(crossing(line, 0.8, 20).high, 34, 1e-9);
  line.mean_sigma = 0;
  line.slope_sigma = 0.004;  // g = 0.64: 20/(1 +- 0.8)
  EXPECT_NEAR(crossing(line, 0.8, 20).low, 10 + 20 / 1.8, 1e-9);
  EXPECT_NEAR(crossing(line, 0.8, 20).high, 10 + 20 / 0.2, 1e-9);
  line.slope_sigma = 0.01;
  EXPECT_NEAR(crossing(line, 0.8, 20).low, 20, 1e-9);  // 10 + 20/3 is before now
  EXPECT_TRUE(std::isinf(crossing(line, 0.8, 20).high));
}

TEST(Stability, CyclesAndPotentialsAreFollowedToo) {
  NITER_IDENTITY("0.1 mV a cycle: 50 mV in 500 cycles");
  data::Table table;
  table.columns = {{"cycle", Unit::of("1"), {}}, {"E", Unit::of("V"), {}}};
  for (int i = 1; i <= 100; ++i) {
    table.columns[0].values.push_back(i);
    table.columns[1].values.push_back(-0.4 - 1e-4 * i);
  }
  StabilityOptions options;
  options.loss = Quantity(50, "mV");
  const auto reduction = reduced(table, options);
  EXPECT_NEAR(reduction.find("decay_rate")->value.value(), -1e-4, 1e-12);
  EXPECT_NEAR(reduction.find("life")->value.value(), 500, 1e-3);
  EXPECT_EQ(reduction.find("life")->unit.text(), "1");
}

TEST(Stability, MistakesAreNamed) {
  NITER_IDENTITY("errors say what is wanted");
  auto table = record(100, [](int i) { return 100.0 - i; });
  table.provenance.origin = "long.csv";
  StabilityOptions options;
  options.loss = Quantity(50, "mV");
  EXPECT_EQ(reduce_stability({&table, 1}, options).error().code, Code::Unit);
  options = {};
  options.column = "FE";
  EXPECT_EQ(reduce_stability({&table, 1}, options).error().code, Code::NotFound);
  options = {};
  options.skip = Quantity(99, "min");
  EXPECT_NE(reduce_stability({&table, 1}, options).error().text().find("long.csv: 1 points"),
            std::string::npos);
  table.columns[0].values[5] = 0;
  EXPECT_NE(reduce_stability({&table, 1}, {}).error().text().find("point 6"), std::string::npos);
}

// 20 h of a cell at 5 mA: 0.9 V less 2 mV an hour, 10 uA of noise on the current it is held at
data::Table galvanostatic() {
  data::Table table;
  table.columns = {{"t", Unit::of("s"), {}}, {"I", Unit::of("mA"), {}}, {"V", Unit::of("V"), {}}};
  for (int i = 0; i < 1200; ++i) {
    const double t = 60.0 * i;
    table.columns[0].values.push_back(t);
    table.columns[1].values.push_back(-5e-3 + 1e-5 * std::sin(7.1 * i));
    table.columns[2].values.push_back(0.9 - 2e-3 * t / 3600 + 3e-4 * std::sin(12.9898 * i));
  }
  return table;
}

TEST(Stability, TheVoltageIsFollowedWhereTheCurrentIsHeld) {
  NITER_IDENTITY("-2 mV an hour; a current that is not held, or a stated column, is followed");
  auto table = galvanostatic();
  auto result = reduce_stability({&table, 1}, {});
  ASSERT_TRUE(result) << result.error().text();
  const auto* const drift = result->find("drift");
  ASSERT_NE(drift, nullptr);
  EXPECT_NEAR(drift->unit.from_si(drift->value.value()), -2,
              2 * drift->value.sigma() / drift->unit.scale() + 1e-3);
  EXPECT_EQ(result->figures.front().panels.front().y.word, "V");
  const auto* const rate = result->find("decay_rate");
  EXPECT_NEAR(rate->unit.from_si(rate->value.value()), -2e-3 / 0.9 * 100, 1e-3);

  result = reduce_stability({&table, 1}, {.column = "I"});
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_EQ(result->find("drift"), nullptr);
  for (int i = 0; i < 1200; ++i)
    table.columns[1].values[static_cast<std::size_t>(i)] *= 1 - 1e-4 * i;
  result = reduce_stability({&table, 1}, {});
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_EQ(result->figures.front().panels.front().y.word, "I");
}

}  // namespace
}  // namespace niter::analysis
