#include "niter/analysis/impedance/circuit_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace niter::analysis {

namespace {

using Complex = std::complex<double>;

double uniform(std::mt19937_64& stream, double from, double to) {
  return from + (to - from) * (static_cast<double>(stream() >> 11) * 0x1p-53);
}
double log_uniform(std::mt19937_64& stream, double from, double to) {
  return std::exp(uniform(stream, std::log(from), std::log(to)));
}

bool is_number(const ElementParameter& kind) {
  return kind.impedance_power == 0 && kind.time_power == 0;
}

}  // namespace

CircuitSearch::CircuitSearch(const Circuit& circuit, const Spectrum& spectrum, Weight weight,
                             std::vector<ParameterRange> ranges)
    : circuit_(circuit),
      spectrum_(spectrum),
      model_(circuit, spectrum.frequency),
      ranges_(std::move(ranges)) {
  for (const auto& use : circuit_.elements) {
    const std::size_t first = kinds_.size();
    for (const auto& kind : use.element->parameters) {
      kinds_.push_back(kind);
      first_of_element_.push_back(first);
    }
  }
  for (std::size_t k = 0; k < ranges_.size(); ++k) {
    if (!ranges_[k].fixed) free_.push_back(k);
  }
  for (const auto z : spectrum_.impedance) {
    const double modulus = std::abs(z);
    const double least = 1e-3 * modulus;
    switch (weight) {
      case Weight::Modulus:
        weight_re_.push_back(1 / modulus);
        weight_im_.push_back(1 / modulus);
        break;
      case Weight::Unit:
        weight_re_.push_back(1);
        weight_im_.push_back(1);
        break;
      case Weight::Proportional:
        weight_re_.push_back(1 / std::max(std::abs(z.real()), least));
        weight_im_.push_back(1 / std::max(std::abs(z.imag()), least));
        break;
    }
  }
  // a branch whose level the user set is not scaled
  for (const auto& branch : model_.branches()) {
    bool scalable = true;
    for (std::size_t k = branch.first; k < branch.last; ++k) {
      if (kinds_[k].impedance_power != 0 && ranges_[k].fixed) scalable = false;
    }
    scalable_.push_back(scalable);
  }
}

double CircuitSearch::round_off() const {
  double squares = 0;
  for (std::size_t i = 0; i < spectrum_.size(); ++i) {
    squares += std::norm(spectrum_.impedance[i]) * weight_re_[i] * weight_re_[i];
  }
  return 1e-20 * squares;
}

// r = Z(model) - Z(data), real parts first
void CircuitSearch::residuals(std::span<const Complex> z, std::span<double> r) const {
  const std::size_t n = spectrum_.size();
  for (std::size_t i = 0; i < n; ++i) {
    const Complex difference = z[i] - spectrum_.impedance[i];
    r[i] = difference.real() * weight_re_[i];
    r[n + i] = difference.imag() * weight_im_[i];
  }
}

std::vector<double> CircuitSearch::parameters(std::span<const double> coordinates) const {
  std::vector<double> p(ranges_.size());
  for (std::size_t k = 0; k < p.size(); ++k) p[k] = ranges_[k].fixed.value_or(0);
  for (std::size_t c = 0; c < free_.size(); ++c) {
    p[free_[c]] = logarithmic(free_[c]) ? std::exp(coordinates[c]) : coordinates[c];
  }
  return p;
}

std::vector<double> CircuitSearch::coordinates(std::span<const double> parameters) const {
  std::vector<double> u;
  for (const auto k : free_) {
    u.push_back(logarithmic(k) ? std::log(parameters[k]) : parameters[k]);
  }
  return u;
}

std::vector<double> CircuitSearch::slopes(std::span<const double> parameters) const {
  std::vector<double> slope;
  for (const auto k : free_) slope.push_back(logarithmic(k) ? parameters[k] : 1);
  return slope;
}

math::NonlinearProblem CircuitSearch::problem() {
  math::NonlinearProblem problem{.residuals = numbers()};
  for (const auto k : free_) {
    const bool log = logarithmic(k);
    problem.lower.push_back(log ? std::log(ranges_[k].lower) : ranges_[k].lower);
    problem.upper.push_back(log ? std::log(ranges_[k].upper) : ranges_[k].upper);
    // a factor e^2 in one step, a fifth of the range of an exponent: farther the model is another
    problem.largest_step.push_back(log ? 2 : 0.2);
  }
  p_ = parameters(problem.lower);
  problem.evaluate = [this](std::span<const double> u, std::span<double> r,
                            std::span<double> jacobian) {
    for (std::size_t c = 0; c < free_.size(); ++c) {
      p_[free_[c]] = logarithmic(free_[c]) ? std::exp(u[c]) : u[c];
    }
    const auto linear = model_.linearise(p_);
    residuals(linear.z, r);
    const std::size_t n = spectrum_.size();
    for (std::size_t c = 0; c < free_.size(); ++c) {
      const double slope = logarithmic(free_[c]) ? p_[free_[c]] : 1;
      const Complex* const dz = linear.jacobian.data() + free_[c] * n;
      double* const out = jacobian.data() + c * 2 * n;
      for (std::size_t i = 0; i < n; ++i) {
        out[i] = dz[i].real() * slope * weight_re_[i];
        out[n + i] = dz[i].imag() * slope * weight_im_[i];
      }
    }
  };
  return problem;
}

