#include "niter/io/readers/chi_text.hpp"

#include <gtest/gtest.h>

#include "niter/io/vendor_testing.hpp"
#include "niter/io/writers/chi_txt.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;

Recording read_or_fail(std::string_view bytes, const std::string& name) {
  auto recording = read({bytes, name});
  EXPECT_TRUE(recording) << recording.error().text();
  return recording ? *std::move(recording) : Recording{};
}

TEST(ChiTextReader, WhatOurWriterWroteComesBack) {
  NITER_IDENTITY("writing and reading are each other's inverse, to the printed digits");
  const auto back = [](const data::Table& table, RunKind kind) {
    const auto bytes = to_chi_txt(table, run_of(kind));
    EXPECT_TRUE(bytes);
    const auto recording = read_or_fail(*bytes, "run.txt");
    EXPECT_EQ(recording.format, "chi-text");
    EXPECT_EQ(recording.instrument, "SP-300");
    // the sign is said in the line "Header:"
    EXPECT_FALSE(mentions(recording, "positive"));
    return recording;
  };
  const auto sweep = back(record(), RunKind::LinearSweep);
  for (std::size_t k = 0; k < 8; ++k) {
    EXPECT_NEAR(all_rows(sweep, "E")[k], record().find("E")->values[k], 0.5e-3);
  }
  expect_near(all_rows(sweep, "I"), record().find("I")->values, 5e-4);
  EXPECT_EQ(sweep.parts[0].technique, "lsv");
  EXPECT_EQ(sweep.parts[0].table.find("E")->comment, "vs. Ag/AgCl");
  EXPECT_EQ(sweep.parts[0].table.provenance.settings.at("scan_rate"), "0.01 V/s");
  const auto hold = back(record(), RunKind::Chronoamperometry);
  expect_near(all_rows(hold, "t"), record().find("t")->values, 5e-7);
  expect_near(all_rows(hold, "I"), record().find("I")->values, 5e-4);
  EXPECT_EQ(hold.parts[0].technique, "ca");
  for (const auto kind : {RunKind::Chronopotentiometry, RunKind::OpenCircuit}) {
    const auto open = back(record(), kind);
    EXPECT_EQ(open.parts[0].technique, kind == RunKind::OpenCircuit ? "ocp" : "cp");
    expect_near(all_rows(open, "E"), record().find("E")->values, 5e-4);
  }
  const auto eis = back(spectrum(), RunKind::PotentiostaticImpedance);
  EXPECT_EQ(eis.parts[0].technique, "eis");
  for (const std::string_view column : {"f", "Z_re", "Z_im"}) {
    expect_near(all_rows(eis, column), spectrum().find(column)->values, 5e-4);
  }
}

// three segments, turned sign, old form with tabs and decimal commas
constexpr std::string_view old_form =
    "Init E (V) = 0\rHigh E (V) = 0.002\rLow E (V) = 0\rInit P/N = P\rScan Rate (V/s) = 0.1\r"
    "Segment = 3\rSample Interval (V) = 0.001\rNote: cathodic positive\r\rPotential/V\tCurrent/A\r"
    "\r0,000\t1,0e-6\r0,001\t2,0e-6\r0,002\t3,0e-6\r0,001\t-1,0e-6\r0,000\t-2,0e-6\r0,001\t1,5e-"
    "6\r";

TEST(ChiTextReader, SegmentsSignAndOldForm) {
  NITER_IDENTITY(
      "two segments are a cycle; a reduction current that is written positive is turned");
  const auto recording = read_or_fail(old_form, "old.txt");
  ASSERT_EQ(recording.parts.size(), 2u);
  EXPECT_EQ(recording.parts[0].table.rows(), 5u);
  EXPECT_EQ(recording.parts[1].table.rows(), 1u);
  EXPECT_EQ(recording.parts[0].technique, "cv");
  EXPECT_EQ(recording.parts[1].title, "cv, cycle 2");
  EXPECT_EQ(value(recording.parts[0], "I", 0), -1e-6);
  EXPECT_EQ(value(recording.parts[0], "E", 2), 0.002);
  EXPECT_TRUE(mentions(recording, "turned"));
  EXPECT_TRUE(recording.complete);
}

TEST(ChiTextReader, ASignThatIsNotSaidIsACaveat) {
  NITER_IDENTITY("the sign of a current is never guessed silently");
  std::string bytes(old_form);
  bytes.replace(bytes.find("cathodic positive"), 17, "blank electrolyte");
  const auto recording = read_or_fail(bytes, "old.txt");
  EXPECT_EQ(value(recording.parts[0], "I", 0), 1e-6);
  EXPECT_TRUE(mentions(recording, "which current is positive"));
}

TEST(ChiTextReader, CutFilesSaySo) {
  NITER_IDENTITY("a cut file gives an error or whole rows that are marked");
  EXPECT_EQ(expect_cuts_are_seen(old_form, "old.txt", chi_text_reader()), 0);
  const auto eis = to_chi_txt(spectrum(), run_of(RunKind::PotentiostaticImpedance));
  EXPECT_LE(expect_cuts_are_seen(*eis, "eis.txt", chi_text_reader()), 1);
  auto run = run_of(RunKind::Chronoamperometry);
  run.duration = 2.5;
  run.interval = 1.0 / 3;
  const auto hold = to_chi_txt(record(), run);
  EXPECT_LE(expect_cuts_are_seen(*hold, "it.txt", chi_text_reader()), 3);
}

