#include "niter/io/readers/versastat_par.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "niter/io/vendor_testing.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;

Recording read_or_fail(std::string_view bytes, const std::string& name) {
  auto recording = read({bytes, name});
  EXPECT_TRUE(recording) << recording.error().text();
  return recording ? *std::move(recording) : Recording{};
}

// a hold, two cycles, a spectrum
constexpr std::string_view small =
    "<Application>\r\nName=VersaStudio\r\n</Application>\r\n\r\n<Action0>\r\n"
    "Measured Open Circuit=-288.304 mV\r\nWorking Electrode Area (cm2)=0.2\r\n"
    "Reference Electrode=Ag, AgCl / KCl (sat'd) (0.197 Volts)\r\nName=Common\r\n</Action0>\r\n"
    "<Action1>\r\nName=DAC Control\r\n</Action1>\r\n"
    "<Action2>\r\nSegments=1\r\nName=Chronoamperometry\r\n</Action2>\r\n"
    "<Action3>\r\nPoints Per Cycle=2\r\nScan Rate (V/s)=0.01\r\nSegments=1\r\n"
    "Name=Cyclic Voltammetry (Multiple Cycles)\r\n</Action3>\r\n"
    "<Action4>\r\nSegments=1\r\nName=Potentiostatic EIS\r\n</Action4>\r\n"
    "<Segment1>\r\nType=11\r\nDefinition=Segment #, Point #, E(V), I(A), Elapsed Time(s), E "
    "Applied(V), Frequency(Hz), Z Real, Z Imag, 0\r\n"
    "0,0,0.5,1E-06,1,0.501,0,0,0\r\n1,0,0.4,2E-06,2,0.4,0,0,0\r\n1,1,0.3,-2E-06,3,0.3,0,0,0\r\n"
    "1,2,0.2,-3E-06,4,0.2,0,0,0\r\n2,0,0.1,4E-06,5,0,1000,20,-3\r\n2,1,0.1,4E-06,6,0,100,30,-4\r\n"
    "</Segment1>\r\n<Graph1>\r\nType=Unknown\r\n</Graph1>\r\n";

TEST(VersastatReader, SegmentsAndCyclesAreParts) {
  NITER_IDENTITY(
      "steps, cycles and spectra of one file are apart, with the settings of their step");
  const auto recording = read_or_fail(small, "x.par");
  EXPECT_EQ(recording.format, "versastat-par");
  ASSERT_EQ(recording.parts.size(), 4u);
  EXPECT_EQ(recording.parts[0].technique, "ca");
  EXPECT_EQ(recording.parts[1].technique, "cv");
  EXPECT_EQ(recording.parts[2].technique, "cv");
  EXPECT_EQ(recording.parts[3].technique, "eis");
  EXPECT_EQ(recording.parts[2].title, "Cyclic Voltammetry (Multiple Cycles), segment 1, cycle 2");
  EXPECT_EQ(recording.parts[0].table.find("f"), nullptr);
  EXPECT_EQ(value(recording.parts[0], "E_set", 0), 0.501);
  EXPECT_EQ(recording.parts[3].table.find("E_set"), nullptr);
  EXPECT_EQ(value(recording.parts[3], "Z_im", 1), -4);
  EXPECT_EQ(value(recording.parts[2], "I", 0), -3e-6);
  EXPECT_EQ(recording.parts[0].table.find("E")->comment, "vs. Ag, AgCl / KCl (sat'd)");
  const auto& settings = recording.parts[1].table.provenance.settings;
  EXPECT_EQ(settings.at("scan_rate"), "0.01 V/s");
  EXPECT_EQ(settings.at("area"), "0.2 cm2");
  EXPECT_EQ(settings.at("open_circuit"), "-288.304 mV");
  EXPECT_TRUE(recording.complete);
  const auto chosen = read({small, "x.par"}, {.columns = {{"I", "I(A)"}}});
  ASSERT_TRUE(chosen) << chosen.error().text();
  ASSERT_EQ(chosen->parts.size(), 4u);
  EXPECT_EQ(chosen->parts[3].table.columns.size(), 1u);
}

TEST(VersastatReader, CutFilesSaySo) {
  NITER_IDENTITY("a cut file gives an error or whole rows that are marked");
  // nothing is lost by a cut behind the data
  const auto behind = small.substr(small.find("</Segment1>"));
  EXPECT_LE(expect_cuts_are_seen(small, "x.par", versastat_par_reader()),
            2 * std::ranges::count(behind, '\n'));
  const auto cut = read({small.substr(0, small.find("</Segment1>")), "x.par"});
  ASSERT_TRUE(cut);
  EXPECT_FALSE(cut->complete);
}