/// One parameter: a number from its range of starts, else level^a tau^b.
double CircuitSearch::draw(Stream& stream, std::size_t k, std::span<const double> p) const {
  const auto& kind = kinds_[k];
  const auto& range = ranges_[k];
  if (range.fixed) return *range.fixed;
  double value = 0;
  if (is_number(kind)) {
    value = kind.upper > 1 ? log_uniform(stream, kind.start_low, kind.start_high)
                           : uniform(stream, kind.start_low, kind.start_high);
  } else {
    // levels around 1 ohm, time constants over the band and a little beyond
    const auto& omega = model_.grid().omega;
    double time_power = kind.time_power;
    if (kind.exponent >= 0) {
      time_power *= p[first_of_element_[k] + static_cast<std::size_t>(kind.exponent)];
    }
    const double level = kind.impedance_power > 0 ? log_uniform(stream, 0.1, 1) : 1;
    const double tau =
        time_power == 0 ? 1 : log_uniform(stream, 0.3 / omega.front(), 3 / omega.back());
    value = std::pow(level, kind.impedance_power) * std::pow(tau, time_power);
  }
  if (value >= range.lower && value <= range.upper) return value;
  return range.lower > 0 ? log_uniform(stream, range.lower, range.upper)
                         : uniform(stream, range.lower, range.upper);
}

/// The normal equations of the levels: data = sum of level_k Z_k over the scalable branches, after
/// the others are taken off.
struct CircuitSearch::Levels {
  std::size_t count;
  std::vector<double> a, b;  // symmetric matrix and right-hand side
  double rest = 0;           // sum of squares of the data

  double at(std::size_t k, std::size_t m) const { return a[k * count + m]; }
};

CircuitSearch::Levels CircuitSearch::level_equations() const {
  const std::size_t count = model_.branches().size();
  Levels levels{count, std::vector<double>(count * count), std::vector<double>(count)};
  for (std::size_t i = 0; i < spectrum_.size(); ++i) {
    Complex data = spectrum_.impedance[i];
    for (std::size_t k = 0; k < count; ++k) {
      if (!scalable_[k]) data -= model_.branch_impedance(k)[i];
    }
    const double re = weight_re_[i] * weight_re_[i];
    const double im = weight_im_[i] * weight_im_[i];
    levels.rest += re * data.real() * data.real() + im * data.imag() * data.imag();
    for (std::size_t k = 0; k < count; ++k) {
      if (!scalable_[k]) continue;
      const Complex zk = model_.branch_impedance(k)[i];
      levels.b[k] += re * zk.real() * data.real() + im * zk.imag() * data.imag();
      for (std::size_t m = 0; m <= k; ++m) {
        if (!scalable_[m]) continue;
        const Complex zm = model_.branch_impedance(m)[i];
        const double product = re * zk.real() * zm.real() + im * zk.imag() * zm.imag();
        levels.a[k * count + m] += product;
        if (m != k) levels.a[m * count + k] += product;
      }
    }
  }
  return levels;
}

/// Z is linear in the level of each branch: the best levels above zero by coordinate descent.
/// Returns the sum of squares.
double CircuitSearch::fit_levels(std::vector<double>& p) {
  model_.impedance(p);
  const Levels levels = level_equations();
  const std::size_t count = levels.count;
  std::vector<double> level(count, 1.0);
  for (std::size_t k = 0; k < count; ++k) {
    if (!scalable_[k]) continue;
    level[k] = std::sqrt(levels.rest / (levels.at(k, k) * static_cast<double>(count)));
  }
  const std::vector<double> usual = level;
  for (int sweep = 0; sweep < 30; ++sweep) {
    for (std::size_t k = 0; k < count; ++k) {
      if (!scalable_[k]) continue;
      double slope = levels.b[k];
      for (std::size_t m = 0; m < count; ++m) {
        if (m != k && scalable_[m]) slope -= levels.at(k, m) * level[m];
      }
      // no branch vanishes: from a level of zero no step leads back
      level[k] = std::max(slope / levels.at(k, k), 1e-3 * usual[k]);
    }
  }
  double squares = levels.rest;
  for (std::size_t k = 0; k < count; ++k) {
    if (!scalable_[k]) continue;
    squares -= 2 * levels.b[k] * level[k];
    for (std::size_t m = 0; m < count; ++m) {
      if (scalable_[m]) squares += levels.at(k, m) * level[k] * level[m];
    }
    const auto& branch = model_.branches()[k];
    for (std::size_t j = branch.first; j < branch.last; ++j) {
      if (ranges_[j].fixed) continue;
      p[j] = std::clamp(p[j] * std::pow(level[k], kinds_[j].impedance_power), ranges_[j].lower,
                        ranges_[j].upper);
    }
  }
  return std::isfinite(squares) ? squares : std::numeric_limits<double>::infinity();
}

std::vector<double> CircuitSearch::start(unsigned seed, int index) {
  std::seed_seq key{seed, static_cast<unsigned>(index)};
  Stream stream(key);
  constexpr int draws = 6;
  std::vector<double> best, p(ranges_.size());
  double least = std::numeric_limits<double>::infinity();
  for (int k = 0; k < draws || best.empty(); ++k) {
    // exponents before what depends on them
    for (const bool numbers : {true, false}) {
      for (std::size_t j = 0; j < p.size(); ++j) {
        if (is_number(kinds_[j]) == numbers) p[j] = draw(stream, j, p);
      }
    }
    const double squares = fit_levels(p);
    if (squares >= least && !best.empty()) continue;
    least = squares;
    best = p;
  }
  // values the text of the circuit gives are where the first start begins
  if (index == 0) {
    for (std::size_t k = 0; k < best.size(); ++k) {
      if (ranges_[k].start) best[k] = *ranges_[k].start;
    }
  }
  return best;
}

}  // namespace niter::analysis
