#include "niter/twin/instrument/sampling.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/contract.hpp"

namespace niter::twin {

std::vector<double> raster_in_time(std::span<const double> t, double interval) {
  NITER_EXPECT(interval > 0 && !t.empty(), "a raster has an interval and a beginning");
  // a last time that falls short of a raster point by rounding alone still counts
  const double points = (t.back() - t.front()) / interval * (1 + 1e-12);
  std::vector<double> times;
  for (double k = 0; k <= points; ++k) {
    times.push_back(std::min(t.front() + k * interval, t.back()));
  }
  return times;
}

std::vector<double> raster_in_potential(std::span<const double> t, std::span<const double> e,
                                        double step) {
  NITER_EXPECT(step > 0 && !t.empty() && t.size() == e.size(), "a raster has a step and rows");
  std::vector<double> times{t.front()};
  double last = e.front();
  for (std::size_t i = 1; i < t.size(); ++i) {
    if (e[i] == e[i - 1]) continue;
    const double sign = e[i] > e[i - 1] ? 1 : -1;
    // all levels that this stretch passes, in the direction in which it moves
    while (sign * (e[i] - last) >= step * (1 - 1e-12)) {
      last += sign * step;
      const double part = std::clamp((last - e[i - 1]) / (e[i] - e[i - 1]), 0.0, 1.0);
      times.push_back(t[i - 1] + part * (t[i] - t[i - 1]));
    }
  }
  if (times.back() < t.back()) times.push_back(t.back());
  // a jump passes many levels at one time: one reading
  times.erase(std::unique(times.begin(), times.end()), times.end());
  return times;
}

Polyline::Polyline(std::span<const double> t, std::span<const double> y) : t_(t), y_(y) {
  NITER_EXPECT(!t.empty() && t.size() == y.size(), "a polyline has as many times as values");
}

std::size_t Polyline::row_before(double t) const {
  const auto after = std::upper_bound(t_.begin(), t_.end(), t);
  return after == t_.begin() ? 0 : static_cast<std::size_t>(after - t_.begin()) - 1;
}

double Polyline::at(double t) const {
  const std::size_t i = row_before(t);
  if (i + 1 >= t_.size() || t <= t_[i]) return y_[i];
  return y_[i] + (y_[i + 1] - y_[i]) * ((t - t_[i]) / (t_[i + 1] - t_[i]));
}

double Polyline::mean(double t, double window) const {
  const double begin = std::max(t - window, t_.front());
  if (!(t > begin)) return at(t);
  double sum = 0;
  double from = begin;
  double left = at(begin);
  std::size_t i = row_before(begin) + 1;
  for (; i < t_.size() && t_[i] < t; ++i) {
    // up to row i on the line that ends there; after it on the line that begins there
    sum += (t_[i] - from) * (left + y_[i]) / 2;
    from = t_[i];
    left = y_[i];
  }
  // a jump at t itself is not yet in the window: the line towards row i counts
  const double last = i < t_.size() ? left + (y_[i] - left) * ((t - from) / (t_[i] - from)) : left;
  return (sum + (t - from) * (left + last) / 2) / (t - begin);
}

Status check_times(std::span<const double> t) {
  if (t.empty()) return fail(Code::InvalidInput, "a record without rows cannot be measured");
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (!std::isfinite(t[i]) || (i > 0 && t[i] < t[i - 1])) {
      return fail(Code::InvalidInput, fmt::format("row {}: time must not run backwards", i + 1),
                  "sort the record by time");
    }
  }
  return {};
}

}  // namespace niter::twin
