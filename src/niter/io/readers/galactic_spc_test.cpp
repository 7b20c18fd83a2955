#include "niter/io/readers/galactic_spc.hpp"

#include <cmath>
#include <cstring>

#include "niter/base/text.hpp"
#include "niter/io/byte_numbers.hpp"
#include "niter/io/reader_testing.hpp"
#include "niter/io/readers.hpp"
#include "niter/io/text_lines.hpp"

namespace niter::io {
namespace {

using testing::error_of;
using testing::read_whole;
using testing::shared_file;

const Reader reader = galactic_spc_reader();

template <class T>
void put(std::string& bytes, std::size_t at, T value, std::endian order = std::endian::little) {
  char raw[sizeof(T)];
  std::memcpy(raw, &value, sizeof(T));
  if (order != std::endian::native) std::reverse(raw, raw + sizeof(T));
  bytes.replace(at, sizeof(T), raw, sizeof(T));
}

template <class T>
void append(std::string& bytes, T value, std::endian order = std::endian::little) {
  bytes.append(sizeof(T), '\0');
  put(bytes, bytes.size() - sizeof(T), value, order);
}

// flags, exponent, points and the axes 500 to 504 nm, absorbance
std::string header(int flags, int exponent, std::uint32_t points, std::uint32_t subfiles = 1,
                   std::endian order = std::endian::little) {
  std::string bytes(512, '\0');
  bytes[0] = static_cast<char>(flags);
  bytes[1] = order == std::endian::little ? 0x4B : 0x4C;
  bytes[2] = 7;
  bytes[3] = static_cast<char>(exponent);
  put(bytes, 4, points, order);
  put(bytes, 8, 500.0, order);
  put(bytes, 16, 504.0, order);
  put(bytes, 24, subfiles, order);
  bytes[28] = 3;
  bytes[29] = 2;
  put(bytes, 32, std::uint32_t{1998u << 20 | 7u << 16 | 31u << 11 | 13u << 6 | 59u}, order);
  bytes.replace(88, 7, "holmium");
  return bytes;
}

std::string sub(int exponent, float z, std::uint32_t points = 0,
                std::endian order = std::endian::little) {
  std::string bytes(32, '\0');
  bytes[1] = static_cast<char>(exponent);
  put(bytes, 4, z, order);
  put(bytes, 16, points, order);
  return bytes;
}

void expect_table(const Part& part, const std::vector<double>& wavelengths,
                  const std::vector<double>& absorbances) {
  const auto x = *part.table.column("wavelength"), y = *part.table.column("absorbance");
  ASSERT_EQ(x.size(), wavelengths.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    EXPECT_NEAR(x[i], wavelengths[i] * 1e-9, 1e-21);
    EXPECT_EQ(y[i], absorbances[i]);
  }
}

TEST(GalacticSpc, OrdinatesOfEveryKind) {
  NITER_SOURCE("spc_sdk", "SPC.H: 0x40000000 is 0.25, with exponent 2 it is 1; 0x80 marks floats");
  for (const auto order : {std::endian::little, std::endian::big}) {
    auto four = header(0, 2, 3, 1, order) + sub(99, 0, 0, order);
    for (const std::uint32_t y : {0x40000000u, 0xC0000000u, 0x20000000u}) append(four, y, order);
    EXPECT_EQ(reader.sniff({four, "x"}), Match::Yes);
    const auto recording = read_whole(reader, four);
    ASSERT_EQ(recording.parts.size(), 1u);
    expect_table(recording.parts[0], {500, 502, 504}, {1, -1, 0.5});
    EXPECT_EQ(recording.parts[0].title, "holmium");
    EXPECT_EQ(recording.header[0].second, "1998-07-31 13:59");
    EXPECT_EQ(recording.header[1].second, "UV-Vis");

    auto two = header(1, 1, 2, 1, order) + sub(0, 0, 0, order);
    for (const int y : {0x4000, 0xC000}) append(two, static_cast<std::uint16_t>(y), order);
    expect_table(read_whole(reader, two).parts.at(0), {500, 504}, {0.5, -0.5});

    auto floats = header(0x80, -128, 2, 1, order);  // abscissas stored
    for (const float x : {500.5f, 501.0f}) append(floats, x, order);
    floats += sub(0, 0, 0, order);
    for (const float y : {0.125f, -3.0f}) append(floats, y, order);
    expect_table(read_whole(reader, floats).parts.at(0), {500.5, 501}, {0.125, -3});
  }
}

TEST(GalacticSpc, SubfilesAreParts) {
  NITER_SOURCE("spc_sdk", "SPC.H: subexp of each subfile counts if TMULTI is set");
  auto many = header(0x04, 9, 2, 2) + sub(1, 1.5f);
  for (const std::uint32_t y : {0x40000000u, 0x40000000u}) append(many, y);
  many += sub(-128, 2.5f);
  for (const float y : {7.0f, 8.0f}) append(many, y);
  const auto recording = read_whole(reader, many);
  ASSERT_EQ(recording.parts.size(), 2u);
  expect_table(recording.parts[0], {500, 504}, {0.5, 0.5});
  expect_table(recording.parts[1], {500, 504}, {7, 8});
  EXPECT_EQ(recording.parts[1].title, "holmium, z = 2.5");

  // abscissas of their own, in the order of a directory behind them
  auto own = header(0x04 | 0x40 | 0x80, 0, 0, 2);
  const auto first = static_cast<std::uint32_t>(own.size());
  own += sub(-128, 1, 1);
  for (const float v : {510.0f, 4.0f}) append(own, v);
  const auto second = static_cast<std::uint32_t>(own.size());
  own += sub(-128, 2, 1);
  for (const float v : {520.0f, 5.0f}) append(own, v);
  put(own, 4, static_cast<std::uint32_t>(own.size()));
  for (const auto at : {second, first}) {
    append(own, at);
    append(own, std::uint32_t{40});
    append(own, 0.0f);
  }
  const auto listed = read_whole(reader, own);
  ASSERT_EQ(listed.parts.size(), 2u);
  expect_table(listed.parts[0], {520}, {5});
  expect_table(listed.parts[1], {510}, {4});
  testing::expect_cuts_are_survived(reader, many);
  testing::expect_damage_is_survived(reader, many, 3000);
  testing::expect_damage_is_survived(reader, own, 3000);
}

TEST(GalacticSpc, OldForm) {
  NITER_SOURCE("spc_sdk", "SPC.H, version 4D: floats in the header, halves of integers exchanged");
  std::string old(256, '\0');
  old[1] = 0x4D;
  put(old, 2, std::int16_t{2});
  put(old, 4, 2.0f);
  put(old, 8, 500.0f);
  put(old, 12, 504.0f);
  old[16] = 3;
  old[17] = 2;
  for (const std::uint32_t y : {0x00004000u, 0x0000C000u}) append(old, y);
  EXPECT_EQ(reader.sniff({old, "x"}), Match::Yes);
  expect_table(read_whole(reader, old).parts.at(0), {500, 504}, {1, -1});
  testing::expect_cuts_are_seen(reader, old);
  testing::expect_damage_is_survived(reader, old, 2000);
}

TEST(GalacticSpc, CutAndHostile) {
  NITER_IDENTITY("a cut file never passes for a whole one; a count claims no memory");
  auto four = header(0, 2, 3) + sub(0, 0);
  for (int i = 0; i < 3; ++i) append(four, 0x40000000u);
  testing::expect_cuts_are_seen(reader, four);
  testing::expect_damage_is_survived(reader, four, 3000);
  put(four, 4, std::uint32_t{0xFFFFFFFF});
  EXPECT_NE(error_of(reader, four).find("bytes where"), std::string::npos);
  auto many = header(0x04, 0, 1, 0xFFFFFFFF) + sub(0, 0) + std::string(4, '\0');
  const auto few = read_whole(reader, many);
  EXPECT_EQ(few.parts.size(), 1u);
  EXPECT_FALSE(few.complete);
  EXPECT_EQ(reader.sniff({std::string(600, 'K'), "x"}), Match::No);
}

TEST(GalacticSpcExternal, HolmiumBands) {
  NITER_IDENTITY("bands of holmium oxide glass, a wavelength standard, within 1.5 nm");
  const auto bytes = shared_file("uvvis/HOLMIUM.SPC");
  if (bytes.empty()) GTEST_SKIP();
  const auto recording = read({bytes, "it"});
  ASSERT_TRUE(recording) << recording.error().text();
  EXPECT_EQ(recording->format, "galactic-spc");
  const auto& part = recording->parts.at(0);
  EXPECT_EQ(part.title, "Holmium Oxide Glass, the UV standard");
  const auto x = *part.table.column("wavelength"), y = *part.table.column("absorbance");
  ASSERT_EQ(x.size(), 901u);
  EXPECT_DOUBLE_EQ(x[0], 250e-9);
  EXPECT_DOUBLE_EQ(x[900], 700e-9);
  for (const double band : {279.3, 287.6, 333.8, 360.8, 418.5, 446.0, 536.4, 637.5}) {
    std::size_t best = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (std::abs(x[i] - band * 1e-9) < 3e-9 && (best == 0 || y[i] > y[best])) best = i;
    }
    EXPECT_NEAR(x[best] * 1e9, band, 1.5) << band;
    EXPECT_GT(y[best], y[best - 8] + 0.01) << band;
    EXPECT_GT(y[best], y[best + 8] + 0.01) << band;
  }
  testing::expect_cuts_are_seen(reader, bytes);
}

TEST(GalacticSpcExternal, DecodedTableAndOtherFiles) {
  NITER_SOURCE("spc_python", "test_data/txt/Ft-ir.spc.txt");
  const auto bytes = shared_file("ftir/Ft-ir.spc");
  const auto text = shared_file("ftir/Ft-ir.spc.txt");
  if (bytes.empty() || text.empty()) GTEST_SKIP();
  const auto recording = read_whole(reader, bytes);
  const auto& table = recording.parts.at(0).table;
  ASSERT_EQ(table.rows(), 1776u);
  std::size_t row = 0;
  for (const auto& line : split_lines(text)) {
    const auto fields = split(line.text, '\t');
    if (fields.size() != 2) continue;
    ASSERT_LT(row, table.rows());
    EXPECT_NEAR(table.columns[0].values[row] / 100, *parse_number(trim(fields[0])), 1e-6);
    EXPECT_NEAR(table.columns[1].values[row] * 100, *parse_number(trim(fields[1])), 5e-7);
    ++row;
  }
  EXPECT_EQ(row, 1776u);
  for (const auto& [name, rows] : {std::pair{"SINGLE_POLYMER_FILM", 1844u},
                                   {"TWO_POLYMER_FILMS", 1844u},
                                   {"SPECTRUM_WITH_BAD_BASELINE", 1400u}}) {
    const auto other = shared_file(std::string("ftir/") + name + ".SPC");
    EXPECT_EQ(testing::rows_of(read_whole(reader, other)), rows) << name;
  }
}

}  // namespace
}  // namespace niter::io
