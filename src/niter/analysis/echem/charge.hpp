// Charge of an electrolysis: stated, from constant current, or integrated from an I-t record.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "niter/analysis/inputs.hpp"
#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

/// How the record or the stated current counts cathodic current. IUPAC: negative.
enum class CathodicSign { Negative, Positive };
inline std::span<const std::pair<std::string_view, CathodicSign>> enum_names(CathodicSign) {
  static constexpr std::array<std::pair<std::string_view, CathodicSign>, 2> names{
      {{"negative", CathodicSign::Negative}, {"positive", CathodicSign::Positive}}};
  return names;
}

/// Where the charge comes from. Exactly one of value, current, record is given.
struct ChargeSource {
  std::optional<Quantity> value = {};    // passed through the cathode, a positive number
  std::optional<Quantity> current = {};  // constant, for the time of the run
  std::string record = {};               // file of an I-t record; the caller loads it
  std::map<std::string, std::string> columns =
      {};  // vocabulary -> header in the record: { t = "time/s", I = "I/mA" }
  CathodicSign cathodic = CathodicSign::Negative;
  Quantity gain_uncertainty{0, "%"};    // of the current range, common to all points
  Quantity offset_uncertainty{0, "A"};  // zero error, common to all points
  Quantity noise{0, "A"};               // of one point, where the record itself does not say
  Where where = {};

  template <class V>
  void visit(V& v) {
    v.optional("value", value, "charge passed, positive", "C");
    v.optional("current", current, "constant current, cathodic negative", "A");
    v.optional("record", record, "file with the current against time");
    v.optional("columns", columns, "which column of the record is t and which is I");
    v.optional("cathodic", cathodic, "sign of a cathodic current: negative (IUPAC) or positive");
    v.optional("gain_uncertainty", gain_uncertainty, "standard uncertainty of the current range",
               "%");
    v.optional("offset_uncertainty", offset_uncertainty, "standard uncertainty of zero current",
               "A");
    v.optional("noise", noise, "standard deviation of one recorded point", "A");
    if constexpr (requires { v.where(); }) where = v.where();
  }
};

/// An I-t record reduced to what the measurement model needs.
struct RecordIntegral {
  double charge = 0;    // cathodic positive [C], or [C m-2] if the record holds j
  double noise = 0;     // standard uncertainty of `charge` from independent noise of the points
  double duration = 0;  // last minus first time [s]
  double coarse = 0;    // the same over every second point: shows how well the record resolves I
  bool per_area = false;
};

/// Trapezium rule on the raw points of columns t and I (or j, if there is no I).
///
///     Q = -sum_i (I_i + I_i+1)/2 (t_i+1 - t_i)         cathodic charge positive, IUPAC current
///     u2(Q) = sum_i w_i2 u2(I_i),  w_i = (t_i+1 - t_i-1)/2 (half of it at the ends)
///
/// @error NotFound for a missing column; InvalidInput with the row where time does not grow or a
/// number is not
///        finite, with fewer than two rows, or if the record is anodic as a whole
/// @source press2007, eq. 4.1.11 (trapezium rule); jcgm100, eq. 10
Result<RecordIntegral> integrate(const data::Table& record, const ChargeSource& source);

/// Check that one of the three sources is there and has the right sign. @error located
Status check(const ChargeSource& source, const std::optional<Quantity>& time);

/// The charge as an uncertain number [C]. Gain and offset are those of the potentiostat: shared by
/// all runs.
///
/// @param integral  of the record; null if there is none
/// @param duration  [s]
/// @param area      [m2], used only for a record of current densities
Uncertain charge(Inputs& inputs, std::string_view scope, const ChargeSource& source,
                 const RecordIntegral* integral, const Uncertain& duration, const Uncertain& area);

}  // namespace niter::analysis
