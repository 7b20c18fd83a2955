#include "niter/analysis/battery/power_peak.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/echem/chronoamperometry_window.hpp"
#include "niter/analysis/echem/stability_trend.hpp"
#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

constexpr std::size_t least_points = 5;
constexpr int moves = 12;  // of the window; it stays after two or three
constexpr int newton = 40;

// u(value) of the coefficient of one orthogonal polynomial is `unit`; terms[k] of x^k
struct Basis {
  std::vector<double> terms;
};

struct Fit {
  LocalVoltage curve;
  std::vector<Basis> basis;  // orthonormal with weights 1/sigma2
  double unit = 0;           // standard uncertainty of each of their coefficients
  double scatter = 0, correlation = 0;
};

double polynomial(const std::vector<double>& terms, double x) {
  double sum = 0;
  for (auto k = terms.rbegin(); k != terms.rend(); ++k) sum = sum * x + *k;
  return sum;
}

// Gram-Schmidt over the points: each power of x less its projections on those before it
std::vector<Basis> orthonormal(std::span<const double> x, std::span<const double> weight,
                               std::size_t size) {
  const auto product = [&](const Basis& a, const Basis& b) {
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      sum += weight[i] * polynomial(a.terms, x[i]) * polynomial(b.terms, x[i]);
    }
    return sum;
  };
  std::vector<Basis> basis;
  for (std::size_t k = 0; k < size; ++k) {
    Basis next{std::vector<double>(size, 0.0)};
    next.terms[k] = 1;
    for (int pass = 0; pass < 2; ++pass) {  // the second removes what rounding left
      for (const auto& before : basis) {
        const double share = product(next, before);
        for (std::size_t m = 0; m < size; ++m) next.terms[m] -= share * before.terms[m];
      }
    }
    const double norm = std::sqrt(product(next, next));
    for (double& term : next.terms) term /= norm;
    basis.push_back(std::move(next));
  }
  return basis;
}

Fit fit(const PolarisationPoints& points, Rows rows, double centre, std::size_t size) {
  std::vector<double> x, weight;
  for (std::size_t i = rows.first; i < rows.end; ++i) {
    x.push_back(points.current[i] / centre - 1);
    const double sigma = points.sigma.empty() ? 0 : points.sigma[i];
    weight.push_back(sigma > 0 ? 1 / (sigma * sigma) : 1);
  }
  const auto v = rows.of(points.voltage);
  Fit out;
  out.basis = orthonormal(x, weight, size);
  out.curve.centre = centre;
  out.curve.values.assign(size, 0.0);
  for (const auto& one : out.basis) {
    double coefficient = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      coefficient += weight[i] * polynomial(one.terms, x[i]) * v[i];
    }
    for (std::size_t m = 0; m < size; ++m) out.curve.values[m] += coefficient * one.terms[m];
  }
  const bool known = !points.sigma.empty();
  const auto free = static_cast<int>(x.size() - size);
  if (free < 1) {
    out.unit = known ? 1 : 0;
    return out;
  }
  std::vector<double> residual;
  double squares = 0, weighted = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    residual.push_back(v[i] - polynomial(out.curve.values, x[i]));
    squares += residual.back() * residual.back();
    weighted += weight[i] * residual.back() * residual.back();
  }
  out.scatter = std::sqrt(squares / free);
  // three fitted terms pull the correlation down by about 3/n; few points do not show it at all
  if (x.size() >= 4 * size && squares > 0) out.correlation = std::max(0.0, lag_one(residual));
  const double wider = student_t(free, 0.95) / normal_coverage *
                       std::sqrt((1 + out.correlation) / (1 - std::min(out.correlation, 0.98)));
  const double by_scatter = wider * std::sqrt(weighted / free);
  out.unit = known ? std::max(1.0, by_scatter) : by_scatter;
  return out;
}

// zero of dP/dj = V + j V' by Newton's method; none where it leaves the curve
std::optional<double> stationary(const LocalVoltage& curve) {
  double j = curve.centre;
  for (int i = 0; i < newton; ++i) {
    const double rise = curve.at(j) + j * curve.slope(j);
    const double bend = 2 * curve.slope(j) + j * curve.curvature(j);
    if (!(bend < 0)) return std::nullopt;
    const double step = std::clamp(-rise / bend, -0.3 * curve.centre, 0.3 * curve.centre);
    j += step;
    if (!(j > 0) || j > 4 * curve.centre) return std::nullopt;
    if (std::abs(step) < 1e-14 * curve.centre) break;
  }
  return j;
}

