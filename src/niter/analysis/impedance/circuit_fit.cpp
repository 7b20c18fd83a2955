#include "niter/analysis/impedance/circuit_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "niter/analysis/impedance/circuit_errors.hpp"
#include "niter/analysis/impedance/circuit_minima.hpp"
#include "niter/analysis/impedance/circuit_search.hpp"
#include "niter/analysis/number_text.hpp"
#include "niter/base/text.hpp"

namespace niter::analysis {

namespace {

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

void add_criteria(CircuitFit& fit) {
  const auto n = static_cast<double>(fit.numbers);
  const auto k = static_cast<double>(fit.free + 1);  // the scatter is estimated too
  // a perfect fit is as good as round-off
  const double likelihood = n * std::log(std::max(fit.sum_of_squares / n, 1e-60));
  fit.aicc = likelihood + 2 * k +
             (n > k + 1 ? 2 * k * (k + 1) / (n - k - 1) : std::numeric_limits<double>::infinity());
  fit.bic = likelihood + k * std::log(n);
}

Status check(const Spectrum& spectrum, const CircuitFitOptions& options) {
  if (options.starts < 1) return fail(Code::InvalidInput, "at least one start is needed");
  for (std::size_t i = 0; i < spectrum.size(); ++i) {
    if (std::abs(spectrum.impedance[i]) > 0) continue;
    return fail(Code::InvalidInput,
                fmt::format("the impedance at {:g} Hz is zero", spectrum.frequency[i]));
  }
  return {};
}

/// Parameters that nothing but the element itself confines.
std::vector<bool> movable_of(const Circuit& circuit, const std::vector<ParameterRange>& ranges) {
  std::vector<bool> movable;
  for (std::size_t k = 0; k < ranges.size(); ++k) {
    const auto& kind = circuit.parameter(k);
    movable.push_back(ranges[k].fixed.has_value() == kind.fixed && ranges[k].lower == kind.lower &&
                      ranges[k].upper == kind.upper);
  }
  return movable;
}

void add_residuals(CircuitFit& fit, CircuitSearch& search, const Spectrum& spectrum) {
  const auto z = search.model().impedance(fit.values());
  fit.impedance.assign(z.begin(), z.end());
  for (std::size_t i = 0; i < spectrum.size(); ++i) {
    const auto measured = spectrum.impedance[i];
    const auto residual = 100.0 * (measured - fit.impedance[i]) / std::abs(measured);
    fit.residual_re.push_back(residual.real());
    fit.residual_im.push_back(residual.imag());
  }
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
  NITER_TRY(const auto ranges, ranges_of(circuit, options));
  NITER_OK(check(spectrum, options));
  CircuitSearch search(circuit, spectrum, options.weight, ranges);
  CircuitFit fit;
  fit.circuit = circuit;
  fit.weight = options.weight;
  NITER_TRY(fit.text, to_text(circuit, circuit.notation));
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

  const auto movable = movable_of(circuit, ranges);
  const auto ordered = [&](const Minimum& minimum) {
    auto p = search.parameters(minimum.at.x);
    search.model().order_equal_parts(p, movable);
    return p;
  };
  const auto& best = minima.front();
  const auto p = ordered(best);
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
    const auto& other = minima[k];
    if (other.at.sum_of_squares > options.minima_within * fit.sum_of_squares) break;
    fit.others.push_back({ordered(other), other.at.sum_of_squares, other.starts});
  }
  add_criteria(fit);
  add_errors(fit, search, search.coordinates(p));
  add_residuals(fit, search, spectrum);
  return fit;
}

}  // namespace niter::analysis
