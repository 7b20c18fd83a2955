#include "niter/physics/closed/sweep_integral.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"

namespace niter::physics {
namespace {

const double root_pi = std::sqrt(constants::pi);

// int_0^u (u - v) exp(-k v) / sqrt(pi v) dv
double second_integral(double k, double u) {
  const double a = k * u;
  if (a > 1) {
    const double root = std::sqrt(a);
    return ((a - 0.5) * std::erf(root) + root * std::exp(-a) / root_pi) / (k * std::sqrt(k));
  }
  double sum = 0, term = std::pow(u, 1.5) / root_pi;  // (-a)^m / m!
  for (int m = 0; m < 25; ++m) {
    sum += term / ((m + 0.5) * (m + 1.5));
    term *= -a / (m + 1);
  }
  return sum;
}

// Weight of the hat function m steps back: second difference of the second integral; further back
// that cancels, and the smooth kernel is integrated by Gauss' rule on each half of the hat.
double hat_weight(double k, double h, int m) {
  if (m == 0) return second_integral(k, h) / h;
  if (m < 20) {
    return (second_integral(k, (m + 1) * h) - 2 * second_integral(k, m * h) +
            second_integral(k, (m - 1) * h)) /
           h;
  }
  constexpr std::array node = {0.0694318442029737, 0.3300094782075719, 0.6699905217924281,
                               0.9305681557970263};
  constexpr std::array weight = {0.1739274225687269, 0.3260725774312731, 0.3260725774312731,
                                 0.1739274225687269};
  double sum = 0;
  for (std::size_t i = 0; i < node.size(); ++i) {
    for (const double u : {(m - node[i]) * h, (m + node[i]) * h}) {
      sum += weight[i] * (1 - node[i]) * std::exp(-k * u) / std::sqrt(u);
    }
  }
  return sum * h / root_pi;
}

std::vector<double> hat_weights(double k, double h, int count) {
  std::vector<double> weights;
  weights.reserve(static_cast<std::size_t>(count));
  for (int m = 0; m < count; ++m) weights.push_back(hat_weight(k, h, m));
  return weights;
}

double history(const std::vector<double>& weights, const std::vector<double>& current) {
  double sum = 0;
  const std::size_t now = current.size();
  for (std::size_t i = 0; i < now; ++i) sum += weights[now - i] * current[i];
  return sum;
}

SweepCurve solve(const SweepProblem& p, int down, int up) {
  const double h = (p.start - p.turn) / down;
  const int count = down + up;
  const std::vector<double> oxidised = hat_weights(p.regeneration, h, count);
  const bool one_kernel = p.following == 0;
  const std::vector<double> reduced = one_kernel ? oxidised : hat_weights(p.following, h, count);
  SweepCurve curve;
  for (int i = 1; i <= count; ++i) {
    const double xi = i <= down ? p.start - i * h : p.turn + (i - down) * h;
    const double past_o = history(oxidised, curve.current);
    const double past_r = one_kernel ? past_o : history(reduced, curve.current);
    // the rate law over Lambda (exp(-alpha xi) + exp((1-alpha) xi)); share is that of O at Nernst
    const double share = 1 / (1 + std::exp(xi));
    const double slowness = share * std::exp(p.alpha * xi) / p.rate;
    curve.xi.push_back(xi);
    curve.current.push_back((share * (1 - past_o) - (1 - share) * past_r) /
                            (slowness + share * oxidised[0] + (1 - share) * reduced[0]));
  }
  return curve;
}

// Extremum of the quartic through five points: a parabola's vertex, then one step of Newton.
SweepPeak vertex(const SweepCurve& curve, std::size_t i) {
  const double* f = &curve.current[i];
  const double f1 = (f[-2] - 8 * f[-1] + 8 * f[1] - f[2]) / 12;
  const double f2 = (-f[-2] + 16 * f[-1] - 30 * f[0] + 16 * f[1] - f[2]) / 12;
  const double f3 = (f[2] - 2 * f[1] + 2 * f[-1] - f[-2]) / 2;
  double s = -f1 / f2;
  s -= (f1 + s * (f2 + s * f3 / 2)) / (f2 + s * f3);
  const double step = curve.xi[i + 1] - curve.xi[i];
  return {curve.xi[i] + s * step, f[0] + s * (f1 + s * (f2 / 2 + s * f3 / 6))};
}

std::size_t turning_point(const SweepCurve& curve) {
  return static_cast<std::size_t>(std::min_element(curve.xi.begin(), curve.xi.end()) -
                                  curve.xi.begin());
}

}  // namespace

SweepCurve sweep_voltammogram(const SweepProblem& p, double step) {
  NITER_EXPECT(p.rate > 0 && p.start > p.turn && step > 0, "a sweep downwards at a rate");
  NITER_EXPECT(p.following == 0 || p.regeneration == 0, "one reaction of the product");
  const int down = static_cast<int>(std::ceil((p.start - p.turn) / step));
  const double h = (p.start - p.turn) / down;
  const int up = std::max(0, static_cast<int>(std::floor((p.end - p.turn) / h + 1e-9)));
  SweepCurve coarse = solve(p, down, up);
  const SweepCurve fine = solve(p, 2 * down, 2 * up);
  for (std::size_t i = 0; i < coarse.current.size(); ++i) {
    const double better = fine.current[2 * i + 1];
    coarse.current[i] = better + (better - coarse.current[i]) / 3;
  }
  return coarse;
}

SweepPeak forward_peak(const SweepCurve& curve) {
  const auto begin = curve.current.begin();
  const auto turn = begin + static_cast<std::ptrdiff_t>(turning_point(curve));
  const auto i = static_cast<std::size_t>(std::max_element(begin, turn) - begin);
  NITER_EXPECT(i >= 2 && i + 2 < curve.current.size(), "a peak inside the sweep");
  return vertex(curve, i);
}

SweepPeak reverse_peak(const SweepCurve& curve) {
  const auto begin = curve.current.begin();
  const auto turn = begin + static_cast<std::ptrdiff_t>(turning_point(curve));
  const auto i = static_cast<std::size_t>(std::min_element(turn, curve.current.end()) - begin);
  NITER_EXPECT(i > turning_point(curve) + 2 && i + 2 < curve.current.size(),
               "a peak inside the back sweep");
  return vertex(curve, i);
}

}  // namespace niter::physics
