#include "niter/data/finding.hpp"

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::data {
namespace {

TEST(Verdict, HasTheWordsOfTheReport) {
  NITER_IDENTITY("each verdict has one wording");
  EXPECT_EQ(to_string(Verdict::Consistent), "consistent");
  EXPECT_EQ(to_string(Verdict::Marginal), "marginal");
  EXPECT_EQ(to_string(Verdict::Inconsistent), "inconsistent");
  EXPECT_EQ(to_string(Verdict::NeedsDatum), "needs a datum");
}

TEST(Finding, IsUndecidedUntilSomeoneDecides) {
  NITER_IDENTITY("a fresh finding claims nothing");
  EXPECT_EQ(Finding().verdict, Verdict::NeedsDatum);
}

}  // namespace
}  // namespace niter::data
