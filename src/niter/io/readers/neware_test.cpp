#include <cstring>
#include <functional>

#include <gtest/gtest.h>
#include <zip.h>

#include "niter/io/reader_testing.hpp"
#include "niter/io/readers/neware_nda.hpp"
#include "niter/io/readers/neware_ndax.hpp"
#include "niter/io/vendor_testing.hpp"
#include "niter/io/zip_files.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;

template <class T>
void put(std::string& bytes, std::size_t at, T value) {
  std::memcpy(bytes.data() + at, &value, sizeof value);
}

/// A rest of one row and a charge of two: 12 mA in the range 10 mA, whose digit is 1 uA.
struct Whole {
  std::uint32_t record;
  std::uint16_t step;
  std::uint8_t status;
  std::uint64_t ms;
  std::int32_t tenth_mV, digits;
  std::int64_t charge;
};
constexpr Whole whole_rows[] = {{1, 1, 4, 0, 30000, 0, 0},
                                {2, 2, 1, 0, 30500, 12000, 0},
                                {3, 2, 1, 10000, 31000, 12000, 120000}};

std::string nda() {
  std::string bytes(2048, '\0');
  bytes.replace(0, 6, "NEWARE");
  bytes[14] = 29;
  for (const auto& row : whole_rows) {
    std::string record(86, '\0');
    record[0] = 0x55;
    put(record, 2, row.record);
    put(record, 10, row.step);
    put(record, 12, row.status);
    put(record, 14, row.ms);
    put(record, 22, row.tenth_mV);
    put(record, 26, row.digits);
    put(record, 38, row.charge);
    put(record, 70, std::uint16_t(2026));
    record[72] = 3, record[73] = 2, record[74] = 10;
    record[76] = static_cast<char>(row.ms / 1000);
    put(record, 78, std::int32_t(10));
    bytes += record;
  }
  return bytes;
}

// BTS 9.0 and 9.1: the same charge, floats
std::string nda130(bool newer) {
  std::string bytes(1024, '\0');
  bytes.replace(0, 6, "NEWARE");
  bytes[14] = static_cast<char>(130);
  for (const auto& row : whole_rows) {
    std::string record(newer ? 56 : 88, '\0');
    const auto volt = static_cast<float>(row.tenth_mV * 1e-4);
    const auto mA = static_cast<float>(row.digits * 1e-3);
    const auto charge = static_cast<float>(static_cast<double>(row.charge) * 1e-3);
    const auto seconds = static_cast<std::uint32_t>(row.ms / 1000);
    if (newer) {
      record[0] = 0x55, record[1] = 1;
      record[2] = static_cast<char>(row.step), record[3] = static_cast<char>(row.status);
      put(record, 8, row.record);
      put(record, 12, seconds);
      put(record, 20, mA);
      put(record, 24, volt);
      put(record, 28, charge);
      put(record, 44, 1772445600u + seconds);
      put(record, 52, 25.5f);
    } else {
      record[4] = 0x12;
      record[9] = static_cast<char>(row.step), record[10] = static_cast<char>(row.status);
      put(record, 16, row.record);
      put(record, 28, std::uint64_t(row.ms * 1000));
      put(record, 36, volt);
      put(record, 40, mA);
      put(record, 52, charge);
      put(record, 68, std::uint64_t(1772445600ull * 1000000 + row.ms * 1000));
    }
    bytes += record;
  }
  return bytes;
}

std::string pages(std::size_t first, std::size_t size, std::size_t count,
                  const std::function<void(std::string&, std::size_t)>& fill, int version) {
  std::string bytes(8192, '\0');
  bytes[2] = static_cast<char>(version);
  for (std::size_t k = 0; k < count; ++k) {
    std::string record(size, '\0');
    fill(record, k);
    bytes.replace(4096 + first + k * size, size, record);
  }
  return bytes;
}

