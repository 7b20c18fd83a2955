#include "niter/io/readers/fra_p00.hpp"

#include "niter/io/reader_testing.hpp"

namespace niter::io {
namespace {

using testing::error_of;
using testing::read_whole;

const Reader reader = fra_p00_reader();

const std::string spectrum =
    "Procedure : dummy cell\r\n01.02.2003 10:00:00 - 01.02.2003 10:12:16 i(init)= "
    "1.0nA\r\nnotes\r\n"
    " f/Hz       \t Z'/Ohm     \t -Z''/Ohm   \t time/s    \t Edc/V     \t Idc/A     \t\r\n 2 \r\n"
    " 10.000e+03\t 10.900e+01\t 26.556e+00\t 59.300e+00\t 30.981e-02\t 18.311e-08\t\r\n"
    " 71.969e+02\t 11.210e+01\t-35.166e+00\t 60.300e+00\t 30.981e-02\t 18.311e-08\t\r\n";

TEST(FraP00, Spectrum) {
  NITER_SOURCE("pyimpspec", "src/pyimpspec/data/formats/p00.py: the third column is -Im Z");
  EXPECT_EQ(reader.sniff({spectrum, "x"}), Match::Yes);
  const auto recording = read_whole(reader, spectrum);
  ASSERT_EQ(recording.parts.size(), 1u);
  EXPECT_TRUE(recording.complete);
  EXPECT_EQ(recording.parts[0].title, "dummy cell");
  EXPECT_EQ(recording.parts[0].technique, "eis");
  const auto& table = recording.parts[0].table;
  EXPECT_EQ((*table.column("f"))[0], 1e4);
  EXPECT_EQ((*table.column("Z_re"))[0], 109);
  EXPECT_EQ((*table.column("Z_im"))[0], -26.556);
  EXPECT_EQ((*table.column("Z_im"))[1], 35.166);
  EXPECT_EQ((*table.column("t"))[1], 60.3);
  EXPECT_EQ((*table.column("I"))[0], 18.311e-8);
}

TEST(FraP00, CutAndDamaged) {
  NITER_IDENTITY("a cut file never passes for a whole one");
  testing::expect_cuts_are_seen(reader, spectrum);
  testing::expect_damage_is_survived(reader, spectrum, 3000);
  auto bad = spectrum;
  bad.replace(bad.find("26.556"), 6, "oops!!");
  EXPECT_NE(error_of(reader, bad).find("it:6:"), std::string::npos) << error_of(reader, bad);
}

}  // namespace
}  // namespace niter::io
