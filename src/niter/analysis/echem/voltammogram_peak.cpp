// A peak of a voltammogram: its summit by a cubic, half heights, and what noise and baseline allow.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "niter/analysis/echem/voltammogram_baseline.hpp"
#include "niter/math/dense_lu.hpp"

namespace niter::analysis {

namespace {

constexpr int terms = 4;  // of the cubic
using Terms = std::array<double, terms>;

Terms powers(double x) {
  return {1, x, x * x, x * x * x};
}
double dot(const Terms& a, const Terms& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
}

struct Summit {
  double at = 0, value = 0;
  double curvature = 0;  // d2y/dE2 [V-2]; 0: no cubic, the largest point stands for the summit
  double noise = 0;      // standard uncertainty of one point
  double at_sigma = 0, value_sigma = 0, correlation = 0;
};

/// First and last neighbour of the largest point above a share of it, `least` or more on each side.
std::pair<std::size_t, std::size_t> points_above(double share, std::size_t least,
                                                 std::span<const double> y, std::size_t top,
                                                 std::pair<std::size_t, std::size_t> range) {
  std::size_t first = top;
  std::size_t last = top;
  while (first > range.first && (y[first - 1] > share * y[top] || top - first < least)) --first;
  while (last + 1 < range.second && (y[last + 1] > share * y[top] || last - top < least)) ++last;
  return {first, last};
}

/// The points of the cubic: above 99 % of the largest, and further down where there is noise, until
/// it is a twentieth of the depth. On a reversible wave the cubic then errs by less than the noise:
/// 1e-4 of the height and 0.005 mV at 95 %.
std::pair<std::size_t, std::size_t> points_of_summit(const Curve& curve, std::span<const double> y,
                                                     std::size_t top,
                                                     std::pair<std::size_t, std::size_t> range) {
  constexpr double around = 0.8, depth = 20, least_depth = 0.01, most_depth = 0.1;
  const auto [first, last] = points_above(around, 3, y, top, range);
  const double noise =
      curve.sigma.empty() ? noise_of_curve(y.subspan(first, last - first + 1)) : curve.sigma[top];
  const double deep = std::clamp(depth * noise / y[top], least_depth, most_depth);
  return points_above(1 - deep, 3, y, top, range);
}

/// Noise of the points carried to value and place of the summit: each is a weighted sum of them.
void carry_noise(const Curve& curve, std::span<const double> x, std::size_t first, double x_summit,
                 double curvature, const math::DenseLu& equations, Summit& summit) {
  Terms value = powers(x_summit);
  Terms place{0, 1, 2 * x_summit, 3 * x_summit * x_summit};
  equations.solve(value);
  equations.solve(place);
  double vv = 0, pp = 0, vp = 0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    const double sigma = curve.sigma.empty() ? summit.noise : curve.sigma[first + k];
    const Terms term = powers(x[k]);
    const double v = sigma * dot(value, term), p = -sigma * dot(place, term) / curvature;
    vv += v * v;
    pp += p * p;
    vp += v * p;
  }
  summit.value_sigma = std::sqrt(vv);
  summit.at_sigma = std::sqrt(pp);
  if (vv > 0 && pp > 0) summit.correlation = vp / std::sqrt(vv * pp);
}

/// Summit of the cubic through the points around the largest, by least squares. Peaks under
/// diffusion are lopsided: a parabola would misplace them by 0.2 mV.
Summit summit_of(const Curve& curve, std::span<const double> y, std::size_t top,
                 std::pair<std::size_t, std::size_t> range, const SweepBaseline& baseline) {
  const auto [first, last] = points_of_summit(curve, y, top, range);
  const double span = std::abs(curve.potential[last] - curve.potential[first]);
  // the largest point alone: a point's noise, and anywhere between its neighbours
  const double between = std::abs(curve.potential[top + 1] - curve.potential[top - 1]) / 2;
  const double noise = curve.sigma.empty() ? baseline.noise : curve.sigma[top];
  const Summit highest{curve.potential[top], y[top], 0, noise, between / std::sqrt(3.0), noise};
  if (last - first < terms || !(span > 0)) return highest;

  // normal equations, x counted from the largest point in units of the span
  std::vector<double> x;
  math::DenseLu equations(terms);
  equations.clear(terms);
  Terms c{};
  for (std::size_t i = first; i <= last; ++i) {
    x.push_back((curve.potential[i] - highest.at) / span);
    const Terms term = powers(x.back());
    for (int row = 0; row < terms; ++row) {
      const double factor = term[static_cast<std::size_t>(row)];
      c[static_cast<std::size_t>(row)] += factor * (y[i] - highest.value);
      for (int column = 0; column < terms; ++column) {
        equations.at(row, column) += factor * term[static_cast<std::size_t>(column)];
      }
    }
  }
  if (!equations.factor()) return highest;
  equations.solve(c);
  // c1 + 2 c2 x + 3 c3 x2 = 0 where the cubic is a summit
  const double inside = c[2] * c[2] - 3 * c[1] * c[3];
  if (!(c[2] < 0) || !(inside > 0)) return highest;
  const double at = -c[1] / (c[2] - std::sqrt(inside));
  if (!(std::abs(at) < 1)) return highest;
  Summit summit{highest.at + at * span, highest.value + dot(c, powers(at))};
  double squares = 0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    const double residual = y[first + k] - highest.value - dot(c, powers(x[k]));
    squares += residual * residual;
  }
  const int degrees = static_cast<int>(x.size()) - terms;
  summit.noise = curve.sigma.empty() ? sigma_by_scatter(std::sqrt(squares / degrees), degrees)
                                     : curve.sigma[top];
  const double curvature = 2 * c[2] + 6 * c[3] * at;
  carry_noise(curve, x, first, at, curvature, equations, summit);
  summit.at_sigma *= span;
  summit.curvature = curvature / (span * span);
  return summit;
}

