#include "niter/analysis/assay/reading.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/contract.hpp"
#include "niter/chem/formula.hpp"

namespace niter::analysis {

namespace {

Error at(const Where& where, Code code, std::string what, std::string hint = {}) {
  return {code, std::move(what), where, std::move(hint)};
}

// true: mass per volume, false: amount per volume
Result<bool> counts_mass(const Unit& unit, const Where& where) {
  if (unit.same_dimension(Unit::of("kg m-3"))) return true;
  if (unit.same_dimension(Unit::of("mol m-3"))) return false;
  return fail(at(where, Code::Unit, fmt::format("'{}' is not a concentration", unit.text()),
                 "write mol/L, or mg/L with 'as'"));
}

/// The standards in SI. @error Unit: mass and amount mixed; InvalidInput: no or two signals
Result<std::vector<CalibrationPoint>> points_of(const Calibration& calibration, bool per_mass) {
  std::vector<CalibrationPoint> points;
  const bool areas = calibration.standards.front().area.has_value();
  for (const auto& standard : calibration.standards) {
    NITER_TRY(const bool mass, counts_mass(standard.concentration.unit(), calibration.where));
    if (mass != per_mass) {
      return fail(at(calibration.where, Code::Unit,
                     "some standards count mass and some count amount", "use one unit for all"));
    }
    if (standard.absorbance.has_value() == standard.area.has_value() ||
        standard.area.has_value() != areas) {
      return fail(at(calibration.where, Code::InvalidInput,
                     "a standard has an absorbance or an area, the same for all"));
    }
    points.push_back({standard.concentration.si(), areas ? *standard.area : *standard.absorbance,
                      standard.sigma, standard.concentration.text()});
  }
  return points;
}

Result<CalibrationLine> fitted(const Calibration& calibration) {
  CalibrationLine line;
  NITER_TRY(line.per_mass,
            counts_mass(calibration.standards.front().concentration.unit(), calibration.where));
  NITER_TRY(const auto points, points_of(calibration, line.per_mass));
  auto fit = fit_calibration(points, calibration.model, calibration.weights);
  if (!fit) {
    fit.error().where = calibration.where;
    return fail(std::move(fit).error());
  }
  if (!(fit->slope(fit->lowest) > 0 && fit->slope(fit->highest) > 0)) {
    return fail(at(calibration.where, Code::InvalidInput,
                   "the calibration curve does not rise from the lowest to the highest standard",
                   "leave out the standards that level off, or fit a line"));
  }
  CalibrationLine curve = line_of(*fit);
  curve.per_mass = line.per_mass;
  return curve;
}

Result<CalibrationLine> stated(const Calibration& calibration) {
  CalibrationLine line;
  const Unit& unit = calibration.slope->unit();
  line.per_mass = unit.same_dimension(Unit::of("m3 kg-1"));
  if (!line.per_mass && !unit.same_dimension(Unit::of("m3 mol-1"))) {
    return fail(at(calibration.where, Code::Unit,
                   fmt::format("the slope of a calibration cannot be in '{}'", unit.text()),
                   "write L/mg or L/mol: absorbance per concentration"));
  }
  line.slope = calibration.slope->si();
  line.slope_sigma = calibration.slope->si_sigma();
  line.intercept = calibration.intercept.si();
  line.intercept_sigma = calibration.intercept.si_sigma();
  line.correlation = calibration.correlation;
  if (!(std::abs(line.correlation) < 1)) {
    return fail(at(calibration.where, Code::InvalidInput,
                   fmt::format("a correlation of {} is not between -1 and 1", line.correlation)));
  }
  if (calibration.range.empty()) return line;
  if (calibration.range.size() != 2) {
    return fail(at(calibration.where, Code::InvalidInput,
                   "'range' holds the lowest and the highest standard, two values"));
  }
  for (const auto& end : calibration.range) {
    NITER_TRY(const bool per_mass, counts_mass(end.unit(), calibration.where));
    if (per_mass != line.per_mass) {
      return fail(at(calibration.where, Code::Unit, "'range' and 'slope' count different things",
                     "use mg/L with L/mg, or mol/L with L/mol"));
    }
  }
  line.lowest = calibration.range[0].si();
  line.highest = calibration.range[1].si();
  return line;
}

// nitrogen atoms of `species` over those of `as`, per molar mass of `as`: mol of species in a kg of
// `as`
Result<double> amount_per_mass(const std::string& as, const std::string& species,
                               const Where& where) {
  if (as.empty()) {
    return fail(at(where, Code::InvalidInput, "a mass concentration must say of what",
                   "add as = \"NH3\", \"NH4+\" or \"N\""));
  }
  const auto counted = chem::parse_formula(as);
  if (!counted) return fail(at(where, counted.error().code, counted.error().what));
  NITER_TRY(const auto wanted, chem::parse_formula(species));
  if (*counted == wanted) return 1 / chem::molar_mass(wanted);
  if (counted->count("N") == 0 || wanted.count("N") == 0) {
    return fail(at(where, Code::InvalidInput,
                   fmt::format("a mass of '{}' does not tell the amount of {}", as, species),
                   "count the mass as a species that holds nitrogen"));
  }
  return counted->count("N") / (wanted.count("N") * chem::molar_mass(*counted));
}

}  // namespace

// coefficients and, by the Cholesky factor of their covariance, how each follows those before it
CalibrationLine line_of(const CalibrationFit& fit) {
  CalibrationLine line;
  line.fit = fit;
  const auto& cov = fit.covariance;
  line.intercept = fit.coefficients[0];
  line.slope = fit.coefficients[1];
  line.curvature = fit.coefficients[2];
  line.lowest = fit.lowest;
  line.highest = fit.highest;
  line.slope_sigma = std::sqrt(cov[1][1]);
  line.intercept_sigma = std::sqrt(cov[0][0]);
  if (!(line.slope_sigma > 0)) return line;  // standards exactly on the curve
  line.correlation = cov[0][1] / (line.slope_sigma * line.intercept_sigma);
  line.curvature_on_slope = cov[1][2] / cov[1][1];
  const double own = cov[0][0] - cov[0][1] * cov[0][1] / cov[1][1];
  const double shared = cov[0][2] - cov[0][1] * cov[1][2] / cov[1][1];
  line.curvature_on_intercept = shared / own;
  const double rest = cov[2][2] - cov[1][2] * cov[1][2] / cov[1][1] - shared * shared / own;
  line.curvature_sigma = std::sqrt(std::max(rest, 0.0));
  return line;
}

Result<CalibrationLine> prepare(const Calibration& calibration) {
  if (calibration.slope.has_value() == !calibration.standards.empty()) {
    return fail(
        at(calibration.where, Code::InvalidInput, "a calibration has either a slope or standards"));
  }
  NITER_TRY(CalibrationLine line, calibration.slope ? stated(calibration) : fitted(calibration));
  if (!(line.slope > 0)) {
    return fail(at(calibration.where, Code::InvalidInput,
                   fmt::format("the calibration's slope is {} (SI): absorbance must rise with "
                               "concentration",
                               line.slope)));
  }
  line.as = calibration.as;
  return line;
}

Result<Assay> Assay::prepare(const Reading& reading, const std::string& species,
                             const std::optional<CalibrationLine>& line) {
  const int ways = reading.concentration.has_value() + reading.ppm.has_value() +
                   reading.absorbance.has_value() + reading.area.has_value() +
                   reading.nmr.has_value();
  if (ways != 1) {
    return fail(
        at(reading.where, Code::InvalidInput,
           fmt::format("a reading has one of concentration, ppm, absorbance, area, nmr; here "
                       "are {}",
                       ways)));
  }
  if (!(reading.dilution.si() > 0)) {
    return fail(at(reading.where, Code::InvalidInput, "a dilution is a factor above zero"));
  }
  if (reading.dilution.si() != 1 && !reading.dilutions.empty()) {
    return fail(at(reading.where, Code::InvalidInput, "the dilution is given twice",
                   "give the factor or the steps"));
  }

  Assay assay;
  assay.reading_ = reading;
  bool per_mass = reading.ppm.has_value();
  std::string as = reading.as;
  if (reading.concentration) {
    NITER_TRY(per_mass, counts_mass(reading.concentration->unit(), reading.where));
  }
  if (reading.nmr) {
    NITER_OK(check(*reading.nmr));
  }
  if (const auto& signal = assay.signal()) {
    if (!line) {
      return fail(
          at(reading.where, Code::InvalidInput,
             reading.area ? "an area needs a calibration" : "an absorbance needs a calibration",
             "add [calibration] with slope and intercept, or with standards"));
    }
    assay.line_ = line;
    per_mass = line->per_mass;
    if (as.empty()) as = line->as;
    NITER_OK(assay.check_signal());
    assay.signal_sigma_ = signal->si_sigma();
    if (!(assay.signal_sigma_ > 0) && line->fit) {
      assay.signal_sigma_ = line->fit->noise / std::sqrt(line->fit->weight(*assay.on_line()));
    }
  }
  for (const auto& text : reading.dilutions) {
    auto step = Dilution::parse(text);
    if (!step) {
      step.error().where = reading.where;
      return fail(std::move(step).error());
    }
    assay.dilutions_.push_back(*std::move(step));
  }
  if (per_mass) {
    NITER_TRY(assay.to_amount_, amount_per_mass(as, species, reading.where));
  }
  return assay;
}

Status Assay::check_signal() const {
  const double root =
      line_->slope * line_->slope + 4 * line_->curvature * (signal()->si() - line_->intercept);
  if (root > 0) return {};
  return fail(at(reading_.where, Code::InvalidInput,
                 fmt::format("the calibration curve never reaches {}", signal()->text()),
                 "the sample lies beyond the bend: dilute it"));
}

std::optional<double> Assay::on_line() const {
  if (!line_) return std::nullopt;
  const double above = signal()->si() - line_->intercept;
  const double root = line_->slope * line_->slope + 4 * line_->curvature * above;
  return 2 * above / (line_->slope + std::sqrt(root));
}

Uncertain Assay::concentration(Inputs& inputs, std::string_view scope) const {
  const Uncertain dilution = dilutions_.empty() ? inputs(scope, "dilution", reading_.dilution)
                                                : dilution_factor(dilutions_, inputs, scope);
  if (reading_.nmr) return dilution * analysis::concentration(*reading_.nmr, inputs, scope);
  if (reading_.concentration) {
    return dilution * to_amount_ * inputs(scope, "concentration", *reading_.concentration);
  }
  if (reading_.ppm) {
    // 1 mg/L is 1e-3 kg m-3
    return dilution * to_amount_ * 1e-3 * inputs(scope, "ppm", *reading_.ppm);
  }
  const UncertainCurve curve(*line_, inputs, "calibration");
  const Uncertain signal =
      inputs(scope, reading_.area ? "area" : "absorbance", this->signal()->si(), signal_sigma_);
  return dilution * to_amount_ * curve.concentration(signal);
}

// correlated coefficients from independent ones: the part of each that follows those before it, and
// the rest
UncertainCurve::UncertainCurve(const CalibrationLine& line, Inputs& inputs, std::string_view scope)
    : bent(line.curvature != 0) {
  slope = inputs(scope, "slope", line.slope, line.slope_sigma);
  const double rest = std::sqrt(1 - line.correlation * line.correlation);
  const Uncertain own = inputs(scope, "intercept", line.intercept, rest * line.intercept_sigma);
  const double follows =
      line.slope_sigma > 0 ? line.correlation * line.intercept_sigma / line.slope_sigma : 0;
  intercept = own + follows * (slope - line.slope);
  if (!bent) return;
  curvature = inputs(scope, "curvature", line.curvature, line.curvature_sigma) +
              line.curvature_on_slope * (slope - line.slope) +
              line.curvature_on_intercept * (own - line.intercept);
}

Uncertain UncertainCurve::concentration(const Uncertain& signal) const {
  const Uncertain above = signal - intercept;
  if (!bent) return above / slope;
  return 2 * above / (slope + sqrt(slope * slope + 4 * curvature * above));
}

}  // namespace niter::analysis
