#include "niter/io/readers/parstat_text.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "niter/io/vendor_testing.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;

constexpr std::string_view small =
    "Potential (V)\tCurrent (A)\tElapsed Time (s)\tFrequency (Hz)\tZre (ohms)\tZim (ohms)\t|Vac| "
    "(V)\t\n3,5\t-0,15\t10\t0\t0\t0\t0\t\n3,25\t-0,15\t20\t0\t0\t0\t0\t\n"
    "3,5\t0,02\t30\t1000\t0,03\t-0,004\t0,005\t\n";

TEST(ParstatReader, RowsWithAndWithoutFrequencyAreParts) {
  NITER_IDENTITY("the numbers are those in the file");
  const auto recording = read({small, "p.txt"});
  ASSERT_TRUE(recording) << recording.error().text();
  EXPECT_EQ(recording->format, "parstat-text");
  ASSERT_EQ(recording->parts.size(), 2u);
  EXPECT_EQ(value(recording->parts[0], "E", 1), 3.25);
  EXPECT_EQ(recording->parts[0].table.columns.size(), 3u);
  EXPECT_EQ(recording->parts[1].technique, "eis");
  EXPECT_EQ(value(recording->parts[1], "Z_im", 0), -0.004);
  EXPECT_EQ(value(recording->parts[1], "|Vac|", 0), 0.005);
  EXPECT_LE(expect_cuts_are_seen(small, "p.txt", parstat_text_reader()), 4);
}

TEST(ParstatReaderExternal, WholeFile) {
  NITER_SOURCE("impedancepy", "data/exampleDataParstat.txt, rows with a frequency");
  const auto bytes = shared("eis/exampleDataParstat.txt");
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto recording = read({bytes, "exampleDataParstat.txt"});
  ASSERT_TRUE(recording) << recording.error().text();
  ASSERT_EQ(recording->parts.size(), 2u);
  EXPECT_EQ(recording->parts[0].table.rows(), 781u);
  const auto& spectrum = recording->parts[1];
  EXPECT_EQ(spectrum.table.rows(), 31u);
  EXPECT_EQ(value(spectrum, "f", 0), 10000);
  EXPECT_EQ(value(spectrum, "Z_im", 0), 0.0175143479976367);
  EXPECT_EQ(last(spectrum, "Z_re"), 0.0270946491457229);
  EXPECT_EQ(last(spectrum, "Z_im"), -0.00399791080333837);
  EXPECT_TRUE(recording->complete);
}

}  // namespace
}  // namespace niter::io
