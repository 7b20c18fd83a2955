// Neware's records, binary: one row of a test whatever file it stood in, and the table made of
// them.
#pragma once

#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "niter/io/readers/cycler_text.hpp"

namespace niter::io {

/// In SI. What a kind of file does not hold is NaN.
struct NewareRow {
  double record = 0;  // from 1
  double cycle = std::numeric_limits<double>::quiet_NaN();
  double step = std::numeric_limits<double>::quiet_NaN();
  double status = std::numeric_limits<double>::quiet_NaN();
  double step_time = std::numeric_limits<double>::quiet_NaN();
  double voltage = std::numeric_limits<double>::quiet_NaN();
  double current = std::numeric_limits<double>::quiet_NaN();
  double charge = std::numeric_limits<double>::quiet_NaN();
  double discharge = std::numeric_limits<double>::quiet_NaN();
  double charge_energy = std::numeric_limits<double>::quiet_NaN();
  double discharge_energy = std::numeric_limits<double>::quiet_NaN();
  double clock = std::numeric_limits<double>::quiet_NaN();
  double temperature = std::numeric_limits<double>::quiet_NaN();
};

/// Where the fields of a record of whole numbers stand, in bytes; -1: not there.
struct NewareLayout {
  int record, cycle, step, step_bytes, status, time, voltage, current, counters, date, range;
};

/// A record of whole numbers: times in ms, voltages in 0.1 mV, currents and counters in a unit
/// that hangs on the current range.
/// @return false if its current range is not known: current and counters are NaN then
/// @source newarenda, multiplier_dict
bool read_neware_record(std::string_view bytes, const NewareLayout& layout, NewareRow& row);

/// Seconds since 1970 of a date of the instrument's clock, as if it were UTC; NaN if it is no date.
double neware_clock(int year, int month, int day, int hour, int minute, int second);

/// Add the rows as one part "cycling", in the order of their numbers, each number once. `t` is the
/// sum of the step times: Neware stores the time since the step began. A caveat says where the
/// clock runs away from it.
/// @error InvalidInput if there is no row
Status add_neware_part(std::vector<NewareRow> rows, const VendorFile& file, Recording& recording);

}  // namespace niter::io