std::string ndc_whole() {
  return pages(
      125, 87, std::size(whole_rows),
      [](std::string& record, std::size_t k) {
        const auto& row = whole_rows[k];
        record[7] = 0x55;
        put(record, 8, row.record);
        record[16] = static_cast<char>(row.step);
        put(record, 17, row.status);
        put(record, 23, row.ms);
        put(record, 31, row.tenth_mV);
        put(record, 35, row.digits);
        put(record, 43, row.charge);
        put(record, 75, std::uint16_t(2026));
        record[77] = 3, record[78] = 2, record[79] = 10;
        record[81] = static_cast<char>(row.ms / 1000);
        put(record, 82, std::int32_t(10));
      },
      5);
}

std::string zipped(const std::vector<ZipFile>& files) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const out = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(out);
  zip_t* const archive = zip_open_from_source(out, ZIP_TRUNCATE, &error);
  for (const auto& file : files) {
    zip_source_t* const in = zip_source_buffer(archive, file.bytes.data(), file.bytes.size(), 0);
    EXPECT_GE(zip_file_add(archive, file.name.c_str(), in, 0), 0);
  }
  EXPECT_EQ(zip_close(archive), 0);
  zip_stat_t about;
  zip_source_stat(out, &about);
  std::string bytes(about.size, '\0');
  zip_source_open(out);
  EXPECT_EQ(zip_source_read(out, bytes.data(), bytes.size()), static_cast<zip_int64_t>(about.size));
  zip_source_close(out);
  zip_source_free(out);
  return bytes;
}

void expect_whole_rows(const Recording& recording) {
  ASSERT_EQ(recording.parts.size(), 1u);
  const auto& part = recording.parts[0];
  ASSERT_EQ(part.table.rows(), 3u);
  EXPECT_EQ(part.technique, "cycling");
  EXPECT_EQ(value(part, "cycle", 0), 1) << "stored from 0, counted from 1";
  EXPECT_EQ(value(part, "step", 2), 2);
  EXPECT_EQ(value(part, "Status", 1), 1);
  EXPECT_DOUBLE_EQ(value(part, "V", 1), 3.05);
  EXPECT_DOUBLE_EQ(value(part, "I", 2), 12e-3);
  EXPECT_DOUBLE_EQ(value(part, "Q_charge", 2), 0.12) << "12 mA for 10 s";
  EXPECT_EQ(value(part, "t", 2), 10);
  EXPECT_EQ(value(part, "clock", 2) - value(part, "clock", 0), 10);
  EXPECT_EQ(value(part, "clock", 0), 1772445600) << "2026-03-02 10:00:00";
}

TEST(NewareReader, ReadsNdaOfVersion29) {
  NITER_SOURCE("newarenda", "NewareNDA.py, _bytes_to_list: places and scales of the fields");
  const auto recording = read({nda(), "x.nda"});
  ASSERT_TRUE(recording) << recording.error().text();
  EXPECT_EQ(recording->format, "neware-nda");
  expect_whole_rows(*recording);
}

TEST(NewareReader, ReadsNdaOfVersion130) {
  NITER_SOURCE("newarenda", "NewareNDA.py, _bytes_to_list_BTS9 and _bytes_to_list_BTS91");
  for (const bool newer : {false, true}) {
    const auto recording = read({nda130(newer), "x.nda"});
    ASSERT_TRUE(recording) << recording.error().text();
    const auto& part = recording->parts[0];
    ASSERT_EQ(part.table.rows(), 3u);
    EXPECT_EQ(part.table.find("cycle") != nullptr, newer) << "BTS 9.0 stores none";
    EXPECT_EQ(value(part, "step", 2), 2);
    EXPECT_EQ(value(part, "Status", 1), 1);
    EXPECT_NEAR(value(part, "V", 1), 3.05, 1e-6);
    EXPECT_NEAR(value(part, "I", 2), 12e-3, 1e-9);
    EXPECT_NEAR(value(part, "Q_charge", 2), 0.12, 1e-7);
    EXPECT_EQ(value(part, "t", 2), 10);
    EXPECT_EQ(value(part, "clock", 2), 1772445610);
    if (newer) {
      EXPECT_DOUBLE_EQ(value(part, "T", 0), 298.65);
    }
    expect_cuts_are_survived(neware_nda_reader(), nda130(newer), 5);
    expect_damage_is_survived(neware_nda_reader(), nda130(newer), 300);
  }
}

