#include "niter/io/readers/gamry_dta.hpp"

#include <gtest/gtest.h>

#include "niter/io/vendor_testing.hpp"
#include "niter/io/writers/gamry_dta.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;

Recording read_or_fail(std::string_view bytes, const std::string& name) {
  auto recording = read({bytes, name});
  EXPECT_TRUE(recording) << recording.error().text();
  return recording ? *std::move(recording) : Recording{};
}

TEST(GamryDtaReader, WhatOurWriterWroteComesBack) {
  NITER_IDENTITY("writing and reading are each other's inverse, to the printed digits");
  for (const auto kind : {RunKind::LinearSweep, RunKind::CyclicVoltammetry,
                          RunKind::Chronoamperometry, RunKind::OpenCircuit}) {
    const auto bytes = to_gamry_dta(record(), run_of(kind));
    ASSERT_TRUE(bytes);
    const auto recording = read_or_fail(*bytes, "run.DTA");
    EXPECT_EQ(recording.format, "gamry-dta");
    EXPECT_EQ(recording.parts.size(), kind == RunKind::CyclicVoltammetry ? 2u : 1u);
    for (const std::string_view column : {"t", "E", "I", "E_set", "overload"}) {
      const bool open = kind == RunKind::OpenCircuit;
      if (open && (column == "I" || column == "E_set")) continue;
      expect_near(all_rows(recording, column), record().find(column)->values, 5e-6);
    }
    EXPECT_EQ(recording.parts[0].table.find("E")->comment, "vs. Ag/AgCl");
    EXPECT_EQ(recording.parts[0].table.provenance.settings.at("area"), "0.5 cm2");
  }
  const auto bytes = to_gamry_dta(spectrum(), run_of(RunKind::PotentiostaticImpedance));
  const auto recording = read_or_fail(*bytes, "run.DTA");
  for (const std::string_view column : {"t", "E", "I", "f", "Z_re", "Z_im"}) {
    expect_near(all_rows(recording, column), spectrum().find(column)->values, 5e-7);
  }
}

// German Windows, rows that begin with blanks, an overload, no thermocouple
constexpr std::string_view german =
    "EXPLAIN\r\nTAG\tCV\r\nTITLE\tLABEL\tblank\tTest &Identifier\r\n"
    "SCANRATE\tQUANT\t1,00000E+001\t&Scan Rate (mV/s)\r\nCONVENTION\tIQUANT\t0\tCurrent "
    "Convention\r\n"
    "CURVE1\tTABLE\t2\r\n\tPt\tT\tVf\tIm\tOver\tTemp\r\n\t#\ts\tV vs. Ref.\tA\tbits\tdeg C\r\n"
    "\t0\t0,5\t-1,5E-001\t2E-006\t.e..i......\t-327,67\r\n"
    "  1 1 2,5E-001\t-1E-006\t...........\t25,5\r\n";

TEST(GamryDtaReader, LocaleBlanksOverloadsAndConvention) {
  NITER_SOURCE("gamry_help", "places 2 and 5 of Over");
  const auto recording = read_or_fail(german, "de.DTA");
  ASSERT_EQ(recording.parts.size(), 1u);
  const auto& part = recording.parts[0];
  EXPECT_EQ(part.technique, "cv");
  EXPECT_EQ(part.table.provenance.settings.at("scan_rate"), "10 mV/s");
  EXPECT_EQ(value(part, "t", 0), 0.5);
  EXPECT_EQ(value(part, "E", 0), -0.15);
  EXPECT_EQ(value(part, "I", 1), -1e-6);
  EXPECT_EQ(value(part, "overload", 0), 3);
  EXPECT_EQ(value(part, "overload", 1), 0);
  EXPECT_TRUE(std::isnan(value(part, "Temp", 0)));
  EXPECT_NEAR(value(part, "Temp", 1), 298.65, 1e-9);
  EXPECT_EQ(part.table.find("E")->comment, "vs. Ref.");
  EXPECT_TRUE(mentions(recording, "CONVENTION"));
  EXPECT_TRUE(recording.complete);
}

