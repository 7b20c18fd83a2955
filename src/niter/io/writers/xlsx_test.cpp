#include "niter/io/writers/xlsx.hpp"

#include <limits>

#include <gmock/gmock.h>
#include <unistd.h>

#include "niter/base/contract.hpp"
#include "niter/base/file.hpp"
#include "niter/base/process.hpp"
#include "niter/base/testing.hpp"
#include "niter/io/writers/reduction_testing.hpp"
#include "niter/io/writers/sheets.hpp"

namespace niter::io {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

fs::path place() {
  return fs::temp_directory_path() / ("niter-xlsx-test-" + std::to_string(::getpid()) + ".xlsx");
}

// What an independent reader finds in the file, and whether its formulas give the stored values.
ProcessOutput seen(const std::vector<Sheet>& sheets) {
  EXPECT_TRUE(write_xlsx(place(), sheets));
  const auto out = run_process(
      {"python3", std::string(NITER_SOURCE_DIR) + "/tools/xlsx_values.py", place().string()}, "",
      std::chrono::seconds(20));
  fs::remove(place());
  EXPECT_TRUE(out);
  return out.value_or(ProcessOutput{-1, "", ""});
}

class Xlsx : public ::testing::Test {
 protected:
  void SetUp() override {
    if (find_program("python3").empty()) GTEST_SKIP() << "python3 is not installed";
  }
};

TEST_F(Xlsx, NumbersTextsAndFormulasArriveAsSuch) {
  NITER_IDENTITY("an independent reader sees what was put in");
  Sheet sheet{"a & b",
              {{{1.5}, {std::string("=1+1 <&> \"µ\"\x01")}, {}, {Formula{"=A1*2", 3}}},
               {{std::nan("")}, {std::numeric_limits<double>::infinity()}, {1e-300}}}};
  const auto out = seen({sheet, {"second", {{{Formula{"='a & b'!A1+1", 2.5}}}}}});
  EXPECT_EQ(out.exit_code, 0) << out.err;
  EXPECT_THAT(out.out, HasSubstr("a & b\tA1\tnumber\t1.5"));
  EXPECT_THAT(out.out, HasSubstr("a & b\tB1\ttext\t=1+1 <&> \"µ\""));
  EXPECT_THAT(out.out, HasSubstr("a & b\tD1\tformula\t3.0\t3.0\tA1*2"));
  EXPECT_THAT(out.out, HasSubstr("a & b\tC2\tnumber\t1e-300"));
  EXPECT_THAT(out.out, HasSubstr("second\tA1\tformula\t2.5\t2.5"));
  EXPECT_THAT(out.out, Not(HasSubstr("\tA2\t")));
  EXPECT_THAT(out.out, Not(HasSubstr("\tB2\t")));
}

TEST_F(Xlsx, TheIndependentReaderNoticesAWrongValue) {
  NITER_IDENTITY("the check can fail");
  EXPECT_EQ(seen({{"s", {{{1.5}, {Formula{"=A1*2", 3.1}}}}}}).exit_code, 1);
}

TEST_F(Xlsx, AReductionHasASheetForEachTable) {
  NITER_IDENTITY("u over value is a formula; values are in the unit of display");
  const auto out = seen(sheets_of(testing::full_reduction()));
  EXPECT_EQ(out.exit_code, 0) << out.err << out.out;
  EXPECT_THAT(out.out, HasSubstr("measures\tE3\tformula"));
  EXPECT_THAT(out.out, HasSubstr("ABS(C3/B3)"));
  EXPECT_THAT(out.out, HasSubstr("measures\tB6\tnumber\t25.0"));                      // degC
  EXPECT_THAT(out.out, HasSubstr("LSV of Fe2Co1 NC, \"fresh\"\tA4\tnumber\t100.0"));  // mV
  EXPECT_THAT(out.out, HasSubstr("LSV of Fe2Co1 NC, \"fresh\" 2\tA1\ttext\tE"));
  EXPECT_THAT(out.out, HasSubstr("about\t"));
}

TEST(XlsxFile, IsTheSameEveryTimeAndLeavesNothingBehind) {
  NITER_IDENTITY("no clock; no part of a file");
  const auto folder = fs::temp_directory_path() / "niter-xlsx-folder";
  fs::remove_all(folder);
  fs::create_directories(folder);
  const auto sheets = sheets_of(testing::full_reduction());
  ASSERT_TRUE(write_xlsx(folder / "a.xlsx", sheets));
  ASSERT_TRUE(write_xlsx(folder / "b.xlsx", sheets));
  EXPECT_TRUE(*read_file(folder / "a.xlsx") == *read_file(folder / "b.xlsx"));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 2);
  EXPECT_FALSE(write_xlsx(folder / "none" / "a.xlsx", sheets));
  EXPECT_FALSE(write_xlsx(folder / "a.xlsx", {{"a/b"}}));
  EXPECT_FALSE(write_xlsx(folder / "a.xlsx", {{"a"}, {"A"}}));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 2);
  fs::remove_all(folder);
}

TEST(XlsxNames, OfCellsAndSheets) {
  NITER_SOURCE("ecma376", "part 1, 18.2.19 and 18.3.1.4");
  EXPECT_EQ(cell_name(0, 0), "A1");
  EXPECT_EQ(cell_name(3, 25), "Z4");
  EXPECT_EQ(cell_name(3, 26), "AA4");
  EXPECT_EQ(cell_name(0, 16'383), "XFD1");
  EXPECT_EQ(cell_name(Sheet{"run 1"}, 3, 1), "'run 1'!B4");
  EXPECT_THAT(
      sheet_names_of({"a/b", "A b", "", "it's", std::string(40, 'x'), std::string(41, 'x')}),
      ElementsAre("a b", "A b 2", "sheet", "it s", std::string(31, 'x'),
                  std::string(29, 'x') + " 2"));
}

}  // namespace
}  // namespace niter::io
