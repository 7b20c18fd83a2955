#include "niter/io/readers/autolab_dfr.hpp"

#include <gtest/gtest.h>

#include "niter/io/vendor_testing.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;

constexpr std::string_view small =
    "VERSION8.0\r\n 2\r\n 1\r\n 100,5\r\n 3\r\n 0,25\r\n 0\r\n 0\r\n 0\r\n 0\r\n 0\r\n 0\r\n"
    " 10\r\n 4,5\r\n -0,5\r\n 0\r\n 0\r\n 0\r\n 0\r\n 0\r\n 0\r\n 1\r\n13.07.2022 22:32:00\r\n";

TEST(AutolabDfrReader, NineLinesAPoint) {
  NITER_IDENTITY("the numbers are those in the file, the imaginary part turned");
  const auto recording = read({small, "x.dfr"});
  ASSERT_TRUE(recording) << recording.error().text();
  EXPECT_EQ(recording->format, "autolab-dfr");
  EXPECT_EQ(all_rows(*recording, "f"), (std::vector<double>{100.5, 10}));
  EXPECT_EQ(all_rows(*recording, "Z_re"), (std::vector<double>{3, 4.5}));
  EXPECT_EQ(all_rows(*recording, "Z_im"), (std::vector<double>{-0.25, 0.5}));
  // cuts behind the last point lose nothing: the line ends there are not seen
  EXPECT_LE(expect_cuts_are_seen(small, "x.dfr", autolab_dfr_reader()), 5);
  const auto chosen = read({small, "x.dfr"}, {.columns = {{"Z_re", "Z_re"}}});
  ASSERT_TRUE(chosen);
  EXPECT_EQ(chosen->parts[0].table.columns.size(), 1u);
}

TEST(AutolabDfrReader, MistakesAreLocated) {
  NITER_IDENTITY("errors name file and line");
  std::string bad(small);
  bad.replace(bad.find("4,5"), 3, "ups");
  EXPECT_NE(read({bad, "x.dfr"}).error().text().find("x.dfr:14:1: 'ups'"), std::string::npos);
}

TEST(AutolabDfrReaderExternal, TheOneSpectrum) {
  NITER_IDENTITY("every format of the spectrum gives the same numbers");
  const auto bytes = shared("eis/pyimpspec_data.dfr");
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto recording = read({bytes, "data.dfr"});
  ASSERT_TRUE(recording) << recording.error().text();
  expect_pyimpspec(recording->parts[0], 1e-15);
}

}  // namespace
}  // namespace niter::io
