// From electrolysis files to shared inputs: the names of the analysis are those known here.
#include "niter/study/bench/shared_inputs.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/base/testing.hpp"
#include "niter/study/load_testing.hpp"

namespace niter::study {
namespace {

class ElectrolysisFiles : public StudyOnDisk {
 protected:
  /// Amounts of two files in mol: 50 mL at this absorbance, a line of 0.2 L/mg through zero.
  std::vector<Uncertain> amounts(const std::string& slope, const std::string& other_slope,
                                 const std::string& volume) {
    reset();
    std::string text(study_text);
    int number = 0;
    for (const auto& line : {slope, other_slope}) {
      const auto name = fmt::format("e{}.toml", ++number);
      write(name, fmt::format(
                      "reactant = \"NO3-\"\n[calibration]\nas = \"N\"\nslope = \"{}\"\n"
                      "intercept = 0.0\n[monte_carlo]\ndraws = 0\n[[run]]\nvolume = \"{}\"\ntime = "
                      "\"1 h\"\nend = {{ absorbance = 0.{} }}\ncharge = {{ value = \"50 C\" }}\n",
                      line, volume, number));
      text += fmt::format(
          "[[measurement]]\nid = \"e{0}\"\ntechnique = \"electrolysis\"\nfiles = [\"e{0}.toml\"]\n",
          number);
    }
    write("study.toml", text);
    const auto study = load_study(folder_);
    EXPECT_TRUE(study) << study.error().text();
    const auto measured = measure(*study, 1, {});
    std::vector<Uncertain> out;
    for (const auto& one : *measured) {
      EXPECT_TRUE(one.reduction) << one.failure->text();
      out.push_back(*number_of(one, "amount"));
    }
    return out;
  }
  static double correlation(const std::vector<Uncertain>& n) {
    return covariance(n[0], n[1]) / (n[0].sigma() * n[1].sigma());
  }
};

TEST_F(ElectrolysisFiles, OneCalibrationCorrelatesThem) {
  NITER_SOURCE("jcgm100", "5.2.2: r = 1 if all uncertainty is that of one shared input");
  const std::string exact = "50 mL";
  auto n = amounts("0.200 +- 0.004 L/mg", "0.200 +- 0.004 L/mg", exact);
  EXPECT_NEAR(n[0].sigma() / n[0].value(), 0.02, 1e-9);
  EXPECT_NEAR(correlation(n), 1, 1e-9);
  EXPECT_NEAR((n[1] / n[0]).sigma(), 0, 1e-12);  // 2 exactly, whatever the slope
  n = amounts("0.200 +- 0.004 L/mg", "0.201 +- 0.004 L/mg", exact);  // another day
  EXPECT_NEAR(correlation(n), 0, 1e-12);
  n = amounts("0.200 L/mg", "0.200 L/mg", "50 +- 1 mL");  // two cylinders filled
  EXPECT_NEAR(n[0].sigma() / n[0].value(), 0.02, 1e-9);
  EXPECT_NEAR(correlation(n), 0, 1e-12);
}

}  // namespace
}  // namespace niter::study
