#include "niter/analysis/echem/tafel.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

constexpr int fewest = 5;              // points in a window
constexpr double half_decade = 0.5;    // narrowest window that may be found
constexpr double edge_step = 1.0 / 6;  // decades by which an edge is moved
constexpr double alike = 0.05;         // of slopes, relative

/// log10 |j| (kinetic) and E of the points of the wanted sign.
struct Points {
  std::vector<double> log_current, potential;
};

Result<Points> points_of(const Curve& curve, const TafelOptions& options) {
  Points points;
  for (std::size_t i = 0; i < curve.current.size(); ++i) {
    double magnitude = options.cathodic ? -curve.current[i] : curve.current[i];
    if (!(magnitude > 0)) continue;
    if (options.limiting_current) {
      if (!(magnitude < *options.limiting_current)) continue;
      magnitude = 1 / (1 / magnitude - 1 / *options.limiting_current);
    }
    points.log_current.push_back(std::log10(magnitude));
    points.potential.push_back(curve.potential[i]);
  }
  if (points.log_current.size() >= fewest) return points;
  return fail(Code::InvalidInput,
              fmt::format("{} points with a {} current: {} are needed", points.log_current.size(),
                          options.cathodic ? "cathodic" : "anodic", fewest),
              "is the sign of the current right? see 'cathodic' of the conditions");
}

struct Fit {
  Line line;
  int points = 0;
};

std::optional<Fit> fit_between(const Points& points, double low, double high) {
  std::vector<double> x, y;
  for (std::size_t i = 0; i < points.log_current.size(); ++i) {
    if (points.log_current[i] < low || points.log_current[i] > high) continue;
    x.push_back(points.log_current[i]);
    y.push_back(points.potential[i]);
  }
  if (x.size() < fewest) return std::nullopt;
  const auto line = fit_line(x, y);
  if (!line) return std::nullopt;
  return Fit{*line, static_cast<int>(x.size())};
}

// how far the slopes of the halves are from that of the whole, relative
std::optional<double> unevenness(const Points& points, double low, double high) {
  const auto whole = fit_between(points, low, high);
  const auto first = fit_between(points, low, (low + high) / 2);
  const auto second = fit_between(points, (low + high) / 2, high);
  if (!whole || !first || !second || whole->line.slope == 0) return std::nullopt;
  return std::max(std::abs(first->line.slope / whole->line.slope - 1),
                  std::abs(second->line.slope / whole->line.slope - 1));
}

struct Interval {
  double low = 0, high = 0;  // log10
};

std::optional<Interval> find_window(const Points& points) {
  const double top = *std::ranges::max_element(points.log_current);
  const double bottom = top - 2;
  constexpr double step = 0.05;
  std::optional<Interval> widest, evenest;
  double least = 0;
  for (double low = bottom; low + half_decade <= top + 1e-9; low += step) {
    for (double high = low + half_decade; high <= top + 1e-9; high += step) {
      const auto uneven = unevenness(points, low, high);
      if (!uneven) continue;
      const bool wider = !widest || high - low > widest->high - widest->low + 1e-9;
      if (*uneven <= alike && wider) widest = Interval{low, high};
      if (!evenest || *uneven < least) {
        evenest = Interval{low, high};
        least = *uneven;
      }
    }
  }
  return widest ? widest : evenest;
}

std::vector<TafelPoint> slopes_around(const Points& points, const Interval& window) {
  std::vector<TafelPoint> around;
  for (const double low : {-edge_step, 0.0, edge_step}) {
    for (const double high : {-edge_step, 0.0, edge_step}) {
      const auto fit = fit_between(points, window.low + low, window.high + high);
      if (!fit || window.high + high - window.low - low < half_decade / 2) continue;
      around.push_back({{std::pow(10, window.low + low), std::pow(10, window.high + high)},
                        std::abs(fit->line.slope)});
    }
  }
  return around;
}

std::vector<TafelPoint> slopes_along(const Points& points) {
  const double top = *std::ranges::max_element(points.log_current);
  std::vector<TafelPoint> along;
  for (double low = top - 3; low + half_decade <= top + 1e-9; low += half_decade / 5) {
    const auto fit = fit_between(points, low, low + half_decade);
    if (!fit) continue;
    along.push_back(
        {{std::pow(10, low), std::pow(10, low + half_decade)}, std::abs(fit->line.slope)});
  }
  return along;
}

}  // namespace

Result<TafelLine> tafel_line(const Curve& curve, const TafelOptions& options) {
  NITER_TRY(const auto points, points_of(curve, options));
  std::optional<Interval> window;
  if (options.window) {
    if (!(options.window->low > 0 && options.window->high > options.window->low)) {
      return fail(Code::InvalidInput,
                  fmt::format("a Tafel window from {:g} to {:g} is no interval",
                              options.window->low, options.window->high),
                  "give two magnitudes of the current, the lower first");
    }
    window = Interval{std::log10(options.window->low), std::log10(options.window->high)};
  } else {
    window = find_window(points);
  }
  const auto fit = window ? fit_between(points, window->low, window->high) : std::nullopt;
  if (!fit) {
    return fail(Code::InvalidInput, "too few points in the Tafel window",
                "widen it, or record more slowly");
  }

  TafelLine line;
  line.window = {std::pow(10, window->low), std::pow(10, window->high)};
  line.found = !options.window;
  line.slope = std::abs(fit->line.slope);
  line.falls = fit->line.slope < 0;
  line.slope_sigma = fit->line.slope_sigma;
  line.exchange_current = std::pow(10, -fit->line.intercept / fit->line.slope);
  line.scatter = fit->line.scatter;
  line.points = fit->points;
  line.neighbours = slopes_around(points, *window);
  line.all = slopes_along(points);
  const auto [least, most] = std::ranges::minmax(line.neighbours, {}, &TafelPoint::slope);
  line.window_sigma = (most.slope - least.slope) / 2 / std::sqrt(3.0);
  return line;
}

}  // namespace niter::analysis
