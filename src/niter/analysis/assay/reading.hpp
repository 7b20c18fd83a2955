// Concentrations as laboratories write them: mol/L, ug/mL of NH3, ppm N, a signal on a calibration,
// an NMR integral.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "niter/analysis/assay/calibration_fit.hpp"
#include "niter/analysis/assay/dilution.hpp"
#include "niter/analysis/assay/peak_table.hpp"
#include "niter/analysis/inputs.hpp"
#include "niter/base/result.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

/// One concentration as it was measured. Exactly one of the five ways is given.
struct Reading {
  std::optional<Quantity> concentration = {};  // amount or mass per volume
  std::optional<Quantity> ppm = {};            // mg/L of `as`
  std::optional<Quantity> absorbance = {};     // read off the calibration
  std::optional<Quantity> area = {};           // of a chromatographic peak, read off it likewise
  std::optional<NmrReading> nmr = {};          // against an internal standard
  std::string as = {};                         // what a mass counts: "NH3", "NH4+" or "N"
  Quantity dilution{1, "1"};                   // volume after / volume before dilution
  std::vector<std::string> dilutions = {};     // instead of the factor: "1 mL to 10 mL", ...
  Where where = {};

  template <class V>
  void visit(V& v) {
    v.optional("concentration", concentration,
               "of the solution measured: mol/L, or mg/L with 'as'");
    v.optional("ppm", ppm, "mg/L of the solution measured, with 'as'", "1");
    v.optional("absorbance", absorbance, "needs [calibration]", "1");
    v.optional("area", area, "of a peak; needs [calibration] in areas", "1");
    v.optional("nmr", nmr,
               "a table: integral, nuclei, standard_integral, standard_nuclei, standard");
    v.optional("as", as, "species whose mass is counted: NH3, NH4+, N");
    v.optional("dilution", dilution, "volume after over volume before dilution", "1");
    v.optional("dilutions", dilutions, "the steps instead: [\"1 mL to 10 mL\", ...]");
    if constexpr (requires { v.where(); }) where = v.where();
  }
};

/// One standard solution of a calibration.
struct Standard {
  Quantity concentration;
  std::optional<double> absorbance = {}, area = {};  // one of them
  double sigma = 0;                                  // of the signal; needed for weights 1/sigma2

  template <class V>
  void visit(V& v) {
    v.required("concentration", concentration, "of the standard");
    v.optional("absorbance", absorbance, "read for it");
    v.optional("area", area, "of its peak, where readings are areas");
    v.optional("sigma", sigma, "standard deviation of the absorbance or area");
  }
};

/// The calibration: either the two coefficients of a line, or the standards a curve is fitted to.
struct Calibration {
  std::optional<Quantity> slope = {};  // "0.0423 +- 0.0004 L/mg"
  Quantity intercept{0, "1"};
  double correlation = 0;  // between slope and intercept, near -0.9 for standards from zero up
  std::vector<Quantity> range = {};  // lowest and highest standard, if the line is given
  std::vector<Standard> standards = {};
  CurveModel model = CurveModel::Line;  // through the standards
  Weighting weights = Weighting::None;
  double absorbance_limit = 2;  // one hundredth of the light is left: stray light bends the line
  std::string as = {};          // what a mass concentration counts
  Where where = {};

  template <class V>
  void visit(V& v) {
    v.optional("slope", slope, "absorbance per concentration, L/mg or L/mol");
    v.optional("intercept", intercept, "absorbance of the reagents alone", "1");
    v.optional("correlation", correlation, "of slope and intercept");
    v.optional("range", range, "lowest and highest standard");
    v.optional("standards", standards, "solutions the curve is fitted to");
    v.optional("model", model, "line or quadratic");
    v.optional("weights", weights, "none, 1/sigma2, 1/c or 1/c2");
    v.optional("absorbance_limit", absorbance_limit, "above it an absorbance is reported");
    v.optional("as", as, "species whose mass the standards count: NH3, NH4+, N");
    if constexpr (requires { v.where(); }) where = v.where();
  }
};

/// A calibration that has been checked and, where standards are given, fitted. SI: mol m-3 or kg
/// m-3.
struct CalibrationLine {
  double slope = 0, intercept = 0;
  double slope_sigma = 0, intercept_sigma = 0;
  double correlation = 0;
  double curvature = 0;  // signal = intercept + slope c + curvature c2
  // the curvature follows the other two coefficients by these factors, and has this sigma besides
  double curvature_on_slope = 0, curvature_on_intercept = 0, curvature_sigma = 0;
  double lowest = 0, highest = 0;          // of the standards; both 0: not known
  std::optional<CalibrationFit> fit = {};  // where standards are given
  bool per_mass = false;                   // the concentration of the line is a mass per volume
  std::string as;
};

/// @error InvalidInput or Unit: neither or both ways given, a slope of the wrong dimension or zero,
/// standards that fit_calibration refuses or that fall, a correlation outside (-1, 1)
Result<CalibrationLine> prepare(const Calibration& calibration);

/// The curve of a fit, with its covariance as inputs take it.
CalibrationLine line_of(const CalibrationFit& fit);

/// The coefficients of a calibration with their covariance, as inputs "<scope> slope", "<scope>
/// intercept" and "<scope> curvature".
struct UncertainCurve {
  Uncertain slope, intercept, curvature;
  bool bent = false;

  UncertainCurve(const CalibrationLine& line, Inputs& inputs, std::string_view scope);
  /// Of a signal, in the unit of the calibration.
  Uncertain concentration(const Uncertain& signal) const;
};

/// The same concentration in mol m-3 of `species`, dilution undone.
///
///     c = D rho (atoms in `as` / atoms in species) / M(as)   mass concentration rho counted as
///     `as` rho or c = 2 (A - a) / (b + sqrt(b2 + 4 q (A - a)))    signal A = a + b c + q c2;
///                                                            (A - a) / b on a line
///     D = product of made / taken over the dilutions
///
/// A signal without a stated uncertainty takes the scatter of the calibration's standards there.
/// Atoms are those of nitrogen: NH3, NH4+ and N count alike.
class Assay {
 public:
  /// @error NotFound or InvalidInput, located: no or two ways of giving the value, absorbance
  /// without a
  ///        calibration, a mass without `as`, `as` without nitrogen
  static Result<Assay> prepare(const Reading& reading, const std::string& species,
                               const std::optional<CalibrationLine>& line);

  /// Concentration [mol m-3]; inputs are named "<scope> absorbance" and so on, those of the line
  /// are shared.
  Uncertain concentration(Inputs& inputs, std::string_view scope) const;

  /// Where a measured signal lies on the calibration, before dilution is undone [unit of the
  /// calibration]; none otherwise.
  std::optional<double> on_line() const;
  /// The absorbance or area, where there is one.
  const std::optional<Quantity>& signal() const {
    return reading_.area ? reading_.area : reading_.absorbance;
  }
  const Reading& reading() const { return reading_; }

 private:
  Status check_signal() const;

  Reading reading_;
  double to_amount_ = 1;  // mol of species per mol or kg read
  double signal_sigma_ = 0;
  std::vector<Dilution> dilutions_;
  std::optional<CalibrationLine> line_;
};

}  // namespace niter::analysis
