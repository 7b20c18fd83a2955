#include "niter/analysis/assay/reading.hpp"

#include <cmath>

#include "niter/analysis/assay/calibration_use.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

Uncertain concentration(const Reading& reading, const std::string& species = "NH3",
                        const std::optional<CalibrationLine>& line = {}) {
  const auto assay = Assay::prepare(reading, species, line);
  EXPECT_TRUE(assay) << assay.error().text();
  Inputs inputs;
  return assay->concentration(inputs, "end");
}

Quantity quantity(std::string_view text) {
  return Quantity::parse(text).value();
}

TEST(Reading, MassCountedAsNitrogenAmmoniaOrAmmonium) {
  NITER_SOURCE("prohaska2022",
               "table 2: N 14.007, H 1.0080; one mole is 14.007 g N, 17.031 g NH3, 18.039 g NH4");
  const double one = 1.0;  // mol m-3
  EXPECT_NEAR(concentration({.ppm = quantity("14.007"), .as = "N"}).value(), one, 1e-9);
  EXPECT_NEAR(concentration({.ppm = quantity("17.031"), .as = "NH3"}).value(), one, 1e-9);
  EXPECT_NEAR(concentration({.concentration = quantity("18.039 ug/mL"), .as = "NH4+"}).value(), one,
              1e-9);
  EXPECT_NEAR(concentration({.concentration = quantity("1 mmol/L")}).value(), one, 1e-12);
}

TEST(Reading, TwoNitrogenAtomsMakeOneN2) {
  NITER_IDENTITY("28.014 g of N is one mole of N2 and two of NH3");
  EXPECT_NEAR(concentration({.ppm = quantity("28.014"), .as = "N"}, "N2").value(), 1, 1e-9);
  EXPECT_NEAR(concentration({.ppm = quantity("28.014"), .as = "N"}, "NH3").value(), 2, 1e-9);
}

TEST(Reading, DilutionMultiplies) {
  NITER_IDENTITY("c = D c_measured; relative variances add");
  const auto c = concentration(
      {.concentration = quantity("2.0 +- 0.02 mmol/L"), .dilution = quantity("20 +- 0.1")});
  EXPECT_NEAR(c.value(), 40, 1e-12);
  EXPECT_NEAR(c.relative(), std::hypot(0.01, 0.005), 1e-12);
}

TEST(Reading, CorrelatedLineGivesTheThermometersUncertainty) {
  NITER_SOURCE("jcgm100", "H.3.4: b(30 degC) = -0.1494, u = 0.0041, from r = -0.930");
  // the same algebra read backwards: at x = 10 the line's own uncertainty divided by its slope
  const Calibration calibration{.slope = quantity("0.00218 +- 0.00067 L/mmol"),
                                .intercept = quantity("-0.1712 +- 0.0029"),
                                .correlation = -0.930};
  const auto line = prepare(calibration);
  ASSERT_TRUE(line) << line.error().text();
  const auto c = concentration({.absorbance = quantity("-0.1494")}, "NH3", *line);
  EXPECT_NEAR(c.value(), 10, 1e-9);
  EXPECT_NEAR(c.sigma() * 0.00218, 0.0041, 5e-5);
}

TEST(Reading, LineFromStandards) {
  NITER_IDENTITY(
      "standards on a straight line give it back; scatter becomes the reading's uncertainty");
  Calibration calibration;
  calibration.as = "N";
  for (const double mg_per_l : {0.0, 0.5, 1.0, 1.5, 2.0}) {
    calibration.standards.push_back({Quantity(mg_per_l, "mg/L"), 0.01 + 0.4 * mg_per_l});
  }
  calibration.standards[1].absorbance.value() += 0.004;
  calibration.standards[3].absorbance.value() -= 0.004;
  const auto line = prepare(calibration);
  ASSERT_TRUE(line);
  // the two slips turn the line by -0.004 / 2.5 per mg/L; L/mg is 1000 m3/kg
  EXPECT_NEAR(line->slope, 1000 * (0.4 - 0.004 / 2.5), 1e-6);
  EXPECT_NEAR(line->highest, 2e-3, 1e-15);
  const auto c = concentration({.absorbance = quantity("0.41")}, "NH3", *line);
  EXPECT_NEAR(c.value(), 1 / 14.007, 1e-3);
  EXPECT_GT(c.sigma(), line->fit->scatter / line->slope / 0.014007);
}

