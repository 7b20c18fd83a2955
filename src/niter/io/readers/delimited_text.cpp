#include "niter/io/readers/delimited_text.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "niter/io/readers/csv.hpp"
#include "niter/io/vendor_table.hpp"

namespace niter::io {

namespace {

Match sniff(const Source& source) {
  const auto head = source.bytes.substr(0, 4096);
  const bool wide = head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF");
  if (!wide && head.find('\0') != std::string_view::npos) return Match::No;
  const bool digits = std::ranges::any_of(head, [](char c) { return c >= '0' && c <= '9'; });
  return digits ? Match::Fallback : Match::No;
}

// the constant quotient of two columns that are not noise around zero
std::optional<double> constant_ratio(std::span<const double> a, std::span<const double> b) {
  constexpr std::size_t few = 10;
  constexpr double rounding = 0.02;  // printed digits may be few
  double largest = 0, sum = 0;
  for (const double value : a) largest = std::max(largest, std::abs(value));
  std::vector<double> ratios;
  for (std::size_t k = 0; k < a.size(); ++k) {
    if (std::abs(a[k]) < 0.1 * largest || !std::isfinite(a[k]) || !std::isfinite(b[k])) continue;
    ratios.push_back(b[k] / a[k]);
    sum += ratios.back();
  }
  if (ratios.size() < few) return std::nullopt;
  const double mean = sum / static_cast<double>(ratios.size());
  const bool constant = std::ranges::all_of(
      ratios, [&](double ratio) { return std::abs(ratio - mean) <= rounding * std::abs(mean); });
  return constant && mean != 0 ? std::optional(mean) : std::nullopt;
}

// one current divided by two areas, or not divided at all, under one and the same unit
void doubt_units(const data::Table& table, Recording& recording) {
  const auto density = Unit::of("A m-2");
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    for (std::size_t k = i + 1; k < table.columns.size(); ++k) {
      const auto &a = table.columns[i], &b = table.columns[k];
      if (!a.unit.same_dimension(density) || !b.unit.same_dimension(density)) continue;
      const auto ratio = constant_ratio(a.values, b.values);
      if (!ratio || std::abs(std::abs(*ratio) - 1) < 0.02) continue;
      recording.caveats.push_back(fmt::format(
          "columns {} ('{}') and {} ('{}') are both currents per area and differ by the constant "
          "factor {:.4g}: one of them may be a current, or be divided by another area",
          i + 1, a.name, k + 1, b.name, *ratio));
    }
  }
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(auto table, read_csv(source.bytes, source.name,
                                 {.columns = options.columns, .units = options.units}));
  Recording recording{.format = "delimited-text"};
  doubt_units(table, recording);
  // the NUL of a wide character may be the last byte
  const auto end = source.bytes.find_last_not_of('\0');
  check_last_line(source.bytes.substr(0, end + 1), recording);
  recording.parts.push_back({.title = source.name, .table = std::move(table)});
  return recording;
}

}  // namespace

Reader delimited_text_reader() {
  return {"delimited-text", "Text with a header and columns of numbers", "csv txt dat", sniff,
          read};
}

}  // namespace niter::io
