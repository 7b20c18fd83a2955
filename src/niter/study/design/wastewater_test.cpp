#include "niter/study/design/wastewater.hpp"

#include <cmath>

#include "niter/base/testing.hpp"

namespace niter::study {
namespace {

class Wastewater : public ::testing::Test {
 protected:
  Wastewater()
      : study_(*load_study(std::filesystem::path(NITER_SOURCE_DIR) / "studies/feco-nc")),
        model_(*Model::make(study_)),
        values_(model_.nominal()) {}

  Result<data::Reduction> ask(const WastewaterOptions& options) const {
    return wastewater({study_, model_, values_, {}, 1, {}}, options);
  }

  Study study_;
  Model model_;
  ParameterValues values_;
};

TEST_F(Wastewater, FallsAsTheFilmLetsIt) {
  NITER_SOURCE("bard2001",
               "bulk electrolysis at the limiting current: ln c falls by D A t/(delta V)");
  const auto answer = ask({});
  ASSERT_TRUE(answer) << answer.error().text();
  const auto* const time = answer->find("treatment_time");
  ASSERT_NE(time, nullptr);
  const double film = model_.cell_options("no3", values_)->film_thickness;
  const double diffusivity = 1.902e-9,
               depth = 50e-6 / study_.assumption("electrode_area")->value.si();
  const double ratio = (2000e-3 / 62.005) / (10e-3 / 14.007);
  const double limit = film * depth / diffusivity * std::log(ratio);
  // migration holds the anion back: by 1/0.884 in 0.1 M nitrate without hydrogen (the exact answer
  // of migration_limit.hpp), so less than 1.2 in thinner nitrate with it
  EXPECT_GT(time->value.value(), limit);
  EXPECT_LT(time->value.value(), 1.2 * limit);
  // nitrogen: what is in the catholyte as ammonia came from the nitrate; some leaves by the
  // membrane
  const double recovered = answer->find("ammonia_recovered")->value.value();
  EXPECT_GT(recovered, 0.8);
  EXPECT_LT(recovered, 1);
}

TEST_F(Wastewater, TimeGoesWithTheVolumeAndBlockedSitesCostTime) {
  NITER_IDENTITY("twice the volume at one film takes twice the time; fewer sites never less");
  const double alone = ask({})->find("treatment_time")->value.value();
  WastewaterOptions twice;
  twice.volume = Quantity(100, "mL");
  EXPECT_NEAR(ask(twice)->find("treatment_time")->value.value() / alone, 2, 0.03);
  WastewaterOptions blocked;
  blocked.inhibitors = {{"Cl-", Quantity(90, "mmol/L"), *Quantity::parse("10 +- 2 mmol/L")}};
  const auto answer = ask(blocked);
  ASSERT_TRUE(answer) << answer.error().text();
  EXPECT_GT(answer->find("treatment_time")->value.value(), alone);
  // 90 over 10: one site in ten is left
  EXPECT_NEAR(answer->figures.front().panels[2].series.back().x.front(), 0.9, 1e-12);
  EXPECT_GT(answer->find("treatment_time")->value.sigma(), 0);
}

TEST_F(Wastewater, SaysWhatItCannotAnswer) {
  NITER_IDENTITY("errors in words; a limit that is not reached is a finding, not a number");
  WastewaterOptions low;
  low.nitrate = Quantity(40, "mg/L");  // 9 mg/L of N
  EXPECT_NE(ask(low).error().text().find("hold no more N than the limit"), std::string::npos);
  WastewaterOptions wrong;
  wrong.catalyst = "Ni/NC";
  EXPECT_NE(ask(wrong).error().text().find("no catalyst 'Ni/NC'"), std::string::npos);
  WastewaterOptions brief;
  brief.longest = Quantity(10, "h");
  const auto answer = ask(brief);
  ASSERT_TRUE(answer) << answer.error().text();
  EXPECT_EQ(answer->find("treatment_time"), nullptr);
  EXPECT_EQ(answer->findings.front().verdict, data::Verdict::Inconsistent);
}

TEST_F(Wastewater, IsAskedByName) {
  NITER_IDENTITY("the row gives what the function gives, with its settings");
  const auto question = find_question("wastewater");
  ASSERT_TRUE(question);
  config::Value options(config::Value::Table{});
  options.set("nitrate", config::Value("500 mg/L"));
  const auto answer = (*question)->answer({study_, model_, values_, {}, 1, {}}, options);
  ASSERT_TRUE(answer) << answer.error().text();
  EXPECT_EQ(answer->settings.front(),
            std::make_pair(std::string("nitrate"), std::string("500 mg/L")));
  EXPECT_NE(find_question("wastwater").error().text().find("did you mean 'wastewater'"),
            std::string::npos);
}

}  // namespace
}  // namespace niter::study
