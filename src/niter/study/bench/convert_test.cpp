#include "niter/study/bench/convert.hpp"

#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "niter/base/file.hpp"
#include "niter/base/testing.hpp"
#include "niter/io/readers.hpp"

namespace niter::study {
namespace {

class Convert : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // two parts of different length
  static io::Recording recording() {
    io::Recording it{.format = "x"};
    for (const int rows : {2, 3}) {
      data::Table table;
      table.columns = {{"t", Unit::of("s"), {}}, {"I", Unit::of("mA"), {}, {}, "by hand"}};
      for (int i = 0; i < rows; ++i) {
        table.columns[0].values.push_back(i);
        table.columns[1].values.push_back(-1e-3 * (i + 1) / 3);
      }
      it.parts.push_back({"ca", "hold", std::move(table)});
    }
    return it;
  }

  std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) / ("niter_convert_" + std::to_string(::getpid()));
};

TEST_F(Convert, EveryPartReadsBackToTheLastBit) {
  NITER_IDENTITY("what is written is what is read");
  const auto files = convert(recording(), "some/raw.mpr", {.folder = folder_});
  ASSERT_TRUE(files) << files.error().text();
  ASSERT_EQ(files->size(), 2u);
  EXPECT_EQ(files->at(1).filename(), "raw-2.csv");
  const auto back = io::read_recording(files->at(1));
  ASSERT_TRUE(back) << back.error().text();
  EXPECT_EQ(back->parts[0].table.find("I")->values, recording().parts[1].table.columns[1].values);
  EXPECT_EQ(back->parts[0].table.find("I")->comment, "by hand");

  const auto one = convert(recording(), "raw.mpr", {.folder = folder_, .part = 1});
  ASSERT_TRUE(one);
  EXPECT_EQ(one->size(), 1u);
}

TEST_F(Convert, NeverReplacesTheFileItself) {
  NITER_IDENTITY("a source is left as it was; a part that is not there is named");
  const auto source = folder_ / "raw.csv";
  std::ofstream(source) << "t/s,I/mA\n0,1\n";
  auto single = recording();
  single.parts.resize(1);
  const auto refused = convert(single, source, {.folder = folder_});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text().find("would replace the file itself"), std::string::npos);
  EXPECT_EQ(read_file(source).value(), "t/s,I/mA\n0,1\n");
  EXPECT_NE(convert(recording(), source, {.folder = folder_, .part = 3})
                .error()
                .text()
                .find("there is no part 3; the file has 2 parts"),
            std::string::npos);
}

}  // namespace
}  // namespace niter::study
