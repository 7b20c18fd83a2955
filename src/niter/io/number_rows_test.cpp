#include "niter/io/number_rows.hpp"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::io {
namespace {

constexpr std::array<std::string_view, 1> none{"XXX"};

Result<NumberRows> rows(std::string_view text, Dialect dialect, std::size_t columns,
                        std::vector<FieldKind> kinds = {}) {
  const auto lines = split_lines(text);
  return read_number_rows(
      lines, {.dialect = dialect, .columns = columns, .kinds = std::move(kinds), .missing = none},
      "x.txt");
}

TEST(NumberRows, EveryDialect) {
  NITER_IDENTITY("the same numbers in every spelling");
  for (const auto& [text, dialect] : std::vector<std::pair<std::string_view, Dialect>>{
           {"1.5,-2e3\n+3,4\n", {',', '.'}},
           {"1,5;-2e3;\n\n3; 4 ;\n", {';', ','}},
           {"1,5000E+000\t-2,0E+003\r\n3\t4\t\r\n", {'\t', ','}},
           {"   1.5   -2000\n 3\t4  ", {' ', '.'}},
           {"\"1.5\",\"-2000\"\n\"3\",\"4\"", {',', '.'}}}) {
    const auto read = rows(text, dialect, 2);
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->columns[0], (std::vector<double>{1.5, 3}));
    EXPECT_EQ(read->columns[1], (std::vector<double>{-2000, 4}));
    EXPECT_FALSE(read->cut);
  }
}

TEST(NumberRows, MissingAndSkippedAreNoNumbers) {
  NITER_IDENTITY("missing values are NaN, text columns are passed over");
  const auto read = rows("1\t\tword\n2\tXXX\tother\n", {'\t', '.'}, 3,
                         {FieldKind::Number, FieldKind::Number, FieldKind::Skipped});
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->columns[0], (std::vector<double>{1, 2}));
  for (const double value : read->columns[1]) EXPECT_TRUE(std::isnan(value));
  EXPECT_TRUE(std::isnan(read->columns[2][0]));
}

TEST(NumberRows, MistakesAreLocated) {
  NITER_IDENTITY("errors name file, line and column");
  EXPECT_NE(rows("1,2\n3,x\n4,5\n", {',', '.'}, 2).error().text().find("x.txt:2:3: 'x'"),
            std::string::npos);
  EXPECT_NE(rows("1,2\n3\n4,5\n", {',', '.'}, 2).error().text().find("x.txt:2:1: 1 fields"),
            std::string::npos);
  EXPECT_NE(rows("1,2\n3,4,5\n4,5\n", {',', '.'}, 2).error().text().find("x.txt:2:5"),
            std::string::npos);
  EXPECT_FALSE(rows("1.5;2\n", {';', ','}, 2));
  const auto cut = rows("1,2\n3", {',', '.'}, 2);
  ASSERT_TRUE(cut);
  EXPECT_TRUE(cut->cut);
  EXPECT_EQ(cut->columns[0].size(), 1u);
}

TEST(NumberRows, ClocksLettersAndTolerance) {
  NITER_IDENTITY("1 d 2 h 3 min 4.5 s is 93784.5 s; a letter is its code; text is counted");
  using enum FieldKind;
  const auto read = rows("1d 02:03:04.5\tC\t7\n26:03:04.5\t\toops\n1-02:03:04.5\tD\t\n90\tR\t8\n",
                         {'\t', '.'}, 3, {Duration, Letter, Tolerant});
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->columns[0], (std::vector<double>{93784.5, 93784.5 + 0, 93784.5, 90}));
  EXPECT_EQ(read->columns[1][0], 'C');
  EXPECT_TRUE(std::isnan(read->columns[1][1]));
  EXPECT_EQ(read->columns[2][3], 8);
  EXPECT_TRUE(std::isnan(read->columns[2][1]));
  EXPECT_EQ(read->unreadable, (std::vector<std::size_t>{0, 0, 1})) << "an empty field is missing";
  for (const auto* const bad : {"1:2:3:4", "1:-2:3", "a:b", "1d", ":", "d 1:2"}) {
    EXPECT_FALSE(rows(bad, {'\t', '.'}, 1, {Duration})) << bad;
  }
}

TEST(NumberRows, LinesOfDelimitersAreNoRows) {
  NITER_IDENTITY("a spreadsheet fills its empty lines with delimiters");
  const auto read = rows("1;2\n;\n3;\n;;\n", {';', '.'}, 2);
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->columns[0], (std::vector<double>{1, 3}));
}

}  // namespace
}  // namespace niter::io
