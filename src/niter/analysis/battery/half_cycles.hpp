// Half cycles of a record: stretches of charge and discharge, with their charge, energy and
// voltages, and the rule by which they make cycles.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "niter/analysis/battery/cell_record.hpp"
#include "niter/analysis/echem/chronoamperometry_window.hpp"
#include "niter/base/result.hpp"

namespace niter::analysis {

/// What a cycle is. File: its column of cycle numbers. Sign: it begins where the current takes the
/// sign again that it had first. Found: the file's numbers where it has them, else the sign.
enum class CycleRule { Found, File, Sign };
inline std::span<const std::pair<std::string_view, CycleRule>> enum_names(CycleRule) {
  static constexpr std::array<std::pair<std::string_view, CycleRule>, 3> names{
      {{"found", CycleRule::Found}, {"file", CycleRule::File}, {"sign", CycleRule::Sign}}};
  return names;
}

/// One stretch of one sign of the current. Magnitudes, per area where the record is.
struct HalfCycle {
  Rows rows;
  bool discharge = true;
  double charge = 0;        // [C] or [C m-2]
  double energy = 0;        // [J] or [J m-2]
  double charge_sigma = 0;  // by the noise of the points; 0 without sigma
  double energy_sigma = 0;
  double start_charge = 0;  // of the interval before the first point, part of `charge`
  double start_energy = 0;
  double charge_coarse = 0;  // over every second point: shows how well the record resolves them
  double energy_coarse = 0;
  double middle_voltage = 0;  // where half of the charge has passed [V]
  double middle_sigma = 0;    // of that point, where the record says
  double current = 0;         // mean magnitude

  double mean_voltage() const { return energy / charge; }
};

///     Q = sum of |dQ_i|        W = sum of |dQ_i| (V_i-1 + V_i)/2
///
/// with the charges between points of CellRecord. The interval before its first point counts to a
/// stretch: cyclers record the end of a step and go on from there. Where charge is not counted by
/// the instrument, up to all of `start_charge` may have passed otherwise.
/// Rows below 0.2 % of the largest current are rests; a stretch of fewer than three points is none.
/// @param numbers  of cycles, one a row: a stretch ends where they change; or empty
/// @source press2007, eq. 4.1.11
std::vector<HalfCycle> half_cycles(const CellRecord& record, std::span<const double> numbers = {});

/// The half cycles of one cycle; either may be missing at the ends of a record, and several of one
/// kind (steps at several currents) are summed.
struct Cycle {
  double number = 0;  // of the file, or counted from 1
  std::vector<HalfCycle> halves;
  std::optional<HalfCycle> total(bool discharge) const;
};

struct Cycles {
  std::vector<Cycle> list;
  std::string rule;  // printed
};

/// @error InvalidInput where the file's numbers are asked for and there are none
Result<Cycles> cycles_of(const CellRecord& record, const data::Table& table, CycleRule rule);

}  // namespace niter::analysis