TEST(VersastatReader, MistakesAreLocated) {
  NITER_IDENTITY("errors name file, line and column");
  std::string bad(small);
  bad.replace(bad.find("-2E-06"), 6, "oops!!");
  EXPECT_NE(read({bad, "x.par"}).error().text().find("x.par:33:9: 'oops!!'"), std::string::npos)
      << read({bad, "x.par"}).error().text();
  EXPECT_NE(read({small.substr(0, 200), "x.par"}).error().text().find("no block of a segment"),
            std::string::npos);
}

TEST(VersastatReaderExternal, OneSpectrum) {
  NITER_SOURCE("impedancepy", "tests/test_preprocessing.py, Zr_VerStu, Zi_VerStu");
  const auto bytes = shared("eis/exampleDataVersaStudio.par");
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto recording = read_or_fail(bytes, "exampleDataVersaStudio.par");
  ASSERT_EQ(recording.parts.size(), 1u);
  const auto& part = recording.parts[0];
  ASSERT_EQ(part.table.rows(), 61u);
  EXPECT_EQ(value(part, "f", 0), 100000);
  EXPECT_EQ(value(part, "Z_re", 0), 55.31571);
  EXPECT_EQ(value(part, "Z_im", 0), 4.575431);
  EXPECT_EQ(value(part, "Z_im", 2), -0.03684627);
  EXPECT_EQ(last(part, "f"), 0.02154435);
  EXPECT_EQ(last(part, "Z_re"), 1516.313);
  EXPECT_TRUE(recording.complete);
  EXPECT_EQ(part.table.provenance.settings.at("open_circuit"), "6.404 mV");
  EXPECT_EQ(part.table.provenance.settings.at("started"), "Thursday, July 19, 2018 9:40:30 AM");
}

TEST(VersastatReaderExternal, FourteenSpectraInOneFile) {
  NITER_IDENTITY("every segment number of the file is a spectrum at its own potential");
  const auto bytes = shared("eis/O2_EIS-range_1500rpm_JOS4_low-load_263.par");
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto recording = read_or_fail(bytes, "O2_EIS.par");
  ASSERT_EQ(recording.parts.size(), 14u);
  for (const auto& part : recording.parts) {
    EXPECT_EQ(part.technique, "eis");
    EXPECT_EQ(part.table.rows(), 51u);
    EXPECT_EQ(value(part, "f", 0), 50000);
    // the mean potential is the one the step asked for
    const auto asked = parse_number(split(part.table.provenance.settings.at("potential"), ' ')[0]);
    EXPECT_NEAR(value(part, "E", 0), asked.value_or(0), 2e-3);
  }
  EXPECT_EQ(value(recording.parts[0], "Z_re", 0), 14.71001);
}

TEST(VersastatReaderExternal, HoldsAndCycles) {
  NITER_IDENTITY("steps of one file are apart");
  const auto bytes = shared("voltammetry/versastat_HPRR_FeNC_disk.par");
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto recording = read_or_fail(bytes, "HPRR.par");
  ASSERT_EQ(recording.parts.size(), 4u);
  for (std::size_t k = 0; k < 4; ++k) {
    EXPECT_EQ(recording.parts[k].technique, k % 2 == 0 ? "ca" : "cv");
    EXPECT_EQ(recording.parts[k].table.rows(), k % 2 == 0 ? 5u : 2000u);
  }
  EXPECT_EQ(recording.parts[1].table.provenance.settings.at("scan_rate"), "0.01 V/s");
  EXPECT_EQ(value(recording.parts[0], "I", 0), 0.0006668409);
}

TEST(VersastatReaderExternal, OpenCircuitOfTheHeader) {
  NITER_IDENTITY("Measured Open Circuit=-288.304 mV stands in the file");
  const auto bytes = shared("voltammetry/versastat_OCP_RHE_AgAgCl_HClO4.par");
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto recording = read_or_fail(bytes, "OCP.par");
  ASSERT_EQ(recording.parts.size(), 1u);
  EXPECT_EQ(recording.parts[0].technique, "ocp");
  EXPECT_NEAR(value(recording.parts[0], "E", 0), -0.288304, 1e-12);
  EXPECT_TRUE(mentions(recording, "no rows"));
}

}  // namespace
}  // namespace niter::io
