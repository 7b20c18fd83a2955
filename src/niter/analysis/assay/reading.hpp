// Concentrations as laboratories write them: mol/L, ug/mL of NH3, ppm N, absorbance on a line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "niter/analysis/inputs.hpp"
#include "niter/base/result.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

/// One concentration as it was measured. Exactly one of the three ways is given.
struct Reading {
  std::optional<Quantity> concentration = {};  // amount or mass per volume
  std::optional<Quantity> ppm = {};            // mg/L of `as`
  std::optional<Quantity> absorbance = {};     // read off the calibration line
  std::string as = {};                         // what a mass counts: "NH3", "NH4+" or "N"
  Quantity dilution{1, "1"};                   // volume after / volume before dilution
  Where where = {};

  template <class V>
  void visit(V& v) {
    v.optional("concentration", concentration,
               "of the solution measured: mol/L, or mg/L with 'as'");
    v.optional("ppm", ppm, "mg/L of the solution measured, with 'as'", "1");
    v.optional("absorbance", absorbance, "needs [calibration]", "1");
    v.optional("as", as, "species whose mass is counted: NH3, NH4+, N");
    v.optional("dilution", dilution, "volume after over volume before dilution", "1");
    if constexpr (requires { v.where(); }) where = v.where();
  }
};

/// One standard solution of a calibration.
struct Standard {
  Quantity concentration;
  double absorbance = 0;

  template <class V>
  void visit(V& v) {
    v.required("concentration", concentration, "of the standard");
    v.required("absorbance", absorbance, "read for it");
  }
};

/// The calibration line: either its two coefficients or the standards it is fitted to.
struct Calibration {
  std::optional<Quantity> slope = {};  // "0.0423 +- 0.0004 L/mg"
  Quantity intercept{0, "1"};
  double correlation = 0;  // between slope and intercept, near -0.9 for standards from zero up
  std::vector<Quantity> range = {};  // lowest and highest standard, if the line is given
  std::vector<Standard> standards = {};
  std::string as = {};  // what a mass concentration counts
  Where where = {};

  template <class V>
  void visit(V& v) {
    v.optional("slope", slope, "absorbance per concentration, L/mg or L/mol");
    v.optional("intercept", intercept, "absorbance of the reagents alone", "1");
    v.optional("correlation", correlation, "of slope and intercept");
    v.optional("range", range, "lowest and highest standard");
    v.optional("standards", standards, "solutions the line is fitted to");
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
  double scatter = 0;  // of one absorbance about the line; 0 if only the coefficients are known
  double lowest = 0, highest = 0;  // of the standards; both 0: not known
  bool per_mass = false;           // the concentration of the line is a mass per volume
  std::string as;
};

/// @error InvalidInput or Unit: neither or both ways given, a slope of the wrong dimension or zero,
/// fewer than
///        three standards, a correlation outside (-1, 1)
Result<CalibrationLine> prepare(const Calibration& calibration);

/// The same concentration in mol m-3 of `species`, dilution undone.
///
///     c = D rho (atoms in `as` / atoms in species) / M(as)    mass concentration rho counted as
///     `as` rho or c = (A - a) / b                                  absorbance A, line A = a + b c
///
/// An absorbance without a stated uncertainty takes the scatter of the calibration's standards.
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

  /// Where a measured absorbance lies on the line, before dilution is undone [unit of the line];
  /// none otherwise.
  std::optional<double> on_line() const;
  const Reading& reading() const { return reading_; }

 private:
  Reading reading_;
  double to_amount_ = 1;  // mol of species per mol or kg read
  double absorbance_sigma_ = 0;
  std::optional<CalibrationLine> line_;
};

}  // namespace niter::analysis
