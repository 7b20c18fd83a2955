#include "niter/io/readers/elchemea_i2b.hpp"

#include <gtest/gtest.h>

#include "niter/io/vendor_testing.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;

constexpr std::string_view small = "blank electrolyte\n\n3\n100.5 3 -0.25\n10 4.5 0.5\n1 5 0\n";

TEST(ElchemeaReader, RowsBehindTheirNumber) {
  NITER_IDENTITY("the numbers are those in the file");
  const auto recording = read({small, "x.i2b"});
  ASSERT_TRUE(recording) << recording.error().text();
  EXPECT_EQ(recording->format, "elchemea-i2b");
  EXPECT_EQ(all_rows(*recording, "Z_im"), (std::vector<double>{-0.25, 0.5, 0}));
  EXPECT_TRUE(recording->complete);
  EXPECT_EQ(expect_cuts_are_seen(small, "x.i2b", elchemea_i2b_reader()), 0);
  // under another name it is a guess, and said
  const auto renamed = read({small, "x.txt"});
  ASSERT_TRUE(renamed) << renamed.error().text();
  EXPECT_TRUE(mentions(*renamed, "does not name its format"));
  // a lattice and a molecule are none
  for (const std::string_view other :
       {"cell\n1.0\n3 0 0\n0 3 0\n0 0 3\nFe\n", "3\nwater\n0 0 0\n1 1 1\n", "2\n2 1 1\n1 1 1\n"}) {
    EXPECT_EQ(elchemea_i2b_reader().sniff({other, "x.txt"}), Match::No) << other;
  }
}

TEST(ElchemeaReader, MistakesAreLocated) {
  NITER_IDENTITY("errors name file, line and column");
  EXPECT_NE(read({"2\n100 3 -1\n10 oops 2\n1 1 1\n", "x.i2b"}).error().text().find("x.i2b:3:4"),
            std::string::npos);
}

TEST(ElchemeaReaderExternal, TheOneSpectrum) {
  NITER_IDENTITY("every format of the spectrum gives the same numbers");
  const auto bytes = shared("eis/pyimpspec_data.i2b");
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto recording = read({bytes, "data.i2b"});
  ASSERT_TRUE(recording) << recording.error().text();
  expect_pyimpspec(recording->parts[0], 1e-15);
  EXPECT_EQ(expect_cuts_are_seen(bytes, "data.i2b", elchemea_i2b_reader()), 0);
}

}  // namespace
}  // namespace niter::io
