#include "niter/analysis/impedance/circuit_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "niter/analysis/impedance/circuit_search.hpp"
#include "niter/analysis/impedance/determined.hpp"
#include "niter/analysis/number_text.hpp"
#include "niter/base/text.hpp"

namespace niter::analysis {

namespace {

using math::NonlinearFit;

Result<std::size_t> parameter_of(const Circuit& circuit, const std::string& name) {
  if (const auto found = circuit.find_parameter(name)) return *found;
  const auto names = circuit.parameter_names();
  const auto near = nearest(name, names);
  return fail(Code::NotFound, fmt::format("the circuit has no parameter '{}'", name),
              near ? fmt::format("did you mean '{}'?", *near)
                   : fmt::format("parameters: {}", join(names, ", ")));
}

/// What the elements, the text of the circuit and the options say, each narrowing the one before.
Result<std::vector<ParameterRange>> ranges_of(const Circuit& circuit,
                                              const CircuitFitOptions& options) {
  const auto names = circuit.parameter_names();
  std::vector<ParameterRange> ranges;
  for (std::size_t k = 0; k < names.size(); ++k) {
    const auto& kind = circuit.parameter(k);
    const auto& setting = circuit.setting(k);
    ParameterRange range{std::max(kind.lower, setting.lower.value_or(kind.lower)),
                         std::min(kind.upper, setting.upper.value_or(kind.upper))};
    range.start = setting.value;
    // an exponent that usually is 1/2 is fixed unless the text says otherwise
    if (setting.fixed.value_or(kind.fixed)) range.fixed = setting.value.value_or(kind.usual);
    ranges.push_back(range);
  }
  for (const auto& [name, bounds] : options.bounds) {
    NITER_TRY(const auto k, parameter_of(circuit, name));
    auto& range = ranges[k];
    range.lower = std::max(range.lower, bounds.first);
    range.upper = std::min(range.upper, bounds.second);
    range.fixed.reset();
    if (!(bounds.first < bounds.second) || !(range.lower < range.upper)) {
      return fail(
          Code::InvalidInput,
          fmt::format("bounds of '{}', {} to {}, leave nothing", name, bounds.first, bounds.second),
          fmt::format("it can be {:g} to {:g}", circuit.parameter(k).lower,
                      circuit.parameter(k).upper));
    }
  }
  for (const auto& [name, value] : options.fix) {
    NITER_TRY(const auto k, parameter_of(circuit, name));
    ranges[k].fixed = value;
  }
  for (std::size_t k = 0; k < names.size(); ++k) {
    const auto& kind = circuit.parameter(k);
    if (ranges[k].fixed && !(*ranges[k].fixed >= kind.lower && *ranges[k].fixed <= kind.upper)) {
      return fail(Code::InvalidInput, fmt::format("'{}' cannot be {}", names[k], *ranges[k].fixed),
                  fmt::format("it can be {:g} to {:g} {}", kind.lower, kind.upper, kind.unit));
    }
  }
  return ranges;
}

/// One minimum and the starts that ended in it.
struct Minimum {
  NonlinearFit at;
  int starts = 0;
};

bool rising(const NonlinearFit& a, const NonlinearFit& b) {
  return a.sum_of_squares < b.sum_of_squares;
}

/// Where the starts end, by rising sum of squares. Those that are hopeless after a few steps are
/// left there; the others go on until it is clear which minimum they fall into.
std::vector<NonlinearFit> ends_of(CircuitSearch& search, math::LevenbergMarquardt& solver,
                                  const CircuitFitOptions& options) {
  constexpr math::NonlinearOptions first{.max_iterations = 25, .tolerance = 1e-4};
  constexpr math::NonlinearOptions second{.max_iterations = 80, .tolerance = 1e-7};
  std::vector<NonlinearFit> ends;
  for (int k = 0; k < options.starts; ++k) {
    auto end = solver.solve(search.coordinates(search.start(options.seed, k)), first);
    if (std::isfinite(end.sum_of_squares)) ends.push_back(std::move(end));
  }
  std::sort(ends.begin(), ends.end(), rising);
  const double hopeless =
      ends.empty() ? 0 : 2 * std::max(options.minima_within, 1.0) * ends.front().sum_of_squares;
  for (auto& end : ends) {
    if (end.sum_of_squares <= hopeless) end = solver.solve(end.x, second);
  }
  std::sort(ends.begin(), ends.end(), rising);
  return ends;
}

/// Along a product of parameters that the data hardly feel, minima lie side by side behind low
/// sills: from the best one, some factors e up and down its loosest direction are tried.
NonlinearFit along_valley(math::LevenbergMarquardt& solver, const NonlinearFit& best,
                          const math::NonlinearOptions& options) {
  const std::size_t n = best.x.size();
  if (n == 0) return best;
  const auto jacobian = solver.jacobian(best.x);
  const auto svd = math::singular_values(jacobian, n);
  const double rows = static_cast<double>(jacobian.size()) / static_cast<double>(n);
  const double scatter = std::sqrt(best.sum_of_squares / rows);
  if (!(scatter > 0.3 * svd.values.back())) return best;
  const auto* const direction = svd.right.data() + (n - 1) * n;
  double largest = 0;
  for (std::size_t k = 0; k < n; ++k) largest = std::max(largest, std::abs(direction[k]));
  NonlinearFit out = best;
  for (const double factor : {-3.0, -2.0, -1.0, 1.0, 2.0, 3.0}) {
    auto x = best.x;
    for (std::size_t k = 0; k < n; ++k) x[k] += factor * direction[k] / largest;
    auto end = solver.solve(x, options);
    if (end.sum_of_squares < out.sum_of_squares * (1 - 1e-5)) out = std::move(end);
  }
  return out;
}

/// Minima by rising sum of squares. Two that agree to 1e-5 are one.
std::vector<Minimum> minima_of(CircuitSearch& search, const CircuitFitOptions& options) {
  constexpr math::NonlinearOptions fine{.max_iterations = 1000, .tolerance = 1e-14};
  math::LevenbergMarquardt solver(search.problem());
  std::vector<Minimum> minima;
  const auto place_of = [&](const NonlinearFit& end) {
    return std::find_if(minima.begin(), minima.end(), [&](const Minimum& minimum) {
      return std::abs(end.sum_of_squares - minimum.at.sum_of_squares) <=
             1e-5 * minimum.at.sum_of_squares + std::numeric_limits<double>::min();
    });
  };
  for (auto& end : ends_of(search, solver, options)) {
    auto known = place_of(end);
    if (known == minima.end()) {
      if (!minima.empty() &&
          end.sum_of_squares > 1.2 * options.minima_within * minima.front().at.sum_of_squares) {
        break;
      }
      end = solver.solve(end.x, fine);
      known = place_of(end);
    }
    if (known == minima.end()) known = minima.insert(minima.end(), Minimum{std::move(end), 0});
    ++known->starts;
  }
  std::sort(minima.begin(), minima.end(),
            [&](const Minimum& a, const Minimum& b) { return rising(a.at, b.at); });
  for (int round = 0; round < 4 && !minima.empty(); ++round) {
    auto better = along_valley(solver, minima.front().at, fine);
    if (!rising(better, minima.front().at)) break;
    minima.insert(minima.begin(), Minimum{std::move(better), 0});
  }
  return minima;
}

void add_criteria(CircuitFit& fit) {
  const auto n = static_cast<double>(fit.numbers);
  const auto k = static_cast<double>(fit.free + 1);  // the scatter is estimated too
  const double likelihood = n * std::log(fit.sum_of_squares / n);
  fit.aicc = likelihood + 2 * k +
             (n > k + 1 ? 2 * k * (k + 1) / (n - k - 1) : std::numeric_limits<double>::infinity());
  fit.bic = likelihood + k * std::log(n);
}

/// Parameters that moved and do not stand at a bound: errors are those of these.
std::vector<std::size_t> inner(const math::NonlinearProblem& problem, std::span<const double> u) {
  std::vector<std::size_t> out;
  for (std::size_t c = 0; c < u.size(); ++c) {
    const double room = 1e-9 * (problem.upper[c] - problem.lower[c]);
    if (u[c] > problem.lower[c] + room && u[c] < problem.upper[c] - room) out.push_back(c);
  }
  return out;
}

/// scatter^2 (J'J)^-1 by the singular values of J, whose columns are first made equally long.
void add_errors(CircuitFit& fit, CircuitSearch& search, std::span<const double> u) {
  const auto problem = search.problem();
  math::LevenbergMarquardt solver(search.problem());
  const auto jacobian = solver.jacobian(u);
  const auto moving = inner(problem, u);
  const auto values = fit.values();
  const auto slopes = search.slopes(values);
  const std::size_t rows = fit.numbers;
  const std::size_t m = moving.size();
  for (std::size_t c = 0; c < u.size(); ++c) {
    fit.parameters[search.free()[c]].at_bound =
        std::find(moving.begin(), moving.end(), c) == moving.end();
  }
  fit.covariance.assign(values.size() * values.size(), 0);
  if (m == 0) return;

  std::vector<double> scaled(rows * m), length(m);
  for (std::size_t a = 0; a < m; ++a) {
    const auto column = jacobian.subspan(moving[a] * rows, rows);
    double squares = 0;
    for (const double x : column) squares += x * x;
    length[a] = std::max(std::sqrt(squares), 1e-150);
    for (std::size_t i = 0; i < rows; ++i) scaled[a * rows + i] = column[i] / length[a];
  }
  const auto svd = math::singular_values(scaled, m);
  const auto covariance = [&](std::size_t a, std::size_t b) {
    double sum = 0;
    for (std::size_t k = 0; k < m; ++k) {
      // what the data do not feel at all has an error, if a meaningless one
      const double s = std::max(svd.values[k], 1e-12 * svd.values[0]);
      sum += svd.right[k * m + a] * svd.right[k * m + b] / (s * s);
    }
    return fit.scatter * fit.scatter * sum / (length[a] * length[b]);
  };
  std::vector<double> logarithmic(m * m);
  std::vector<std::string> names;
  std::vector<bool> is_log;
  for (std::size_t a = 0; a < m; ++a) {
    const std::size_t pa = search.free()[moving[a]];
    names.push_back(fit.parameters[pa].name);
    is_log.push_back(search.logarithmic(pa));
    for (std::size_t b = 0; b < m; ++b) {
      const std::size_t pb = search.free()[moving[b]];
      const double c = covariance(a, b);
      logarithmic[a * m + b] = c;
      fit.covariance[pa * values.size() + pb] = c * slopes[moving[a]] * slopes[moving[b]];
    }
    fit.parameters[pa].sigma = std::sqrt(fit.covariance[pa * values.size() + pa]);
  }
  fit.undetermined = undetermined_in_words({names, is_log, logarithmic});
}

}  // namespace

double CircuitFit::correlation(std::size_t a, std::size_t b) const {
  const std::size_t n = parameters.size();
  const double scale = std::sqrt(covariance[a * n + a] * covariance[b * n + b]);
  return scale > 0 ? covariance[a * n + b] / scale : 0;
}

std::vector<double> CircuitFit::values() const {
  std::vector<double> out;
  for (const auto& parameter : parameters) out.push_back(parameter.value);
  return out;
}

const FittedParameter* CircuitFit::find(std::string_view name) const {
  const auto index = circuit.find_parameter(name);
  return index ? &parameters[*index] : nullptr;
}

std::string text_of(const FittedParameter& parameter) {
  const std::string unit = parameter.unit.empty() ? "" : fmt::format(" {}", parameter.unit);
  if (parameter.fixed) return fmt::format("{:.6g}{}, fixed", parameter.value, unit);
  if (parameter.at_bound) return fmt::format("{:.6g}{}, at its bound", parameter.value, unit);
  if (parameter.sigma > std::abs(parameter.value)) {
    return fmt::format("{:.3g}{}, not determined", parameter.value, unit);
  }
  // small numbers with their power of ten
  const double scale = std::pow(10.0, std::floor(std::log10(std::abs(parameter.value))));
  if (scale >= 1e-2 && scale < 1e5) {
    return plus_minus(parameter.value, parameter.sigma) + unit;
  }
  return fmt::format("({})e{:.0f}{}", plus_minus(parameter.value / scale, parameter.sigma / scale),
                     std::log10(scale), unit);
}

Result<CircuitFit> fit_circuit(const Circuit& circuit, const Spectrum& spectrum,
                               const CircuitFitOptions& options) {
  NITER_TRY(auto ranges, ranges_of(circuit, options));
  if (options.starts < 1) return fail(Code::InvalidInput, "at least one start is needed");
  for (std::size_t i = 0; i < spectrum.size(); ++i) {
    if (std::abs(spectrum.impedance[i]) > 0) continue;
    return fail(Code::InvalidInput,
                fmt::format("the impedance at {:g} Hz is zero", spectrum.frequency[i]));
  }
  std::vector<bool> movable;
  for (std::size_t k = 0; k < ranges.size(); ++k) {
    const auto& kind = circuit.parameter(k);
    movable.push_back(ranges[k].fixed.has_value() == kind.fixed && ranges[k].lower == kind.lower &&
                      ranges[k].upper == kind.upper);
  }
  CircuitFit fit;
  fit.circuit = circuit;
  fit.weight = options.weight;
  NITER_TRY(fit.text, to_text(circuit, circuit.notation));
  CircuitSearch search(circuit, spectrum, options.weight, ranges);
  fit.numbers = search.numbers();
  fit.free = search.free().size();
  fit.starts = options.starts;
  if (fit.numbers <= fit.free) {
    return fail(Code::InvalidInput,
                fmt::format("{} numbers cannot fix {} parameters", fit.numbers, fit.free),
                "a simpler circuit, or fix parameters");
  }
  const auto minima = minima_of(search, options);
  if (minima.empty()) {
    return fail(Code::NoConvergence, fmt::format("none of {} starts of {} gave a finite impedance",
                                                 options.starts, fit.text));
  }
  auto& best = minima.front();
  auto p = search.parameters(best.at.x);
  search.model().order_equal_parts(p, movable);
  fit.sum_of_squares = best.at.sum_of_squares;
  fit.converged = best.at.converged;
  fit.reached = best.starts;
  fit.scatter = std::sqrt(fit.sum_of_squares / static_cast<double>(fit.numbers - fit.free));
  const auto names = circuit.parameter_names();
  for (std::size_t k = 0; k < p.size(); ++k) {
    fit.parameters.push_back({.name = names[k],
                              .unit = circuit.parameter(k).unit,
                              .value = p[k],
                              .fixed = ranges[k].fixed.has_value()});
  }
  for (std::size_t k = 1; k < minima.size(); ++k) {
    if (minima[k].at.sum_of_squares > options.minima_within * fit.sum_of_squares) break;
    auto other = search.parameters(minima[k].at.x);
    search.model().order_equal_parts(other, movable);
    fit.others.push_back({std::move(other), minima[k].at.sum_of_squares, minima[k].starts});
  }
  add_criteria(fit);
  add_errors(fit, search, search.coordinates(p));
  const auto z = search.model().impedance(p);
  fit.impedance.assign(z.begin(), z.end());
  for (std::size_t i = 0; i < spectrum.size(); ++i) {
    const auto residual =
        100.0 * (spectrum.impedance[i] - fit.impedance[i]) / std::abs(spectrum.impedance[i]);
    fit.residual_re.push_back(residual.real());
    fit.residual_im.push_back(residual.imag());
  }
  return fit;
}

}  // namespace niter::analysis
