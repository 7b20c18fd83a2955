#include "niter/study/laboratory/notebook.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/chem/formula.hpp"

namespace niter::study {

namespace {

constexpr double steps[] = {0, 0.2, 0.5, 1, 1.5, 2, 3, 4};  // mg/L of nitrogen
constexpr double usable = 3;  // mg/L: what a diluted sample may hold, well inside the standards
constexpr double factors[] = {1, 2, 5, 10, 25, 50, 100, 250, 500, 1000};

double molar_mass_of_nitrogen() {
  const auto nitrogen = chem::parse_formula("N");
  return chem::molar_mass(*nitrogen);  // kg mol-1
}

double uniform_about_zero(double half_width, twin::NormalDeviates& deviates) {
  return half_width * (2 * deviates.uniform() - 1);
}

double standard_of(double half_width) {
  return half_width / std::sqrt(3.0);
}

double absorbance_of(double mg_per_litre, const Equipment& equipment,
                     twin::NormalDeviates& deviates) {
  return equipment.calibration_intercept.value +
         equipment.calibration_slope_L_mg.value * mg_per_litre +
         equipment.absorbance_sd.value * deviates.next();
}

double dilution_for(double mg_per_litre) {
  for (const double factor : factors) {
    if (mg_per_litre / factor <= usable) return factor;
  }
  return factors[std::size(factors) - 1];
}

std::string standards_text(const DayStandards& standards) {
  std::string text;
  for (std::size_t i = 0; i < standards.concentration.size(); ++i) {
    text += fmt::format("  {{ concentration = \"{:g} mg/L\", absorbance = {:.4f} }},\n",
                        standards.concentration[i], standards.absorbance[i]);
  }
  return text;
}

// what the maker says of the range in which the mean current lies
std::string charge_text(const TrueElectrolysis& run, const twin::Instrument& instrument,
                        const std::string& record) {
  const auto& t = run.record.table.find("t")->values;
  const double mean = run.charge / (t.back() - t.front());
  double range = instrument.ranges.values.back();
  for (const double full_scale : instrument.ranges.values) {
    if (full_scale >= mean && full_scale < range) range = full_scale;
  }
  return fmt::format(
      "[run.charge]\nrecord = \"{}\"\ngain_uncertainty = \"{:.4g} %\"\noffset_uncertainty = "
      "\"{:.4g} uA\"\n",
      record, 100 * standard_of(instrument.current_gain.value),
      1e6 * standard_of(instrument.current_offset.value * range));
}

}  // namespace

DayStandards make_standards(const Equipment& equipment, twin::NormalDeviates& deviates) {
  DayStandards standards;
  for (const double nominal : steps) {
    for (int duplicate = 0; duplicate < 2; ++duplicate) {
      const double pipetted = nominal * (1 + equipment.pipette_sd_relative.value * deviates.next());
      standards.concentration.push_back(nominal);
      standards.absorbance.push_back(absorbance_of(pipetted, equipment, deviates));
    }
  }
  standards.blank = absorbance_of(0, equipment, deviates);
  return standards;
}

std::string notebook_page(const TrueElectrolysis& run, const DayStandards& standards,
                          const Equipment& equipment, const twin::Instrument& instrument,
                          const std::string& record, twin::NormalDeviates& deviates) {
  const double area_sd = equipment.area_relative_sd.value;
  const double area = 1e4 * run.area * (1 + area_sd * deviates.next());  // cm2, as measured
  const double volume_half = equipment.volume_half_width_mL.value;
  const double volume = 1e6 * run.volume + uniform_about_zero(volume_half, deviates);  // mL

  const double true_mg_per_litre =
      1e3 * run.amount / run.volume * molar_mass_of_nitrogen();  // kg m-3 is g/L
  const double dilution = dilution_for(true_mg_per_litre);
  double off = 0, off_sd = 0;
  if (dilution > 1) {
    const double pipette = equipment.pipette_half_width_relative.value;
    const double random = equipment.pipette_sd_relative.value;
    const double flask = equipment.flask_half_width_relative.value;
    off = uniform_about_zero(pipette, deviates) + random * deviates.next() +
          uniform_about_zero(flask, deviates);
    off_sd = std::sqrt(std::pow(standard_of(pipette), 2) + random * random +
                       std::pow(standard_of(flask), 2));
  }
  const double absorbance =
      absorbance_of(true_mg_per_litre / (dilution * (1 + off)), equipment, deviates);

  std::string text = fmt::format(
      "# {} at {:g} V vs RHE on {}, one hour. Written by the virtual laboratory: truth.json knows "
      "more.\ntitle = \"{} at {:g} V vs RHE\"\nreactant = \"{}\"\narea = \"{:.4f} +- {:.4f} "
      "cm2\"\n\n[calibration]\nas = \"N\"\nstandards = [\n",
      run.reactant, run.potential, run.catalyst, run.catalyst, run.potential, run.reactant, area,
      area_sd * area);
  text += standards_text(standards);
  text += fmt::format("]\n\n[blank]\nabsorbance = {:.4f}\n\n[[run]]\n", standards.blank);
  text += fmt::format("volume = \"{:.3f} +- {:.3f} mL\"\n", volume, standard_of(volume_half));
  text += dilution > 1
              ? fmt::format("end = {{ absorbance = {:.4f}, dilution = \"{:g} +- {:.3g}\" }}\n\n",
                            absorbance, dilution, dilution * off_sd)
              : fmt::format("end = {{ absorbance = {:.4f} }}\n\n", absorbance);
  return text + charge_text(run, instrument, record);
}

}  // namespace niter::study
