#include "niter/analysis/statistics.hpp"

#include <array>
#include <vector>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

TEST(Statistics, StudentTable) {
  NITER_SOURCE("jcgm100", "table G.2");
  EXPECT_NEAR(student_t(1, 0.95), 12.71, 0.005);
  EXPECT_NEAR(student_t(2, 0.95), 4.30, 0.005);
  EXPECT_NEAR(student_t(4, 0.95), 2.78, 0.005);
  EXPECT_NEAR(student_t(5, 0.99), 4.03, 0.005);
  EXPECT_NEAR(student_t(10, 0.95), 2.23, 0.005);
  EXPECT_NEAR(student_t(25, 0.95), 2.06, 0.005);
}

TEST(Statistics, ChiSquaredTable) {
  NITER_SOURCE("abramowitz1964", "table 26.8: 5 % and 1 % points");
  EXPECT_NEAR(chi_squared_tail(3.841, 1), 0.05, 2e-5);
  EXPECT_NEAR(chi_squared_tail(5.991, 2), 0.05, 2e-5);
  EXPECT_NEAR(chi_squared_tail(7.815, 3), 0.05, 2e-5);
  EXPECT_NEAR(chi_squared_tail(18.307, 10), 0.05, 2e-5);
  EXPECT_NEAR(chi_squared_tail(15.086, 5), 0.01, 2e-5);
  EXPECT_EQ(chi_squared_tail(0, 3), 1);
}

TEST(Statistics, ThermometerCalibrationLine) {
  NITER_SOURCE("jcgm100",
               "H.3, table H.6 and eq. H.14: corrections of a thermometer, line about 20 degC");
  const std::vector<double> reading = {21.521, 22.012, 22.512, 23.003, 23.507, 23.999,
                                       24.513, 25.002, 25.503, 26.010, 26.511};
  const std::vector<double> correction = {-0.171, -0.169, -0.166, -0.159, -0.164, -0.165,
                                          -0.156, -0.157, -0.159, -0.161, -0.160};
  std::vector<double> above_20;
  for (const double t : reading) above_20.push_back(t - 20);
  const auto line = fit_line(above_20, correction);
  ASSERT_TRUE(line);
  EXPECT_NEAR(line->intercept, -0.1712, 5e-5);
  EXPECT_NEAR(line->intercept_sigma, 0.0029, 5e-5);
  EXPECT_NEAR(line->slope, 0.00218, 5e-6);
  EXPECT_NEAR(line->slope_sigma, 0.00067, 5e-6);
  EXPECT_NEAR(line->correlation, -0.930, 5e-4);
  EXPECT_NEAR(line->scatter, 0.0035, 5e-5);
}

TEST(Statistics, FisherTail) {
  NITER_IDENTITY("F(1, n) is t2, F(n, infinite) is chi2/n, F(2, 2) has the tail 1/(1 + f)");
  const double t = student_t(7, 0.95);
  EXPECT_NEAR(fisher_tail(t * t, 1, 7), 0.05, 1e-12);
  EXPECT_NEAR(fisher_tail(3, 2, 2), 0.25, 1e-14);
  EXPECT_NEAR(fisher_tail(0.2, 2, 2), 1 / 1.2, 1e-14);
  EXPECT_NEAR(fisher_tail(1.5, 6, 100'000'000), chi_squared_tail(9, 6), 1e-6);
  // the upper tail of one is the lower tail of its inverse
  EXPECT_NEAR(fisher_tail(2.5, 5, 9), 1 - fisher_tail(1 / 2.5, 9, 5), 1e-13);
  EXPECT_EQ(fisher_tail(0, 3, 4), 1);
}

TEST(Statistics, LineNeedsThreePoints) {
  NITER_IDENTITY("two points leave no residual to judge by");
  const std::array<double, 2> two{1, 2};
  EXPECT_EQ(fit_line(two, two).error().code, Code::InvalidInput);
  const std::array<double, 3> same{1, 1, 1};
  EXPECT_EQ(fit_line(same, same).error().code, Code::InvalidInput);
}

}  // namespace
}  // namespace niter::analysis
