// The command line: every example of every help text runs, mistakes end in the documented exit
// code.
#include <fstream>

#include "journeys/program.hpp"
#include <gtest/gtest.h>

#include "niter/base/text.hpp"
#include "niter/config/value.hpp"

namespace niter::testing {
namespace {

const std::vector<std::string> verb_names = {
    "run",    "simulate", "calibrate", "faradaic", "fit",    "audit",    "init",   "list",
    "doctor", "look",     "convert",   "reduce",   "design", "protocol", "compare"};

std::vector<std::string> examples_of(const Workplace& place, const std::string& verb) {
  std::vector<std::string> examples;
  const auto help = place.niter(verb + " --help");
  EXPECT_EQ(help.exit_code, 0) << verb;
  bool begun = false;
  for (const auto& line : split(help.out, '\n')) {
    if (line.starts_with("Examples:")) begun = true;
    if (begun && trim(line).starts_with("niter ")) examples.emplace_back(trim(line).substr(6));
  }
  return examples;
}

class Help : public ::testing::TestWithParam<std::string> {};

TEST_P(Help, ExamplesRun) {
  const Workplace place("help-" + GetParam());
  const auto examples = examples_of(place, GetParam());
  ASSERT_FALSE(examples.empty());
  for (const auto& example : examples) {
    const auto done = place.niter(example);
    EXPECT_EQ(done.exit_code, 0) << "niter " << example << "\n" << done.err;
    if (example.find("--json") == std::string::npos) continue;
    EXPECT_TRUE(config::parse_json(done.out, "stdout")) << "niter " << example;
  }
}

INSTANTIATE_TEST_SUITE_P(Verbs, Help,
                         ::testing::Values("simulate", "faradaic", "fit", "audit", "init", "list",
                                           "doctor", "look", "convert", "reduce", "design"),
                         [](const auto& row) { return row.param; });
INSTANTIATE_TEST_SUITE_P(VerbsSlow, Help, ::testing::Values("run", "calibrate", "compare"),
                         [](const auto& row) { return row.param; });

TEST(CommandLine, ListsEveryVerbAndExitCode) {
  const Workplace place("list");
  const auto help = place.niter("--help");
  EXPECT_EQ(help.exit_code, 0);
  for (const auto& verb : verb_names) EXPECT_NE(help.out.find(verb), std::string::npos) << verb;
  EXPECT_NE(help.out.find("Exit codes"), std::string::npos);
  EXPECT_TRUE(place.niter("--version").out.starts_with("niter "));
}

TEST(CommandLine, MistakesHaveTheirExitCodes) {
  const Workplace place("codes");
  EXPECT_EQ(place.niter("no-such-verb").exit_code, 2);
  EXPECT_EQ(place.niter("audit").exit_code, 2);
  EXPECT_EQ(place.niter("audit no-such-folder").exit_code, 3);
  EXPECT_EQ(place.niter("audit studies/feco-nc --rule A99").exit_code, 3);
  EXPECT_EQ(place.niter("audit studies/feco-nc --strict").exit_code, 6);
  EXPECT_EQ(place.niter("simulate studies/feco-nc --nominal --experiment no9").exit_code, 3);
}

TEST(CommandLine, WrongStudyFileIsNamedWithLineAndRemedy) {
  const Workplace place("wrong");
  ASSERT_EQ(place.niter("init mine").exit_code, 0);
  EXPECT_NE(place.niter("init mine").exit_code, 0) << "an existing folder is not overwritten";
  std::ofstream(place.folder() / "mine" / "study.toml", std::ios::app) << "\nnonsense_key = 1\n";
  const auto done = place.niter("audit mine");
  EXPECT_EQ(done.exit_code, 3);
  EXPECT_NE(done.err.find("study.toml:"), std::string::npos) << done.err;
  EXPECT_NE(done.err.find("nonsense_key"), std::string::npos) << done.err;
}

TEST(CommandLine, PipesGetPlainLines) {
  const Workplace place("pipe");
  const auto done = place.niter("simulate studies/template --potentials -0.8");
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(done.err.find('\r'), std::string::npos);
}

}  // namespace
}  // namespace niter::testing
