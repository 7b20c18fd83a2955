#include "niter/analysis/techniques.hpp"

#include <algorithm>
#include <string>
#include <variant>

#include <fmt/format.h>

#include "niter/analysis/assay/absorbance_spectrum.hpp"
#include "niter/analysis/assay/addition.hpp"
#include "niter/analysis/assay/peak_reduction.hpp"
#include "niter/analysis/assay/plate.hpp"
#include "niter/analysis/battery/battery_ammonia.hpp"
#include "niter/analysis/battery/charge_discharge.hpp"
#include "niter/analysis/battery/power.hpp"
#include "niter/analysis/battery/rate_capability.hpp"
#include "niter/analysis/echem/chronoamperometry.hpp"
#include "niter/analysis/echem/cv.hpp"
#include "niter/analysis/echem/double_layer_reduction.hpp"
#include "niter/analysis/echem/equivalence.hpp"
#include "niter/analysis/echem/open_circuit.hpp"
#include "niter/analysis/echem/polarisation.hpp"
#include "niter/analysis/echem/rotating_disc.hpp"
#include "niter/analysis/echem/stability.hpp"
#include "niter/analysis/impedance/eis_reduction.hpp"
#include "niter/analysis/impedance/relaxation_reduction.hpp"
#include "niter/analysis/impedance/validity_reduction.hpp"
#include "niter/base/text.hpp"
#include "niter/config/read.hpp"

