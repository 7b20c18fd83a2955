#include "niter/analysis/echem/conditions.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/chem/constants.hpp"
#include "niter/units/potential.hpp"

namespace niter::analysis {

namespace {

Error at(const data::Table& record, Code code, std::string what, std::string hint) {
  return {code, std::move(what), {record.provenance.origin}, std::move(hint)};
}

/// The scale as the comment of a potential names it.
struct NamedScale {
  std::string name;              // empty if none is named
  std::optional<double> stated;  // what the software of the instrument counts with [V vs. SHE]
};

// "vs. Ag/AgCl / KCl (3.5M) (0.205 V); 85 % of iR out" -> "Ag/AgCl / KCl (3.5M)", 0.205
NamedScale scale_in(const data::Column& column) {
  constexpr std::string_view mark = "vs. ";
  if (!column.comment.starts_with(mark)) return {};
  NamedScale scale{column.comment.substr(mark.size(), column.comment.find(';') - mark.size()), {}};
  const auto open = scale.name.rfind(" (");
  if (open != std::string::npos && scale.name.ends_with(" V)")) {
    scale.stated =
        parse_number(std::string_view(scale.name).substr(open + 2, scale.name.size() - open - 5));
    if (scale.stated) scale.name.erase(open);
  }
  // what potentiostats write where nobody filled in the field
  for (const auto* nothing : {"Ref.", "(unspecified)", "<None>"}) {
    if (scale.name == nothing) return {};
  }
  return scale;
}

bool is_rhe(std::string_view scale) {
  return scale.starts_with("RHE");
}

// the name of the record's scale: as its file says, else as declared
Result<std::string> scale_of(const data::Table& record, const Conditions& conditions,
                             const chem::Database& database) {
  const auto* const potential = record.find("E");
  const std::string written = potential == nullptr ? std::string{} : scale_in(*potential).name;
  if (written.empty() || conditions.reference.empty()) {
    return written.empty() ? conditions.reference : written;
  }
  if (is_rhe(written) && is_rhe(conditions.reference)) return written;
  const auto declared = find_electrode(database, conditions.reference);
  const auto found = find_electrode(database, written);
  if (declared && found && *declared == *found) return written;
  // a file says "Ag/AgCl" where the laboratory knows the filling
  if (declared && lower((*declared)->id).starts_with(lower(written))) return conditions.reference;
  return fail(at(record, Code::Inconsistent,
                 fmt::format("the file says potentials are vs. {}, the conditions say vs. {}",
                             written, conditions.reference),
                 "correct one of them: nothing is guessed here"));
}

// the file's own number for its electrode must be the table's, or the conditions say which it is
Status check_stated(const data::Table& record, const Conditions& conditions,
                    const chem::ReferenceElectrode& electrode) {
  constexpr double same_potential = 0.002;  // V: filling and junction leave as much open
  const auto* const potential = record.find("E");
  const auto stated = potential == nullptr ? std::nullopt : scale_in(*potential).stated;
  if (!stated || !conditions.reference.empty()) return {};
  if (std::abs(*stated - electrode.potential.value) <= same_potential) return {};
  return fail(at(record, Code::Inconsistent,
                 fmt::format("the file counts with {:.4g} V vs. SHE for its reference, the table "
                             "has {:.4g} V for {}",
                             *stated, electrode.potential.value, electrode.id),
                 "declare the reference electrode with its filling"));
}

/// What is added to a potential of the record.
struct Shift {
  double value = 0;   // V
  std::string scale;  // as printed
  bool moved = false;
};

Result<Shift> shift_of(const data::Table& record, const Conditions& conditions,
                       const chem::Database& database) {
  NITER_TRY(const std::string scale, scale_of(record, conditions, database));
  if (conditions.scale == TargetScale::AsRecorded) return Shift{0, scale};
  const bool to_rhe = conditions.scale == TargetScale::Rhe;
  if (to_rhe && is_rhe(scale)) return Shift{0, scale};
  if (to_rhe && conditions.reference_vs_rhe) {
    return Shift{conditions.reference_vs_rhe->si() + conditions.reference_error, "RHE (measured)",
                 true};
  }
  if (scale.empty()) {
    return fail(
        at(record, Code::InvalidInput, "nobody says what the potentials are against",
           "declare reference = \"Ag/AgCl (3 M KCl)\"; 'niter list electrodes' shows them"));
  }
  if ((to_rhe || is_rhe(scale)) && !conditions.ph) {
    return fail(at(record, Code::InvalidInput, "the RHE scale needs the pH of the electrolyte",
                   "declare pH, or reference_vs_rhe if it was measured"));
  }
  const double slope = constants::ln10 * constants::gas * conditions.temperature.si() /
                       constants::faraday;  // V per unit of pH
  const double rhe_vs_she = conditions.ph ? -slope * conditions.ph->si() : 0;
  double zero_vs_she = rhe_vs_she;
  if (!is_rhe(scale)) {
    NITER_TRY(const auto* const electrode, find_electrode(database, scale));
    NITER_OK(check_stated(record, conditions, *electrode));
    zero_vs_she = electrode->potential.value + conditions.reference_error;
  }
  if (!to_rhe) return Shift{zero_vs_she, "SHE", true};
  return Shift{zero_vs_she - rhe_vs_she, fmt::format("RHE (pH {:g})", conditions.ph->value()),
               true};
}

bool was_compensated(const data::Table& record, const data::Column& potential) {
  return potential.comment.find("iR out") != std::string::npos ||
         record.provenance.settings.contains("iR out");
}

// in ohm. With I in A it takes the resistance, with j the resistance times area
Result<double> resistance_in_ohm(const data::Table& record, const Conditions& conditions) {
  const Quantity& r = *conditions.series_resistance;
  if (r.unit().same_dimension(Unit::of("ohm"))) return r.si();
  if (!r.unit().same_dimension(Unit::of("ohm m2"))) {
    return fail(at(record, Code::Unit, fmt::format("'{}' is no resistance", r.text()),
                   "write \"4.2 ohm\" or \"4.2 ohm cm2\""));
  }
  if (!conditions.area) {
    return fail(at(record, Code::Unit, "a resistance times area needs the area",
                   "declare area, or the resistance in ohm"));
  }
  return r.si() / conditions.area->si();
}

// the current in A, wherever it stands; empty if there is none
Result<std::vector<double>> current_of(const data::Table& record, const Conditions& conditions) {
  if (const auto* const current = record.find("I")) return current->values;
  const auto* const density = record.find("j");
  if (density == nullptr) return std::vector<double>{};
  if (!conditions.area) {
    return fail(at(record, Code::InvalidInput,
                   "the record holds a current per area; to take out iR in ohm needs the area",
                   "declare area"));
  }
  std::vector<double> current = density->values;
  for (double& value : current) value *= conditions.area->si();
  return current;
}

void read_currents(const Conditions& conditions, data::Table& table) {
  const double sign = conditions.cathodic == CathodicSign::Positive ? -1 : 1;
  const double gain = 1 + conditions.current_gain.si();
  const double offset = conditions.current_offset.si();
  for (auto& column : table.columns) {
    if (column.name != "I" && column.name != "j") continue;
    const double zero = column.name == "I" ? offset
                        : conditions.area  ? offset / conditions.area->si()
                                           : 0;
    for (double& value : column.values) value = sign * value * gain + zero;
    for (double& sigma : column.sigma) sigma *= gain;
  }
}

Status remove_resistance(const data::Table& record, const Conditions& conditions,
                         data::Column& potential, data::Table& table, std::string& done) {
  const double share = conditions.compensation.si();
  if (was_compensated(record, potential)) {
    return fail(at(record, Code::Inconsistent, "iR was taken out of these potentials before",
                   "leave series_resistance out for this record"));
  }
  NITER_TRY(const double ohm, resistance_in_ohm(record, conditions));
  NITER_TRY(const auto current, current_of(table, conditions));
  if (current.empty()) return {};  // at open circuit nothing drops
  for (std::size_t i = 0; i < potential.values.size(); ++i) {
    potential.values[i] -= share * ohm * current[i];
  }
  done = fmt::format("{:g} % of iR out, {:.4g} ohm", 100 * share, ohm);
  table.provenance.settings["iR out"] = done;
  return {};
}

void add_density(const Conditions& conditions, data::Table& table) {
  const auto* const current = table.find("I");
  if (!conditions.area || current == nullptr || table.find("j") != nullptr) return;
  data::Column density{"j", Unit::of("mA cm-2"), current->values, current->sigma,
                       fmt::format("per {} geometric", conditions.area->text())};
  for (double& value : density.values) value /= conditions.area->si();
  for (double& sigma : density.sigma) sigma /= conditions.area->si();
  table.columns.push_back(std::move(density));
  table.provenance.settings["area"] = conditions.area->text();
}

void move_potentials(const Shift& shift, const std::string& done, data::Table& table) {
  for (auto& column : table.columns) {
    if (column.name != "E" && column.name != "E_set") continue;
    for (double& value : column.values) value += shift.value;
    if (column.name != "E") continue;
    if (!shift.scale.empty()) column.comment = "vs. " + shift.scale;
    if (!done.empty()) column.comment += (column.comment.empty() ? "" : "; ") + done;
  }
  if (shift.moved) {
    table.provenance.settings["potential scale"] =
        fmt::format("{} by {:+.4f} V", shift.scale, shift.value);
  }
}

Quantity moved_quantity(const Quantity& quantity, double sigmas) {
  return {quantity.value() + sigmas * quantity.sigma(), quantity.unit(), quantity.sigma()};
}

}  // namespace

Result<const chem::ReferenceElectrode*> find_electrode(const chem::Database& database,
                                                       std::string_view name) {
  std::vector<std::string> names;
  for (const auto& electrode : database.reference_electrodes()) {
    names.push_back(electrode.id);
    names.insert(names.end(), electrode.aliases.begin(), electrode.aliases.end());
    if (electrode.id == name ||
        std::ranges::find(electrode.aliases, name) != electrode.aliases.end()) {
      return &electrode;
    }
  }
  const auto near = nearest(name, names);
  return fail(Code::NotFound, fmt::format("no reference electrode '{}'", name),
              near ? fmt::format("did you mean '{}'?", *near) : "known: " + join(names, ", "));
}

Result<data::Table> through_door(const data::Table& record, const Conditions& conditions,
                                 Resistance resistance, const chem::Database& database) {
  data::Table table = record;
  read_currents(conditions, table);
  std::string done;
  const auto potential = std::ranges::find(table.columns, "E", &data::Column::name);
  if (potential != table.columns.end()) {
    if (conditions.series_resistance && resistance == Resistance::Removed) {
      NITER_OK(remove_resistance(record, conditions, *potential, table, done));
    }
    NITER_TRY(const Shift shift, shift_of(record, conditions, database));
    move_potentials(shift, done, table);
  }
  add_density(conditions, table);
  return table;
}

Result<std::vector<UncertainCondition>> uncertain_conditions(const data::Table& record,
                                                             const Conditions& conditions,
                                                             const chem::Database& database) {
  std::vector<UncertainCondition> all;
  const auto add = [&](std::string name, auto member) {
    const auto known = [&]() -> const Quantity* {
      if constexpr (requires { (conditions.*member).has_value(); }) {
        return conditions.*member ? &*(conditions.*member) : nullptr;
      } else {
        return &(conditions.*member);
      }
    }();
    if (known == nullptr || known->sigma() == 0) return;
    all.push_back({std::move(name), [conditions, member, q = *known](double sigmas) {
                     Conditions moved = conditions;
                     moved.*member = moved_quantity(q, sigmas);
                     return moved;
                   }});
  };
  add("area", &Conditions::area);
  add("series resistance", &Conditions::series_resistance);
  add("current gain", &Conditions::current_gain);
  add("current offset", &Conditions::current_offset);
  if (conditions.scale == TargetScale::AsRecorded) return all;
  add("reference vs RHE", &Conditions::reference_vs_rhe);
  add("temperature", &Conditions::temperature);
  NITER_TRY(const std::string scale, scale_of(record, conditions, database));
  if (conditions.scale == TargetScale::Rhe && conditions.reference_vs_rhe) return all;
  if (is_rhe(scale) && conditions.scale == TargetScale::Rhe) return all;
  add("pH", &Conditions::ph);
  if (is_rhe(scale) || scale.empty()) return all;
  NITER_TRY(const auto* const electrode, find_electrode(database, scale));
  if (const double sigma = electrode->potential.sigma; sigma > 0) {
    all.push_back({"reference electrode", [conditions, sigma](double sigmas) {
                     Conditions moved = conditions;
                     moved.reference_error = sigmas * sigma;
                     return moved;
                   }});
  }
  return all;
}

}  // namespace niter::analysis
