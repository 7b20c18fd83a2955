#include "niter/twin/mechanism/surface_kinetics.hpp"

#include <cmath>
#include <filesystem>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/config/value.hpp"

namespace niter::twin {
namespace {

TEST(SurfaceKinetics, ShippedHydrogenMechanismMeetsTheClosedForm) {
  NITER_IDENTITY(
      "theta = (k1 + k-2) / (k1 + k-1 + k2 + k-2), j = 2F (k1 k2 - k-1 k-2) / sum: reference case "
      "8");
  auto mechanism = shipped_mechanism("her-volmer-heyrovsky-tafel");
  ASSERT_TRUE(mechanism) << mechanism.error().text();
  const auto without_tafel = mechanism->with({{"lg_kT", -100}});
  ASSERT_TRUE(without_tafel);
  const SurfaceKinetics kinetics(*without_tafel);
  const double reference = without_tafel->steps.front().reference_potential;
  struct Row {
    double eta, theta, j;
  };  // V, 1, A cm-2
  for (const Row& row :
       {Row{0, 0.908265214, 1.752683647e-6}, Row{-0.1, 0.996969120, 1.346939042e-5},
        Row{-0.3, 0.999000152, 6.615789446e-4}}) {
    SurfaceState state;
    const std::vector<double> ln_activity{0};
    ASSERT_TRUE(kinetics.solve(reference + row.eta, ln_activity, state, false));
    EXPECT_NEAR(std::exp(state.ln_coverage[0]), row.theta, 5e-9);
    EXPECT_NEAR(-state.current_density * 1e-4, row.j, 1e-7 * row.j);
  }
}

// Every value of the trial model at its own surface, so that only the kinetics are compared.
TEST(SurfaceKineticsExternal, MeetTheIndependentTrialModelAtItsOwnSurface) {
  NITER_SOURCE("trial2026", "14 potentiostatic points: current, efficiency, coverages");
  const auto path = testing::shared_dir() / "paper/trial-model-c2.toml";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no shared data";
  const auto answers = config::load_toml(path);
  ASSERT_TRUE(answers);
  const auto mechanism =
      load_mechanism(std::filesystem::path(NITER_SOURCE_DIR) / "testdata/mechanisms/c2-trial.toml");
  ASSERT_TRUE(mechanism) << mechanism.error().text();
  const SurfaceKinetics kinetics(*mechanism);
  SurfaceState state;
  int points = 0;
  for (const config::Value& point : *answers->find("point")->array()) {
    const auto number = [&](const char* key) { return *point.find(key)->number(); };
    const bool nitrate = *point.find("salt")->string() == "NO3";
    const std::vector<double> ln_activity{constants::ln10 * (number("pH_surface") - 14),
                                          std::log(number("c_NO3_surface_M")),
                                          std::log(number("c_NO2_surface_M")), std::log(1e-6)};
    ASSERT_TRUE(kinetics.solve(number("U_w_V"), ln_activity, state, false));
    const double j = -state.current_density * 0.1;  // mA cm-2
    EXPECT_NEAR(j, number("j_mA_cm2"), 1e-3 * number("j_mA_cm2"));
    const double efficiency =
        (nitrate ? 8 : 6) * constants::F * state.flux[3] / -state.current_density;
    EXPECT_NEAR(efficiency, number("FE"), 1e-3 * number("FE"));
    EXPECT_NEAR(state.flux[3] * 3600 * 1e6 * 1e-4, number("yield_umol_h_cm2"),
                1e-3 * number("yield_umol_h_cm2"));
    const auto& theta = *point.find("theta")->array();
    for (std::size_t i = 0; i < 6; ++i) {  // NO3, NO2, NO, NOH, NH2OH, NH3
      const double theirs = *theta[i].number();
      if (theirs > 1e-9) {
        EXPECT_NEAR(std::exp(state.ln_coverage[i]), theirs, 2e-3 * theirs) << i;
      }
    }
    ++points;
  }
  EXPECT_EQ(points, 14);
}

TEST(SurfaceKinetics, HydrogenBesideTheSitesHasTheCurrentThatIsWritten) {
  NITER_IDENTITY("j_P = -10^lg_jP A cm-2 at U_w = -0.5 V where the back rate is negligible");
  const auto mechanism = shipped_mechanism("c2");
  ASSERT_TRUE(mechanism) << mechanism.error().text();
  const SurfaceKinetics kinetics(*mechanism);
  SurfaceState state;
  ASSERT_TRUE(kinetics.solve(-0.5, std::vector<double>{-1, -30, -30, -30}, state, false));
  EXPECT_EQ(mechanism->steps.back().id, "RP");
  const double current = -2 * constants::F * state.step_rate.back();  // A m-2
  EXPECT_NEAR(current, -1e4 * std::pow(10, -1.67), 1e-9 * std::abs(current));
}

TEST(SurfaceKinetics, WarmAndColdStartsAgree) {
  NITER_IDENTITY("the steady state does not depend on where Newton began");
  const auto mechanism = shipped_mechanism("c2");
  ASSERT_TRUE(mechanism) << mechanism.error().text();
  const SurfaceKinetics kinetics(*mechanism);
  SurfaceState warm;
  for (double U = 0.1; U > -0.7; U -= 0.05) {
    const std::vector<double> ln_activity{std::log(1e-3), std::log(0.05), std::log(0.01),
                                          std::log(1e-3)};
    SurfaceState cold;
    ASSERT_TRUE(kinetics.solve(U, ln_activity, warm, false));
    ASSERT_TRUE(kinetics.solve(U, ln_activity, cold, false));
    EXPECT_NEAR(warm.current_density, cold.current_density, 1e-10 * std::abs(cold.current_density));
  }
}

TEST(SurfaceKinetics, OneBranchAtWorkingConditions) {
  NITER_IDENTITY("C2 has a single steady surface, and it is stable");
  const auto mechanism = shipped_mechanism("c2");
  ASSERT_TRUE(mechanism);
  const SurfaceKinetics kinetics(*mechanism);
  const auto branches = kinetics.all_steady_states(
      -0.45, std::vector<double>{-1.3, std::log(3e-3), std::log(3e-3), -5});
  ASSERT_TRUE(branches) << branches.error().text();
  ASSERT_EQ(branches->size(), 1U);
  EXPECT_TRUE(branches->front().stable);
}

TEST(SurfaceKinetics, ImpossibleConditionsAreAnErrorNeverANumber) {
  NITER_IDENTITY("a failed solve is an error, never a number");
  const auto mechanism = shipped_mechanism("c2");
  ASSERT_TRUE(mechanism);
  const SurfaceKinetics kinetics(*mechanism);
  SurfaceState state;
  const auto solved = kinetics.solve(NAN, std::vector<double>{0, 0, 0, 0}, state, true);
  EXPECT_FALSE(solved);
  EXPECT_FALSE(state.warm);
}

}  // namespace
}  // namespace niter::twin
