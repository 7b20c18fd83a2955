// A calibration from its wells or flasks: the curve, what it says of samples, and what is wrong.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/analysis/assay/calibration_use.hpp"
#include "niter/analysis/assay/reading.hpp"
#include "niter/data/figure.hpp"
#include "niter/data/finding.hpp"
#include "niter/units/uncertain.hpp"

namespace niter::analysis {

enum class WellKind { Blank, Standard, Control, Sample };

/// One reading of one solution.
struct Well {
  WellKind kind = WellKind::Sample;
  std::string sample = {};   // equal names are readings of one solution
  std::string place = {};    // "H9"
  double concentration = 0;  // of standards and controls, SI
  double signal = 0;
  double sigma = 0;  // of the signal; 0: not known
};

/// What becomes of standards that the robust fit leaves out.
enum class Outliers { Report, Leave };
std::span<const std::pair<std::string_view, Outliers>> enum_names(Outliers);

/// What blanks are for. Subtracting their mean from all signals moves the intercept only:
/// concentrations stay as they are, because standards and samples move alike.
enum class BlankUse { Compare, Subtract, Standard };
std::span<const std::pair<std::string_view, BlankUse>> enum_names(BlankUse);

struct CurveOptions {
  std::string label = {};   // stands before the inputs in a budget
  std::string method = {};  // a row of assays.toml: its range is checked
  CurveModel model = CurveModel::Line;
  Weighting weights = Weighting::None;
  Outliers outliers = Outliers::Report;  // dropping silently is how R2 is improved
  BlankUse blanks = BlankUse::Compare;
  double absorbance_limit = 2;  // one hundredth of the light is left
  double overflow = 4;          // what readers print where no light arrives
  double confidence = 0.95;

  template <class V>
  void visit(V& v) {
    v.optional("label", label, "name of the calibration, stands before its inputs in a budget");
    v.optional("method", method, "id of an assay of assays.toml, to check its range");
    v.optional("model", model, "line or quadratic");
    v.optional("weights", weights, "none, 1/sigma2, 1/c or 1/c2");
    v.optional("outliers", outliers, "report: name them; leave: fit without them");
    v.optional("blanks", blanks,
               "compare: for limits only; subtract; standard: of concentration 0");
    v.optional("absorbance_limit", absorbance_limit, "above it readings are reported");
    v.optional("overflow", overflow, "from it on a reading is no number and left out");
    v.optional("confidence", confidence, "of the intervals");
  }
};

/// One solution whose concentration is asked, or known and checked.
struct SampleResult {
  std::string name;
  WellKind kind = WellKind::Sample;
  int readings = 0;
  double signal = 0;     // mean
  double variation = 0;  // standard deviation over mean; NaN for one reading
  double known = 0;      // of a control, SI
  Prediction read;       // SI
  Uncertain value;       // the same, with shared inputs of the calibration
  bool outside = false, saturated = false, below_detection = false;
};

/// What the numbers of the wells are.
struct CurveUnits {
  Unit concentration;  // of display: "mg/L", "mmol/L"
  bool areas = false;  // signals are peak areas, else absorbances
};

struct CurveResult {
  CurveOptions options;
  std::string title;
  Unit unit;                             // of display of concentrations
  bool per_mass = false;                 // concentrations are kg m-3, else mol m-3
  bool areas = false;                    // signals are peak areas, else absorbances
  std::vector<CalibrationPoint> points;  // that were fitted
  CalibrationFit fit;
  std::vector<CalibrationPoint> left_out;  // standards left out as outliers
  std::optional<RobustFit> robust;         // of all standards, where there are enough
  std::vector<std::size_t> suspects;       // points the robust fit leaves, index into points
  std::optional<VarianceRatio> lack_of_fit, mandel;
  std::optional<DetectionLimits> limits;  // none if the line is too uncertain
  std::vector<double> blanks;             // signals
  std::vector<std::string> overflowed;    // places of readings left out
  std::vector<SampleResult> samples;      // controls and samples, in the order met
  std::vector<data::Finding> findings;
};

/// Fit the standards, test the fit, read controls and samples.
///
/// @error as fit_calibration; InvalidInput: no standards, an unknown method, a falling curve,
///        Unit: not a concentration
Result<CurveResult> calibration_curve(std::span<const Well> wells, const CurveUnits& units,
                                      const CurveOptions& options);

/// a: standards, curve, prediction band, samples; b: residuals with the band of the noise.
data::Figure calibration_figure(const CurveResult& result);

/// What the numbers say, in words; called by calibration_curve.
Result<std::vector<data::Finding>> calibration_findings(const CurveResult& result);

}  // namespace niter::analysis
