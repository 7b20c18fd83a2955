// The founding study and the template, as they stand in the repository.
#include <map>
#include <regex>
#include <set>

#include <gtest/gtest.h>
#include <unistd.h>

#include "niter/base/file.hpp"
#include "niter/base/testing.hpp"
#include "niter/config/value.hpp"
#include "niter/study/study.hpp"

namespace niter::study {
namespace {

std::filesystem::path in_repository(const std::string& name) {
  return std::filesystem::path(NITER_SOURCE_DIR) / "studies" / name;
}

TEST(FoundingStudy, IsWhole) {
  const auto study = load_study(in_repository("feco-nc"));
  ASSERT_TRUE(study) << study.error().text();
  EXPECT_EQ(study->doi, "10.1038/s42004-025-01674-0");
  EXPECT_EQ(study->facts.size(), 106u);
  EXPECT_EQ(study->catalysts.size(), 7u);
  EXPECT_EQ(study->recipes.size(), 7u);
  EXPECT_EQ(study->missing.size(), 21u);
  EXPECT_EQ(study->catalysts.front().id, "Fe2Co1/NC");
  ASSERT_TRUE(study->preparation);
  EXPECT_EQ(study->preparation->stages.size(), 4u);
  for (const auto& fact : study->facts) {
    EXPECT_FALSE(fact.place.empty()) << fact.id;
    EXPECT_FALSE(fact.label.empty()) << fact.id;
  }
  for (const auto& assumption : study->assumptions) {
    EXPECT_TRUE(assumption.low && assumption.high) << assumption.id;
  }
}

TEST(FoundingStudy, CalibratesAgainstSevenNumbersAndTwoEfficiencies) {
  const auto study = load_study(in_repository("feco-nc"));
  ASSERT_TRUE(study && study->simulation);
  const Simulation& simulation = *study->simulation;
  std::map<std::string, std::pair<double, bool>> targets;
  for (const auto& target : simulation.targets) {
    targets[target.fact] = {target.sigma, target.relative_sigma};
  }
  const std::map<std::string, std::pair<double, bool>> wanted{
      {"no3.lsv.j", {0.02, true}},     {"no3.FE.max", {2, false}}, {"no3.yield.max", {0.03, true}},
      {"no3.FE.m12", {2, false}},      {"no2.FE.max", {2, false}}, {"no2.FE.m12", {2, false}},
      {"no2.yield.max", {0.03, true}}, {"bat3.FE", {4, false}},    {"bat2.FE", {4, false}}};
  EXPECT_EQ(targets, wanted);
  EXPECT_NEAR(simulation.dft_step_energy.at("Fe/NC"), 2.92, 1e-12);
  EXPECT_NEAR(simulation.relative_sites.at("Fe/NC"), 11.1 / 34.0, 1e-12);
  EXPECT_EQ(simulation.dft_compression, 0.05);
}

TEST(FoundingStudy, SignsAreAsPrinted) {
  const auto study = load_study(in_repository("feco-nc"));
  ASSERT_TRUE(study);
  EXPECT_NEAR(study->fact("no3.lsv.j")->si(), -817.9, 1e-9);
  EXPECT_NEAR(study->fact("no2.lsv.peak")->si(), 1500.0, 1e-9);
  EXPECT_NEAR(study->fact("no3.yield.max")->si(), 171.5e-6 / 3600 / 1e-4, 1e-15);
}

TEST(Template, IsMinimalAndLoads) {
  const auto study = load_study(in_repository("template"));
  ASSERT_TRUE(study) << study.error().text();
  EXPECT_EQ(study->catalysts.size(), 1u);
  EXPECT_GE(study->facts.size(), 4u);
  EXPECT_LE(study->facts.size(), 6u);
  ASSERT_TRUE(study->simulation);
  EXPECT_TRUE(study->simulation->targets.empty());
}

TEST(Template, IsWhatInitCopies) {
  namespace fs = std::filesystem;
  const fs::path folder =
      fs::path(::testing::TempDir()) / ("niter_init_test_" + std::to_string(::getpid()));
  fs::remove_all(folder);
  const auto made = init_study(folder);
  ASSERT_TRUE(made) << made.error().text();
  const auto copy = load_study(folder);
  const auto original = load_study(in_repository("template"));
  ASSERT_TRUE(copy && original);
  EXPECT_EQ(copy->file_hashes, original->file_hashes);
  const auto again = init_study(folder);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Code::Io);
  EXPECT_EQ(again.error().text(), folder.string() + ": this exists already; choose a new name");
  fs::remove_all(folder);
}

// Every entry of the list the study was written from is there, with the same number.
TEST(FoundingStudyExternal, HoldsEveryReportedEntry) {
  const auto path = testing::shared_dir() / "paper/feco-nc-reported.toml";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no file " << path;
  auto text = read_file(path);
  ASSERT_TRUE(text);
  // its head has three dates, which config refuses
  *text = std::regex_replace(*text, std::regex("= (\\d{4}-\\d\\d-\\d\\d)"), "= \"$1\"");
  const auto list = config::parse_toml(*text, path.string());
  ASSERT_TRUE(list) << list.error().text();
  const auto study = load_study(in_repository("feco-nc"));
  ASSERT_TRUE(study);
  std::set<std::string> seen;
  for (const auto& entry : *list->find("obs")->array()) {
    const std::string id = *entry.find("id")->string();
    const Fact* fact = study->fact(id);
    ASSERT_NE(fact, nullptr) << id;
    seen.insert(id);
    EXPECT_EQ(fact->place, *entry.find("where")->string()) << id;
    const auto* key = entry.find("audit");
    EXPECT_EQ(fact->audit.empty() ? "" : fact->audit.front(), key ? *key->string() : "") << id;
    const auto number = entry.find("value")->number();
    if (!number) continue;
    ASSERT_TRUE(fact->is_number()) << id;
    EXPECT_EQ(fact->number(), *number) << id;
    // the same quantity, whichever spelling of the unit
    const std::string unit = *entry.find("unit")->string();
    if (const auto printed = Unit::parse(unit)) {
      EXPECT_NEAR(fact->si() / printed->to_si(*number), 1.0, 1e-12) << id;
    }
  }
  EXPECT_EQ(seen.size(), 104u);
}

}  // namespace
}  // namespace niter::study
