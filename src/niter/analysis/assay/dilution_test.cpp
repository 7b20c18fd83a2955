#include "niter/analysis/assay/dilution.hpp"

#include <cmath>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

TEST(Dilution, ChainsMultiplyAndVariancesAdd) {
  NITER_IDENTITY("1 to 10, then 0.5 to 25, is 500; relative variances add");
  const std::vector<Dilution> chain = {
      Dilution::parse("1.000 +- 0.006 mL to 10.00 +- 0.02 mL").value(),
      Dilution::parse("500 +- 4 uL to 25.00 +- 0.04 mL").value()};
  Inputs inputs;
  const Uncertain factor = dilution_factor(chain, inputs, "end");
  EXPECT_NEAR(factor.value(), 500, 1e-9);
  EXPECT_NEAR(factor.relative(),
              std::sqrt(0.006 * 0.006 + 0.002 * 0.002 + 0.008 * 0.008 + 0.0016 * 0.0016), 1e-12);
  EXPECT_EQ(factor.budget().front().input, "end pipette 2");
  EXPECT_EQ(dilution_factor({}, inputs, "end").value(), 1);
}

TEST(Dilution, RefusesWhatIsNone) {
  NITER_IDENTITY("a dilution takes a volume and makes it larger");
  for (const char* const text :
       {"10", "1 mL", "1 mL to", "1 to 10", "10 mL to 1 mL", "0 mL to 1 mL", "1 g to 10 mL"}) {
    EXPECT_FALSE(Dilution::parse(text)) << text;
  }
}

}  // namespace
}  // namespace niter::analysis
