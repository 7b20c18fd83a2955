#include "niter/study/electrolysis_file.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>

#include <unistd.h>

#include "niter/base/testing.hpp"
#include "niter/config/read.hpp"

namespace niter::study {
namespace {

const std::filesystem::path examples = std::filesystem::path(NITER_SOURCE_DIR) / "examples";

struct ExpectedValue {
  std::string run, id;
  std::string value;
  template <class V>
  void visit(V& v) {
    v.required("run", run, "label of the run");
    v.required("id", id, "of the result");
    v.required("value", value, "with its unit; half the last digit is the tolerance");
  }
};

struct ExpectedMean {
  std::string id, mean, sd, half_width;
  template <class V>
  void visit(V& v) {
    v.required("id", id, "of the result");
    v.required("mean", mean, "over the runs");
    v.required("sd", sd, "between the runs");
    v.required("half_width", half_width, "95 % of the mean by the scatter");
  }
};

struct Expected {
  std::vector<std::string> findings;
  std::vector<ExpectedValue> values;
  std::vector<ExpectedMean> means;
  template <class V>
  void visit(V& v) {
    v.required("findings", findings, "keys that are not consistent");
    v.required("value", values, "results of runs");
    v.optional("mean", means, "results of replicates");
  }
};

// "82.068 %" is met by what rounds to it
void expect_printed(double si, const std::string& printed) {
  const auto expected = Quantity::parse(printed);
  ASSERT_TRUE(expected) << expected.error().text();
  const auto number = printed.substr(0, printed.find(' '));
  const auto point = number.find('.');
  const auto decimals = point == std::string::npos ? 0 : number.size() - point - 1;
  EXPECT_NEAR(expected->unit().from_si(si), expected->value(),
              0.5001 * std::pow(10, -static_cast<double>(decimals)))
      << printed;
}

class Example : public ::testing::TestWithParam<const char*> {};

TEST_P(Example, GivesTheNumbersOfItsReadme) {
  const auto folder = examples / GetParam();
  const auto report = faradaic_file(folder / "electrolysis.toml");
  ASSERT_TRUE(report) << report.error().text();
  const auto document = config::load_toml(folder / "expected.toml");
  ASSERT_TRUE(document) << document.error().text();
  const auto expected = config::read<Expected>(*document);
  ASSERT_TRUE(expected) << expected.error().text();

  for (const auto& [label, id, value] : expected->values) {
    const auto run = std::ranges::find(report->runs, label, &analysis::RunReport::label);
    ASSERT_NE(run, report->runs.end()) << label;
    const auto* result = run->find(id);
    ASSERT_NE(result, nullptr) << id;
    expect_printed(result->value.value(), value);
  }
  for (const auto& wanted : expected->means) {
    const auto mean =
        std::ranges::find(report->replicates, wanted.id, &analysis::ReplicateResult::id);
    ASSERT_NE(mean, report->replicates.end()) << wanted.id;
    expect_printed(mean->mean, wanted.mean);
    expect_printed(mean->sd, wanted.sd);
    expect_printed(mean->half_width, wanted.half_width);
  }

  std::set<std::string> against;
  auto findings = report->findings;
  for (const auto& run : report->runs) {
    findings.insert(findings.end(), run.findings.begin(), run.findings.end());
  }
  for (const auto& finding : findings) {
    if (finding.verdict != data::Verdict::Consistent) against.insert(finding.key);
  }
  EXPECT_EQ(against, std::set(expected->findings.begin(), expected->findings.end()));
}

INSTANTIATE_TEST_SUITE_P(All, Example,
                         ::testing::Values("01-faradaic-efficiency", "02-replicates"));

// writes electrolysis.toml to a folder of its own and gives the error it ends in
std::string error_of(const std::string& text) {
  const auto folder = std::filesystem::path(::testing::TempDir()) /
                      ("niter_electrolysis_file_" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "electrolysis.toml") << text;
  const auto report = faradaic_file(folder / "electrolysis.toml");
  std::filesystem::remove_all(folder);
  return report ? "none" : report.error().text();
}

TEST(ElectrolysisFile, MistakesAreLocated) {
  EXPECT_NE(faradaic_file(examples / "nowhere.toml").error().text().find("nowhere.toml"),
            std::string::npos);
  EXPECT_NE(error_of("reactant = \"NO3-\"\naera = \"1 cm2\"\nrun = []\n")
                .find("electrolysis.toml:2:1: unknown key 'aera'; did you mean 'area'"),
            std::string::npos);
  const std::string head = "reactant = \"NO3-\"\n[[run]]\namount = \"1 umol\"\n";
  EXPECT_NE(error_of(head + "charge = { value = \"1 V\" }\n").find("electrolysis.toml:4:"),
            std::string::npos);
  EXPECT_NE(error_of(head + "charge = { }\n").find("electrolysis.toml:4:"), std::string::npos);
  EXPECT_NE(error_of(head + "charge = { record = \"gone.csv\" }\n").find("electrolysis.toml:4:"),
            std::string::npos);
  EXPECT_EQ(error_of(head + "charge = { value = \"10 C\" }\n"), "none");
}

}  // namespace
}  // namespace niter::study
