#include "niter/io/readers/corrtest_text.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "niter/io/vendor_testing.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;

constexpr std::string_view older =
    "CORRW ASCII\nCorrTest for Windows: SN CS1\nID_CV\nData:2017-04-22   Time:14:03:09\n"
    "Cyclic Voltammetry,Init E(V):-1,Low E(V):0.2,Scan Rate(mV/s):10,Cycles:2\n"
    "Temperature(\xA1\xE6):   25\n      Surface Area:           0.5\n      Polarity:               "
    "0\n"
    "E(V)\t\ti(A/cm^2)\t\tT(s)\nEnd Comments\n"
    "-9.97317E-01\t-3.38364E-04\t0.0000\n-1.00072E+00\t-2.55775E-04\t239.5100  0 CYCLE\n"
    "-1.00061E+00\t-2.53141E-04\t239.5600\n-1.00050E+00\t-2.63891E-04\t479.3065  1 CYCLE\n";

TEST(CorrtestReader, CyclesAreParts) {
  NITER_IDENTITY("the rows are those of the printed example of zrzrv5/CORRECT, docs/corRead.md");
  const auto recording = read({older, "x.cor"});
  ASSERT_TRUE(recording) << recording.error().text();
  EXPECT_EQ(recording->format, "corrtest-text");
  ASSERT_EQ(recording->parts.size(), 2u);
  EXPECT_EQ(recording->parts[0].technique, "cv");
  EXPECT_EQ(recording->parts[1].title, "ID_CV, cycle 2");
  EXPECT_EQ(value(recording->parts[0], "t", 1), 239.51);
  EXPECT_EQ(value(recording->parts[1], "E", 0), -1.00061);
  EXPECT_NEAR(value(recording->parts[1], "j", 1), -2.63891, 1e-12);
  EXPECT_EQ(recording->parts[0].table.provenance.settings.at("scan_rate"), "10 mV/s");
  EXPECT_EQ(recording->parts[0].table.provenance.settings.at("area"), "0.5 cm2");
  EXPECT_TRUE(recording->complete);
  EXPECT_LE(expect_cuts_are_seen(older, "x.cor", corrtest_text_reader()), 3);
}

constexpr std::string_view newer =
    "CSStudioFile,ID_EISVSFRQ,H4sIAAAA\r\nFreq(Hz)\tZ'(Ohm.cm²)\tZ''(Ohm.cm²)\r\n"
    "10000\t1.0\t0.10\r\n2000\t1.1\t-0.02\r\n";

TEST(CorrtestReader, SpectraOfCsStudioArePerArea) {
  NITER_IDENTITY("1 ohm cm2 is 1e-4 ohm m2");
  const auto recording = read({newer, "x.txt"});
  ASSERT_TRUE(recording) << recording.error().text();
  ASSERT_EQ(recording->parts.size(), 1u);
  EXPECT_EQ(recording->parts[0].technique, "eis");
  EXPECT_DOUBLE_EQ(value(recording->parts[0], "z_re", 1), 1.1e-4);
  EXPECT_DOUBLE_EQ(value(recording->parts[0], "z_im", 1), -0.02e-4);
  EXPECT_TRUE(mentions(*recording, "packed"));
  EXPECT_LE(expect_cuts_are_seen(newer, "x.txt", corrtest_text_reader()), 3);
}

TEST(CorrtestReader, MistakesAreLocated) {
  NITER_IDENTITY("errors name file, line and column");
  std::string bad(newer);
  bad.replace(bad.find("-0.02"), 5, "oops!");
  EXPECT_NE(read({bad, "x.txt"}).error().text().find("x.txt:4:10: 'oops!'"), std::string::npos);
  EXPECT_FALSE(read({"CORRW ASCII\nID_CV\n", "x.cor"}));
}

}  // namespace
}  // namespace niter::io
