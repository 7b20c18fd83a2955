#include "niter/analysis/echem/chronoamperometry_window.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/echem/change_point.hpp"

namespace niter::analysis {

namespace {

constexpr int starts = 40;
constexpr int last_start = 30;
constexpr std::size_t least_points = 10;
constexpr std::size_t least_stated = 6;
constexpr double sure = 3;  // standard deviations beyond which a bend is not noise

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

// means of the four quarters of the time, or none where one is empty
std::optional<std::array<double, 4>> quarters(std::span<const double> t, std::span<const double> y,
                                              Rows rows) {
  std::array<double, 4> means{};
  std::size_t first = rows.first;
  for (std::size_t k = 0; k < 4; ++k) {
    const double until =
        t[rows.first] + (t[rows.end - 1] - t[rows.first]) * static_cast<double>(k + 1) / 4;
    std::size_t end = first;
    while (end < rows.end && (t[end] < until || k == 3)) ++end;
    if (end == first) return std::nullopt;
    means[k] = mean_of(y.subspan(first, end - first));
    first = end;
  }
  return means;
}

bool is_steady(std::span<const double> t, std::span<const double> y, Rows rows,
               const SteadyRule& rule) {
  const auto q = quarters(t, y, rows);
  if (!q) return false;
  const auto [a, b, c, d] = *q;
  const double mean = std::abs(0.25 * (a + b + c + d));
  const double allowed = std::max(rule.share * mean, rule.absolute);
  const double noise =
      2 * std::sqrt(noise_of(rows.of(y)).long_run() / static_cast<double>(rows.size()));
  return std::abs(c + d - a - b) / 2 < allowed &&
         std::abs(a - b - c + d) / 2 < std::max(0.1 * allowed, sure * noise);
}

}  // namespace

std::optional<Rows> steady_rows(std::span<const double> t, std::span<const double> y, Rows within,
                                const SteadyRule& rule) {
  if (within.size() < least_points) return std::nullopt;
  const double begin = t[within.first];
  const double length = t[within.end - 1] - begin;
  std::optional<Rows> found;
  // from the latest start back, so that a start before an unsteady part does not count
  for (int k = last_start; k >= 0; --k) {
    Rows rows = within;
    while (t[rows.first] < begin + length * k / starts) ++rows.first;
    if (rows.size() < least_points) continue;
    if (!is_steady(t, y, rows, rule)) break;
    found = rows;
  }
  return found;
}

Result<Rows> stated_rows(std::span<const double> t, const std::vector<Quantity>& window) {
  if (window.size() != 2) return fail(Code::InvalidInput, "'window' holds two times");
  NITER_TRY(const double from, window[0].in(Unit::of("s")));
  NITER_TRY(const double to, window[1].in(Unit::of("s")));
  if (!(to > from)) return fail(Code::InvalidInput, "the times of 'window' grow");
  Rows rows{t.size(), t.size()};
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (rows.first == t.size() && t[i] - t.front() >= from) rows.first = i;
    if (t[i] - t.front() <= to) rows.end = i + 1;
  }
  if (rows.end < rows.first + least_stated) {
    return fail(Code::InvalidInput,
                fmt::format("the window {} to {} holds fewer than {} points", window[0].text(),
                            window[1].text(), least_stated),
                fmt::format("the record is {} long", time_text(t.back() - t.front())));
  }
  return rows;
}

Unit time_unit(double seconds) {
  if (seconds < 600) return Unit::of("s");
  return Unit::of(seconds < 7200 ? "min" : "h");
}

std::string time_text(double seconds) {
  const Unit unit = time_unit(seconds);
  return fmt::format("{:.4g} {}", unit.from_si(seconds), unit.text());
}

std::pair<double, double> shown_range(std::vector<double> values, double left_out) {
  std::ranges::sort(values);
  const auto last = static_cast<double>(values.size() - 1);
  const double low = values[static_cast<std::size_t>(left_out * last)];
  const double high = values[static_cast<std::size_t>(std::ceil((1 - left_out) * last))];
  const double margin = high > low ? 0.1 * (high - low) : std::max(0.1 * std::abs(high), 1e-12);
  return {low - margin, high + margin};
}

}  // namespace niter::analysis
