// The runs of the founding study, end to end: figures, records and numbers of every protocol.
#include <algorithm>
#include <cmath>

#include "journeys/program.hpp"
#include <gtest/gtest.h>

#include "niter/base/file.hpp"
#include "niter/base/testing.hpp"
#include "niter/base/text.hpp"
#include "niter/config/value.hpp"

namespace niter::testing {
namespace {
namespace fs = std::filesystem;
using config::Value;

// One report, figures and all, for every test of this file.
const fs::path& report() {
  static const Workplace place("runs");
  static const fs::path folder = [] {
    const auto done = place.niter("run studies/feco-nc --out report");
    EXPECT_EQ(done.exit_code, 0) << done.err;
    return place.folder() / "report";
  }();
  return folder;
}

const Value& results() {
  static const Value value = [] {
    const auto text = read_file(report() / "results.json");
    return text ? config::parse_json(*text, "results.json").value_or(Value()) : Value();
  }();
  return value;
}

const Value& run(const std::string& id) {
  static const Value none;
  for (const auto& r : *results().find("runs")->array())
    if (*r.find("id")->string() == id) return r;
  ADD_FAILURE() << "no run " << id;
  return none;
}

// The number of a run whose name begins so.
double number(const std::string& id, const std::string& name) {
  for (const auto& n : *run(id).find("numbers")->array())
    if (n.find("name")->string()->starts_with(name)) return *n.find("value")->number();
  return std::nan("");
}

// A column of a record in data/, in its unit.
std::vector<double> column(const std::string& record, const std::string& name) {
  const auto text = read_file(report() / "data" / (record + ".csv"));
  EXPECT_TRUE(text) << record;
  const auto lines = split(text.value_or(""), '\n');
  const auto names = split(lines.at(0), ',');
  const auto at =
      static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  EXPECT_LT(at, names.size()) << name;
  std::vector<double> out;
  for (std::size_t i = 3; i < lines.size(); ++i)
    if (const auto cells = split(lines[i], ','); cells.size() > at)
      out.push_back(parse_number(cells[at]).value_or(std::nan("")));
  return out;
}

// Current of the sweep in a record at a potential; the sweep goes down and comes last.
double current_at(const std::string& record, double potential) {
  const auto E = column(record, "E"), j = column(record, "j");
  for (std::size_t i = E.size() - 1; i > 0; --i)
    if (E[i] <= potential && E[i - 1] >= potential)
      return std::lerp(j[i], j[i - 1], (potential - E[i]) / (E[i - 1] - E[i]));
  return std::nan("");
}

TEST(RunsSlow, EveryFigureIsDrawn) {
  NITER_SOURCE("feco2025", "Figs. 2a, 2d to 2h, 5a, 5d, S4 to S6, S9");
  for (const std::string id : {"fig-2a", "fig-2d", "fig-2d-cycles", "fig-2e", "fig-2f", "fig-2g",
                               "fig-2h", "fig-S9", "fig-5a", "fig-5d"}) {
    for (const std::string ending : {"-88mm.svg", "-180mm.pdf", "-180mm.png"})
      EXPECT_TRUE(fs::exists(report() / "figures" / (id + ending))) << id << ending;
    EXPECT_TRUE(fs::exists(report() / "data" / (id + ".csv"))) << id;
  }
  const auto page = read_file(report() / "index.html").value_or("");
  for (const auto& r : *results().find("runs")->array()) {
    EXPECT_NE(page.find("<section id=\"run-" + *r.find("id")->string() + "\">"), std::string::npos);
    EXPECT_FALSE(r.find("numbers")->array()->empty()) << *r.find("id")->string();
    for (const auto& record : *r.find("records")->array())
      EXPECT_TRUE(fs::exists(report() / *record.string())) << *record.string();
  }
}

TEST(RunsSlow, TheDoubleLayerComesOutAsItWentIn) {
  NITER_SOURCE("feco2025", "Fig. 2d: 34.0, 14.2 and 11.1 mF cm-2");
  EXPECT_NEAR(number("capacitance", "C_dl of Fe2Co1/NC, plain") / 34.0, 1, 0.05);
  EXPECT_NEAR(number("capacitance", "C_dl of Co/NC, plain") / 14.2, 1, 0.05);
  EXPECT_NEAR(number("capacitance", "C_dl of Fe/NC, plain") / 11.1, 1, 0.05);
}

TEST(RunsSlow, ArcsStandInTheReportedOrder) {
  NITER_SOURCE("feco2025", "Fig. 2e: Fe/NC > Co/NC > Fe2Co1/NC");
  EXPECT_GT(number("eis", "arc of Fe/NC"), number("eis", "arc of Co/NC"));
  EXPECT_GT(number("eis", "arc of Co/NC"), number("eis", "arc of Fe2Co1/NC"));
}

TEST(RunsSlow, SweepsStandInTheReportedOrder) {
  NITER_SOURCE("feco2025", "Figs. 2a and 5a: Fe2Co1/NC above Co/NC and Fe/NC");
  for (const std::string run : {"lsv-no3", "lsv-no2"}) {
    for (const double potential : {-0.7, -0.8, -0.9, -1.0, -1.1}) {
      const double reference = std::abs(current_at(run + "-Fe2Co1-NC", potential));
      EXPECT_GT(reference, std::abs(current_at(run + "-Co-NC", potential))) << run << potential;
      EXPECT_GT(reference, std::abs(current_at(run + "-Fe-NC", potential))) << run << potential;
    }
  }
}

TEST(RunsSlow, CyclesInFreshElectrolyteAreAlike) {
  NITER_SOURCE("feco2025", "Fig. 2f: six cycles, nearly constant; 85.6 % and 171.5 umol h-1 cm-2");
  EXPECT_NEAR(number("cycles", "FE, mean of 6"), 85.6, 5);
  EXPECT_NEAR(number("cycles", "NH3 yield rate, mean of 6") / 171.5, 1, 0.1);
}

TEST(RunsSlow, ControlsMakeNothingThatCouldBeSeen) {
  NITER_SOURCE("feco2025", "Fig. 2h: negligible ammonia");
  const double made = number("controls", "NH3 made, electrolysis with");
  EXPECT_NEAR(made / 171.5, 1, 0.1);
  EXPECT_LT(std::abs(number("controls", "NH3 made, open circuit with")), 1e-3 * made);
  EXPECT_LT(std::abs(number("controls", "NH3 made, electrolysis without")), 1e-3 * made);
}

TEST(RunsSlow, ABatchLosesItsCurrentUnlessItIsLargeOrRenewed) {
  NITER_IDENTITY("40 h at 43 mA cm-2 use more nitrate than 50 mL of 0.1 mol/L hold");
  const auto unrefreshed = column("stability-no3-50-mL", "j");
  const auto renewed = column("stability-no3-fresh-every-2-h", "j");
  EXPECT_LT(unrefreshed.back() / renewed.back(), 0.8);
  const double flat = number("stability-no3", "50 mL: current within 5 %");
  EXPECT_GT(flat, 1);
  EXPECT_LT(flat, 40);
}

}  // namespace
}  // namespace niter::testing
