#include <gtest/gtest.h>

#include "niter/study/model.hpp"

namespace niter::study {
namespace {

using Ions = std::map<std::string, double>;

TEST(IonsOf, SaltsAddUpAndStayNeutral) {
  const auto ions = ions_of({{"KNO3", Quantity(0.1, "mol/L")}, {"K2SO4", Quantity(0.1, "mol/L")}});
  ASSERT_TRUE(ions) << ions.error().text();
  EXPECT_EQ(ions->size(), 3U);
  EXPECT_NEAR(ions->at("K+"), 300, 1e-9);
  EXPECT_NEAR(ions->at("NO3-"), 100, 1e-9);
  EXPECT_NEAR(ions->at("SO4-2"), 100, 1e-9);
}

TEST(IonsOf, KnowsAmmoniumAcidsAndHydroxides) {
  const Quantity c(1, "mol m-3");
  EXPECT_EQ(ions_of({{"(NH4)2SO4", c}}).value(), (Ions{{"NH4+", 2}, {"SO4-2", 1}}));
  EXPECT_EQ(ions_of({{"NH4Cl", c}}).value(), (Ions{{"Cl-", 1}, {"NH4+", 1}}));
  EXPECT_EQ(ions_of({{"HNO3", c}}).value(), (Ions{{"H+", 1}, {"NO3-", 1}}));
  EXPECT_EQ(ions_of({{"NaOH", c}}).value(), (Ions{{"Na+", 1}, {"OH-", 1}}));
}

TEST(IonsOf, WhatIsNoSaltIsAnErrorThatNamesIt) {
  const Quantity c(1, "mol m-3");
  for (const auto* text : {"", "K", "K0Cl", "sugar", "Fe(NO3)3", "K2", "K-NO3"}) {
    const auto ions = ions_of({{text, c}});
    ASSERT_FALSE(ions) << text;
    EXPECT_NE(ions.error().what.find(text), std::string::npos);
  }
}

}  // namespace
}  // namespace niter::study
