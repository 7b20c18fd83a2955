#include "niter/analysis/echem/voltammogram.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"

namespace niter::analysis {
namespace {

constexpr double thermal = constants::R * 298.15 / constants::F;  // RT/F [V]

struct Points {
  std::vector<double> potential, current;
  Curve curve() const { return {potential, current}; }
};

/// sqrt(pi) chi of a reversible couple at x = (nF/RT)(E1/2 - E), as the Fermi-Dirac integral
/// 2/sqrt(pi) times the integral of du / (4 cosh2((u2 - x)/2)) from 0; the trapezium rule is exact
/// for it.
double reversible(double x) {
  constexpr double h = 0.02;
  double sum = 0;
  for (int i = 0; i * h < 8; ++i) {
    const double c = std::cosh((i * h * i * h - x) / 2);
    sum += (i == 0 ? 0.5 : 1) * h / (4 * c * c);
  }
  return 2 / std::sqrt(std::numbers::pi) * sum;
}

/// sqrt(pi) chi(bt) of an irreversible reduction at x = -(alpha F/RT)(E - E0) - ln(sqrt(pi D
/// b)/k0), b = alpha F v/RT: the series in powers of sqrt(pi) e^x.
double irreversible(double x) {
  double sum = 0;
  for (int j = 1; j < 400; ++j) {
    const double term = std::exp(j * (0.5 * std::log(std::numbers::pi) + x) - 0.5 * std::lgamma(j));
    sum += j % 2 == 1 ? term : -term;
  }
  return sum;
}

/// A cathodic sweep: x rises as the potential falls, E = -x RT/F.
template <class F>
Points cathodic(const F& f, double from, double to, double step_mV) {
  Points points;
  const double step = step_mV * 1e-3 / thermal;
  for (int i = 0; from + i * step <= to; ++i) {
    const double x = from + i * step;
    points.potential.push_back(-x * thermal);
    points.current.push_back(-f(x));
  }
  return points;
}

TEST(Voltammogram, ReversiblePeakOfNicholsonAndShain) {
  NITER_SOURCE("nicholson1964", "peak 0.4463, 28.5 mV/n past E1/2; E_p - E_p/2 = 2.20 RT/nF");
  for (const double step : {0.5, 1.0, 2.0}) {
    const auto points = cathodic(reversible, -8, 6, step);
    const auto peak = find_peak(points.curve(), {});
    ASSERT_TRUE(peak) << peak.error().text();
    EXPECT_NEAR(peak->height.value(), -0.446294694845, 3e-6);
    EXPECT_NEAR(-peak->potential.value(), 28.4918e-3, 0.03e-3);
    EXPECT_NEAR(peak->half_potential.value() - peak->potential.value(), 56.5836e-3, 0.03e-3);
    EXPECT_FALSE(peak->width);  // a diffusion tail does not fall to half so soon
  }
  const auto points = cathodic(reversible, -8, 6, 1);
  EXPECT_NEAR(current_at(points.curve(), {0, 0}).value(), -0.380105, 3e-5);
  EXPECT_NEAR(current_at(points.curve(), {-0.05, 0}).value(), -0.420972, 3e-5);
  EXPECT_NEAR(current_at(points.curve(), {0.05, 0.004}).value(), -0.11831, 2e-4);
}

TEST(Voltammogram, IrreversiblePeakOfNicholsonAndShain) {
  NITER_SOURCE("nicholson1964", "peak 0.4958 at -5.34 mV; E_p - E_p/2 = 1.857 RT/(alpha F)");
  const auto points = cathodic(irreversible, -8, 0.9, 0.5);
  const auto peak = find_peak(points.curve(), {});
  ASSERT_TRUE(peak) << peak.error().text();
  EXPECT_NEAR(peak->height.value(), -0.495763, 1e-5);
  EXPECT_NEAR(-peak->potential.value() / thermal, 0.78038 - 0.5 * std::log(std::numbers::pi),
              0.001);
  EXPECT_NEAR((peak->half_potential.value() - peak->potential.value()) / thermal, 1.857, 0.001);
}

TEST(Voltammogram, WidthOfASurfaceConfinedPeak) {
  NITER_IDENTITY("1/cosh2: width 3.52549 RT/F, height at E0, both sides alike");
  Points points;
  for (int i = 0; i <= 400; ++i) {
    const double e = -0.2 + i * 1e-3;
    points.potential.push_back(e);
    const double c = std::cosh((e - 0.03) / (2 * thermal));
    points.current.push_back(2.5 / (c * c));
  }
  const auto peak = find_peak(points.curve(), {.kind = PeakKind::Anodic});
  ASSERT_TRUE(peak);
  EXPECT_NEAR(peak->width->value(), 90.579e-3, 2e-5);
  EXPECT_NEAR(peak->potential.value(), 0.03, 1e-6);
  EXPECT_NEAR(peak->height.value(), 2.5, 1e-4);
  EXPECT_NEAR(peak->potential.value() - peak->half_potential.value(), 90.579e-3 / 2, 1e-5);
}

TEST(Voltammogram, BaselineIsSubtracted) {
  NITER_IDENTITY("a charging current a + b E under a peak changes nothing but the baseline");
  auto points = cathodic(reversible, -12, 6, 1);
  const auto pure = find_peak(points.curve(), {});
  for (std::size_t i = 0; i < points.current.size(); ++i) {
    points.current[i] += -0.3 + 0.4 * points.potential[i];
  }
  const auto peak = find_peak(points.curve(), {.baseline = Stretch{0.3, 0.22}});
  ASSERT_TRUE(peak) << peak.error().text();
  EXPECT_NEAR(peak->height.value(), pure->height.value(),
              2e-3);  // the foot of the wave is 1e-4 in the stretch
  EXPECT_NEAR(peak->potential.value(), pure->potential.value(), 2e-4);
  EXPECT_NEAR(peak->half_potential.value(), pure->half_potential.value(), 2e-4);
}

TEST(Voltammogram, OnsetByLevel) {
  NITER_IDENTITY("an exponential reaches the level at E = -ln(level) b; ten times it, a decade on");
  Points points;
  for (int i = 0; i <= 500; ++i) {
    points.potential.push_back(-i * 1e-3);
    points.current.push_back(-1e-4 * std::exp(i * 1e-3 / 0.05));
  }
  const auto at = [&](double level) { return onset(points.curve(), {.level = level}); };
  EXPECT_NEAR(at(-0.1).value(), -0.05 * std::log(1e3), 1e-5);
  EXPECT_NEAR(at(-0.01).value() - at(-0.1).value(), 0.05 * std::log(10), 1e-5);
  EXPECT_NE(at(0.1).error().text().find("does not reach 0.1"), std::string::npos);
  EXPECT_NE(at(-1e-5).error().text().find("from the first point"), std::string::npos);
  EXPECT_FALSE(at(0));
}

TEST(Voltammogram, OnsetByTangent) {
  NITER_IDENTITY("a straight rise from a straight baseline: where they meet");
  Points points;
  for (int i = 0; i <= 300; ++i) {
    const double e = i * 1e-3;
    points.potential.push_back(e);
    points.current.push_back(0.2 + 0.5 * e + std::max(0.0, 30 * (e - 0.1234)));
  }
  const auto found =
      onset(points.curve(), {.rule = OnsetRule::Tangent, .baseline = Stretch{0, 0.1}});
  ASSERT_TRUE(found) << found.error().text();
  EXPECT_NEAR(found.value(), 0.1234, 1e-9);
  EXPECT_FALSE(
      onset(points.curve(),
            {.rule = OnsetRule::Tangent, .baseline = Stretch{0, 0.1}, .range = Stretch{0.5, 0.6}}));
}

TEST(Voltammogram, ARisingCurrentIsNoPeak) {
  NITER_IDENTITY("a maximum at the end of the sweep is the end of the sweep");
  const auto points = cathodic(reversible, -8, 0.5, 1);
  EXPECT_NE(find_peak(points.curve(), {}).error().text().find("no cathodic peak"),
            std::string::npos);
  const auto whole = cathodic(reversible, -8, 6, 1);
  EXPECT_FALSE(find_peak(whole.curve(), {.kind = PeakKind::Anodic}));
  EXPECT_NE(
      find_peak(cathodic(reversible, 0.4, 6, 1).curve(), {}).error().text().find("above half"),
      std::string::npos);
  EXPECT_TRUE(find_peak(whole.curve(), {.range = Stretch{0, -0.1}}));
  EXPECT_FALSE(find_peak(whole.curve(), {.range = Stretch{0.1, 0}}));
  EXPECT_FALSE(current_at(whole.curve(), {1.0, 0}));
  EXPECT_FALSE(current_at(whole.curve(), {1.0, 0.01}));
}

TEST(Voltammogram, CurveOfASweep) {
  NITER_IDENTITY("the points between two reversals, j before I");
  data::Table table;
  table.columns = {{"t", Unit::of("s"), {}}, {"E", Unit::of("V"), {}}, {"I", Unit::of("A"), {}}};
  for (int i = 0; i <= 100; ++i) {
    table.columns[0].values.push_back(i);
    table.columns[1].values.push_back(1e-3 * (i <= 50 ? i : 100 - i));
    table.columns[2].values.push_back(i);
  }
  const auto sweeps = split_sweeps(table);
  ASSERT_TRUE(sweeps);
  ASSERT_EQ(sweeps->size(), 2u);
  const auto back = curve_of(table, (*sweeps)[1]);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->current.front(), 50);
  EXPECT_EQ(back->current.back(), 100);
  table.columns.push_back(table.columns[2]);
  table.columns.back().name = "j";
  table.columns.back().values[75] = -7;
  EXPECT_EQ(curve_of(table, (*sweeps)[1])->current[25], -7);
  table.columns.resize(2);
  EXPECT_NE(curve_of(table, (*sweeps)[1]).error().text().find("'I'"), std::string::npos);
}

}  // namespace
}  // namespace niter::analysis
