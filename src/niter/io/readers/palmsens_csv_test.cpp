#include "niter/io/readers/palmsens_csv.hpp"

#include "niter/io/reader_testing.hpp"
#include "niter/io/readers.hpp"

namespace niter::io {
namespace {

using testing::error_of;
using testing::read_whole;
using testing::shared_file;

const Reader reader = palmsens_csv_reader();

const std::string two_curves =
    "Date and time:,2020-07-10 17:21:23\r\nNotes:\r\n12 turns of a screw\r\n"
    "Cyclic Voltammetry: CV Scan 1,,Cyclic Voltammetry: CV Scan 2,\r\n"
    "Date and time measurement:,2020-07-10 16:59:57,,\r\nV,\xC2\xB5"
    "A,V,\xC2\xB5"
    "A\r\n"
    "6.5E-001,1.5E+000,-1,2\r\n6.0E-001,-2.5E+000,,\r\n\xEF\xBB\xBF\r\n";

TEST(PalmsensCsv, CurvesSideBySideAreParts) {
  NITER_IDENTITY("each pair of columns its part, in SI, as long as it is");
  EXPECT_EQ(reader.sniff({two_curves, "x"}), Match::Yes);
  const auto recording = read_whole(reader, two_curves);
  ASSERT_EQ(recording.parts.size(), 2u);
  EXPECT_TRUE(recording.complete);
  EXPECT_EQ(recording.parts[0].technique, "cv");
  EXPECT_EQ(recording.parts[1].title, "Cyclic Voltammetry: CV Scan 2");
  EXPECT_DOUBLE_EQ((*recording.parts[0].table.column("I"))[1], -2.5e-6);
  EXPECT_EQ(recording.parts[1].table.rows(), 1u);
  EXPECT_EQ(recording.header.front().second, "2020-07-10 17:21:23");
}

TEST(PalmsensCsv, DecimalCommaAndNamedColumns) {
  NITER_IDENTITY("the same values with a decimal comma; a minus in a name turns the sign");
  const auto recording = read_whole(
      reader,
      "Date and time:;2020-07-10 17:21:23\r\nNotes:\r\nIt\r\nDate and time measurement:;x\r\n"
      "freq / Hz;neg. Phase / \xC2\xB0;Idc / uA;Z' / Ohm;-Z'' / "
      "Ohm\r\n1,5;45;2;3;4\r\n\xEF\xBB\xBF");
  ASSERT_EQ(recording.parts.size(), 1u);
  const auto& table = recording.parts[0].table;
  EXPECT_EQ(recording.parts[0].technique, "eis");
  EXPECT_EQ((*table.column("f"))[0], 1.5);
  EXPECT_EQ((*table.column("Z_im"))[0], -4);
  EXPECT_DOUBLE_EQ((*table.column("I"))[0], 2e-6);
}

TEST(PalmsensCsv, CutAndDamaged) {
  NITER_IDENTITY("a cut file never passes for a whole one");
  testing::expect_cuts_are_seen(reader, two_curves);
  testing::expect_damage_is_survived(reader, two_curves, 2000);
  auto bad = two_curves;
  bad.replace(bad.find("-2.5E"), 5, "oops,");
  EXPECT_NE(error_of(reader, bad).find("it:8:"), std::string::npos) << error_of(reader, bad);
}

TEST(PalmsensCsvExternal, ThreeScanRates) {
  NITER_IDENTITY("first and last row as they stand in the files");
  for (const auto& [name, current] :
       {std::pair{"0005", 1.77551e-7}, {"0010", 1.07129e-6}, {"0040", 4.57742e-6}}) {
    const auto bytes = shared_file(std::string("voltammetry/palmsens_ecsa_") + name + "mVs.csv");
    if (bytes.empty()) GTEST_SKIP();
    const auto recording = read({bytes, name});
    ASSERT_TRUE(recording) << recording.error().text();
    EXPECT_EQ(recording->format, "palmsens-csv");
    EXPECT_TRUE(recording->complete);
    EXPECT_TRUE(recording->caveats.empty());
    ASSERT_EQ(recording->parts.size(), 1u);
    EXPECT_EQ(recording->parts[0].technique, "cv");
    EXPECT_EQ(recording->parts[0].title, "Cyclic Voltammetry: CV I vs E Scan 2");
    const auto& table = recording->parts[0].table;
    ASSERT_EQ(table.rows(), 806u);
    EXPECT_DOUBLE_EQ((*table.column("E"))[0], 0.689963);
    EXPECT_DOUBLE_EQ((*table.column("E"))[805], 0.691916);
    EXPECT_DOUBLE_EQ((*table.column("I"))[0], current);
    testing::expect_cuts_are_seen(reader, bytes, 997);
  }
}

}  // namespace
}  // namespace niter::io
