#include <algorithm>

#include "niter/analysis/echem/faradaic.hpp"
#include "niter/base/testing.hpp"
#include "niter/base/text.hpp"

namespace niter::analysis {
namespace {

FaradaicReport two_runs() {
  const auto quantity = [](std::string_view text) { return Quantity::parse(text).value(); };
  ElectrolysisInput input;
  input.title = "two runs";
  input.reactant = "NO3-";
  input.area = quantity("1.00 +- 0.02 cm2");
  input.monte_carlo.draws = 2000;
  for (const char* const amount : {"171.5 +- 2.0 umol", "169.0 +- 2.0 umol"}) {
    ElectrolysisRun run;
    run.charge.value = quantity("154.66 +- 0.30 C");
    run.time = quantity("1 h");
    run.amount = quantity(amount);
    input.runs.push_back(std::move(run));
  }
  auto report = faradaic(input);
  EXPECT_TRUE(report) << report.error().text();
  return *report;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::ranges::count_if(utf8, [](char c) { return (c & 0xC0) != 0x80; }));
}

TEST(ReportText, FitsATerminalAndShowsBudgetFindingsAndMean) {
  NITER_IDENTITY("80 columns; budget, cross-check, findings and replicates are all printed");
  const std::string text = report_text(two_runs());
  for (const auto& line : split(text, '\n')) EXPECT_LE(characters(line), 80u) << line;
  for (const char* const part :
       {"NO3- to NH3: 8 electrons", "85.6 ± 1.0", "run 1 amount", "run 2 amount", "agree",
        "[needs a datum] No blank", "All 2 runs together"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
}

TEST(ReportValue, HoldsWhatTheTextHolds) {
  NITER_IDENTITY("the efficiency and its budget by key, shares adding up to one");
  const auto value = to_value(two_runs());
  const auto& run = value.find("runs")->array()->at(0);
  const config::Value* efficiency = nullptr;
  for (const auto& result : *run.find("results")->array()) {
    if (*result.find("id")->string() == "faradaic_efficiency") efficiency = &result;
  }
  ASSERT_NE(efficiency, nullptr);
  EXPECT_NEAR(*efficiency->find("value")->number(), 85.6, 0.01);
  EXPECT_EQ(*efficiency->find("unit")->string(), "%");
  double shares = 0;
  for (const auto& row : *efficiency->find("budget")->array()) {
    shares += *row.find("share")->number();
  }
  EXPECT_NEAR(shares, 1, 1e-12);
  EXPECT_NE(efficiency->find("monte_carlo"), nullptr);
  EXPECT_EQ(value.find("replicates")->array()->size(), 7u);
}

}  // namespace
}  // namespace niter::analysis