// the points stand in the order of the record, where noise may swap neighbours
Rows rows_around(const PolarisationPoints& points, double centre, double width) {
  const auto& j = points.current;
  const double low = centre * (1 - width), high = centre * (1 + width);
  Rows rows{j.size(), 0};
  for (std::size_t i = 0; i < j.size(); ++i) {
    if (j[i] < low * (1 - 1e-12) || j[i] > high * (1 + 1e-12)) continue;
    rows.first = std::min(rows.first, i);
    rows.end = i + 1;
  }
  if (rows.end == 0) {
    rows.first = static_cast<std::size_t>(std::ranges::lower_bound(j, centre) - j.begin());
    rows.end = rows.first;
  }
  while (rows.size() < least_points) {  // the nearer neighbour first
    const bool left = rows.end == j.size() ||
                      (rows.first > 0 && centre - j[rows.first - 1] <= j[rows.end] - centre);
    if (left) {
      --rows.first;
    } else {
      ++rows.end;
    }
  }
  return rows;
}

// where the power of means of neighbours is greatest: single noisy points do not count
double first_guess(const PolarisationPoints& points) {
  const std::size_t n = points.current.size(), half = n / 40;
  double best = 0, at = points.current.back();
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t first = i < half ? 0 : i - half, end = std::min(n, i + half + 1);
    double power = 0;
    for (std::size_t k = first; k < end; ++k) power += points.current[k] * points.voltage[k];
    power /= static_cast<double>(end - first);
    if (power > best) best = power, at = points.current[i];
  }
  return at;
}

PowerPeak described(const Fit& found, double j, const std::string& noise) {
  const LocalVoltage& curve = found.curve;
  const double x = j / curve.centre - 1, volts = curve.at(j), slope = curve.slope(j);
  const double bend = 2 * slope + j * curve.curvature(j);
  Uncertain power = volts * j, current = j, voltage = volts;
  for (std::size_t k = 0; k < found.basis.size(); ++k) {
    const auto& terms = found.basis[k].terms;
    const LocalVoltage one{curve.centre, terms};
    const double value = polynomial(terms, x);
    const double moved = -(value + j * one.slope(j)) / bend;  // of the peak, by this input
    const auto input = Uncertain::input(fmt::format("{} {}", noise, k), 0, found.unit);
    power = power + j * value * input;
    current = current + moved * input;
    voltage = voltage + (value + slope * moved) * input;
  }
  PowerPeak peak;
  peak.power = power;
  peak.current = current;
  peak.voltage = voltage;
  peak.scatter = found.scatter;
  peak.correlation = found.correlation;
  peak.curve = curve;
  return peak;
}

// what one more term changes, as the half-width of a rectangle
void add_form(const LocalVoltage& cubic, PowerPeak& peak) {
  const auto j = stationary(cubic);
  if (!j) return;
  peak.cubic = cubic.at(*j) * *j - peak.power.value();
  const auto form = Uncertain::input("form of the local curve", 0, 1 / std::sqrt(3.0));
  peak.power = peak.power + peak.cubic * form;
  peak.current = peak.current + (*j - peak.current.value()) * form;
  peak.voltage = peak.voltage + (cubic.at(*j) - peak.voltage.value()) * form;
}

}  // namespace

double LocalVoltage::at(double current) const {
  return polynomial(values, current / centre - 1);
}

double LocalVoltage::slope(double current) const {
  const double x = current / centre - 1;
  double sum = 0;
  for (std::size_t k = values.size() - 1; k > 0; --k) {
    sum = sum * x + static_cast<double>(k) * values[k];
  }
  return sum / centre;
}

double LocalVoltage::curvature(double current) const {
  const double x = current / centre - 1;
  double sum = 0;
  for (std::size_t k = values.size() - 1; k > 1; --k) {
    sum = sum * x + static_cast<double>(k * (k - 1)) * values[k];
  }
  return sum / (centre * centre);
}

Result<std::optional<PowerPeak>> power_peak(const PolarisationPoints& points, double width,
                                            const std::string& noise) {
  if (points.current.size() < least_points) {
    return fail(Code::InvalidInput,
                fmt::format("{} points of discharge: the greatest power needs {} or more",
                            points.current.size(), least_points));
  }
  double centre = first_guess(points);
  Rows rows = rows_around(points, centre, width);
  Fit found;
  for (int i = 0; i < moves; ++i) {
    found = fit(points, rows, centre, 3);
    const auto j = stationary(found.curve);
    if (!j || *j > points.current.back() * 1.5) return std::optional<PowerPeak>{};
    centre = *j;
    const Rows next = rows_around(points, centre, width);
    if (next.first == rows.first && next.end == rows.end) break;
    rows = next;
  }
  PowerPeak peak = described(found, centre, noise);
  const double last = points.current.back();
  if (!(centre + normal_coverage * peak.current.sigma() < last)) return std::optional<PowerPeak>{};
  peak.low = points.current[rows.first];
  peak.high = points.current[rows.end - 1];
  peak.points = static_cast<int>(rows.size());
  if (rows.size() > least_points) {
    add_form(fit(points, rows, centre, 4).curve, peak);
  }
  return std::optional<PowerPeak>{peak};
}

}  // namespace niter::analysis
