// Fit files: the example gives the numbers of its README, and mistakes are located.
#include "niter/study/fit/fit_file.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/study/fit/fit_report.hpp"
#include "niter/study/fit/fit_testing.hpp"

namespace niter::study {
namespace {

struct ExpectedNumber {
  std::string name, records;
  Quantity truth, value;
  template <class V>
  void visit(V& v) {
    v.required("name", name, "of the parameter");
    v.required("records", records, "the verdict");
    v.required("truth", truth, "what the record was simulated with");
    v.required("value", value, "what the fit gives, with its standard error");
  }
};
struct Expected {
  std::vector<ExpectedNumber> values;
  template <class V>
  void visit(V& v) {
    v.required("value", values, "one for each parameter");
  }
};

TEST(FitFile, ExampleGivesTheNumbersOfItsReadme) {
  NITER_SOURCE("electrokitty", "fitting tutorial; the example's record is its cell with noise");
  const auto folder = std::filesystem::path(NITER_SOURCE_DIR) / "examples/04-voltammogram";
  const auto problem = load_fit(folder / "fit.toml");
  ASSERT_TRUE(problem.has_value()) << problem.error().text();
  const auto result = fit(*problem, {});
  ASSERT_TRUE(result.has_value()) << result.error().text();
  const auto expected = config::read<Expected>(config::load_toml(folder / "expected.toml").value());
  ASSERT_TRUE(expected.has_value()) << expected.error().text();
  const auto value = to_value(*problem, *result);
  const auto& found = *value.find("parameters")->array();
  ASSERT_EQ(found.size(), expected->values.size());
  for (std::size_t k = 0; k < found.size(); ++k) {
    const ExpectedNumber& wanted = expected->values[k];
    EXPECT_EQ(*found[k].find("name")->string(), wanted.name);
    EXPECT_EQ(*found[k].find("records")->string(), wanted.records) << wanted.name;
    if (wanted.records != "fixed") continue;
    const double error = *found[k].find("standard_error")->number();
    const double number = *found[k].find("value")->number();
    // the search ends within a hundredth of an error of where it ended when this was written
    EXPECT_NEAR(number, wanted.value.value(), 0.02 * error) << wanted.name;
    EXPECT_NEAR(error / wanted.value.sigma(), 1, 0.02) << wanted.name;
    const double truth = *wanted.truth.in(wanted.value.unit());
    EXPECT_LT(std::abs(number - truth), 3 * error) << wanted.name;
  }
}

std::string mistake(const std::string& from, const std::string& to) {
  std::string text = confined_fit;
  text.replace(text.find("NOISE"), 5, "");
  text.replace(text.find(from), from.size(), to);
  const auto document = config::parse_toml(text, "fit.toml");
  if (!document) return document.error().text();
  const auto read = config::read<FitText>(*document);
  if (!read) return read.error().text();
  const auto record = load_sweep_record(
      std::filesystem::path(NITER_SOURCE_DIR) / "testdata/voltammetry", read->records.front());
  if (!record) return record.error().text();
  const auto problem = fit_problem(*read, {*record});
  return problem ? "no mistake" : problem.error().text();
}

TEST(FitFile, MistakesAreLocated) {
  const auto has = [](const std::string& text, std::string_view part) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
  };
  has(mistake("name = \"E1.k0\"", "name = \"E1.k1\""),
      "parameter 'E1.k1': the cell has no number 'E1.k1'; did you mean 'E1.k0'?");
  has(mistake("name = \"E1.k0\"", "name = \"E1.k1\""), "fit.toml:2");
  has(mistake("low = \"1e-4 s-1\"", "low = \"1e-4 V\""), "which does not fit 's-1'");
  has(mistake("low = \"1e-4 s-1\"\n", ""), "it has neither bounds nor a prior");
  has(mistake("low = \"1e-4 s-1\"", "low = \"1e5 s-1\""), "are no bounds");
  has(mistake("start = \"1 s-1\"", "start = \"1e5 s-1\""), "outside of its bounds");
  has(mistake("name = \"a*.interaction\"", "name = \"b*.interaction\""), "is moved twice");
  has(mistake("file = \"electrokitty-confined.csv\"", "file = \"gone.csv\""), "'file': ");
  has(mistake("start = 0.75", "strat = 0.75"), "did you mean 'start'?");
  has(mistake("low = -5\nhigh = 10", "prior = \"3 V\""), "does not fit '1'");
}

TEST(FitFile, PriorsStandInPlaceOfBounds) {
  NITER_IDENTITY("ln p is normal with sd = uncertainty / value");
  std::string text = confined_fit;
  const std::string bounds = "low = \"1 ohm\"\nhigh = \"1e5 ohm\"";
  text.replace(text.find(bounds), bounds.size(), "prior = \"700 +- 70 ohm\"");
  const FitText read = fit_text(text, "");
  const auto problem = fit_problem(read, {peer_record(read)});
  ASSERT_TRUE(problem.has_value()) << problem.error().text();
  const Coordinate& c = problem->parameters[4].coordinate;
  EXPECT_FALSE(c.bounded);
  EXPECT_NEAR(c.value(0), 700, 1e-9);
  EXPECT_NEAR(c.sd, 0.1, 1e-12);
}

}  // namespace
}  // namespace niter::study
