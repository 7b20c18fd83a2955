// Times that EC-Lab exports as dates ("Time format : Absolute"), as seconds.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/io/text_lines.hpp"

namespace niter::io {

/// "03/02/2021 16:17:59.250", with any marks between the numbers.
bool is_biologic_date(std::string_view field);

/// The field of a row between tabs; empty if there are fewer.
std::string_view nth_field(std::string_view row, std::size_t n);

/// A column of dates: the first `count` rows that are not empty.
struct DateRows {
  std::span<const TextLine> rows;
  std::size_t column = 0;
  std::size_t count = 0;
};

/// Seconds since the first row. Month, day and year stand as the setting "Time format" says
/// ("Absolute DDMMYYYY"), else month first, as in EC-Lab's own dates. The first date goes to the
/// setting "time zero".
/// @error InvalidInput with the line of a field that is no date
Result<std::vector<double>> read_biologic_dates(const DateRows& dates, const std::string& file,
                                                std::map<std::string, std::string>& settings);

}  // namespace niter::io
