// For tests only: a reduction in which every member holds something that is easily lost.
#pragma once

#include <cmath>
#include <limits>

#include "niter/data/reduction.hpp"

namespace niter::io::testing {

inline data::Table lsv_table() {
  data::Table table;
  table.title = "LSV of Fe2Co1/NC, \"fresh\"";
  table.columns = {
      {"E", Unit::of("mV"), {0.1, -0.3, std::nan("")}, {}, "vs. RHE (bulk); 25 °C"},
      {"j", Unit::of("mA cm-2"), {-1e-300, -400.5, 1.0 / 3}, {3, 4, 5e-324}, "geometric area"},
      {"j", Unit::of("mA cm-2"), {-0.0, 3, 4}, {}, "second, of the same name"},
      {"counts", Unit::of("counts s-1"), {1, 2, 3}},
      {"signal", Unit::of("a.u."), {1, 2, 3}},
      {"T", Unit::of("degC"), {298.15, 300, 310}, {0.5, 0.5, 0.5}}};
  table.provenance = {"lsv.mpt", "00ff", "biologic-mpt, niter 0.1.0", {{"area", "1 cm2"}}};
  return table;
}

inline data::Figure two_panels() {
  data::Series line{"<sim> & \"co\"", data::Series::Mark::Line, {-1, 0}, {2, std::nan("")}};
  data::Series band{"", data::Series::Mark::Band, {-1, 0}, {}, {1, 2}, {3, 4}};
  band.colour = 3;
  band.dashed = true;
  data::Series points{"read", data::Series::Mark::Points, {-1}, {2}};
  points.reported = true;
  points.labels = {"NO3-\nsecond line"};
  points.shows_labels = true;
  data::Panel left{"a",
                   "left",
                   {"E", Unit::of("V"), "vs. RHE", std::pair{0.1, -1.2}},
                   {"j", Unit::of("mA cm-2"), {}, {}, true},
                   {line, band, points}};
  left.equal_scales = true;
  return {"fig-a", "Both", "What it shows: <b>", {left, {"b", "", {"t", Unit::of("h")}, {}, {}}}};
}

inline data::Reduction full_reduction() {
  const auto area = Uncertain::input("area", 1e-4, 2e-6);
  const auto charge = Uncertain::input("charge & co", 1.0 / 3, 1e-3);
  data::Reduction reduction{.technique = "cdl", .title = "Fe2Co1/NC_100 % \\ \"run\" <1>"};
  reduction.measures = {
      {"double_layer_capacitance", "Double-layer capacitance", charge / area, Unit::of("mF cm-2"),
       "h = h0 + C v | plain", "mccrory2013", "at -0.4 V vs. RHE, 5 % to 20 mA cm-2"},
      {"faradaic_efficiency", "Faradaic efficiency", Uncertain(0.856) * charge / 0.5,
       Unit::of("%")},
      {"exact", "An exact number", Uncertain(0.1), Unit::of("1")},
      {"temperature", "Temperature", Uncertain::input("T", 298.15, 0.5), Unit::of("degC")}};
  auto second = lsv_table();
  second.columns.resize(1);
  reduction.tables = {lsv_table(), second, {"empty", {}}};
  reduction.figures = {two_panels()};
  reduction.findings = {
      {"A2",
       "Charge and product agree",
       data::Verdict::Marginal,
       "j = Q / A",
       "3 = 3",
       "3 %",
       "They agree.",
       "",
       "bard2001, sec. 11.3",
       {"f1", "f2"}},
      {"B1", "Not to be decided", data::Verdict::NeedsDatum, "", "", "", "Why", "the pH", "", {}}};
  reduction.caveats = {"the record is short", ""};
  reduction.settings = {{"window", "5 to 20 mA cm-2"}, {"Ä µ", ""}, {"window", "twice"}};
  reduction.records = {{"a.DTA", "ab12", "gamry-dta, niter 0.1.0", {{"t0", "0 s"}}}, {}};
  return reduction;
}

}  // namespace niter::io::testing
