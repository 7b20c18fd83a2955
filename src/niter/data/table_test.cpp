#include "niter/data/table.hpp"

#include <cmath>
#include <limits>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "niter/base/contract.hpp"
#include "niter/base/testing.hpp"
#include "niter/base/text.hpp"

namespace niter::data {
namespace {

Table polarisation() {
  Table table;
  table.title = "LSV";
  table.columns.push_back({"E", Unit::of("V"), {-0.9, -1.0}, {}, "vs. RHE (bulk)"});
  table.columns.push_back({"j", Unit::of("mA cm-2"), {-100, -400.5}, {3, 4}, "geometric area"});
  return table;
}

TEST(Table, FindsColumnsByName) {
  NITER_IDENTITY("a column found is the one that was put in");
  const auto table = polarisation();
  ASSERT_NE(table.find("j"), nullptr);
  EXPECT_EQ(table.find("j")->comment, "geometric area");
  EXPECT_EQ(table.find("J"), nullptr);
  EXPECT_EQ(table.rows(), 2U);
  EXPECT_THAT(*table.column("E"), ::testing::ElementsAre(-0.9, -1.0));
}

TEST(Table, MissingColumnIsAnErrorThatNamesThoseThereAre) {
  NITER_IDENTITY("the error names the column wanted and those there are");
  const auto missing = polarisation().column("Q");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Code::NotFound);
  EXPECT_THAT(missing.error().text(), ::testing::HasSubstr("no column 'Q'"));
  EXPECT_THAT(missing.error().text(), ::testing::HasSubstr("'E', 'j'"));
  EXPECT_THAT(Table().column("Q").error().text(), ::testing::HasSubstr("no columns"));
}

TEST(Csv, HasThreeHeaderRowsAndValuesInTheUnitOfDisplay) {
  NITER_IDENTITY("1 A m-2 = 0.1 mA cm-2; sigma stands beside its column");
  EXPECT_EQ(to_csv(polarisation()),
            "E,j,± j\n"
            "V,mA cm-2,mA cm-2\n"
            "vs. RHE (bulk),geometric area,standard deviation\n"
            "-0.9,-10,0.3\n"
            "-1,-40.05,0.4\n");
}

TEST(Csv, QuotesWhatWouldBreakARow) {
  NITER_SOURCE("rfc4180", "section 2, rules 5 to 7");
  const auto comment = [](const char* text) {
    Table table;
    table.columns.push_back({"c", Unit::of("mM"), {1}, {}, text});
    return to_csv(table);
  };
  EXPECT_EQ(comment("25 °C; fresh"), "c\nmM\n25 °C; fresh\n1\n");
  EXPECT_EQ(comment("NO3-, NO2-"), "c\nmM\n\"NO3-, NO2-\"\n1\n");
  EXPECT_EQ(comment("\"pure\""), "c\nmM\n\"\"\"pure\"\"\"\n1\n");
  EXPECT_EQ(comment("a\nb"), "c\nmM\n\"a\nb\"\n1\n");
  EXPECT_EQ(comment("a\rb"), "c\nmM\n\"a\rb\"\n1\n");
}

TEST(Csv, SigmaOfATemperatureHasNoOffset) {
  NITER_IDENTITY("differences of temperature are the same in K and degC");
  Table table;
  table.columns.push_back({"T", Unit::of("degC"), {298.15}, {0.5}, {}});
  EXPECT_EQ(to_csv(table), "T,± T\ndegC,degC\n,standard deviation\n25,0.5\n");
}

TEST(Csv, EveryValueReadsBackAsTheSameSiNumber) {
  NITER_IDENTITY("writing and reading a file does not change a bit");
  Table table;
  Column column{"yield_nh3", Unit::of("umol h-1 cm-2"), {}, {}, {}};
  for (int i = -400; i <= 400; ++i) column.values.push_back(column.unit.to_si(i / 10.0));
  table.columns.push_back(column);
  const auto lines = split(to_csv(table), '\n');
  ASSERT_EQ(lines.size(), 3 + column.values.size() + 1);
  for (std::size_t i = 0; i < column.values.size(); ++i) {
    const auto read = parse_number(lines[i + 3]);
    ASSERT_TRUE(read) << lines[i + 3];
    EXPECT_EQ(column.unit.to_si(*read), column.values[i]) << lines[i + 3];
    EXPECT_LE(lines[i + 3].size(), 6U) << "0.3 must not become 0.30000000000000004";
  }
}

TEST(Csv, ValuesThatAreNoNumbersStaySo) {
  NITER_IDENTITY("a missing value is written as nan, an empty table as empty rows");
  Table table;
  table.columns.push_back({"E", Unit::of("V"), {std::numeric_limits<double>::quiet_NaN()}, {}, {}});
  EXPECT_EQ(to_csv(table), "E\nV\n\nnan\n");
  EXPECT_EQ(to_csv(Table()), "\n\n\n");
}

TEST(Csv, ColumnsOfUnequalLengthAreABug) {
  NITER_IDENTITY("the columns of a table are equally long");
  auto table = polarisation();
  table.columns[1].values.pop_back();
  EXPECT_THROW(to_csv(table), Bug);
  auto other = polarisation();
  other.columns[1].sigma.pop_back();
  EXPECT_THROW(to_csv(other), Bug);
}

TEST(Vocabulary, NamesAreUniqueAndUnitsAreCoherent) {
  NITER_SOURCE("bipm2019", "section 2.3.4: coherent units have the factor 1");
  std::set<std::string_view> names;
  for (const auto& word : vocabulary()) {
    EXPECT_TRUE(names.insert(word.name).second) << word.name << " stands twice";
    EXPECT_EQ(find_word(word.name), &word);
    EXPECT_FALSE(word.symbol.empty()) << word.name;
    EXPECT_FALSE(word.meaning.empty()) << word.name;
    const auto unit = Unit::parse(word.unit);
    ASSERT_TRUE(unit) << word.name << ": " << unit.error().what;
    EXPECT_EQ(unit->scale(), 1) << word.name;
    EXPECT_EQ(unit->to_si(0), 0) << word.name;
  }
  EXPECT_EQ(find_word("nothing"), nullptr);
}

TEST(Vocabulary, HasTheDimensionsOfElectrochemistry) {
  NITER_IDENTITY("j A = I, Q = I t, power = V j");
  const auto exponents = [](std::string_view name) {
    return Unit::of(find_word(name)->unit).exponents();
  };
  EXPECT_EQ(exponents("j"), Unit::of("mA cm-2").exponents());
  EXPECT_EQ(exponents("Q"), Unit::of("A s").exponents());
  EXPECT_EQ(exponents("power"), Unit::of("V A m-2").exponents());
  EXPECT_EQ(exponents("yield_nh3"), Unit::of("umol h-1 cm-2").exponents());
  EXPECT_EQ(exponents("c"), Unit::of("M").exponents());
  EXPECT_EQ(exponents("phi"), exponents("E"));
  EXPECT_EQ(exponents("G"), Unit::of("eV").exponents());
  EXPECT_EQ(exponents("FE"), Unit::of("%").exponents());
}

}  // namespace
}  // namespace niter::data
