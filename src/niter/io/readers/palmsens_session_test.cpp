#include "niter/io/readers/palmsens_session.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/io/reader_testing.hpp"

namespace niter::io {
namespace {

using testing::error_of;
using testing::read_whole;
using testing::shared_file;

const Reader reader = palmsens_session_reader();

std::string utf16(std::string_view ascii) {
  std::string wide = "\xFF\xFE";
  for (const char c : ascii) wide += {c, '\0'};
  return wide;
}

std::string array(std::string_view description, int type, std::string_view unit,
                  std::string_view values) {
  return fmt::format(R"({{"Type":"PalmSens.Data.DataArray","ArrayType":{},"Description":"{}",)"
                     R"("Unit":{{"Type":"PalmSens.Units.{}","S":"?"}},"DataValues":[{}]}})",
                     type, description, unit, values);
}

std::string session(std::string_view method, std::string_view arrays) {
  return fmt::format(
      R"({{"Type":"PalmSens.DataFiles.SessionFile","CoreVersion":"5","Measurements":[)"
      R"({{"Title":"it","DeviceSerial":"PS1","DeviceFW":"1.7","DataSet":{{"Values":[{}]}},)"
      R"("Method":"#x\r\nMETHOD_ID={}\r\nREF_ELECTRODE_NAME=Ag/AgCl%203%20M\r\n","Curves":[]}}]}})",
      arrays, method);
}

const std::string two_scans =
    session("cv", array("time", 0, "Time", R"({"V":0},{"V":0.5})") + "," +
                      array("scan1", 1, "Volt", R"({"V":-0.25,"S":0},{"V":-0.5,"S":0})") + "," +
                      array("scan1", 2, "MicroAmpere", R"({"V":-1.5,"S":0},{"V":"NaN","S":1})") +
                      "," + array("scan2", 1, "Volt", R"({"V":1})") + "," +
                      array("scan2", 2, "MicroAmpere", R"({"V":2})") + "," +
                      array("scan2", 3, "MicroCoulomb", R"({"V":2},{"V":3})"));

TEST(PalmsensSession, ScansAreParts) {
  NITER_IDENTITY("each scan its part, in SI, with the mark of an overload");
  for (const auto& bytes : {two_scans, utf16(two_scans) + "\xFF\xFE"}) {
    EXPECT_EQ(reader.sniff({bytes, "x"}), Match::Yes);
    const auto recording = read_whole(reader, bytes);
    ASSERT_EQ(recording.parts.size(), 2u);
    const auto& first = recording.parts[0];
    EXPECT_EQ(first.technique, "cv");
    EXPECT_DOUBLE_EQ((*first.table.column("t"))[1], 0.5);
    EXPECT_DOUBLE_EQ((*first.table.column("E"))[1], -0.5);
    EXPECT_EQ(first.table.find("E")->comment, "vs. Ag/AgCl 3 M");
    EXPECT_DOUBLE_EQ((*first.table.column("I"))[0], -1.5e-6);
    EXPECT_TRUE(std::isnan((*first.table.column("I"))[1]));
    EXPECT_EQ((*first.table.column("overload"))[1], 1);
    EXPECT_DOUBLE_EQ((*recording.parts[1].table.column("I"))[0], 2e-6);
    EXPECT_EQ(recording.parts[1].table.find("Q"), nullptr);  // of another length
    EXPECT_EQ(recording.caveats.size(), 2u);
    EXPECT_EQ(recording.instrument, "PalmSens PS1, firmware 1.7");
  }
}

TEST(PalmsensSession, SignOfTheImaginaryPart) {
  NITER_SOURCE("palmsens_sdk", "python test data: ZIm of a capacitor is positive");
  const auto recording =
      read_whole(reader, session("eis", array("Frequency", 5, "Hertz", R"({"V":10})") + "," +
                                            array("ZRe", 7, "ZRe", R"({"V":3})") + "," +
                                            array("ZIm", 8, "ZIm", R"({"V":4})") + "," +
                                            array("Phase", 6, "Phase", R"({"V":45})")));
  ASSERT_EQ(recording.parts.size(), 1u);
  EXPECT_EQ((*recording.parts[0].table.column("Z_im"))[0], -4);
  EXPECT_NEAR((*recording.parts[0].table.column("minus_phase"))[0], std::atan(1.0), 1e-15);
}

TEST(PalmsensSession, CutAndDamaged) {
  NITER_IDENTITY("a cut file never passes for a whole one");
  testing::expect_cuts_are_seen(reader, two_scans);
  testing::expect_cuts_are_seen(reader, utf16(two_scans));
  testing::expect_damage_is_survived(reader, two_scans, 2000);
  EXPECT_NE(error_of(reader, session("cv", "")).find("no measured values"), std::string::npos);
}

TEST(PalmsensSessionExternal, SpectrumOfAllFormats) {
  NITER_SOURCE("pyimpspec", "tests/data.pssession");
  const auto bytes = shared_file("eis/pyimpspec_data.pssession");
  if (bytes.empty()) GTEST_SKIP();
  const auto recording = read_whole(reader, bytes);
  ASSERT_EQ(recording.parts.size(), 2u);
  const auto& part = recording.parts[0];
  EXPECT_EQ(part.technique, "eis");
  ASSERT_EQ(part.table.rows(), 29u);
  EXPECT_EQ((*part.table.column("f"))[0], 1e4);
  EXPECT_NEAR((*part.table.column("Z_re"))[0], 109.00918, 5e-6);
  EXPECT_NEAR((*part.table.column("Z_im"))[0], -26.55568, 5e-6);
  EXPECT_NEAR((*part.table.column("Z_im"))[28], -90.6181, 5e-5);
  // the file was edited: the curve still holds the 51 points that were measured
  EXPECT_EQ(recording.parts[1].table.rows(), 51u);
  EXPECT_EQ(recording.instrument, "PalmSens PS4A22B003671, firmware 1.7 Feb  8 2023 10:09:11");
}

TEST(PalmsensSessionExternal, Voltammograms) {
  NITER_SOURCE("palmsens_sdk", "python/tests/test_data");
  const auto cv = shared_file("voltammetry/cv_1scan.pssession");
  const auto pulses = shared_file("voltammetry/dpv_example.pssession");
  if (cv.empty() || pulses.empty()) GTEST_SKIP();
  const auto recording = read_whole(reader, cv);
  ASSERT_EQ(recording.parts.size(), 1u);
  const auto& table = recording.parts[0].table;
  EXPECT_EQ(table.rows(), 41u);
  EXPECT_EQ((*table.column("t"))[1], 0.09999439865350723);
  EXPECT_EQ((*table.column("E"))[0], -0.499971);
  EXPECT_DOUBLE_EQ((*table.column("I"))[0], -48.536196e-6);
  EXPECT_DOUBLE_EQ((*table.column("Q"))[1], -5.3320473168243465e-6);
  EXPECT_TRUE(recording.caveats.empty());

  // an old file with its curve only; its method says square wave
  const auto old = read_whole(reader, pulses);
  ASSERT_EQ(old.parts.size(), 1u);
  EXPECT_EQ(old.parts[0].technique, "swv");
  EXPECT_EQ(old.parts[0].title, "dpvexample");
  EXPECT_EQ(old.parts[0].table.rows(), 201u);
  EXPECT_DOUBLE_EQ((*old.parts[0].table.column("I"))[1], 8.10625e-6);
  testing::expect_cuts_are_seen(reader, cv, 499);
}

}  // namespace
}  // namespace niter::io
