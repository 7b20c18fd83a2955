#include "niter/study/design/catholyte.hpp"

#include <cmath>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"

namespace niter::study {
namespace {

class Catholyte : public ::testing::Test {
 protected:
  Catholyte()
      : study_(*load_study(std::filesystem::path(NITER_SOURCE_DIR) / "studies/feco-nc")),
        model_(*Model::make(study_)),
        values_(model_.nominal()) {}

  Result<data::Reduction> ask(const CatholyteOptions& options) const {
    return catholyte({study_, model_, values_, {}, 1, {}}, options);
  }

  Study study_;
  Model model_;
  ParameterValues values_;
};

TEST_F(Catholyte, EveryCombinationObeysFaraday) {
  NITER_SOURCE("bard2001", "Faraday's law: yield = FE j/(8 F); energy = V j over the mass made");
  CatholyteOptions options;
  options.concentrations = {Quantity(50, "mmol/L"), Quantity(100, "mmol/L")};
  options.currents = {Quantity(2, "mA/cm2"), Quantity(8, "mA/cm2")};
  options.films = {1, 2};
  const auto answer = ask(options);
  ASSERT_TRUE(answer) << answer.error().text();
  const data::Table& table = answer->tables.front();
  ASSERT_EQ(table.rows(), 8u);
  const auto of = [&](const char* name, std::size_t row) { return table.find(name)->values[row]; };
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const double j = of("current_magnitude", i), yield = of("yield_nh3", i);
    EXPECT_NEAR(yield, of("FE", i) * j / (8 * constants::F), 2e-3 * yield);
    EXPECT_NEAR(of("energy_per_mass", i), of("V", i) * j / (yield * 17.031e-3),
                1e-6 * std::abs(of("energy_per_mass", i)) + 1e-9);
  }
  // a larger current gives less voltage, and ammonia costs more of it
  EXPECT_GT(of("V", 0), of("V", 1));
  EXPECT_EQ(answer->figures.front().panels.size(), 2u);
  EXPECT_GE(answer->find("largest_yield")->value.value(), of("yield_nh3", 0));
}

TEST_F(Catholyte, MistakesAreSaid) {
  NITER_IDENTITY("a battery that is not there, and numbers out of range");
  CatholyteOptions options;
  options.battery = "acid";
  EXPECT_NE(ask(options).error().text().find("no battery 'acid'"), std::string::npos);
  options = {};
  options.films = {0};
  EXPECT_NE(ask(options).error().text().find("above zero"), std::string::npos);
}

}  // namespace
}  // namespace niter::study
