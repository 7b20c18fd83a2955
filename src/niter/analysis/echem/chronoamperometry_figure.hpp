// The figure of a record in time: the curve, its steady window, and what disturbed it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/analysis/echem/chronoamperometry_events.hpp"
#include "niter/analysis/echem/stability_trend.hpp"
#include "niter/data/figure.hpp"

namespace niter::analysis {

struct TimeRecord {
  std::span<const double> t, y;
  std::string word;  // of y
  Unit unit;
  std::optional<Rows> steady;
  std::optional<Trend> trend;
  std::vector<Event> events;
};

data::Figure chronoamperometry_figure(const TimeRecord& record);

}  // namespace niter::analysis