/// Numbers of one peak as weighted sums of the same errors. Currents are counted positive towards
/// the summit: `sign` turns them.
class Peaked {
 public:
  Peaked(const Curve& curve, std::span<const double> y, const SweepBaseline& baseline,
         const Summit& summit, double sign, const std::string& name)
      : curve_(curve), y_(y), baseline_(baseline), summit_(summit), sign_(sign), name_(name) {}

  Uncertain height() const {
    return summit_.value + Uncertain::input(name_ + " summit", 0, summit_.value_sigma) -
           sign_ * baseline_.error(summit_.at, base());
  }

  Uncertain potential() const {
    const auto& s = summit_;
    const double shared = s.value_sigma > 0 ? s.correlation : 0;
    Uncertain at = s.at;
    if (shared != 0) {
      at = at + Uncertain::input(name_ + " summit", 0, s.value_sigma) *
                    (shared * s.at_sigma / s.value_sigma);
    }
    at = at + Uncertain::input(name_ + " position", 0,
                               s.at_sigma * std::sqrt(std::max(0.0, 1 - shared * shared)));
    // a tilted baseline moves the summit
    return s.curvature == 0 ? at : at + sign_ / s.curvature * baseline_.slope_error(base());
  }

  /// Where y passes half the height between point i and i + 1.
  Uncertain crossing(std::size_t i, const std::string& side) const {
    const double half = summit_.value / 2;
    const double part = (half - y_[i]) / (y_[i + 1] - y_[i]);
    const double at = curve_.potential[i] + part * (curve_.potential[i + 1] - curve_.potential[i]);
    const double slope = slope_around(i);
    if (!std::isfinite(slope) || slope == 0) return at;
    const double noise = point_noise(i) * std::hypot(1 - part, part);
    const Uncertain there = half + Uncertain::input(name_ + " half height" + side, 0, noise) -
                            sign_ * baseline_.error(at, base());
    return at + (height() / 2 - there) / slope;
  }

 private:
  std::string base() const { return name_ + " baseline"; }
  double point_noise(std::size_t i) const {
    return curve_.sigma.empty() ? summit_.noise : curve_.sigma[i];
  }
  // between 40 and 60 % of the height: neighbours alone would show the noise
  double slope_around(std::size_t i) const {
    const auto near = [&](std::size_t k) {
      return y_[k] > 0.4 * summit_.value && y_[k] < 0.6 * summit_.value;
    };
    std::size_t first = i, last = i + 1;
    while (first > 0 && near(first)) --first;
    while (last + 1 < y_.size() && near(last)) ++last;
    return (y_[last] - y_[first]) / (curve_.potential[last] - curve_.potential[first]);
  }

  const Curve& curve_;
  std::span<const double> y_;
  const SweepBaseline& baseline_;
  const Summit& summit_;
  double sign_;
  const std::string& name_;
};

}  // namespace

Result<Peak> find_peak(const Curve& curve, const PeakOptions& options) {
  NITER_TRY(const auto baseline, baseline_of(curve, options.baseline));
  NITER_TRY(const auto range, points_in(curve, options.range));
  const double sign = options.kind == PeakKind::Anodic ? 1 : -1;
  std::vector<double> y;
  for (std::size_t i = 0; i < curve.current.size(); ++i) {
    y.push_back(sign * (curve.current[i] - baseline.value(curve.potential[i])));
  }
  const auto [first, end] = range;
  const auto begin = y.begin();
  const auto top =
      static_cast<std::size_t>(std::max_element(begin + static_cast<std::ptrdiff_t>(first),
                                                begin + static_cast<std::ptrdiff_t>(end)) -
                               begin);
  if (!(y[top] > 0) || top == first || top + 1 == end) {
    return fail(
        Code::InvalidInput,
        fmt::format("no {} peak between {:.4g} and {:.4g} V", sign > 0 ? "anodic" : "cathodic",
                    curve.potential[first], curve.potential[end - 1]),
        "the current is largest at an end of the stretch, or has the other sign: widen the "
        "range or state a baseline");
  }
  const Summit summit = summit_of(curve, y, top, range, baseline);
  const Peaked peaked(curve, y, baseline, summit, sign, options.name);
  const double half = summit.value / 2;
  std::size_t before = top;
  while (before > 0 && y[before] > half) --before;
  if (y[before] > half) {
    return fail(Code::InvalidInput, "the sweep begins above half the height of the peak",
                "begin the sweep earlier, or state a baseline");
  }
  Peak peak{
      peaked.potential(), sign * peaked.height(), peaked.crossing(before, ""), {}, summit.noise};
  std::size_t after = top;
  while (after + 1 < y.size() && y[after] > half) ++after;
  if (y[after] <= half) {
    const auto width = peaked.crossing(after - 1, " behind") - peak.half_potential;
    peak.width = width.value() < 0 ? -width : width;
  }
  return peak;
}

}  // namespace niter::analysis