TEST(NewareReader, ReadsNdaxOfVersion5) {
  NITER_SOURCE("newarenda", "NewareNDAx.py, _bytes_to_list_ndc: places and scales of the fields");
  const std::string info = "<root><TestInfo StartTime=\"2026-03-02 10:00:00\" DevID=\"7\"></root>";
  const auto bytes = zipped({{"TestInfo.xml", info}, {"data.ndc", ndc_whole()}});
  const auto recording = read({bytes, "x.ndax"});
  ASSERT_TRUE(recording) << recording.error().text();
  EXPECT_EQ(recording->format, "neware-ndax");
  expect_whole_rows(*recording);
  EXPECT_EQ(recording->parts[0].table.provenance.settings.at("started"), "2026-03-02 10:00:00");
}

// a discharge with 2 A from 4 V, times stored for the first and the third row of four
std::vector<ZipFile> split_files(int version) {
  const bool wide = version >= 16, floats = version == 14 || version == 17;
  const double volt = floats ? 1 : 1e4, ampere = floats ? 1 : 1e3, charge = floats ? 3600 : 1e-3;
  const auto data = pages(
      132, 8, 4,
      [&](std::string& record, std::size_t) {
        put(record, 0, static_cast<float>(4 * volt));
        put(record, 4, static_cast<float>(-2 * ampere));
      },
      version);
  const auto info = pages(
      132,
      version == 11   ? 47
      : version == 14 ? 55
                      : 100,
      2,
      [&](std::string& record, std::size_t k) {
        put(record, 0, static_cast<std::int32_t>(20000 * k));
        put(record, 9, static_cast<float>(40.0 * static_cast<double>(k) / charge));
        put(record, 29, std::int32_t(10000));
        put(record, 33, static_cast<std::int32_t>(1000 + 20 * k));
        put(record, 37, std::int32_t(1));
        put(record, 41, static_cast<std::int32_t>(1 + 2 * k));
      },
      version);
  const auto steps = pages(
      132, wide ? 100 : 37, 1,
      [&](std::string& record, std::size_t) {
        put(record, 0, std::int32_t(2));
        put(record, 4, std::int32_t(5));
        record[24] = 2;
        if (wide) put(record, 33, std::int32_t(1));
      },
      version);
  return {{"data.ndc", data}, {"data_runInfo.ndc", info}, {"data_step.ndc", steps}};
}

class NewareSplit : public ::testing::TestWithParam<int> {};

TEST_P(NewareSplit, RowsBetweenAreCountedOn) {
  NITER_SOURCE("newarenda", "NewareNDAx.py, _read_ndc_*_filetype_*, _data_interpolation");
  const auto recording = read({zipped(split_files(GetParam())), "x.ndax"});
  ASSERT_TRUE(recording) << recording.error().text();
  const auto& part = recording->parts[0];
  ASSERT_EQ(part.table.rows(), 4u);
  for (std::size_t k = 0; k < 4; ++k) {
    const double ran = 10.0 * static_cast<double>(k);
    EXPECT_NEAR(value(part, "t", k), ran, 1e-9) << k;
    EXPECT_NEAR(value(part, "V", k), 4, 1e-6) << k;
    EXPECT_NEAR(value(part, "I", k), -2, 1e-6) << k;
    EXPECT_NEAR(value(part, "Q_discharge", k), 2 * ran, 1e-5) << k;
    EXPECT_EQ(value(part, "cycle", k), 3) << k;
    EXPECT_EQ(value(part, "step", k), 5) << k;
    EXPECT_EQ(value(part, "Status", k), 2) << k;
  }
  EXPECT_NEAR(value(part, "W_discharge", 1), 80, 1e-5);
  EXPECT_TRUE(mentions(*recording, "times and counters of 2 of 4 rows"));
}

