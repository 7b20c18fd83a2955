#include "niter/io/readers/csv.hpp"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace niter::io {
namespace {

data::Table table(std::string_view text, const CsvOptions& options = {}) {
  auto result = read_csv(text, "it.csv", options);
  EXPECT_TRUE(result) << result.error().text();
  return result ? *result : data::Table{};
}

std::string error(std::string_view text, const CsvOptions& options = {}) {
  const auto result = read_csv(text, "it.csv", options);
  return result ? "none" : result.error().text();
}

// t = 0, 1.5 s; I = -1, -2.25 mA, in every spelling
void expect_record(const data::Table& record) {
  const auto t = record.column("t");
  const auto current = record.column("I");
  ASSERT_TRUE(t && current);
  ASSERT_EQ(t->size(), 2u);
  EXPECT_DOUBLE_EQ((*t)[1], 1.5);
  EXPECT_DOUBLE_EQ((*current)[0], -1e-3);
  EXPECT_DOUBLE_EQ((*current)[1], -2.25e-3);
}

TEST(Csv, Delimiters) {
  expect_record(table("t/s,I/mA\n0,-1\n1.5,-2.25\n"));
  expect_record(table("t/s;I/mA\n0;-1\n1.5;-2.25\n"));
  expect_record(table("t/s\tI/mA\n0\t-1\n1.5\t-2.25\n"));
  expect_record(table("t/s  I/mA\n 0   -1\n 1.5 -2.25\n"));
}

TEST(Csv, DecimalComma) {
  expect_record(table("t/s;I/mA\n0;-1\n1,5;-2,25\n"));
  expect_record(table("t/s\tI/mA\n0\t-1\n1,5\t-2,25\n"));
  expect_record(table("t/s I/mA\n0,0 -1,0\n1,5 -2,25\n"));
  expect_record(table("\"t/s\",\"I/mA\"\n\"0\",\"-1\"\n\"1.5\",\"-2.25\"\n"));
}

TEST(Csv, LineEndsAndBom) {
  expect_record(table("\xEF\xBB\xBFt/s,I/mA\r\n0,-1\r\n1.5,-2.25\r\n"));
  expect_record(table("t/s,I/mA\r0,-1\r1.5,-2.25"));
}

TEST(Csv, UnitsInEveryPlace) {
  expect_record(table("t (s),I (mA)\n0,-1\n1.5,-2.25\n"));
  expect_record(table("t [s],I [mA]\n0,-1\n1.5,-2.25\n"));
  expect_record(table("t,I\ns,mA\n0,-1\n1.5,-2.25\n"));
  expect_record(table("t,I\ns,mA\nelapsed,working electrode\n0,-1\n1.5,-2.25\n"));
  expect_record(table("t,I\n0,-1\n1.5,-2.25\n", {.units = {{"t", "s"}, {"I", "mA"}}}));
}

TEST(Csv, Latin1MicroSign) {
  const auto record = table(
      "t/s;I/\xB5"
      "A\n0;-1000\n1,5;-2250,0\n");
  expect_record(record);
}

TEST(Csv, VendorHeaderCommentsAndAliases) {
  expect_record(
      table("EC-Lab ASCII FILE\nNb of points\n2\n\n# comment\nmode\ttime/s\t<I>/mA\n"
            "2\t0\t-1\n2\t1.5\t-2.25\n",
            {.columns = {{"t", "time/s"}, {"I", "<I>"}}}));
  expect_record(table("time/s,<I>/mA\n0,-1\n1.5,-2.25\n"));
}

TEST(Csv, OriginExportReadsBack) {
  data::Table written;
  written.columns = {{"t", Unit::of("s"), {0, 1.5}, {}, "elapsed"},
                     {"I", Unit::of("mA"), {-1e-3, -2.25e-3}, {}, ""}};
  expect_record(table(data::to_csv(written)));
}

TEST(Csv, MissingValueIsNaN) {
  const auto record = table("t/s,I/mA\n0,-1\n1,\n2,-3\n");
  EXPECT_TRUE(std::isnan((*record.column("I"))[1]));
}

TEST(Csv, ErrorsPointAtTheField) {
  EXPECT_NE(error("t/s,I/mA\n0,-1\n1,oops\n2,-1\n").find("it.csv:3:3: 'oops' is not a number"),
            std::string::npos);
  EXPECT_NE(error("t/s,I/mA\n0,-1\n1\n2,-1\n").find("it.csv:3:1: 1 fields"), std::string::npos);
  EXPECT_NE(error("t/s,I/mA\n0,-1\n1,-1,4\n2,-1\n").find("it.csv:3:6: more fields than the 2"),
            std::string::npos);
  EXPECT_NE(error("").find("no row of numbers"), std::string::npos);
  EXPECT_NE(error("just words\n").find("no row of numbers"), std::string::npos);
  EXPECT_NE(error("t,I\n0,-1\n1,-1\n").find("has no unit"), std::string::npos);
  EXPECT_NE(error("t/s,I/mA cm-2\n0,-1\n1,-1\n").find("no unit of current"), std::string::npos);
  EXPECT_NE(error("t/s,I/mX\n0,-1\n1,-1\n").find("it.csv:1"), std::string::npos);
  EXPECT_NE(error("time/s,I/mA\n0,-1\n1,-1\n", {.columns = {{"t", "tme/s"}}})
                .find("did you mean 'time/s'"),
            std::string::npos);
  EXPECT_NE(error(std::string_view("t/s\0", 4)).find("NUL"), std::string::npos);
}

// every prefix of a file, and every file with a few bytes changed: a table of whole rows or an
// error, never a crash
void expect_whole_or_error(std::string_view bytes) {
  const auto result = read_csv(bytes, "it.csv");
  if (!result) {
    EXPECT_FALSE(result.error().what.empty());
    return;
  }
  for (const auto& column : result->columns) EXPECT_EQ(column.values.size(), result->rows());
}

TEST(Csv, TruncatedOrCorruptedBytesNeverCrash) {
  const std::string good =
      "\xEF\xBB\xBF# made by hand\r\nt/s;\"I \"\"x\"\"\"/\xC2\xB5"
      "A;E/V\r\n0,5;-1,25e3;0\r\n1;;2\r\n2;3;4\r\n";
  for (std::size_t n = 0; n <= good.size(); ++n) expect_whole_or_error(good.substr(0, n));
  std::mt19937 random(3);
  for (int i = 0; i < 3000; ++i) {
    std::string bad = good;
    for (int k = 0; k < 3; ++k) bad[random() % bad.size()] = static_cast<char>(random() % 256);
    expect_whole_or_error(bad);
  }
}

TEST(Csv, ScalesOriginUnitsAndNamesWithASlash) {
  const auto read = table("E,j,ox/red\nV vs. RHE,\\g(m)A cm\\+(-2),\n0.5,100,1\n0.6,200,0\n");
  EXPECT_EQ(read.find("E")->comment, "vs. RHE");
  EXPECT_DOUBLE_EQ(read.find("j")->values[1], 2);
  EXPECT_NE(read.find("ox/red"), nullptr);
  EXPECT_EQ(table("E/V RHE,note\n0.5,1\n").find("E")->comment, "vs. RHE");
}

TEST(Csv, RowCutShortIsAnErrorNotAShorterTable) {
  EXPECT_NE(error("t/s,I/mA\n0,-1\n1"), "none");
  EXPECT_NE(error("t/s,I/mA\n0,-1\n1,-1\n2"), "none");
}

}  // namespace
}  // namespace niter::io
