#include "niter/analysis/assay/peak_table.hpp"

#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace niter::analysis {

Status check(const NmrReading& reading) {
  const auto refuse = [&](const char* what) {
    return fail(Error{Code::InvalidInput, what, reading.where, {}});
  };
  if (!(reading.nuclei > 0 && reading.standard_nuclei > 0)) {
    return refuse("both signals need the number of nuclei that make them");
  }
  if (!(reading.standard_integral.si() > 0))
    return refuse("the standard's integral is not positive");
  if (!(reading.integral.si() >= 0)) return refuse("an integral cannot be negative");
  if (!(reading.standard.si() > 0)) return refuse("the standard's concentration is not positive");
  return {};
}

Uncertain concentration(const NmrReading& reading, Inputs& inputs, std::string_view scope) {
  const Uncertain signal = inputs(scope, "integral", reading.integral);
  const Uncertain reference = inputs(scope, "standard integral", reading.standard_integral);
  const Uncertain standard = inputs(scope, "standard", reading.standard);
  return standard * signal / reference * (reading.standard_nuclei / reading.nuclei);
}

Result<double> peak_area(const data::Table& peaks, const PeakWindow& window) {
  NITER_TRY(const auto positions, peaks.column(window.axis));
  NITER_TRY(const auto areas, peaks.column("area"));
  double area = 0;
  int found = 0;
  double nearest = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t i = 0; i < positions.size(); ++i) {
    const double distance = std::abs(positions[i] - window.position);
    if (!(std::abs(nearest - window.position) <= distance)) nearest = positions[i];
    if (distance > window.tolerance) continue;
    area = areas[i];
    ++found;
  }
  const auto shown = [&](double position) {
    const data::Column* const column = peaks.find(window.axis);
    return fmt::format("{:.5g} {}", column->unit.from_si(position), column->unit.text());
  };
  if (found == 0) {
    return fail(Code::NotFound, fmt::format("no peak at {}", shown(window.position)),
                std::isnan(nearest) ? "the table is empty"
                                    : fmt::format("the nearest is at {}", shown(nearest)));
  }
  if (found > 1) {
    return fail(Code::Inconsistent,
                fmt::format("{} peaks lie around {}", found, shown(window.position)),
                "make the window narrower");
  }
  return area;
}

}  // namespace niter::analysis
