#include "niter/io/readers/neware_rows.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "niter/io/byte_numbers.hpp"
#include "niter/io/part_columns.hpp"

namespace niter::io {

namespace {

constexpr auto little = std::endian::little;

constexpr CyclerFormat conventions{
    .reader = "neware",
    .maker = "Neware",
    .names = {},
    .is_names = nullptr,
    .wanted = {},
    .sign = "positive while charging, as Neware writes it",
    .cycle_rule = "the number stored with each record, from 1; BTSDA may count anew for a report"};

constexpr std::string_view status_codes =
    "1 CC charge, 2 CC discharge, 3 CV charge, 4 rest, 7 CCCV charge, 8 CP discharge, 9 CP charge, "
    "10 CR discharge, 13 pause, 16 pulse, 17 SIM, 19 CV discharge, 20 CCCV discharge";

/// The last digit of a current in mA, by the current range that is stored with the record.
struct RangeDigit {
  int range;
  double digit;
};
// negative ranges are of bipolar channels
constexpr std::array<RangeDigit, 47> digits{
    {{-100000000, 10}, {-200000, 1e-2}, {-100000, 1e-2}, {-60000, 1e-2}, {-50000, 1e-2},
     {-40000, 1e-2},   {-30000, 1e-2},  {-20000, 1e-2},  {-12000, 1e-2}, {-10000, 1e-2},
     {-6000, 1e-2},    {-5000, 1e-2},   {-3000, 1e-2},   {-2000, 1e-2},  {-1000, 1e-2},
     {-500, 1e-3},     {-100, 1e-3},    {-50, 1e-4},     {-25, 1e-4},    {-20, 1e-4},
     {-10, 1e-4},      {-5, 1e-5},      {-2, 1e-5},      {-1, 1e-5},     {0, 0},
     {1, 1e-4},        {2, 1e-4},       {5, 1e-4},       {10, 1e-3},     {20, 1e-3},
     {25, 1e-3},       {50, 1e-3},      {100, 1e-2},     {200, 1e-2},    {250, 1e-2},
     {500, 1e-2},      {1000, 1e-1},    {6000, 1e-1},    {10000, 1e-1},  {12000, 1e-1},
     {20000, 1e-1},    {30000, 1e-1},   {40000, 1e-1},   {50000, 1e-1},  {60000, 1e-1},
     {100000, 1e-1},   {200000, 1e-1}}};

std::optional<double> digit_of(int range) {
  const auto found = std::ranges::find(digits, range, &RangeDigit::range);
  return found == digits.end() ? std::nullopt : std::optional(found->digit);
}

void sort_by_number(std::vector<NewareRow>& rows) {
  const auto less = [](const NewareRow& a, const NewareRow& b) { return a.record < b.record; };
  const auto same = [](const NewareRow& a, const NewareRow& b) { return a.record == b.record; };
  if (!std::ranges::is_sorted(rows, less)) std::ranges::stable_sort(rows, less);
  rows.erase(std::unique(rows.begin(), rows.end(), same), rows.end());
}

// a step ends where the next row belongs to another one or its time begins anew
std::vector<double> test_times(const std::vector<NewareRow>& rows) {
  std::vector<double> times(rows.size());
  double ended = 0;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    if (k > 0) {
      const bool other = rows[k].step != rows[k - 1].step || rows[k].cycle != rows[k - 1].cycle;
      if (other || rows[k].step_time < rows[k - 1].step_time) ended += rows[k - 1].step_time;
    }
    times[k] = ended + rows[k].step_time;
  }
  return times;
}

// the clock goes on while a test is paused
void compare_with_clock(const std::vector<NewareRow>& rows, std::span<const double> times,
                        Recording& recording) {
  const double passed = rows.back().clock - rows.front().clock;
  const double ran = times.back() - times.front();
  constexpr double whole_seconds = 5, share = 1e-3;
  if (std::abs(passed - ran) > std::max(whole_seconds, share * ran)) {
    recording.caveats.push_back(fmt::format(
        "t is the sum of the step times, {:.6g} s; by its clock the test took {:.6g} s: it was "
        "paused, or rows are missing",
        ran, passed));
  }
}

}  // namespace

