// Conditions: what all measurements of a study share and their files do not say: reference
// electrode, pH, resistance, area, sign. Declared once, applied once.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "niter/analysis/echem/charge.hpp"
#include "niter/base/result.hpp"
#include "niter/chem/species.hpp"
#include "niter/data/table.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

/// On which scale potentials are given on.
enum class TargetScale { AsRecorded, Rhe, She };
inline std::span<const std::pair<std::string_view, TargetScale>> enum_names(TargetScale) {
  static constexpr std::array<std::pair<std::string_view, TargetScale>, 3> names{
      {{"as recorded", TargetScale::AsRecorded},
       {"RHE", TargetScale::Rhe},
       {"SHE", TargetScale::She}}};
  return names;
}

/// Every quantity may carry its standard uncertainty: "1.00 +- 0.02 cm2".
struct Conditions {
  TargetScale scale = TargetScale::AsRecorded;
  std::string reference = {};                     // electrode of the records, where they do not say
  std::optional<Quantity> reference_vs_rhe = {};  // measured in the same electrolyte
  std::optional<Quantity> ph = {};                // of the catholyte; say of which time
  Quantity temperature{25, "degC"};
  std::optional<Quantity> series_resistance = {};  // in ohm, or times area in ohm cm2
  Quantity compensation{100, "%"};                 // of iR that is taken out here
  std::optional<Quantity> area = {};               // geometric
  CathodicSign cathodic = CathodicSign::Negative;
  Quantity current_gain{0, "%"};    // error of the current range, common to all points: 0 +- u
  Quantity current_offset{0, "A"};  // the same of the zero
  double reference_error = 0;       // V, of the reference potential: moved to see its effect

  template <class V>
  void visit(V& v) {
    v.optional("scale", scale, "of potentials: RHE, SHE or as recorded");
    v.optional("reference", reference,
               "reference electrode of the records ('niter list electrodes')");
    v.optional("reference_vs_rhe", reference_vs_rhe, "measured potential of the reference vs RHE",
               "V");
    v.optional("pH", ph, "of the catholyte", "1");
    v.optional("temperature", temperature, "of the cell", "K");
    v.optional("series_resistance", series_resistance, "in Ohm, or times area in Ohm cm2");
    v.optional("compensation", compensation, "share of iR taken out", "%");
    v.optional("area", area, "geometric area of the electrode", "cm2");
    v.optional("cathodic", cathodic,
               "sign of a cathodic current in the files: negative or positive");
    v.optional("current_gain", current_gain, "error of the current range: 0 +- 0.1 %", "%");
    v.optional("current_offset", current_offset, "error of zero current: 0 +- 1 uA", "A");
  }
};

/// Whether a technique wants potentials freed of iR, or as they were applied.
enum class Resistance { Removed, Kept };

/// A record through the door:
///
///     I  -> -I                              if the files count cathodic current positive
///     I  -> I (1 + gain) + offset
///     E  -> E - f R I                       iR removed, with R and f stated
///     E  -> E + E_ref                       SHE:  E_ref of the electrode
///     E  -> E + E_ref + (ln 10 R T/F) pH    RHE of the bulk, or E + (reference vs RHE, measured)
///     j  =  I / A                           beside I, where the area is known
///
/// The comment of E says what was done, so that every figure prints it: "vs. RHE; 90 % of iR out,
/// 4.2 ohm". A potential already on the wanted scale is not moved again, and iR is removed once: a
/// record whose comment or settings say that it was compensated is refused.
///
/// @error NotFound for an unknown electrode, with the nearest; InvalidInput if RHE or SHE is wanted
///        and neither record nor conditions name the reference, or RHE without pH; Inconsistent if
///        they name two references, or iR would be removed twice; Unit for a resistance times area
///        without an area
/// @source bard2001, sec. 2.1 (scales), 1.3.4 (uncompensated resistance)
Result<data::Table> through_door(const data::Table& record, const Conditions& conditions,
                                 Resistance resistance, const chem::Database& database);

/// One condition that is not known exactly.
struct UncertainCondition {
  std::string name;                                // "area": techniques that share it name it alike
  std::function<Conditions(double sigmas)> moved;  // by so many standard uncertainties
};
/// Those of the conditions that carry an uncertainty, the reference electrode of the record among
/// them where its scale is left.
/// @error as through_door
Result<std::vector<UncertainCondition>> uncertain_conditions(const data::Table& record,
                                                             const Conditions& conditions,
                                                             const chem::Database& database);

/// The electrode of that name or alias. @error NotFound with the nearest
Result<const chem::ReferenceElectrode*> find_electrode(const chem::Database& database,
                                                       std::string_view name);

}  // namespace niter::analysis
