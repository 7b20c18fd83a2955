#include "niter/study/bench/series.hpp"

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/study/bench/together.hpp"

namespace niter::study {
namespace {

struct Series {
  Study study;
  std::vector<Measured> measured;

  Series() {
    study.catalysts = {{.id = "A", .ratio = {}, .colour = 3, .where = {}},
                       {.id = "B", .ratio = {}, .colour = 1, .where = {}}};
    Experiment nitrate;
    nitrate.id = "no3";
    nitrate.title = "Nitrate";
    nitrate.scale = "RHE";
    study.experiments = {nitrate};
    study.measurements.reserve(4);  // the measured point at them
  }
  void add(const char* catalyst, double potential, double efficiency, double sigma) {
    Measurement plan;
    plan.id = "e" + std::to_string(measured.size());
    plan.technique = "electrolysis";
    plan.catalyst = catalyst;
    plan.experiment = "no3";
    plan.potential = potential;
    study.measurements.push_back(plan);
    data::Reduction reduction{.technique = "electrolysis", .title = plan.id};
    reduction.measures = {
        {"faradaic_efficiency", "FE", Uncertain::input("x", efficiency, sigma), Unit::of("%")}};
    measured.push_back({&study.measurements.back(), reduction, {}});
  }
};

TEST(MeasuredSeries, PointsStandByPotentialWithTheir95PercentBars) {
  NITER_IDENTITY("two standard uncertainties either side, sorted along the axis");
  Series series;
  series.add("A", -0.8, 0.7, 0.01);
  series.add("A", -1.0, 0.9, 0.02);
  series.add("B", -1.0, 0.4, 0.01);
  const auto points =
      measured_points(series.study, series.measured, "no3", "A", "faradaic_efficiency");
  ASSERT_TRUE(points);
  EXPECT_EQ(points->x, (std::vector<double>{-1.0, -0.8}));
  EXPECT_EQ(points->y, (std::vector<double>{0.9, 0.7}));
  EXPECT_NEAR(points->low[0], 0.86, 1e-12);
  EXPECT_NEAR(points->high[0], 0.94, 1e-12);
  EXPECT_EQ(points->colour, 3);
  EXPECT_FALSE(measured_points(series.study, series.measured, "no3", "A", "yield_rate"));

  const auto figures = potential_series(series.study, series.measured).figures;
  ASSERT_EQ(figures.size(), 1u);
  EXPECT_EQ(figures[0].panels[0].series.size(), 2u);
  EXPECT_EQ(figures[0].panels[0].x.scale, "vs. RHE");
}

TEST(MeasuredSeries, OneElectrolysisIsNoSeries) {
  NITER_IDENTITY("a figure needs two points");
  Series series;
  series.add("A", -0.8, 0.7, 0.01);
  EXPECT_TRUE(potential_series(series.study, series.measured).figures.empty());
}

}  // namespace
}  // namespace niter::study
