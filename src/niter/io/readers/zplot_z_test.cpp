#include "niter/io/readers/zplot_z.hpp"

#include <gtest/gtest.h>

#include "niter/io/vendor_testing.hpp"
#include "niter/io/writers/autolab_nova.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;

Recording read_or_fail(std::string_view bytes, const std::string& name) {
  auto recording = read({bytes, name});
  EXPECT_TRUE(recording) << recording.error().text();
  return recording ? *std::move(recording) : Recording{};
}

TEST(ZplotReader, WhatOurWriterWroteComesBack) {
  NITER_IDENTITY("writing and reading are each other's inverse, to the last bit");
  const auto bytes = to_autolab_zview(spectrum(), run_of(RunKind::PotentiostaticImpedance));
  const auto recording = read_or_fail(*bytes, "run.z");
  EXPECT_EQ(recording.format, "zplot-z");
  ASSERT_EQ(recording.parts.size(), 1u);
  EXPECT_EQ(recording.parts[0].technique, "eis");
  for (const std::string_view column : {"f", "Z_re", "Z_im"}) {
    EXPECT_EQ(all_rows(recording, column), spectrum().find(column)->values) << column;
  }
  EXPECT_TRUE(recording.complete);
}

constexpr std::string_view newer =
    "ZPLOT2 ASCII\n  Measured Data, ZPlot:       3.2c\n  Experiment Type:  Sweep Frequency, "
    "Control "
    "Current\n    Surface Area:             0.5\n  Data Points:                2\n"
    "  Freq(Hz)\tAmpl\tBias\tTime(Sec)\tZ'(a)\tZ''(b)\tGD\tErr\tRange\nEnd Comments\n"
    "1,5E+03\t1E-02\t0\t1,5\t2,9E+01\t-6,3E-01\t0\t0\t4\n"
    "1,0E+03\t1E-02\t0\t2,5\t3,0E+01\t2,5E-01\t0\t0\t4\n";

TEST(ZplotReader, NewerFormWithDecimalComma) {
  NITER_IDENTITY("the same numbers in every spelling");
  const auto recording = read_or_fail(newer, "a.z");
  const auto& part = recording.parts[0];
  EXPECT_EQ(value(part, "f", 0), 1500);
  EXPECT_EQ(value(part, "t", 1), 2.5);
  EXPECT_EQ(value(part, "Z_im", 0), -0.63);
  EXPECT_EQ(value(part, "Z_im", 1), 0.25);
  EXPECT_EQ(part.table.find("Ampl")->unit.text(), "A");
  EXPECT_EQ(part.table.provenance.settings.at("area"), "0.5 cm2");
  EXPECT_TRUE(recording.complete);
}

TEST(ZplotReader, CutFilesSaySo) {
  NITER_IDENTITY("a cut file gives an error or whole rows that are marked");
  EXPECT_EQ(expect_cuts_are_seen(newer, "a.z", zplot_z_reader()), 0);
  const auto bytes = to_autolab_zview(spectrum(), run_of(RunKind::PotentiostaticImpedance));
  EXPECT_LE(expect_cuts_are_seen(*bytes, "run.z", zplot_z_reader()), 1);
}

TEST(ZplotReader, MistakesAreLocated) {
  NITER_IDENTITY("errors name file, line and column");
  std::string bad(newer);
  bad.replace(bad.find("3,0E+01"), 7, "oops!!!");
  EXPECT_NE(read({bad, "a.z"}).error().text().find("a.z:9:"), std::string::npos);
}

struct Real {
  const char* file;
  std::size_t rows;
  double f, re, im;  // first point
  bool complete;
};
void PrintTo(const Real& real, std::ostream* out) {
  *out << real.file;
}

class ZplotReaderExternal : public ::testing::TestWithParam<Real> {};

TEST_P(ZplotReaderExternal, Spectra) {
  NITER_SOURCE("impedancepy", "data/*.z, data/exampleDataAutolab.txt");
  const auto bytes = shared(GetParam().file);
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto recording = read_or_fail(bytes, GetParam().file);
  EXPECT_EQ(recording.format, "zplot-z");
  const auto& part = recording.parts[0];
  EXPECT_EQ(part.table.rows(), GetParam().rows);
  EXPECT_EQ(value(part, "f", 0), GetParam().f);
  EXPECT_EQ(value(part, "Z_re", 0), GetParam().re);
  EXPECT_EQ(value(part, "Z_im", 0), GetParam().im);
  EXPECT_EQ(recording.complete, GetParam().complete);
  EXPECT_EQ(expect_cuts_are_seen(bytes, GetParam().file, zplot_z_reader(), 13) < 60, true);
}

INSTANTIATE_TEST_SUITE_P(
    Shared, ZplotReaderExternal,
    ::testing::Values(Real{"eis/Circuit1_EIS_1.z", 48, 5e4, 29.036, 0.63662, true},
                      Real{"eis/Circuit2_EIS_1.z", 56, 3e5, 147.77, -11.335, true},
                      Real{"eis/exampleDataZPlot.z", 21, 3e5, 147.77, -11.335, false},
                      Real{"eis/exampleDataAutolab.txt", 41, 1e4, 0.013785863964281,
                           0.007191946305823, true}));

TEST(ZplotSpectrumExternal, TheOneSpectrum) {
  NITER_IDENTITY("every format of the spectrum gives the same numbers");
  const auto bytes = shared("eis/pyimpspec_data.z");
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  expect_pyimpspec(read_or_fail(bytes, "data.z").parts.at(0), 5e-7);
}

}  // namespace
}  // namespace niter::io
