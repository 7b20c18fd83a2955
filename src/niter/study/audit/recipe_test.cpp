#include <gmock/gmock.h>

#include "niter/base/testing.hpp"
#include "niter/study/audit/synthetic.hpp"

namespace niter::study::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

void add_recipe(Study& study, const std::string& id, std::map<std::string, double> ratio,
                std::map<std::string, Quantity> salts) {
  Catalyst catalyst;
  catalyst.id = id;
  catalyst.ratio = std::move(ratio);
  study.catalysts.push_back(catalyst);
  Recipe recipe;
  recipe.catalyst = id;
  recipe.salts = std::move(salts);
  study.recipes.push_back(recipe);
}

// Fe(NO3)3.9H2O 404.00 g/mol, Co(NO3)2.6H2O 291.03 g/mol
constexpr const char* iron = "Fe(NO3)3(H2O)9";
constexpr const char* cobalt = "Co(NO3)2(H2O)6";

TEST(Recipe, RatioOfTheName) {
  NITER_SOURCE("prohaska2022", "table 2 (atomic weights)");
  Study study;
  add_recipe(study, "A", {{"Fe", 1}, {"Co", 1}},
             {{iron, Quantity(0.404, "g")}, {cobalt, Quantity(0.29103, "g")}});
  EXPECT_EQ(only_verdict("A1", study), "consistent");
  EXPECT_THAT(run_rule("A1", study).front().numbers, HasSubstr("404"));
}

TEST(Recipe, SeesSwappedSalts) {
  NITER_IDENTITY("amount of substance");
  Study study;
  add_recipe(study, "A", {{"Fe", 2}, {"Co", 1}},
             {{iron, Quantity(0.202, "g")}, {cobalt, Quantity(0.29103, "g")}});
  EXPECT_EQ(only_verdict("A1", study), "inconsistent");
}

TEST(Recipe, IsTheSameInOtherUnits) {
  NITER_IDENTITY("a verdict does not depend on units");
  Study study;
  add_recipe(study, "A", {{"Fe", 1}, {"Co", 2}},
             {{iron, Quantity(404, "mg")}, {cobalt, Quantity(2.0, "mmol")}});
  EXPECT_EQ(only_verdict("A1", study), "consistent");
}

TEST(Recipe, SeesATotalThatBreaksTheRuleOfTheOthers) {
  NITER_IDENTITY("amount of substance");
  Study study;
  add_recipe(study, "A", {{"Fe", 1}}, {{iron, Quantity(1.0, "mmol")}});
  add_recipe(study, "B", {{"Fe", 1}, {"Co", 1}},
             {{iron, Quantity(0.5, "mmol")}, {cobalt, Quantity(0.5, "mmol")}});
  add_recipe(study, "C", {{"Co", 1}}, {{cobalt, Quantity(1.4, "mmol")}});
  EXPECT_THAT(verdicts("A1", study),
              ElementsAre("consistent", "consistent", "consistent", "inconsistent"));
  EXPECT_THAT(run_rule("A1", study).back().text, HasSubstr("C breaks"));
}

TEST(Recipe, HasNoRuleForTotalsThatAllDiffer) {
  NITER_IDENTITY("not applicable");
  Study study;
  add_recipe(study, "A", {{"Fe", 1}}, {{iron, Quantity(1.0, "mmol")}});
  add_recipe(study, "B", {{"Fe", 1}}, {{iron, Quantity(2.0, "mmol")}});
  add_recipe(study, "C", {{"Fe", 1}}, {{iron, Quantity(3.0, "mmol")}});
  EXPECT_THAT(verdicts("A1", study), ElementsAre("consistent", "consistent", "consistent"));
}

TEST(Recipe, IsSilentWithoutRecipes) {
  NITER_IDENTITY("not applicable");
  EXPECT_THAT(run_rule("A1", half_cell_study()), IsEmpty());
}

}  // namespace
}  // namespace niter::study::rules