TEST(GamryDtaReader, SquareWaveIsTheDifferenceOverItsStep) {
  NITER_SOURCE("gamry_parser", "tests/squarewave_data.dta, columns and abort");
  const auto recording = read_or_fail(
      "EXPLAIN\nTAG\tSQUARE_WAVE\nCURVE\tTABLE\t251\n\tPt\tT\tVfwd\tVrev\tVstep\tIfwd\tIrev\tIdif\n"
      "\t#\ts\tV\tV\tV\tA\tA\tA\n\t0\t0.01\t-0.025\t0.037\t0.006\t2E-07\t-1.7E-06\t1.9E-06\n"
      "EXPERIMENTABORTED\tTOGGLE\tT\tExperiment Aborted\n",
      "swv.dta");
  const auto& part = recording.parts.at(0);
  EXPECT_EQ(part.technique, "swv");
  EXPECT_EQ(value(part, "E", 0), 0.006);
  EXPECT_EQ(value(part, "I", 0), 1.9e-6);
  // stopped by hand is not cut
  EXPECT_TRUE(recording.complete);
  EXPECT_TRUE(mentions(recording, "aborted"));
}

TEST(GamryDtaReader, CutFilesSaySo) {
  NITER_IDENTITY("a cut file gives an error or whole rows that are marked");
  // the table has a count; the one cut that is not seen stands between the last CR and LF
  EXPECT_EQ(expect_cuts_are_seen(german, "de.DTA", gamry_dta_reader()), 1);
  for (const auto kind :
       {RunKind::CyclicVoltammetry, RunKind::OpenCircuit, RunKind::PotentiostaticImpedance}) {
    const bool eis = kind == RunKind::PotentiostaticImpedance;
    const auto bytes = to_gamry_dta(eis ? spectrum() : record(), run_of(kind));
    // CR LF: the cut between them loses nothing
    EXPECT_LE(expect_cuts_are_seen(*bytes, "run.DTA", gamry_dta_reader()), 1);
  }
}

TEST(GamryDtaReader, MistakesAreLocated) {
  NITER_IDENTITY("errors name file, line and column");
  std::string bad(german);
  bad.replace(bad.find("2E-006"), 6, "oops!!");
  EXPECT_NE(read({bad, "de.DTA"}).error().text().find("de.DTA:9:18: 'oops!!'"), std::string::npos)
      << read({bad, "de.DTA"}).error().text();
  EXPECT_NE(read({"EXPLAIN\nTAG\tCV\n", "de.DTA"}).error().text().find("no table"),
            std::string::npos);
}

TEST(GamryDtaReaderExternal, CyclesAreParts) {
  NITER_SOURCE("gamry_parser", "tests/test_gamryparser.py, test_load");
  const auto bytes = shared("voltammetry/gamry_cv_data.dta");
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto recording = read_or_fail(bytes, "cv_data.dta");
  ASSERT_EQ(recording.parts.size(), 5u);
  EXPECT_EQ(value(recording.parts[0], "t", 0), 0.1);
  EXPECT_EQ(last(recording.parts[0], "t"), 1.0);
  EXPECT_EQ(last(recording.parts[0], "E"), 0.5);
  EXPECT_EQ(last(recording.parts[4], "t"), 601.1);
  EXPECT_EQ(last(recording.parts[4], "E"), 0.889001);
  EXPECT_EQ(last(recording.parts[4], "I"), 2.622720e-07);
  EXPECT_EQ(last(recording.parts[4], "E_set"), 0.890);
  EXPECT_EQ(last(recording.parts[4], "IERange"), 5);
  EXPECT_EQ(last(recording.parts[4], "Pt"), 49);
  EXPECT_EQ(recording.parts[0].table.provenance.settings.at("scan_rate"), "1.23456 mV/s");
}