double neware_clock(int year, int month, int day, int hour, int minute, int second) {
  using namespace std::chrono;
  const year_month_day date{std::chrono::year(year), std::chrono::month(month & 0xFF),
                            std::chrono::day(day & 0xFF)};
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const auto days = sys_days(date).time_since_epoch().count();
  return static_cast<double>(days) * 86400.0 + hour * 3600 + minute * 60 + second;
}

bool read_neware_record(std::string_view bytes, const NewareLayout& at, NewareRow& row) {
  const auto whole = [&]<class T>(int offset, T) {
    return static_cast<double>(number_at<T>(bytes, static_cast<std::size_t>(offset), little));
  };
  row.record = whole(at.record, std::uint32_t());
  row.cycle = whole(at.cycle, std::uint32_t()) + 1;
  row.step = at.step_bytes == 1 ? whole(at.step, std::uint8_t()) : whole(at.step, std::uint16_t());
  row.status = whole(at.status, std::uint8_t());
  row.step_time = whole(at.time, std::uint64_t()) * 1e-3;
  row.voltage = whole(at.voltage, std::int32_t()) * 1e-4;
  const int date = at.date;
  const auto byte = [&](int k) { return static_cast<int>(whole(date + k, std::uint8_t())); };
  row.clock = neware_clock(byte(0) + 256 * byte(1), byte(2), byte(3), byte(4), byte(5), byte(6));
  const auto digit =
      digit_of(number_at<std::int32_t>(bytes, static_cast<std::size_t>(at.range), little));
  if (!digit) return false;
  const double scale = *digit * 1e-3;  // mA, mA s and mJ into A, C and J
  row.current = whole(at.current, std::int32_t()) * scale;
  row.charge = whole(at.counters, std::int64_t()) * scale;
  row.discharge = whole(at.counters + 8, std::int64_t()) * scale;
  row.charge_energy = whole(at.counters + 16, std::int64_t()) * scale;
  row.discharge_energy = whole(at.counters + 24, std::int64_t()) * scale;
  return true;
}

Status add_neware_part(std::vector<NewareRow> rows, const VendorFile& file, Recording& recording) {
  if (rows.empty()) {
    return fail({Code::InvalidInput,
                 "no record in the file",
                 {file.source.name},
                 "was nothing recorded, or is the file cut off?"});
  }
  sort_by_number(rows);
  const auto times = test_times(rows);
  compare_with_clock(rows, times, recording);

  data::Table table{file.source.name, {}, file.provenance};
  const auto add = [&](const char* name, const char* unit, double NewareRow::*field,
                       std::string_view comment = {}) {
    std::vector<double> values(rows.size());
    bool any = false;
    for (std::size_t k = 0; k < rows.size(); ++k) {
      values[k] = rows[k].*field;
      any = any || !std::isnan(values[k]);
    }
    if (any) {
      table.columns.push_back({name, Unit::of(unit), std::move(values), {}, std::string(comment)});
    }
  };
  add("record", "1", &NewareRow::record);
  add("cycle", "1", &NewareRow::cycle);
  add("step", "1", &NewareRow::step);
  add("Status", "1", &NewareRow::status, status_codes);
  table.columns.push_back({"t", Unit::of("s"), times});
  add("t_step", "s", &NewareRow::step_time);
  add("V", "V", &NewareRow::voltage);
  add("I", "mA", &NewareRow::current);
  add("Q_charge", "mAh", &NewareRow::charge);
  add("Q_discharge", "mAh", &NewareRow::discharge);
  add("W_charge", "mWh", &NewareRow::charge_energy);
  add("W_discharge", "mWh", &NewareRow::discharge_energy);
  add("clock", "s", &NewareRow::clock);
  add("T", "degC", &NewareRow::temperature);
  say_conventions(conventions, table);
  table.provenance.settings["t"] = "sum of the step times";
  NITER_TRY(table, with_options(std::move(table), file.options, file.source.name));
  recording.parts.push_back({"cycling", "Neware record", std::move(table)});
  return {};
}

}  // namespace niter::io
