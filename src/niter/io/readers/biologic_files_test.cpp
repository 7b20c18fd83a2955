// Real files of BioLogic: what other programs read from them, and what is left when they are cut.
#include <cmath>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "niter/base/testing.hpp"
#include "niter/base/text.hpp"
#include "niter/io/reader_testing.hpp"
#include "niter/io/readers/biologic_columns.hpp"
#include "niter/io/readers/biologic_mpr.hpp"
#include "niter/io/readers/biologic_mpt.hpp"
#include "niter/io/vendor_testing.hpp"

namespace niter::io {
namespace {

using namespace testing;
using ::testing::ElementsAre;

Recording file(const std::string& name) {
  const auto recording = read({shared(name), name});
  EXPECT_TRUE(recording) << recording.error().text();
  return recording ? *recording : Recording{};
}

// every number of a table that another program made of the file
void expect_table(const Recording& recording, const std::string& expected) {
  const auto lines = split(trim(expected), '\n');
  const auto names = split(trim(lines[0]), ',');
  ASSERT_EQ(lines.size() - 1, rows_of(recording));
  for (std::size_t k = 0; k < names.size(); ++k) {
    const auto meaning = biologic_meaning(names[k]);
    if (meaning.word == "I_range") continue;  // a code there, amperes here
    const bool worded = recording.parts[0].table.find(meaning.word) != nullptr;
    const auto values = all_rows(recording, worded ? meaning.word : meaning.name);
    ASSERT_EQ(values.size(), lines.size() - 1) << names[k];
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double want = number(split(trim(lines[i + 1]), ',').at(k));
      // 16 decimals are printed, and no more than 16 digits
      const double digits = 1e-14 * std::abs(values[i]) + 1.01e-16 * meaning.unit.scale();
      EXPECT_NEAR(values[i], meaning.unit.to_si(want), digits) << names[k];
    }
  }
}

TEST(BiologicFilesExternal, UnitpackageReadsTheSame) {
  NITER_SOURCE("unitpackage", "test/loader_data: eclab_ca and eclab_cv with their .expected");
  if (shared("voltammetry/unitpackage_eclab_ca.mpt").empty()) GTEST_SKIP() << "no shared data";
  const auto hold = file("voltammetry/unitpackage_eclab_ca.mpt");
  expect_table(hold, shared("voltammetry/unitpackage_eclab_ca.csv.expected"));
  EXPECT_EQ(hold.parts[0].table.find("E")->comment, "vs. Ag/AgCl / KCl (3.5M) (0.205 V)");
  const auto sweep = file("voltammetry/unitpackage_eclab_cv.mpt");
  expect_table(sweep, shared("voltammetry/unitpackage_eclab_cv.csv.expected"));
  EXPECT_EQ(sweep.parts[0].technique, "cv");
  EXPECT_EQ(value(sweep.parts[0], "I_range", 0), 1e-4);
}

TEST(BiologicFilesExternal, GermanDecimals) {
  NITER_SOURCE("yadg", "tests/test_x_eclab/mb.issue_95.de.mpt");
  if (shared("voltammetry/yadg_mb.issue_95.de.mpt").empty()) GTEST_SKIP() << "no shared data";
  const auto recording = file("voltammetry/yadg_mb.issue_95.de.mpt");
  ASSERT_EQ(recording.parts.size(), 1u);
  EXPECT_EQ(recording.parts[0].technique, "cycling");
  EXPECT_DOUBLE_EQ(value(recording.parts[0], "E", 0), 2.3278546);
  EXPECT_DOUBLE_EQ(value(recording.parts[0], "I", 11), 9.9315010e-2);
  EXPECT_EQ(value(recording.parts[0], "step", 11), 1);
  EXPECT_DOUBLE_EQ(value(recording.parts[0], "Q", 11), 5.517500559488932e-6 * 3.6);
  EXPECT_EQ(recording.parts[0].table.provenance.settings.at("Battery capacity"), "1.300 A.h");
}

TEST(BiologicFilesExternal, CyclesOfPlatinumWithCounterElectrode) {
  NITER_SOURCE("ixdat", "Pt_poly_cv_CUT.mpt: cycles, decimal comma, <Ece>");
  if (shared("voltammetry/Pt_poly_cv_CUT.mpt").empty()) GTEST_SKIP() << "no shared data";
  const auto recording = file("voltammetry/Pt_poly_cv_CUT.mpt");
  ASSERT_EQ(recording.parts.size(), 5u);
  EXPECT_EQ(recording.parts[0].technique, "cv");
  EXPECT_EQ(recording.parts[1].title, "Cyclic Voltammetry Advanced, cycle 2");
  EXPECT_DOUBLE_EQ(value(recording.parts[0], "E", 0), 0.87869531);
  EXPECT_DOUBLE_EQ(value(recording.parts[0], "<Ece>", 0), 0.88308001);
  EXPECT_DOUBLE_EQ(value(recording.parts[0], "Ewe-Ece", 0), -4.3846965e-3);
  EXPECT_DOUBLE_EQ(value(recording.parts[0], "I", 0), -2.604324994466466e-6);
  EXPECT_EQ(value(recording.parts[0], "I_range", 0), 1e-5);
  EXPECT_EQ(recording.parts[0].table.provenance.settings.at("scan_rate"), "100.000 mV/s");
}

TEST(BiologicFilesExternal, SpectraOfOtherProjects) {
  NITER_SOURCE("impedancepy", "exampleDataBioLogic.mpt; pyimpspec's spectrum in .mpt");
  if (shared("eis/exampleDataBioLogic.mpt").empty()) GTEST_SKIP() << "no shared data";
  const auto example = file("eis/exampleDataBioLogic.mpt");
  ASSERT_EQ(example.parts.size(), 1u);
  EXPECT_EQ(example.parts[0].technique, "eis");
  EXPECT_DOUBLE_EQ(value(example.parts[0], "f", 0), 1000.3201);
  EXPECT_DOUBLE_EQ(value(example.parts[0], "Z_im", 0), -0.38998979);
  EXPECT_DOUBLE_EQ(last(example.parts[0], "f"), 1.6895540e-2);
  const auto other = file("eis/pyimpspec_data.mpt");
  ASSERT_EQ(other.parts.size(), 1u);
  expect_pyimpspec(other.parts[0], 5e-8);
}

TEST(BiologicFilesExternal, NamesWithoutHeaderAndWithSpoiledSigns) {
  NITER_SOURCE("pyprobe", "tests/sample_data/biologic/Sample_data_biologic_no_header.mpt");
  const std::string name = "battery/pyprobe_Sample_data_biologic_no_header.mpt";
  if (shared(name).empty()) GTEST_SKIP() << "no shared data";
  const auto recording = file(name);
  EXPECT_EQ(recording.format, "biologic-mpt");
  EXPECT_THAT(recording.caveats, ElementsAre());
  const auto& first = recording.parts[0];
  EXPECT_DOUBLE_EQ(value(first, "V", 0), 2.9344745);
  EXPECT_DOUBLE_EQ(value(first, "T", 0), Unit::of("degC").to_si(24.443432));
  EXPECT_DOUBLE_EQ(value(first, "t", 0), 2.816723801174285e5);
}

TEST(BiologicFilesExternal, RealFilesCutAtEveryByte) {
  NITER_IDENTITY("a cut file is an error or marked, and its rows are those of the whole file");
  const std::string binary = "battery/yadg_gcpl.issue_226.I.mpr";
  if (shared(binary).empty()) GTEST_SKIP() << "no shared data";
  expect_cuts_are_seen(biologic_mpr_reader(), shared(binary));
  // the first has no line end at its end, as EC-Lab writes it
  for (const std::string name :
       {"battery/yadg_gcpl.issue_226.I.mpt", "eis/exampleDataBioLogic.mpt"}) {
    const auto bytes = shared(name);
    const auto whole = read_whole(biologic_mpt_reader(), bytes);
    for (std::size_t n = 0; n < bytes.size(); ++n) {
      const auto cut = biologic_mpt_reader().read({bytes.substr(0, n), name}, {});
      if (!cut) continue;
      // behind a whole row nothing shows that more was to come
      const bool between = bytes[n] == '\r' || bytes[n] == '\n' || bytes[n - 1] == '\n';
      ASSERT_TRUE(!cut->complete || between) << name << " " << n;
      ASSERT_EQ(cut->parts.size(), 1u);
      // rows before the last were compared when they were last
      const auto& table = cut->parts[0].table;
      for (std::size_t k = 0; k < table.columns.size(); ++k) {
        const std::size_t row = table.rows() - 1;
        ASSERT_TRUE(same(table.columns[k].values[row], whole.parts[0].table.columns[k].values[row]))
            << name << " cut at " << n << ", " << table.columns[k].name;
      }
    }
  }
}

}  // namespace
}  // namespace niter::io
