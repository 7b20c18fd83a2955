// The founding study, end to end: the values that have to be reached, all at once, and a report
// that is whole.
#include <chrono>
#include <cmath>
#include <set>
#include <thread>
#include <tuple>

#include "journeys/program.hpp"
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include "niter/base/file.hpp"
#include "niter/base/testing.hpp"
#include "niter/config/value.hpp"

namespace niter::testing {
namespace {
namespace fs = std::filesystem;
using config::Value;

// One run for all tests of this file; without the print figures, which the report room tests.
const Value& results() {
  static const Workplace place("founding");
  static const Value value = [] {
    const auto done = place.niter("run studies/feco-nc --no-figures --out report");
    EXPECT_EQ(done.exit_code, 0) << done.err;
    const auto text = read_file(place.folder() / "report" / "results.json");
    EXPECT_TRUE(text) << text.error().text();
    return text ? config::parse_json(*text, "results.json").value_or(Value()) : Value();
  }();
  return value;
}

const Value::Array& list(const char* key) {
  static const Value::Array none;
  const auto* found = results().find(key);
  return found != nullptr && found->array() != nullptr ? *found->array() : none;
}

double number(const Value& object, const char* key) {
  const auto* found = object.find(key);
  return found == nullptr ? std::nan("") : found->number().value_or(std::nan(""));
}
std::string text(const Value& object, const char* key) {
  const auto* found = object.find(key);
  return found != nullptr && found->string() != nullptr ? *found->string() : "";
}

const Value* observable(const std::string& id) {
  for (const auto& o : list("observables")) {
    if (text(o, "id") == id) return &o;
  }
  return nullptr;
}

TEST(FoundingStudySlow, ReachesTheSevenNumbersAtOnce) {
  NITER_SOURCE("feco2025", "Figs. 2 and 5 and text");
  double chi2 = 0;
  for (const auto* id : {"no3.lsv.j", "no3.yield.max", "no2.yield.max"}) {
    const auto* o = observable(id);
    ASSERT_NE(o, nullptr) << id;
    EXPECT_NEAR(number(*o, "simulated") / number(*o, "reported"), 1, 0.05) << id;
    chi2 += std::pow(number(*o, "residual_sigma"), 2);
  }
  for (const auto* id : {"no3.FE.max", "no3.FE.m12", "no2.FE.max", "no2.FE.m12"}) {
    const auto* o = observable(id);
    ASSERT_NE(o, nullptr) << id;
    EXPECT_NEAR(number(*o, "simulated"), number(*o, "reported"), 3) << id << ", in %";
    chi2 += std::pow(number(*o, "residual_sigma"), 2);
  }
  EXPECT_LT(chi2, 8);
  // the calibration also counts how far neighbours stand above the reported maxima: next to nothing
  EXPECT_NEAR(number(*results().find("calibration"), "chi2_data"), chi2, 0.5);
}

TEST(FoundingStudySlow, MaximaLieWithinATenthOfAVoltOfTheReported) {
  NITER_SOURCE("feco2025", "Figs. 2c and 5c: largest efficiency at -1.0 V vs RHE");
  std::set<std::string> seen;
  for (const auto& curve : list("curves")) {
    if (text(curve, "catalyst") != "Fe2Co1/NC") continue;
    const auto experiment = text(curve, "experiment");
    const auto largest = [&](const char* key) {
      double best = -1, at = 0;
      for (const auto& p : *curve.find("points")->array()) {
        const bool measurable =
            std::abs(number(p, "j_A_m2")) > 0.1;  // an efficiency of no current is none
        if (measurable && number(p, key) > best) {
          best = number(p, key);
          at = number(p, "E_V_RHE");
        }
      }
      return at;
    };
    EXPECT_NEAR(largest("faradaic_efficiency"), -1.0, 0.1001) << experiment;
    if (experiment == "no3") {
      EXPECT_NEAR(largest("nh3_yield_mol_m2_s"), -1.0, 0.1001);
    }
    seen.insert(experiment);
  }
  EXPECT_EQ(seen.size(), 2U);
}

TEST(FoundingStudySlow, CatalystsKeepTheReportedOrder) {
  NITER_SOURCE("feco2025", "Figs. 2a, 2b, 5a, 5b: Fe2Co1 above Co and Fe");
  // by experiment, compression and potential: the three catalysts
  std::map<std::tuple<std::string, double, double>, std::map<std::string, const Value*>> points;
  for (const auto& p : list("dft_compression")) {
    if (number(p, "compression") > 0.2001) continue;
    points[{text(p, "experiment"), number(p, "compression"), number(p, "E_V_RHE")}]
          [text(p, "catalyst")] = &p;
  }
  EXPECT_GE(points.size(), 2U * 5U * 5U) << "two salts, five potentials, at least five values of s";
  for (const auto& [at, by_catalyst] : points) {
    ASSERT_EQ(by_catalyst.size(), 3U);
    for (const auto* key : {"j_A_m2", "faradaic_efficiency", "nh3_yield_mol_m2_s"}) {
      const auto size = [&](const char* catalyst) {
        return std::abs(number(*by_catalyst.at(catalyst), key));
      };
      const auto& [experiment, compression, potential] = at;
      EXPECT_GT(size("Fe2Co1/NC"), size("Co/NC"))
          << experiment << " " << key << " " << compression << " " << potential;
      EXPECT_GT(size("Co/NC"), size("Fe/NC"))
          << experiment << " " << key << " " << compression << " " << potential;
    }
  }
}

TEST(FoundingStudySlow, LiteralDftIsAContradiction) {
  NITER_SOURCE("feco2025", "Fig. 3d: 1.51 and 2.92 eV for catalysts that are reported to work");
  int seen = 0;
  for (const auto& p : list("dft_compression")) {
    if (number(p, "compression") < 1 || text(p, "catalyst") == "Fe2Co1/NC") continue;
    ++seen;
    EXPECT_LT(number(p, "faradaic_efficiency"), 1e-4)
        << "the literal reading now works: say so in the report";
  }
  EXPECT_EQ(seen, 2 * 2 * 5);
}

TEST(FoundingStudySlow, KnownContradictionsStayContradictions) {
  NITER_SOURCE("feco2025", "nitrite LSV of 150 and stability current of 40 mA cm-2 at -1.2 V");
  // expected failures: one model cannot give them with the reported yield; physics.md of the design
  // says why
  for (const auto* id : {"no2.lsv.peak", "no2.stab.j"}) {
    const auto* o = observable(id);
    ASSERT_NE(o, nullptr) << id;
    EXPECT_GT(std::abs(number(*o, "residual_sigma")), 5) << id << " now fits: say so in the report";
  }
}

TEST(FoundingStudySlow, ReportHoldsWhatItsSchemaPromises) {
  NITER_IDENTITY("docs/methods/results.md");
  EXPECT_EQ(number(results(), "schema"), 1);
  EXPECT_GE(list("findings").size(), 30U);
  for (const auto& f : list("findings")) {
    EXPECT_FALSE(text(f, "key").empty());
    EXPECT_FALSE(text(f, "verdict").empty());
    EXPECT_FALSE(text(f, "text").empty()) << text(f, "key");
  }
  EXPECT_GE(list("figures").size(), 12U);
  EXPECT_GE(list("assumptions").size(), 10U);
  EXPECT_GE(list("missing").size(), 10U);
  EXPECT_NE(results().find("provenance"), nullptr);
}

// Start a run of the template study into `out` and return its process.
pid_t start_run(const Workplace& place) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  if (::chdir(place.folder().c_str()) != 0) ::_exit(126);
  ::execl(NITER_PROGRAM, "niter", "run", "studies/template", "--out", "report",
          static_cast<char*>(nullptr));
  ::_exit(127);
}

TEST(InterruptionSlow, KilledAtAnyMomentThePreviousReportStaysWhole) {
  NITER_IDENTITY("a partial report never replaces a good one");
  const Workplace place("killed");
  ASSERT_EQ(place.niter("run studies/template --no-figures --out report").exit_code, 0);
  const auto index = place.folder() / "report" / "index.html";
  for (const int after : {50, 300, 900, 2000}) {
    const pid_t child = start_run(place);
    std::this_thread::sleep_for(std::chrono::milliseconds(after));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const auto page = read_file(index);
    ASSERT_TRUE(page) << after;
    EXPECT_TRUE(page->ends_with("</html>\n")) << after;
    EXPECT_TRUE(fs::exists(place.folder() / "report" / "results.json")) << after;
  }
}

TEST(InterruptionSlow, CtrlCStopsWithinASecondAndLeavesTheReport) {
  NITER_IDENTITY("exit code 130, previous report untouched");
  const Workplace place("stopped");
  ASSERT_EQ(place.niter("run studies/template --no-figures --out report").exit_code, 0);
  const auto before = read_file(place.folder() / "report" / "index.html").value();
  const pid_t child = start_run(place);
  std::this_thread::sleep_for(std::chrono::milliseconds(150));
  const auto asked = std::chrono::steady_clock::now();
  ::kill(child, SIGINT);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::seconds(1));
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 0) GTEST_SKIP() << "the run ended before the signal came";
  EXPECT_EQ(WEXITSTATUS(status), 130);
  EXPECT_EQ(read_file(place.folder() / "report" / "index.html").value(), before);
}

}  // namespace
}  // namespace niter::testing