TEST(Reading, ReadsAQuadraticWithAllItsCovariance) {
  NITER_IDENTITY("u(c) of the inputs is that of the inverse prediction, by the delta method");
  Calibration calibration{.model = CurveModel::Quadratic};
  const std::vector<double> slips = {0.002, -0.003, 0.001, 0.002, -0.003, 0.001};
  for (int i = 0; i < 6; ++i) {
    calibration.standards.push_back(
        {Quantity(i, "mmol/L"),
         0.02 + 0.31 * i - 0.012 * i * i + slips[static_cast<std::size_t>(i)]});
  }
  const auto line = prepare(calibration);
  ASSERT_TRUE(line);
  const auto expected = predict(*line->fit, {.value = 0.9}, 0.95);
  ASSERT_TRUE(expected);
  const auto c = concentration({.absorbance = quantity("0.9")}, "NH3", *line);
  EXPECT_NEAR(c.value(), expected->value, 1e-12);
  EXPECT_NEAR(c.sigma(), expected->sigma, 1e-9);
  const auto beyond = Assay::prepare({.absorbance = quantity("3.5")}, "NH3", *line);
  ASSERT_FALSE(beyond);
  EXPECT_NE(beyond.error().text().find("never reaches"), std::string::npos);
  calibration.standards.back().absorbance = 0.7;  // the curve turns before the last standard
  EXPECT_FALSE(prepare(calibration));
}

TEST(Reading, PeakAreasUseACalibrationInAreas) {
  NITER_IDENTITY("an area is a signal as an absorbance is");
  Calibration areas{.as = "NO2-"};
  Calibration absorbances{.as = "NO2-"};
  for (const double c : {1.0, 2.0, 4.0, 8.0}) {
    areas.standards.push_back({.concentration = Quantity(c, "mg/L"), .area = 0.1 + 2.2 * c});
    absorbances.standards.push_back({Quantity(c, "mg/L"), 0.1 + 2.2 * c});
  }
  const auto line = prepare(areas);
  ASSERT_TRUE(line);
  const auto by_area = concentration({.area = quantity("6.7")}, "NO2-", *line);
  const auto by_absorbance =
      concentration({.absorbance = quantity("6.7")}, "NO2-", prepare(absorbances).value());
  EXPECT_EQ(by_area.value(), by_absorbance.value());
  areas.standards[1].absorbance = 3;
  EXPECT_FALSE(prepare(areas));
}

TEST(Reading, DilutionStepsStandForTheFactor) {
  NITER_IDENTITY("1 to 10 and 0.5 to 25 is 500; an NMR tube of 0.5 in 0.6 mL is 1.2");
  const auto chain = concentration(
      {.concentration = quantity("2 umol/L"), .dilutions = {"1 mL to 10 mL", "0.5 mL to 25 mL"}});
  EXPECT_NEAR(chain.value(), 1.0, 1e-12);
  const auto tube = concentration({.nmr = NmrReading{.integral = quantity("4.0"),
                                                     .nuclei = 4,
                                                     .standard_nuclei = 2,
                                                     .standard = quantity("1 mmol/L")},
                                   .dilutions = {"0.5 mL to 0.6 mL"}});
  EXPECT_NEAR(tube.value(), 2.0 * 1.2, 1e-12);
  const auto twice = Assay::prepare({.concentration = quantity("2 umol/L"),
                                     .dilution = quantity("10"),
                                     .dilutions = {"1 mL to 10 mL"}},
                                    "NH3", std::nullopt);
  EXPECT_NE(twice.error().text().find("given twice"), std::string::npos);
}

TEST(Reading, SaysWhatIsMissing) {
  NITER_IDENTITY("a reading is read in one way, of a stated substance");
  const auto error = [](const Reading& reading) {
    const auto assay = Assay::prepare(reading, "NH3", std::nullopt);
    return assay ? std::string("none") : assay.error().text();
  };
  EXPECT_NE(error({}).find("one of concentration, ppm, absorbance, area, nmr"), std::string::npos);
  EXPECT_NE(error({.ppm = quantity("3")}).find("must say of what"), std::string::npos);
  EXPECT_NE(error({.absorbance = quantity("0.3")}).find("needs a calibration"), std::string::npos);
  EXPECT_NE(error({.concentration = quantity("3 mg")}).find("not a concentration"),
            std::string::npos);
  EXPECT_NE(error({.ppm = quantity("3"), .as = "K+"}).find("does not tell the amount"),
            std::string::npos);
}

TEST(Reading, RefusesCalibrationsThatAreNone) {
  NITER_IDENTITY("absorbance rises with concentration, and the line is given once");
  EXPECT_FALSE(prepare(Calibration{}));
  EXPECT_FALSE(prepare(Calibration{.slope = quantity("0.3 L")}));
  EXPECT_FALSE(prepare(Calibration{.slope = quantity("-0.3 L/mg")}));
  EXPECT_FALSE(prepare(Calibration{.slope = quantity("0.3 L/mg"), .correlation = -1}));
  EXPECT_FALSE(prepare(Calibration{.slope = quantity("0.3 L/mg"),
                                   .range = {quantity("1 mmol/L"), quantity("2 mmol/L")}}));
}

}  // namespace
}  // namespace niter::analysis
