// Catalysts in one panel: which curves come along, in which colour, under which name.
#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/study/bench/together.hpp"

namespace niter::study {
namespace {

using data::Series;

struct Bench {
  Study study;
  std::vector<Measured> measured;

  Bench() {
    study.catalysts = {{.id = "A", .ratio = {}, .colour = 3, .where = {}},
                       {.id = "B", .ratio = {}, .colour = 1, .where = {}}};
    Experiment nitrate;
    nitrate.id = "no3";
    nitrate.title = "Nitrate";
    study.experiments = {nitrate};
    study.measurements.reserve(8);  // the measured point at them
  }
  void add(const char* catalyst, double capacitance, const char* scale = "vs. RHE") {
    Measurement plan;
    plan.id = plan.title = "m" + std::to_string(measured.size());
    plan.technique = "cdl";
    plan.catalyst = catalyst;
    plan.experiment = "no3";
    study.measurements.push_back(plan);
    data::Reduction reduction{.technique = "cdl", .title = plan.id};
    reduction.measures = {{"double_layer_capacitance", "C", Uncertain::input("c", capacitance, 1),
                           Unit::of("mF cm-2")}};
    data::Panel cycles{"a", {}, {"E", Unit::of("V"), scale}, {"j", Unit::of("mA cm-2")}, {}};
    data::Panel lines{"b",
                      {},
                      {"scan_rate", Unit::of("mV s-1"), scale},
                      {"half_difference", Unit::of("mA cm-2")},
                      {}};
    Series line{.name = "slope", .x = {0, 0.1}, .y = {0, 0.1 * capacitance}};
    Series circuit{.name = "R C", .x = {0, 0.1}, .y = {0, 1}, .dashed = true};
    Series points{.name = "read",
                  .mark = Series::Mark::Points,
                  .x = {0.05, 0.1},
                  .y = {0.05 * capacitance, 0.1 * capacitance}};
    Series decades{
        .name = "", .mark = Series::Mark::Points, .x = {1, 2}, .y = {1, 2}, .shows_labels = true};
    lines.series = {line, circuit, points, decades};
    reduction.figures = {{"fig", "", "", {cycles, lines}}};
    measured.push_back({&study.measurements.back(), reduction, {}});
  }
};

TEST(Overlay, CapacitanceLinesOfTheCatalystsShareAPanel) {
  NITER_IDENTITY("34 mF cm-2 = 340 F m-2; lines and points of the technique, in its order");
  Bench bench;
  bench.add("B", 340);
  bench.add("A", 120);
  const auto figures = overlays(bench.study, bench.measured).figures;
  ASSERT_EQ(figures.size(), 1u);
  EXPECT_EQ(figures[0].id, "together-no3-cdl");
  const auto& series = figures[0].panels[0].series;
  ASSERT_EQ(series.size(), 4u);  // a line and points each: no circuit, no decades
  EXPECT_EQ(series[0].name, "A: 12.00 ± 0.10 mF cm⁻²");
  EXPECT_EQ(series[0].colour, 3);
  EXPECT_EQ(series[1].name, "");
  EXPECT_EQ(series[1].colour, 3);
  EXPECT_EQ(series[2].name, "B: 34.00 ± 0.10 mF cm⁻²");
  EXPECT_EQ(series[3].y, (std::vector<double>{17, 34}));
}

TEST(Overlay, OneCatalystOrOtherAxesAreNoComparison) {
  NITER_IDENTITY("two curves of one catalyst tell nothing of catalysts; RHE is not SHE");
  Bench alone;
  alone.add("A", 340);
  alone.add("A", 120);
  EXPECT_TRUE(overlays(alone.study, alone.measured).figures.empty());
  Bench mixed;
  mixed.add("A", 340);
  mixed.add("B", 120, "vs. SHE");
  EXPECT_TRUE(overlays(mixed.study, mixed.measured).figures.empty());
}

}  // namespace
}  // namespace niter::study