TEST(GamryDtaReaderExternal, LocalesAreAlike) {
  NITER_SOURCE("gamry_parser", "tests/test_gamryparser.py, test_locale; test_chronoamperometry.py");
  const auto bytes = shared("voltammetry/gamry_chronoa_data.dta");
  const auto german_bytes = shared("voltammetry/gamry_chronoa_de_data.dta");
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto english = read_or_fail(bytes, "chronoa_data.dta");
  const auto other = read_or_fail(german_bytes, "chronoa_de_data.dta");
  EXPECT_EQ(english.parts[0].table.rows(), 10u);
  EXPECT_EQ(last(english.parts[0], "t"), 270);
  EXPECT_EQ(value(english.parts[0], "E", 0), -5.4e-4);
  EXPECT_EQ(last(english.parts[0], "E"), 0.4);
  EXPECT_EQ(last(english.parts[0], "I"), 3e-9);
  EXPECT_EQ(last(other.parts[0], "t"), 270);
  EXPECT_EQ(value(other.parts[0], "E", 0), -5e-4);
  EXPECT_EQ(last(other.parts[0], "E"), 0.4);
  EXPECT_EQ(value(other.parts[0], "I", 0), -2e-8);
  // the header promises 5258 rows
  EXPECT_FALSE(english.complete);
}

TEST(GamryDtaReaderExternal, OpenCircuitAndSpectra) {
  NITER_SOURCE("gamry_parser", "tests/test_ocp.py, test_impedance.py");
  const auto bytes = shared("voltammetry/gamry_ocp_data.dta");
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto open = read_or_fail(bytes, "ocp_data.dta");
  ASSERT_EQ(open.parts[0].table.rows(), 21u);
  EXPECT_EQ(open.parts[0].technique, "ocp");
  EXPECT_EQ(value(open.parts[0], "t", 0), 5.00833);
  EXPECT_EQ(last(open.parts[0], "t"), 105.175);
  EXPECT_EQ(value(open.parts[0], "E", 0), 0.0205436);
  EXPECT_EQ(last(open.parts[0], "E"), 0.0345678);
  EXPECT_FALSE(open.complete);

  const auto short_one = read_or_fail(shared("voltammetry/gamry_eispot_data.dta"), "eispot.dta");
  ASSERT_EQ(short_one.parts[0].table.rows(), 10u);
  EXPECT_EQ(last(short_one.parts[0], "f"), 0.5);
  EXPECT_TRUE(short_one.complete) << short_one.caveats.at(0);

  const auto aborted = read_or_fail(shared("eis/exampleDataGamryABORT.DTA"), "ABORT.DTA");
  ASSERT_EQ(aborted.parts.size(), 3u);
  EXPECT_EQ(aborted.parts[1].table.rows(), 72u);
  EXPECT_EQ(last(aborted.parts[1], "Z_im"), -6635.557);
  EXPECT_EQ(aborted.parts[2].table.rows(), 128u);
  EXPECT_EQ(last(aborted.parts[2], "t"), 19.9893);
  EXPECT_TRUE(mentions(aborted, "aborted"));

  const auto spectrum_file =
      read_or_fail(shared("eis/exampleDataGamry.DTA"), "exampleDataGamry.DTA");
  ASSERT_EQ(spectrum_file.parts.size(), 2u);
  EXPECT_EQ(spectrum_file.parts[0].table.rows(), 387u);
  EXPECT_EQ(spectrum_file.parts[1].table.rows(), 72u);
  EXPECT_TRUE(spectrum_file.complete);
}

TEST(GamryDtaReaderExternal, TheOneSpectrum) {
  NITER_IDENTITY("every format of the spectrum gives the same numbers");
  const auto bytes = shared("eis/pyimpspec_data.dta");
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto recording = read_or_fail(bytes, "data.dta");
  ASSERT_EQ(recording.parts.size(), 2u);
  expect_pyimpspec(recording.parts[1], 1e-13);
  EXPECT_EQ(recording.parts[0].table.rows(), 40u);
  EXPECT_TRUE(recording.complete);
}

}  // namespace
}  // namespace niter::io