TEST(ChiTextReader, MistakesAreLocated) {
  NITER_IDENTITY("errors name file, line and column");
  std::string bad(old_form);
  bad.replace(bad.find("2,0e-6"), 6, "oops!!");
  EXPECT_NE(read({bad, "o.txt"}).error().text().find("o.txt:13:7: 'oops!!'"), std::string::npos)
      << read({bad, "o.txt"}).error().text();
}

struct Real {
  const char* file;
  std::size_t cycles, rows;
  const char* scan_rate;
  double first, last;  // A
};
void PrintTo(const Real& real, std::ostream* out) {
  *out << real.file;
}

class ChiTextReaderExternal : public ::testing::TestWithParam<Real> {};

TEST_P(ChiTextReaderExternal, Voltammograms) {
  NITER_IDENTITY("rows, cycles and scan rate are those that the header states");
  const auto bytes = shared(GetParam().file);
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto recording = read_or_fail(bytes, GetParam().file);
  EXPECT_EQ(recording.parts.size(), GetParam().cycles);
  EXPECT_TRUE(recording.complete) << recording.caveats.back();
  const auto current = all_rows(recording, "I");
  ASSERT_EQ(current.size(), GetParam().rows);
  EXPECT_EQ(current.front(), GetParam().first);
  EXPECT_EQ(current.back(), GetParam().last);
  EXPECT_EQ(recording.parts[0].table.provenance.settings.at("scan_rate"), GetParam().scan_rate);
  EXPECT_TRUE(mentions(recording, "which current is positive"));
}

INSTANTIATE_TEST_SUITE_P(
    Shared, ChiTextReaderExternal,
    ::testing::Values(
        Real{"voltammetry/chi_CV_microelectrode.csv", 1, 1600, "0.01 V/s", 1.1e-9, 9.904e-10},
        Real{"voltammetry/chi_ferricyanide_20mVs.csv", 3, 6000, "0.02 V/s", -5.780e-5, -3.183e-5},
        Real{"voltammetry/chi_ferricyanide_100mVs.csv", 3, 6000, "0.1 V/s", -5.468e-5, -5.870e-5},
        Real{"voltammetry/chi_ferricyanide_200mVs.csv", 3, 6000, "0.2 V/s", -5.884e-5, -8.034e-5},
        Real{"voltammetry/cv_sample.txt", 10, 22860, "0.01 V/s", 5.350e-5, 7.239e-5}));

TEST(ChiTextSpectrumExternal, ImpedanceIsSigned) {
  NITER_SOURCE("impedancepy", "data/exampleDataCHInstruments.txt");
  const auto bytes = shared("eis/exampleDataCHInstruments.txt");
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto recording = read_or_fail(bytes, "exampleDataCHInstruments.txt");
  ASSERT_EQ(recording.parts.size(), 1u);
  const auto& part = recording.parts[0];
  EXPECT_EQ(part.technique, "eis");
  EXPECT_EQ(value(part, "f", 0), 9.961e4);
  EXPECT_EQ(value(part, "Z_im", 0), -2.748);
  EXPECT_EQ(last(part, "f"), 0.1);
  EXPECT_EQ(last(part, "Z_re"), 5685);
  EXPECT_EQ(last(part, "Z_im"), -15860);
  EXPECT_TRUE(recording.complete);
}

TEST(ChiText, TheTimeOfASweepFollowsFromItsRate) {
  NITER_IDENTITY("|dE/dt| is the scan rate, and time goes on from cycle to cycle");
  const std::string text =
      "Jan. 1, 2026   10:00:00\nCyclic Voltammetry\nFile: x.bin\nInstrument Model:  CHI660E\n\n"
      "Init E (V) = 0\nHigh E (V) = 0.002\nLow E (V) = 0\nInit P/N = P\nScan Rate (V/s) = 0.1\n"
      "Segment = 4\nSample Interval (V) = 0.001\n\nPotential/V, Current/A\n\n"
      "0.000, 1e-6\n0.001, 1e-6\n0.002, 1e-6\n0.001, -1e-6\n0.000, -1e-6\n0.001, 1e-6\n"
      "0.002, 1e-6\n0.001, -1e-6\n0.000, -1e-6\n";
  const auto recording = read({text, "x.txt"});
  ASSERT_TRUE(recording) << recording.error().text();
  ASSERT_EQ(recording->parts.size(), 2u);
  double last = -1;
  for (const auto& part : recording->parts) {
    const auto t = part.table.column("t");
    ASSERT_TRUE(t);
    for (const double value : *t) {
      EXPECT_GT(value, last);
      last = value;
    }
  }
  EXPECT_NEAR(last, 0.08, 1e-12);
}

}  // namespace
}  // namespace niter::io
