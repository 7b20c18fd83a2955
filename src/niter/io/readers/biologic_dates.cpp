#include "niter/io/readers/biologic_dates.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::io {

namespace {

enum class Order { MonthDayYear, DayMonthYear, YearMonthDay };

Order order_of(const std::map<std::string, std::string>& settings) {
  const auto format = settings.find("Time format");
  if (format == settings.end()) return Order::MonthDayYear;
  if (format->second.find("DDMM") != std::string::npos) return Order::DayMonthYear;
  return format->second.find("YYYYMM") != std::string::npos ? Order::YearMonthDay
                                                            : Order::MonthDayYear;
}

// year or day, month, hour, minute, second
std::optional<std::array<double, 6>> numbers_of(std::string_view field) {
  std::array<double, 6> numbers{};
  std::size_t count = 0;
  const char* at = field.data();
  const char* const end = at + field.size();
  for (; at != end && count < 6; ++count) {
    // the fraction of a second may stand behind a comma
    if (count == 5) {
      std::string seconds(at, end);
      std::replace(seconds.begin(), seconds.end(), ',', '.');
      const auto number = parse_number(trim(seconds));
      if (!number) return std::nullopt;
      numbers[count] = *number;
      at = end;
      continue;
    }
    int number = 0;
    const auto [stop, error] = std::from_chars(at, end, number);
    if (error != std::errc() || number < 0) return std::nullopt;
    numbers[count] = number;
    at = stop == end ? end : stop + 1;
  }
  if (count < 6) return std::nullopt;
  return numbers;
}

// seconds since 1970 in local time
std::optional<double> seconds_of(std::string_view field, Order order) {
  const auto numbers = numbers_of(trim(field));
  if (!numbers) return std::nullopt;
  const auto at = [&](std::size_t k) { return static_cast<int>((*numbers)[k]); };
  int year = at(2), month = at(0), day = at(1);
  if (order == Order::DayMonthYear) std::swap(month, day);
  if (order == Order::YearMonthDay) year = at(0), month = at(1), day = at(2);
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  const auto days = static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count());
  return days * 86400 + (*numbers)[3] * 3600 + (*numbers)[4] * 60 + (*numbers)[5];
}

}  // namespace

std::string_view nth_field(std::string_view row, std::size_t n) {
  for (; n > 0; --n) {
    const auto tab = row.find('\t');
    if (tab == std::string_view::npos) return {};
    row.remove_prefix(tab + 1);
  }
  return trim(row.substr(0, row.find('\t')));
}

bool is_biologic_date(std::string_view field) {
  return !parse_number(field) && numbers_of(field).has_value();
}

Result<std::vector<double>> read_biologic_dates(const DateRows& dates, const std::string& file,
                                                std::map<std::string, std::string>& settings) {
  const Order order = order_of(settings);
  std::vector<double> times;
  times.reserve(dates.count);
  for (const auto& row : dates.rows) {
    if (times.size() == dates.count) break;
    if (trim(row.text).empty()) continue;
    const auto field = nth_field(row.text, dates.column);
    const auto seconds = seconds_of(field, order);
    if (!seconds) {
      return fail({Code::InvalidInput,
                   fmt::format("'{:.40}' is not a date", field),
                   {file, row.number, static_cast<int>(field.data() - row.text.data()) + 1},
                   "export with the time in seconds"});
    }
    times.push_back(*seconds);
  }
  if (!times.empty()) settings["time zero"] = nth_field(dates.rows.front().text, dates.column);
  const double zero = times.empty() ? 0 : times.front();
  for (double& time : times) time -= zero;
  return times;
}

}  // namespace niter::io
