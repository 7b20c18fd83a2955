// Distributions of relaxation times of ../shared that other programs have found too.
#include <algorithm>
#include <numbers>

#include "niter/analysis/impedance/relaxation_times.hpp"
#include "niter/analysis/impedance/shared_spectra_testing.hpp"

namespace niter::analysis {
namespace {

class RelaxationExternal : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(testing::shared_spectrum("1ZARC.csv"))) {
      GTEST_SKIP() << "no shared data";
    }
  }
};

// The file holds 81 coefficients of Gaussians at 1e-6 to 100 s, ten a decade, shape 0.5.
TEST_F(RelaxationExternal, AgreesWithDrtToolsOnANoisyArc) {
  NITER_SOURCE("pydrttools", "tutorial/results/1ZARC_DRT-RR.csv, second derivative, equal weights");
  std::vector<double> coefficients;
  std::ifstream in(testing::shared_spectrum("1ZARC_DRT-RR.csv"));
  std::string header;
  std::getline(in, header);
  for (double value = 0; in >> value;) coefficients.push_back(value);
  ASSERT_EQ(coefficients.size(), 81u);
  const double spacing = std::numbers::ln10 / 10;
  const auto reference = [&](double tau) {
    double sum = 0;
    for (std::size_t m = 0; m < coefficients.size(); ++m) {
      const double x =
          std::sqrt(std::numbers::ln2) * (std::log(tau / 1e-6) / spacing - static_cast<double>(m));
      sum += coefficients[m] * std::exp(-x * x);
    }
    return sum;
  };

  const auto spectrum = testing::read_rows("1ZARC.csv");
  for (const auto& [order, bound] :
       {std::pair(Smoothness::Second, 0.02), std::pair(Smoothness::First, 0.04)}) {
    RelaxationOptions options;
    options.smoothness = order;
    options.weight = PointWeight::Uniform;
    options.draws = 0;
    const auto result = relaxation_times(spectrum, options);
    ASSERT_TRUE(result) << result.error().text();
    double difference = 0, size = 0;
    for (std::size_t i = 0; i < result->tau.size(); ++i) {
      if (result->tau[i] < 1e-6 || result->tau[i] > 100) continue;
      const double theirs = reference(result->tau[i]);
      difference += (result->gamma[i] - theirs) * (result->gamma[i] - theirs);
      size += theirs * theirs;
    }
    EXPECT_LT(std::sqrt(difference / size), bound);
    EXPECT_NEAR(result->polarisation, 49.9, 0.1);  // the area of theirs is 49.89
  }
}

// Between the file of the spectrum and the distribution lies an equivalent circuit that the authors
// fitted: an arc at 0.15 s between a broad one and diffusion.
TEST_F(RelaxationExternal, FindsTheArcOfALithiumIonCell) {
  NITER_SOURCE("bayesdrt", "data/experimental/gamma_LIB_ECM.csv: maximum at 0.152 s");
  const auto spectrum = testing::read_rows("DRTtools_LIB_data.txt");
  ASSERT_EQ(spectrum.size(), 107u);
  RelaxationOptions options;
  options.capacitance = Term::Fit;
  const auto result = relaxation_times(spectrum, options);
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_LT(result->noise, 5e-4);
  const auto arc = std::ranges::min_element(
      result->peaks, {}, [](const auto& peak) { return std::abs(std::log(peak.tau / 0.152)); });
  ASSERT_NE(arc, result->peaks.end());
  EXPECT_NEAR(arc->tau, 0.152, 0.003);
  EXPECT_NEAR(arc->resistance, 0.0166, 0.0005);
  ASSERT_TRUE(arc->sigma);
  EXPECT_LT(*arc->sigma, 0.0005);
}

}  // namespace
}  // namespace niter::analysis