namespace niter::analysis {

namespace {

template <class Options,
          Result<data::Reduction> (*reduce)(std::span<const data::Table>, const Options&)>
Result<data::Reduction> with_options(std::span<const data::Table> tables,
                                     const config::Value& value) {
  Options options;
  const bool given = !std::holds_alternative<std::monostate>(value.data);
  if (given) NITER_OK(config::read_value(value, options, "options", ""));
  NITER_TRY(auto reduction, reduce(tables, options));
  // what was asked for, defaults among it, before what the technique found out by itself
  auto settings = config::settings_of(options);
  reduction.settings.insert(reduction.settings.begin(), settings.begin(), settings.end());
  return reduction;
}

}  // namespace

std::span<const Technique> techniques() {
  static const std::vector<Technique> rows = {
      {"cdl",
       "Double-layer capacitance and area from voltammograms at several scan rates",
       {"t", "E"},
       {"cv", "lsv"},
       "double-layer-capacitance.md",
       with_options<DoubleLayerOptions, reduce_double_layer>,
       config::describe<DoubleLayerOptions>,
       Resistance::Kept,
       Parts::Joined},
      {"lsv",
       "Polarisation: currents at potentials, onset, Tafel slope",
       {"E"},
       {"lsv", "cv"},
       "voltammetry.md",
       with_options<PolarisationOptions, reduce_polarisation>,
       config::describe<PolarisationOptions>,
       Resistance::Removed,
       Parts::Joined},
      {"rde",
       "Sweeps at several rotation rates: kinetic currents, electrons or diffusivity",
       {"E"},
       {"lsv", "cv"},
       "voltammetry.md",
       with_options<RotatingDiscOptions, reduce_rotating_disc>,
       config::describe<RotatingDiscOptions>,
       Resistance::Removed,
       Parts::Joined},
      {"cv",
       "Cyclic voltammograms: peaks over baselines, rates, charge, hysteresis",
       {"E"},
       {"cv"},
       "voltammetry.md",
       with_options<CvOptions, reduce_cv>,
       config::describe<CvOptions>,
       Resistance::Removed,
       Parts::Joined},
      {"ca",
       "Current in time: charge, steady current, drift, disturbances",
       {"t"},
       {"ca"},
       "chronoamperometry.md",
       with_options<ChronoamperometryOptions, reduce_chronoamperometry>,
       config::describe<ChronoamperometryOptions>,
       Resistance::Removed,
       Parts::Joined},
      {"ocp",
       "Open circuit: steady potential, drift, a reference electrode vs. RHE",
       {"E|V"},
       {"ocp"},
       "chronoamperometry.md",
       with_options<OpenCircuitOptions, reduce_open_circuit>,
       config::describe<OpenCircuitOptions>,
       Resistance::Kept,
       Parts::Joined},
      {"eis",
       "Resistances and capacitances from impedance spectra by circuits",
       {"f", "Z_re", "Z_im"},
       {"eis"},
       "impedance.md",
       with_options<EisOptions, reduce_eis>,
       config::describe<EisOptions>,
       Resistance::Kept},
      {"kk",
       "Validity of impedance spectra: Kramers-Kronig and Z-HIT",
       {"f", "Z_re", "Z_im"},
       {"eis"},
       "impedance-validity.md",
       with_options<ValidityOptions, reduce_kramers_kronig>,
       config::describe<ValidityOptions>,
       Resistance::Kept},
      {"drt",
       "Distribution of relaxation times of impedance spectra",
       {"f", "Z_re", "Z_im"},
       {"eis"},
       "relaxation-times.md",
       with_options<RelaxationReductionOptions, reduce_relaxation_times>,
       config::describe<RelaxationReductionOptions>,
       Resistance::Kept},
      {"stability",
       "Long records and cycling: changes, decay rate, projected life",
       {"t|cycle"},
       {"ca", "cp", "ocp", "cycling"},
       "stability.md",
       with_options<StabilityOptions, reduce_stability>,
       config::describe<StabilityOptions>,
       Resistance::Removed,
       Parts::Joined},
      {"power",
       "Cells: polarisation curve, power density and its peak",
       {"V|E", "I|j"},
       {"lsv", "cp", "cycling"},
       "battery-curves.md",
       with_options<PowerOptions, reduce_power>,
       config::describe<PowerOptions>,
       Resistance::Kept,
       Parts::Joined},
      {"rate-capability",
       "Cells: voltage at each of several currents, and its recovery",
       {"t", "V|E", "I|j|Q"},
       {"cp", "cycling"},
       "battery-curves.md",
       with_options<RateOptions, reduce_rate_capability>,
       config::describe<RateOptions>,
       Resistance::Kept,
       Parts::Joined},
      {"charge-discharge",
       "Cells: capacity, energy, voltage gap and efficiencies of cycles",
       {"t", "V|E", "I|j|Q"},
       {"cp", "cycling"},
       "battery-curves.md",
       with_options<ChargeDischargeOptions, reduce_charge_discharge>,
       config::describe<ChargeDischargeOptions>,
       Resistance::Kept,
       Parts::Joined},
      {"battery-ammonia",
       "Cells: ammonia made in discharge, and energy for each kg and mol",
       {"t", "V|E", "I|j|Q"},
       {"cp", "ca", "cycling"},
       "battery-curves.md",
       with_options<BatteryAmmoniaOptions, reduce_battery_ammonia>,
       config::describe<BatteryAmmoniaOptions>,
       Resistance::Kept,
       Parts::Joined},
      {"equivalence",
       "Two sets of replicates against a declared margin",
       {},
       {},
       "stability.md",
       with_options<EquivalenceOptions, reduce_equivalence>,
       config::describe<EquivalenceOptions>,
       Resistance::Removed,
       Parts::Joined},
      {"calibration",
       "Calibration from standards, with limits, doubts, and samples read off it",
       {"c|mass_concentration", "absorbance|area"},
       {},
       "assays.md",
       with_options<CurveOptions, reduce_calibration>,
       config::describe<CurveOptions>},
      {"plate",
       "Plates of wells: standards, blanks, controls and samples",
       {"well_kind", "c|mass_concentration", "absorbance|area"},
       {"plate"},
       "assays.md",
       with_options<CurveOptions, reduce_calibration>,
       config::describe<CurveOptions>},
      {"standard-addition",
       "A sample by what is added to it",
       {"c|mass_concentration", "absorbance|area"},
       {},
       "assays.md",
       with_options<AdditionOptions, reduce_addition>,
       config::describe<AdditionOptions>},
      {"peaks",
       "Peak tables of chromatograms and NMR spectra",
       {"retention_time|shift", "area"},
       {},
       "assays.md",
       with_options<PeakTableOptions, reduce_peaks>,
       config::describe<PeakTableOptions>},
      {"absorbance",
       "Absorption spectra: baseline, wavelengths read, mixtures resolved",
       {"wavelength", "absorbance|counts_sample"},
       {"spectrum"},
       "assays.md",
       with_options<AbsorbanceOptions, reduce_absorbance>,
       config::describe<AbsorbanceOptions>},
  };
  return rows;
}

Result<const Technique*> find_technique(std::string_view name) {
  std::vector<std::string> names;
  for (const auto& row : techniques()) {
    if (row.name == name) return &row;
    names.emplace_back(row.name);
  }
  const auto near = nearest(std::string(name), names);
  return fail(Code::NotFound, fmt::format("no technique '{}'", name),
              near ? fmt::format("did you mean '{}'?", *near)
                   : fmt::format("techniques: {}", join(names, ", ")));
}

std::string needs_text(const Technique& technique) {
  std::vector<std::string> words;
  for (const auto need : technique.needs) words.push_back(join(split(need, '|'), " or "));
  return join(words, ", ");
}

Status check_needs(const Technique& technique, std::span<const data::Table> tables) {
  if (tables.empty()) return fail(Code::InvalidInput, "no record to reduce");
  for (const auto& table : tables) {
    for (const auto need : technique.needs) {
      const auto words = split(need, '|');
      const bool held =
          std::ranges::any_of(words, [&](const auto& word) { return table.find(word) != nullptr; });
      if (held) continue;
      Error error = table.column(words.front()).error();
      error.where.file = table.provenance.origin;
      error.hint = fmt::format("{} needs {}; {}", technique.name, join(words, " or "), error.hint);
      return fail(std::move(error));
    }
  }
  return {};
}

}  // namespace niter::analysis
