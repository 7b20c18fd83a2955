#include "niter/twin/instrument/sampled.hpp"

#include <algorithm>

#include "niter/twin/instrument/sampling.hpp"

namespace niter::twin {
namespace {

Status check(const RecordOptions& options) {
  if (!(options.interval >= 0) || !(options.potential_step >= 0)) {
    return fail(Code::InvalidInput, "the interval between rows must not be negative");
  }
  if (options.interval > 0 && options.potential_step > 0) {
    return fail(Code::InvalidInput, "rows are recorded in time or in potential, not in both",
                "set interval or potential_step");
  }
  if (!(options.averaging >= 0 && options.averaging <= 1)) {
    return fail(Code::InvalidInput, "the share of averaging lies between 0 and 1");
  }
  return {};
}

Result<std::vector<double>> current_of(const data::Table& ideal, double area) {
  if (const auto* current = ideal.find("I")) return current->values;
  NITER_TRY(const auto density, ideal.column("j"));
  if (!(area > 0)) {
    return fail(Code::InvalidInput, "the record has a current per area and no area is given",
                "set the area of the electrode");
  }
  std::vector<double> current(density.begin(), density.end());
  for (double& value : current) value *= area;
  return current;
}

std::vector<double> raster(std::span<const double> t, std::span<const double> e,
                           const RecordOptions& options) {
  if (options.interval > 0) return raster_in_time(t, options.interval);
  if (options.potential_step > 0) return raster_in_potential(t, e, options.potential_step);
  return {t.begin(), t.end()};
}

// The last ideal row at or before each time; the rows themselves where they are the raster, so that
// both sides of a jump are kept.
std::vector<std::size_t> rows_before(std::span<const double> t, const std::vector<double>& times,
                                     bool same) {
  std::vector<std::size_t> rows;
  for (std::size_t k = 0; k < times.size(); ++k) {
    const auto after = std::upper_bound(t.begin(), t.end(), times[k]);
    rows.push_back(
        same ? k : static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - t.begin(), 1)) - 1);
  }
  return rows;
}

}  // namespace

Result<Sampled> sample(const data::Table& ideal, const RecordOptions& options) {
  NITER_OK(check(options));
  NITER_TRY(const auto t, ideal.column("t"));
  NITER_TRY(const auto e, ideal.column("E"));
  NITER_TRY(const auto current, current_of(ideal, options.area));
  NITER_OK(check_times(t));
  Sampled rows;
  rows.t = raster(t, e, options);
  const bool same = options.interval == 0 && options.potential_step == 0;
  const auto before = rows_before(t, rows.t, same);
  const Polyline e_of(t, e);
  const Polyline i_of(t, current);
  const auto value = [&](const Polyline& line, std::span<const double> column, std::size_t k) {
    const double window = rows.window[k];
    if (window > 0) return line.mean(rows.t[k], window);
    return same ? column[before[k]] : line.at(rows.t[k]);
  };
  const auto* cycle = ideal.find("cycle");
  for (std::size_t k = 0; k < rows.t.size(); ++k) {
    rows.window.push_back(k == 0 ? 0 : options.averaging * (rows.t[k] - rows.t[k - 1]));
    rows.e.push_back(value(e_of, e, k));
    rows.i.push_back(value(i_of, current, k));
    if (cycle != nullptr) rows.cycle.push_back(cycle->values[before[k]]);
    const bool potential = options.controlled == Controlled::Potential;
    const double asked = potential ? e_of.at(rows.t[k]) : i_of.at(rows.t[k]);
    rows.set.push_back(same ? (potential ? e : std::span<const double>(current))[k] : asked);
  }
  const auto intervals = static_cast<double>(std::max<std::size_t>(rows.t.size(), 2) - 1);
  rows.typical_window = options.averaging * (rows.t.back() - rows.t.front()) / intervals;
  return rows;
}

}  // namespace niter::twin
