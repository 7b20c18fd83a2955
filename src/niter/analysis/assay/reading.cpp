#include "niter/analysis/assay/reading.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/statistics.hpp"
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

Result<CalibrationLine> fitted(const Calibration& calibration) {
  CalibrationLine line;
  NITER_TRY(line.per_mass,
            counts_mass(calibration.standards.front().concentration.unit(), calibration.where));
  std::vector<double> x;
  std::vector<double> y;
  for (const auto& standard : calibration.standards) {
    NITER_TRY(const bool per_mass, counts_mass(standard.concentration.unit(), calibration.where));
    if (per_mass != line.per_mass) {
      return fail(at(calibration.where, Code::Unit,
                     "some standards count mass and some count amount", "use one unit for all"));
    }
    x.push_back(standard.concentration.si());
    y.push_back(standard.absorbance);
  }
  const auto fit = fit_line(x, y);
  if (!fit) return fail(at(calibration.where, fit.error().code, fit.error().what));
  line.slope = fit->slope;
  line.intercept = fit->intercept;
  line.slope_sigma = fit->slope_sigma;
  line.intercept_sigma = fit->intercept_sigma;
  line.correlation = fit->correlation;
  line.scatter = fit->scatter;
  const auto [lowest, highest] = std::minmax_element(x.begin(), x.end());
  line.lowest = *lowest;
  line.highest = *highest;
  return line;
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
  const int ways =
      reading.concentration.has_value() + reading.ppm.has_value() + reading.absorbance.has_value();
  if (ways != 1) {
    return fail(
        at(reading.where, Code::InvalidInput,
           fmt::format("a reading has one of concentration, ppm, absorbance; here are {}", ways)));
  }
  if (!(reading.dilution.si() > 0)) {
    return fail(at(reading.where, Code::InvalidInput, "a dilution is a factor above zero"));
  }

  Assay assay;
  assay.reading_ = reading;
  bool per_mass = reading.ppm.has_value();
  std::string as = reading.as;
  if (reading.concentration) {
    NITER_TRY(per_mass, counts_mass(reading.concentration->unit(), reading.where));
  }
  if (reading.absorbance) {
    if (!line) {
      return fail(at(reading.where, Code::InvalidInput, "an absorbance needs a calibration",
                     "add [calibration] with slope and intercept, or with standards"));
    }
    assay.line_ = line;
    per_mass = line->per_mass;
    if (as.empty()) as = line->as;
    const double own = reading.absorbance->si_sigma();
    assay.absorbance_sigma_ = own > 0 ? own : line->scatter;
  }
  if (per_mass) {
    NITER_TRY(assay.to_amount_, amount_per_mass(as, species, reading.where));
  }
  return assay;
}

std::optional<double> Assay::on_line() const {
  if (!line_) return std::nullopt;
  return (reading_.absorbance->si() - line_->intercept) / line_->slope;
}

Uncertain Assay::concentration(Inputs& inputs, std::string_view scope) const {
  const Uncertain dilution = inputs(scope, "dilution", reading_.dilution);
  if (reading_.concentration) {
    return dilution * to_amount_ * inputs(scope, "concentration", *reading_.concentration);
  }
  if (reading_.ppm) {
    // 1 mg/L is 1e-3 kg m-3
    return dilution * to_amount_ * 1e-3 * inputs(scope, "ppm", *reading_.ppm);
  }
  // correlated coefficients from independent ones: the part of the intercept that follows the
  // slope, and the rest
  const auto& line = *line_;
  const Uncertain slope = inputs("calibration", "slope", line.slope, line.slope_sigma);
  const double rest = std::sqrt(1 - line.correlation * line.correlation);
  const Uncertain own =
      inputs("calibration", "intercept", line.intercept, rest * line.intercept_sigma);
  const double follows =
      line.slope_sigma > 0 ? line.correlation * line.intercept_sigma / line.slope_sigma : 0;
  const Uncertain intercept = own + follows * (slope - line.slope);
  const Uncertain absorbance =
      inputs(scope, "absorbance", reading_.absorbance->si(), absorbance_sigma_);
  return dilution * to_amount_ * (absorbance - intercept) / slope;
}

}  // namespace niter::analysis