INSTANTIATE_TEST_SUITE_P(Versions, NewareSplit, ::testing::Values(11, 14, 16, 17));

TEST(NewareReader, ChannelsOfTemperatureAreColumns) {
  NITER_SOURCE("newarenda", "dicts.py, aux_chl_type_columns: 103 is a temperature");
  auto files = split_files(14);
  files.push_back({"TestInfo.xml", "<TestInfo><Aux1 RealChlID=\"9\" ChlType=\"103\" />"});
  files.push_back({"data_AUX_9_3_1.ndc", pages(
                                             132, 4, 4,
                                             [](std::string& record, std::size_t k) {
                                               put(record, 0, 25.0f + static_cast<float>(k));
                                             },
                                             14)});
  const auto recording = read({zipped(files), "x.ndax"});
  ASSERT_TRUE(recording) << recording.error().text();
  EXPECT_DOUBLE_EQ(value(recording->parts[0], "T", 1), 299.15);
  const auto chosen =
      read({zipped(files), "x.ndax"}, {.columns = {{"T", "T"}, {"time", "t"}}, .units = {}});
  ASSERT_TRUE(chosen) << (chosen ? "" : chosen.error().text());
  EXPECT_EQ(chosen->parts[0].table.columns.size(), 2u);
}

TEST(NewareReader, SaysWhatItCannotRead) {
  NITER_IDENTITY("another version is refused with what to do");
  auto newer = nda();
  newer[14] = static_cast<char>(131);
  EXPECT_NE(error_of(neware_nda_reader(), newer).find("version 131"), std::string::npos);
  EXPECT_NE(error_of(neware_nda_reader(), newer).find("csv"), std::string::npos);
  auto data = ndc_whole();
  data[2] = 99;
  EXPECT_NE(error_of(neware_ndax_reader(), zipped({{"data.ndc", data}})).find("version 99"),
            std::string::npos);
  EXPECT_NE(error_of(neware_ndax_reader(), zipped({{"data.ndc", split_files(14)[0].bytes}}))
                .find("data_step.ndc is not in the archive"),
            std::string::npos);
  EXPECT_NE(error_of(neware_ndax_reader(), zipped({{"other", "x"}})).find("no data.ndc"),
            std::string::npos);
}

TEST(NewareReader, SurvivesCutsAndDamage) {
  NITER_IDENTITY("a prefix of a file is an error in words or whole rows; no damage is fatal");
  const auto bytes = nda();
  expect_cuts_are_survived(neware_nda_reader(), bytes, 5);
  expect_damage_is_survived(neware_nda_reader(), bytes, 300);
  const auto archive = zipped(split_files(14));
  expect_cuts_are_seen(neware_ndax_reader(), archive, 1);
  expect_damage_is_survived(neware_ndax_reader(), archive, 1000);
}

TEST(ZipFiles, ABombIsRefusedBeforeItGoesOff) {
  NITER_IDENTITY("64 MB of zeros pack to 64 kB; they may not be unpacked");
  const auto bomb = zipped({{"data.ndc", std::string(64u << 20, '\0')}});
  EXPECT_LT(bomb.size(), 100'000u);
  const auto files = unzip(bomb, "b.ndax", [](std::string_view) { return true; });
  ASSERT_FALSE(files);
  EXPECT_NE(files.error().text().find("67108864 bytes"), std::string::npos);
  const auto none = unzip(bomb, "b.ndax", [](std::string_view) { return false; });
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->empty());
}

}  // namespace
}  // namespace niter::io
