// The steady part of a record in time, by a stated rule or as given.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

/// Rows first ... end - 1.
struct Rows {
  std::size_t first = 0, end = 0;
  std::size_t size() const { return end - first; }
  std::span<const double> of(std::span<const double> values) const {
    return values.subspan(first, size());
  }
};

struct SteadyRule {
  double share = 0;     // of the mean, by which both halves may differ
  double absolute = 0;  // the same as a number; the larger counts
};

/// The earliest start from which the record is steady to the end of `within`, and from every later
/// start tried. With the means a, b, c, d of the four quarters of the time that is left:
///
///     |(c + d) - (a + b)|/2 < allowed          the halves agree
///     |(a - b) - (c - d)|/2 < allowed/10       no bend: what is left of a first decay is gone,
///                                              or the bend is below three times its noise
///
/// Starts are tried at every fortieth of the time, up to three quarters of it.
///
/// @return none if there is no such start, or fewer than ten points are left
std::optional<Rows> steady_rows(std::span<const double> t, std::span<const double> y, Rows within,
                                const SteadyRule& rule);

/// The rows between two stated times, counted from the first time of the record.
/// @param window  two times: "10 min", "55 min"
/// @error InvalidInput unless there are two growing times with six points between them; Unit
Result<Rows> stated_rows(std::span<const double> t, const std::vector<Quantity>& window);

/// s, min or h: what a record of that length is told in.
Unit time_unit(double seconds);
/// "12 min"
std::string time_text(double seconds);

/// Lowest and highest value between which all but a share of them lie, a little wider: the range of
/// an axis that a first spike would else fill.
std::pair<double, double> shown_range(std::vector<double> values, double left_out);

}  // namespace niter::analysis
