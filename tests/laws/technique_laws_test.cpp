// Laws of every technique: a page, keys said once, and words instead of numbers where a record
// lacks what it needs.
#include <cmath>
#include <filesystem>
#include <limits>
#include <set>

#include "niter/analysis/techniques.hpp"
#include "niter/base/testing.hpp"

namespace niter::testing {
namespace {

using analysis::Technique;

class EveryTechnique : public ::testing::TestWithParam<const Technique*> {};

TEST_P(EveryTechnique, HasAPageAndKeysOfItsOwn) {
  NITER_IDENTITY("the row leads to its page; no key stands twice; every key says what it is");
  const Technique& technique = *GetParam();
  EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(NITER_SOURCE_DIR) / "docs/methods" /
                                      technique.page))
      << technique.page;
  std::set<std::string> keys;
  for (const auto& help : technique.options()) {
    EXPECT_TRUE(keys.insert(help.key).second) << help.key;
    EXPECT_FALSE(help.meaning.empty()) << help.key;
  }
}

TEST_P(EveryTechnique, RefusesNothingInWords) {
  NITER_IDENTITY("no record, an empty record, a record of other columns: an error, never a number");
  const Technique& technique = *GetParam();
  EXPECT_FALSE(analysis::check_needs(technique, {}));
  const data::Table empty;
  data::Table other;
  other.provenance.origin = "other.csv";
  other.columns = {{"something", Unit(), {1, 2, 3}}};
  for (const auto& table : {empty, other}) {
    const auto refused = technique.reduce({&table, 1}, {});
    ASSERT_FALSE(refused);
    EXPECT_FALSE(refused.error().what.empty());
  }
}

TEST_P(EveryTechnique, DoesNotTakeNoNumbersForNumbers) {
  NITER_IDENTITY("columns of NaN give an error or no measure that is not finite");
  const Technique& technique = *GetParam();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  data::Table table;
  table.provenance.origin = "nan.csv";
  for (const auto& word : data::vocabulary()) {
    table.columns.push_back(
        {std::string(word.name), Unit::of(word.unit), std::vector<double>(20, nan)});
  }
  const auto reduction = technique.reduce({&table, 1}, {});
  if (!reduction) return;
  for (const auto& measure : reduction->measures) {
    EXPECT_TRUE(std::isfinite(measure.value.value())) << measure.id;
  }
}

std::vector<const Technique*> all() {
  std::vector<const Technique*> rows;
  for (const auto& technique : analysis::techniques()) rows.push_back(&technique);
  return rows;
}

INSTANTIATE_TEST_SUITE_P(Rows, EveryTechnique, ::testing::ValuesIn(all()), [](const auto& row) {
  std::string name(row.param->name);
  for (char& c : name) {
    if (c == '-') c = '_';
  }
  return name;
});

}  // namespace
}  // namespace niter::testing
