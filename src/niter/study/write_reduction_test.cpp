#include "niter/study/write_reduction.hpp"

#include <set>

#include <gmock/gmock.h>
#include <unistd.h>

#include "niter/base/file.hpp"
#include "niter/base/process.hpp"
#include "niter/base/share.hpp"
#include "niter/base/testing.hpp"
#include "niter/io/archive.hpp"

namespace niter::study {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

data::Reduction reduction() {
  data::Reduction out{.technique = "cdl", .title = "Capacitance of Fe2Co1/NC"};
  out.measures = {{"c", "Capacitance", Uncertain::input("area", 20, 0.4), Unit::of("mF cm-2")}};
  out.tables = {{"Measures", {{"scan_rate", Unit::of("mV s-1"), {0.01, 0.02}}}}};
  data::Series line{"read", data::Series::Mark::Points, {0, 1}, {1, 2}};
  data::Panel panel{"", "", {"scan_rate", Unit::of("mV s-1")}, {"j", Unit::of("mA cm-2")}, {line}};
  out.figures = {{"fig", "Scans", "What it shows", {panel}}, {"fig", "The same id", "", {panel}}};
  return out;
}

class WriteReduction : public ::testing::Test {
 protected:
  void SetUp() override { fs::remove_all(folder_); }
  void TearDown() override { fs::remove_all(folder_); }

  std::set<std::string> files() const {
    std::set<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      if (entry.is_regular_file()) names.insert(fs::relative(entry.path(), folder_).string());
    }
    return names;
  }

  fs::path folder_ = fs::temp_directory_path() / ("niter-reduction-" + std::to_string(::getpid()));
};

TEST_F(WriteReduction, EveryFormatBringsItsFiles) {
  NITER_IDENTITY("a format asked for is there, one not asked for is not");
  if (find_program("gnuplot").empty() || !share_file("report/plotly-basic.min.js"))
    GTEST_SKIP() << "gnuplot or the embedded script is not there: run tools/setup";
  std::vector<OutputFormat> all;
  for (const auto& [name, format] : enum_names(OutputFormat{})) {
    EXPECT_EQ(*find_output_format(name), format);
    all.push_back(format);
  }
  const auto done = write_reduction(folder_, reduction(), all);
  ASSERT_TRUE(done) << done.error().text();
  const auto found = files();
  for (const std::string file :
       {"tables/measures.csv", "tables/measures-2.csv", "reduction.json",
        "package/datapackage.json", "package/measures-2.csv", "reduction.h5", "reduction.xlsx",
        "measures.tex", "measures.md", "reduction.txt", "index.html", "data/fig.csv",
        "data/fig-2.csv", "figures/fig-180mm.svg", "figures/fig-2-88mm.pdf"})
    EXPECT_TRUE(found.contains(file)) << file;
  EXPECT_EQ(found.size(), 9u + 3 + 2 + 12);
  EXPECT_EQ(io::read_archive(folder_ / "reduction.h5")->reductions[0].title, reduction().title);
  EXPECT_THAT(*read_file(folder_ / "index.html"), HasSubstr("data:image/svg+xml;base64,"));

  const std::array few{OutputFormat::Md};
  ASSERT_TRUE(write_reduction(folder_, reduction(), few));
  EXPECT_EQ(files(), (std::set<std::string>{"measures.md"}));
}

TEST_F(WriteReduction, AStopRequestLeavesTheOldFolderWhole) {
  NITER_IDENTITY("the old folder to the byte, and nothing beside it");
  const std::array first{OutputFormat::Json, OutputFormat::Text};
  ASSERT_TRUE(write_reduction(folder_, reduction(), first));
  const auto before = *read_file(folder_ / "reduction.json");

  std::stop_source stop;
  std::vector<std::string> stages;
  Monitor monitor;
  monitor.stop = stop.get_token();
  monitor.report = [&](std::string_view stage, double) {
    stages.emplace_back(stage);
    if (stage == "xlsx") stop.request_stop();
  };
  auto changed = reduction();
  changed.title = "another";
  const std::array second{OutputFormat::Json, OutputFormat::Hdf5, OutputFormat::Xlsx,
                          OutputFormat::Md};
  const auto done = write_reduction(folder_, changed, second, monitor);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, Code::Interrupted);
  EXPECT_THAT(stages, ::testing::ElementsAre("json", "hdf5", "xlsx"));
  EXPECT_EQ(*read_file(folder_ / "reduction.json"), before);
  EXPECT_EQ(files(), (std::set<std::string>{"reduction.json", "reduction.txt"}));
  for (const auto& entry : fs::directory_iterator(folder_.parent_path()))
    EXPECT_FALSE(entry.path().filename().string().starts_with(folder_.filename().string() + "."));
}

TEST_F(WriteReduction, AnErrorLeavesNothing) {
  NITER_IDENTITY("what a format cannot hold stops the whole");
  auto bad = reduction();
  bad.title = std::string(1, '\0');
  const std::array formats{OutputFormat::Text, OutputFormat::Hdf5};
  EXPECT_EQ(write_reduction(folder_, bad, formats).error().code, Code::InvalidInput);
  EXPECT_FALSE(fs::exists(folder_));
  EXPECT_THAT(find_output_format("xslx").error().text(), HasSubstr("did you mean 'xlsx'?"));
}

}  // namespace
}  // namespace niter::study
