#include "niter/io/readers/plate_csv.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/io/reader_testing.hpp"
#include "niter/io/readers.hpp"
#include "niter/io/readers/plate_layouts.hpp"

namespace niter::io {
namespace {

using testing::error_of;
using testing::read_whole;
using testing::shared_file;

const Reader reader = plate_csv_reader();

const std::string wells =
    "\xEF\xBB\xBFtype,id,well,stand.conc (mg L-1),abs.650,abs.540,plate\r\n"
    "BLK,blank,H9,,0.437,NA,1\r\nBLK,blank,H10,,OVRFLW,NA,1\r\nSTD,s,A1,2.5,0.9,NA,1\r\n"
    "SPL,soil,C4,,1.5,NA,1\r\nPOS,p,b12,5,1.25,NA,2\r\n";

TEST(PlateCsv, ListOfWells) {
  NITER_IDENTITY("each plate its part; kinds, samples and replicates as documented numbers");
  EXPECT_EQ(reader.sniff({wells, "x"}), Match::Yes);
  const auto recording = read_whole(reader, wells);
  ASSERT_EQ(recording.parts.size(), 2u);
  EXPECT_EQ(recording.parts[0].technique, "plate");
  EXPECT_EQ(recording.parts[0].title, "plate 1");
  const auto& table = recording.parts[0].table;
  EXPECT_EQ((*table.column("well"))[0], 809);
  EXPECT_EQ((*table.column("well"))[1], 810);
  const std::vector<double> kinds{0, 0, 1, 3}, replicates{1, 2, 1, 1};
  EXPECT_EQ(table.find("well_kind")->values, kinds);
  EXPECT_EQ(table.find("replicate")->values, replicates);
  EXPECT_EQ((*table.column("absorbance"))[0], 0.437);
  EXPECT_TRUE(std::isnan((*table.column("absorbance"))[1]));
  EXPECT_EQ(table.find("absorbance")->comment, "abs.650");
  EXPECT_EQ(table.find("abs.540"), nullptr);
  EXPECT_DOUBLE_EQ((*table.column("mass_concentration"))[2], 2.5e-3);  // kg m-3
  EXPECT_EQ(table.provenance.settings.at("sample 3"), "soil");
  EXPECT_EQ(recording.parts[1].table.find("well_kind")->values[0], 2);
  EXPECT_EQ(recording.parts[1].table.find("well")->values[0], 212);
  ASSERT_EQ(recording.caveats.size(), 1u);
  EXPECT_EQ(recording.caveats[0], "beyond the range: line 3");
}

TEST(PlateCsv, TableOfSamples) {
  NITER_IDENTITY("one row for each reading; CR line ends, decimal comma, unit by the user");
  const std::string text =
      "sample;date;absorbance time;absorbance 1;absorbance 2;nitrate;rep\r"
      "Blank;;;-0,003;0,006;;\r;;;;;;\rst.1.;;11:30;0,5;;1,5;A\rriver;;;0,25;NA;;A";
  const auto recording = reader.read({text, "it"}, {.units = {{"concentration", "umol L-1"}}});
  ASSERT_TRUE(recording) << recording.error().text();
  ASSERT_EQ(recording->parts.size(), 1u);
  const auto& table = recording->parts[0].table;
  ASSERT_EQ(table.rows(), 4u);
  EXPECT_EQ(table.find("well_kind")->values, (std::vector<double>{0, 0, 1, 3}));
  EXPECT_EQ(table.find("replicate")->values, (std::vector<double>{1, 2, 1, 1}));
  EXPECT_EQ(table.find("absorbance")->values, (std::vector<double>{-0.003, 0.006, 0.5, 0.25}));
  EXPECT_DOUBLE_EQ((*table.column("c"))[2], 1.5e-3);
  EXPECT_EQ(table.provenance.settings.at("series 2"), "A");
}

// column c of row r reads 0.0cr
std::string grid(char delimiter) {
  std::string text = "Software Version;2.01\r\n\r\nRaw Data (655)\r\n";
  for (int k = 1; k <= 12; ++k) text += delimiter + std::to_string(k);
  for (int row = 1; row <= 8; ++row) {
    text += fmt::format("\r\n{}", static_cast<char>('A' + row - 1));
    for (int k = 1; k <= 12; ++k) text += fmt::format("{}0.{:02}{}", delimiter, k, row);
  }
  return text + delimiter + "655\r\n";
}

TEST(PlateCsv, GridsOfAPlate) {
  NITER_IDENTITY("the reading of column c in row r stands there");
  for (const char delimiter : {',', ';', '\t'}) {
    const auto text = grid(delimiter);
    EXPECT_EQ(reader.sniff({text, "x"}), Match::Yes);
    const auto recording = read_whole(reader, text + text);
    ASSERT_EQ(recording.parts.size(), 2u);
    EXPECT_EQ(recording.parts[0].title, "Raw Data (655)");
    const auto& table = recording.parts[1].table;
    ASSERT_EQ(table.rows(), 96u);
    EXPECT_EQ(table.find("well")->values[95], 812);
    EXPECT_EQ(table.find("absorbance")->values[13], 0.022);  // B2
    EXPECT_EQ(table.find("absorbance")->values[95], 0.128);
    EXPECT_EQ(table.find("absorbance")->comment, "655");
    EXPECT_TRUE(recording.complete);
  }
}

TEST(PlateCsv, NamesOfWells) {
  NITER_IDENTITY("letter of the row, number of the column, nothing else");
  EXPECT_EQ(plate::parse_well("AF48")->row, 32);
  EXPECT_EQ(plate::parse_well("b07")->column, 7);
  for (const auto* bad : {"", "A", "7", "A0", "A100", "ABC1", "A1x", "AG1", "A-1"}) {
    EXPECT_FALSE(plate::parse_well(bad)) << bad;
  }
}

TEST(PlateCsv, CutAndDamaged) {
  NITER_IDENTITY("no half rows; errors name the line and the field");
  testing::expect_cuts_are_survived(reader, wells.substr(0, wells.find("STD")));
  testing::expect_cuts_are_survived(reader, grid(','));
  testing::expect_damage_is_survived(reader, wells, 2000);
  testing::expect_damage_is_survived(reader, grid(','), 1000);
  auto bad = wells;
  bad.replace(bad.find("0.437"), 5, "oops!");
  EXPECT_NE(error_of(reader, bad).find("it:2:15: 'oops!' is not a number"), std::string::npos);
  bad = wells;
  bad.replace(bad.find("H9"), 2, "X?");
  EXPECT_NE(error_of(reader, bad).find("it:2:11: 'X?' is no well"), std::string::npos);
  bad = grid(',');
  bad.replace(bad.find("0.022"), 5, "oops");
  EXPECT_NE(error_of(reader, bad).find("'oops' is not a reading"), std::string::npos);
  EXPECT_NE(error_of(reader, "sample,absorbance 1\n").find("without readings"), std::string::npos);
}

struct Line {
  double slope = 0, intercept = 0, r2 = 0;
};

// standards less the mean of the blanks, against concentration, by least squares
Line calibration(const data::Table& table, double saturated) {
  const auto kind = *table.column("well_kind"), a = *table.column("absorbance"),
             c = *table.column("concentration");
  double blanks = 0, blank_count = 0;
  for (std::size_t i = 0; i < kind.size(); ++i) {
    if (kind[i] == 0 && a[i] < saturated) blanks += a[i], ++blank_count;
  }
  const double base = blank_count > 0 ? blanks / blank_count : 0;
  double n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
  for (std::size_t i = 0; i < kind.size(); ++i) {
    if (kind[i] != 1) continue;
    const double value = a[i] - base;
    n += 1, x += c[i], y += value, xx += c[i] * c[i], xy += c[i] * value, yy += value * value;
  }
  const double sxx = xx - x * x / n, sxy = xy - x * y / n, syy = yy - y * y / n;
  return {sxy / sxx, (y - sxy / sxx * x) / n, sxy * sxy / (sxx * syy)};
}

TEST(PlateCsvExternal, CalibrationsOfFourPlates) {
  NITER_IDENTITY("slopes and intercepts found with another program on the same wells");
  const auto bytes = shared_file("uvvis/NH4_NO3_data_example.csv");
  if (bytes.empty()) GTEST_SKIP();
  const auto recording = read({bytes, "it"});
  ASSERT_TRUE(recording) << recording.error().text();
  EXPECT_EQ(recording->format, "plate-csv");
  ASSERT_EQ(recording->parts.size(), 4u);
  for (const auto& part : recording->parts) EXPECT_EQ(part.table.rows(), 96u) << part.title;
  EXPECT_EQ(recording->parts[0].title, "plate 1, analysis.type nh4");
  EXPECT_EQ(recording->parts[0].table.find("absorbance")->comment, "abs.650");
  const auto first = calibration(recording->parts[0].table, 4);
  EXPECT_NEAR(first.slope, 0.190694, 5e-7);
  EXPECT_NEAR(first.intercept, 0.059152, 5e-7);
  EXPECT_NEAR(first.r2, 0.996555, 5e-7);
  for (const auto& part : recording->parts) {
    if (part.title != "plate 2, analysis.type nh4") continue;
    const auto second = calibration(part.table, 4);
    EXPECT_NEAR(second.slope, 0.195006, 5e-7);
    EXPECT_NEAR(second.intercept, 0.082257, 5e-7);
    EXPECT_NEAR(second.r2, 0.997678, 5e-7);
  }
}

TEST(PlateCsvExternal, CurvesWithCarriageReturns) {
  NITER_IDENTITY("two readings a line; first and last as they stand there");
  for (const auto& [name, rows, last] : {std::tuple{"standard_curve_110717", 62u, 0.107},
                                         {"standard_curve_120717", 20u, 0.087},
                                         {"standard_curve_260617", 54u, 0.292},
                                         {"standard_curve_280617", 86u, 0.045}}) {
    const auto bytes = shared_file(std::string("uvvis/") + name + ".csv");
    if (bytes.empty()) GTEST_SKIP();
    const auto recording = read({bytes, name});
    ASSERT_TRUE(recording) << recording.error().text();
    EXPECT_EQ(recording->format, "plate-csv");
    const auto& table = recording->parts.at(0).table;
    EXPECT_EQ(table.rows(), rows) << name;
    EXPECT_EQ(table.find("absorbance")->values.back(), last) << name;
    EXPECT_FALSE(std::isnan(table.find("concentration")->values.back()));
    testing::expect_cuts_are_survived(reader, bytes, 7);
  }
  const auto bytes = shared_file("uvvis/nitrate_data_Apr18.csv");
  const auto recording = read_whole(reader, bytes);
  EXPECT_EQ(recording.parts.at(0).table.find("absorbance")->values[1], 0.006);
  EXPECT_EQ(recording.parts.at(0).table.provenance.settings.at("sample 2"), "1-03-1");
}

}  // namespace
}  // namespace niter::io
