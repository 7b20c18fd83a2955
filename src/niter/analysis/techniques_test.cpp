#include "niter/analysis/techniques.hpp"

#include <map>
#include <string>

#include "niter/analysis/echem/double_layer_testing.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

TEST(Techniques, ARowReducesAsItsTechniqueDoes) {
  NITER_IDENTITY("the row of the table gives what the function gives");
  const data::Table record = testing::rc_record({.capacitance = 340.0}, testing::founding_rates);
  const auto cdl = find_technique("cdl");
  ASSERT_TRUE(cdl);
  config::Value options;
  options.set("area", config::Value("2 cm2"));
  const auto result = (*cdl)->reduce({&record, 1}, options);
  ASSERT_TRUE(result) << result.error().text();
  const auto* const c = result->find("double_layer_capacitance");
  ASSERT_NE(c, nullptr);
  EXPECT_NEAR(c->value.value(), 340, 1e-9);
  const auto* const ecsa = result->find("electrochemical_surface_area");
  ASSERT_NE(ecsa, nullptr);
  EXPECT_NEAR(ecsa->value.value(), 340 / 0.4 * 2e-4, 1e-9);
}

TEST(Techniques, AResultTellsItsSettingsDefaultsAmongThem) {
  NITER_IDENTITY("what was asked for and every default that has a value, each once");
  const data::Table record = testing::rc_record({.capacitance = 340.0}, testing::founding_rates);
  const auto cdl = find_technique("cdl");
  config::Value options;
  options.set("area", config::Value("2 cm2"));
  const auto result = (*cdl)->reduce({&record, 1}, options);
  ASSERT_TRUE(result) << result.error().text();
  std::map<std::string, std::string> told;
  for (const auto& [name, value] : result->settings)
    EXPECT_TRUE(told.emplace(name, value).second) << name;
  EXPECT_EQ(told["area"], "2 cm2");
  for (const auto& help : (*cdl)->options()) {
    if (help.default_text.empty() || help.key == "area") continue;
    EXPECT_EQ(told[help.key], help.default_text) << help.key;
  }
}

TEST(Techniques, MistakesAreNamed) {
  NITER_IDENTITY("error texts name the technique, the column, the key");
  EXPECT_NE(find_technique("cld").error().text().find("did you mean 'cdl'"), std::string::npos);
  const auto cdl = find_technique("cdl");
  ASSERT_TRUE(cdl);
  const data::Table empty;
  EXPECT_NE(check_needs(**cdl, {&empty, 1}).error().text().find("cdl needs t"), std::string::npos);
  config::Value options;
  options.set("aera", config::Value("1 cm2"));
  EXPECT_NE((*cdl)->reduce({&empty, 1}, options).error().text().find("did you mean 'area'"),
            std::string::npos);
}

TEST(Techniques, OneOfSeveralWordsIsEnough) {
  NITER_IDENTITY("a calibration takes amounts or masses, absorbances or areas");
  const auto row = find_technique("calibration");
  ASSERT_TRUE(row);
  data::Table table;
  table.columns = {{"mass_concentration", Unit::of("mg/L"), {}}, {"area", Unit::of("1"), {}}};
  EXPECT_TRUE(check_needs(**row, {&table, 1}));
  table.columns.pop_back();
  EXPECT_NE(check_needs(**row, {&table, 1}).error().text().find("absorbance or area"),
            std::string::npos);
  EXPECT_EQ(needs_text(**row), "c or mass_concentration, absorbance or area");
}

}  // namespace
}  // namespace niter::analysis
