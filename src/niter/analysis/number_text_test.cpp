#include "niter/analysis/number_text.hpp"

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

TEST(NumberText, TwoDigitsOfTheUncertainty) {
  NITER_SOURCE("jcgm100",
               "7.2.6: an uncertainty is quoted to two digits, the value to the same place");
  EXPECT_EQ(plus_minus(82.0676, 0.5234), "82.07 ± 0.52");
  EXPECT_EQ(plus_minus(-20.15, 0.41), "-20.15 ± 0.41");
  EXPECT_EQ(plus_minus(1313.5, 40.2), "1314 ± 40");
  EXPECT_EQ(plus_minus(1, 0), "1");
  EXPECT_EQ(rounded(171.5, 0), "171.5");
}

}  // namespace
}  // namespace niter::analysis
