// CellRecord: terminal voltage and current of a galvanic cell, discharge positive, whatever sign
// its file counts.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/data/reduction.hpp"
#include "niter/data/table.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

/// How the record counts the discharge current. Found: by the voltage, which falls when a cell is
/// discharged; the finding "sign" says by what.
enum class DischargeSign { Found, Negative, Positive };
inline std::span<const std::pair<std::string_view, DischargeSign>> enum_names(DischargeSign) {
  static constexpr std::array<std::pair<std::string_view, DischargeSign>, 3> names{
      {{"found", DischargeSign::Found},
       {"negative", DischargeSign::Negative},
       {"positive", DischargeSign::Positive}}};
  return names;
}

/// What every technique of cells has to be told.
struct CellOptions {
  std::string label = {};
  std::optional<Quantity> area = {};  // geometric; never assumed
  DischargeSign discharge = DischargeSign::Found;

  template <class V>
  void visit(V& v) {
    v.optional("label", label, "name of the cell");
    v.optional("area", area, "geometric area of the electrode", "cm2");
    v.optional("discharge", discharge, "sign of a discharge current: found, negative or positive");
  }
};

struct CellRecord {
  std::vector<double> time;     // [s]; empty where the record has none
  std::vector<double> voltage;  // [V]
  std::vector<double> current;  // discharge positive [A m-2]; [A] where no area is known
  // charge between the point before and this one, by the instrument's counter or the current; the
  // first is zero; empty without time [C m-2] or [C]
  std::vector<double> passed;
  bool counted = false;                              // by the instrument
  std::vector<double> voltage_sigma, current_sigma;  // of each point; empty: not known
  bool per_area = false;
  Uncertain area_error = 1.0;  // stated area over true area: every current per area carries it
  double sign = 1;             // that turned the file's current into discharge

  std::size_t size() const { return voltage.size(); }
  /// "j" or "I" of the vocabulary, and the unit it is shown in.
  const char* word() const { return per_area ? "j" : "I"; }
  Unit unit() const { return Unit::of(per_area ? "mA cm-2" : "mA"); }
};

/// The voltage V, else Ewe-Ece, else E less Ece, else E alone, against the current j, or I over the
/// area. Where a cycler records charge and no current, I is the charge between two points over the
/// time between them.
///
/// The discharge sign is found by the first of these that speaks: the mean voltage with either sign
/// of the current, where both pass charge; the slope of voltage against current, where the current
/// changes by more than a fifth; the way the voltage goes in time. A stated sign that the voltage
/// contradicts is kept, and an inconsistent finding says so. The habit that the reader of a cycler
/// knows ("current_sign" of the settings) decides where the voltage says nothing, and is held
/// against it where it does.
///
/// @param out  gets the finding "sign" and doubts about the voltage
/// @error NotFound without voltage or current; InvalidInput with the point where a number is
///        missing or time does not grow, for an area that is not positive, or where the sign is
///        neither stated nor found
Result<CellRecord> cell_record(const data::Table& table, const CellOptions& options,
                               const std::string& behind, data::Reduction& out);

}  // namespace niter::analysis
