#include "niter/io/writers.hpp"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "niter/base/file.hpp"
#include "niter/config/value.hpp"
#include "niter/io/readers/csv.hpp"
#include "niter/io/writers/record_rows.hpp"
#include "niter/io/writers/truth.hpp"
#include "niter/io/writers/writers_testing.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;  // NOLINT(google-build-using-namespace): helpers of the tests
namespace fs = std::filesystem;

class Folder : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    path_ = fs::path(::testing::TempDir()) / (std::string("niter_writers_") + info->name());
    fs::create_directories(path_);
  }
  void TearDown() override { fs::remove_all(path_); }

  fs::path path_;
};
class Writers : public Folder {};

data::Table truth() {
  data::Table table = record();
  table.columns.resize(3);
  table.provenance.settings = {{"recording.seed", "42"}, {"k0 of step 1", "3e-5"}};
  return table;
}

TEST_F(Writers, EveryFormatWritesItsRecordAndTheTruthBesideIt) {
  for (const auto& format : write_formats()) {
    const bool zview = format.name == "autolab-zview";
    const auto kind = zview ? RunKind::PotentiostaticImpedance : RunKind::CyclicVoltammetry;
    const auto measured = zview ? spectrum() : record();
    const auto file = path_ / ("run." + std::string(format.extension));
    const auto done = write_record(file, format, measured, run_of(kind), truth());
    ASSERT_TRUE(done) << format.name << ": " << done.error().text();
    EXPECT_EQ(*read_file(file), *format.text(measured, run_of(kind)));
    EXPECT_TRUE(fs::exists(truth_path(file))) << format.name;
  }
}

TEST_F(Writers, TheTruthHoldsSettingsAndEveryDigit) {
  const auto format = find_write_format("gamry-dta");
  ASSERT_TRUE(format);
  const auto file = path_ / "run.DTA";
  ASSERT_TRUE(write_record(file, *format, record(), run_of(RunKind::CyclicVoltammetry), truth()));
  const auto json = config::parse_json(*read_file(truth_path(file)), "truth");
  ASSERT_TRUE(json) << json.error().text();
  EXPECT_EQ(*json->find("record")->string(), "run.DTA");
  EXPECT_EQ(*json->find("sha256")->string(), sha256(*read_file(file)));
  EXPECT_EQ(*json->find("settings")->find("recording.seed")->string(), "42");
  const auto& columns = *json->find("columns")->array();
  ASSERT_EQ(columns.size(), 3U);
  EXPECT_EQ(*columns[2].find("name")->string(), "I");
  EXPECT_EQ(*columns[2].find("unit")->string(), "A");
  const auto& values = *columns[2].find("values")->array();
  for (std::size_t k = 0; k < values.size(); ++k) {
    EXPECT_EQ(values[k].number(), truth().columns[2].values[k]);
  }
}

TEST_F(Writers, ARecordThatCannotBeWrittenLeavesNothingBehind) {
  const auto format = find_write_format("chi-txt");
  ASSERT_TRUE(format);
  EXPECT_FALSE(write_record(path_ / "run.txt", *format, data::Table{},
                            run_of(RunKind::CyclicVoltammetry), truth()));
  EXPECT_TRUE(fs::is_empty(path_));
  const auto nowhere = write_record(path_ / "no" / "run.txt", *format, record(),
                                    run_of(RunKind::CyclicVoltammetry), truth());
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().code, Code::Io);
}

TEST_F(Writers, GenericCsvReadsBackBitByBit) {
  const auto format = find_write_format("csv");
  ASSERT_TRUE(format);
  const auto read = read_csv(*format->text(record(), {}), "run.csv");
  ASSERT_TRUE(read) << read.error().text();
  for (const auto& column : record().columns) {
    ASSERT_NE(read->find(column.name), nullptr) << column.name;
    EXPECT_EQ(read->find(column.name)->values, column.values) << column.name;
  }
}

TEST(WriteFormats, EveryFileWithRoomForItSaysThatItIsSimulated) {
  for (const WriteFormat& format : write_formats()) {
    const auto text = format.text(spectrum(), run_of(RunKind::PotentiostaticImpedance));
    ASSERT_TRUE(text) << format.name;
    const bool room = format.name != "autolab-nova";  // begins with the names of its columns
    EXPECT_EQ(text->find(simulated_note()) != std::string::npos, room) << format.name;
  }
}

TEST(WriteFormats, UnknownNameIsAnErrorWithTheNearest) {
  const auto missing = find_write_format("gamry-dat");
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().hint, ::testing::HasSubstr("gamry-dta"));
}

TEST(RecordRows, CurrentDensityTimesArea) {
  auto table = record();
  table.columns[2].name = "j";
  auto run = run_of(RunKind::CyclicVoltammetry);
  const auto rows = record_rows(table, run);
  ASSERT_TRUE(rows);
  EXPECT_DOUBLE_EQ(rows->i[7], record().columns[2].values[7] * 0.5e-4);
  run.area = 0;
  EXPECT_FALSE(record_rows(table, run));
}

TEST(RecordRows, TextsAsInstrumentsPrintThem) {
  EXPECT_EQ(windows_number(0, 5), "0.00000E+000");
  EXPECT_EQ(windows_number(-1.23456789e-7, 5), "-1.23457E-007");
  EXPECT_EQ(windows_number(1e123, 1), "1.0E+123");
  EXPECT_EQ(one_line("a\tb\r\nc"), "a b  c");
  EXPECT_EQ(to_latin1("µ² Ω€ é"), "\xB5\xB2 ?? \xE9");
}

}  // namespace
}  // namespace niter::io
