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

/// Levels around 1 ohm, time constants over the band and a little beyond.
void CircuitSearch::draw(Stream& stream, std::vector<double>& p) const {
  const auto& omega = model_.grid().omega;
  const double fastest = 0.3 / omega.front();
  const double slowest = 3 / omega.back();
  // exponents before what depends on them
  for (const bool exponents : {true, false}) {
    for (std::size_t k = 0; k < p.size(); ++k) {
      const auto& kind = kinds_[k];
      const auto& range = ranges_[k];
      const bool number = kind.impedance_power == 0 && kind.time_power == 0;
      if (number != exponents) continue;
      if (range.fixed) {
        p[k] = *range.fixed;
        continue;
      }
      if (number) {
        p[k] = kind.upper > 1 ? log_uniform(stream, kind.start_low, kind.start_high)
                              : uniform(stream, kind.start_low, kind.start_high);
      } else {
        double time_power = kind.time_power;
        if (kind.exponent >= 0) {
          time_power *= p[first_of_element_[k] + static_cast<std::size_t>(kind.exponent)];
        }
        const double level = kind.impedance_power > 0 ? log_uniform(stream, 0.1, 1) : 1;
        const double tau = time_power == 0 ? 1 : log_uniform(stream, fastest, slowest);
        p[k] = std::pow(level, kind.impedance_power) * std::pow(tau, time_power);
      }
      if (p[k] < range.lower || p[k] > range.upper) {
        p[k] = range.lower > 0 ? log_uniform(stream, range.lower, range.upper)
                               : uniform(stream, range.lower, range.upper);
      }
    }
  }
}

/// Z is linear in the level of each branch: the best levels above zero by coordinate descent.
/// Returns the sum of squares.
double CircuitSearch::fit_levels(std::vector<double>& p) {
  model_.impedance(p);
  const std::size_t n = spectrum_.size();
  const std::size_t count = model_.branches().size();
  // normal equations of the scalable branches, after the others are taken off the data
  std::vector<double> a(count * count), b(count), level(count, 1.0);
  double rest = 0;
  for (std::size_t i = 0; i < n; ++i) {
    Complex data = spectrum_.impedance[i];
    for (std::size_t k = 0; k < count; ++k) {
      if (!scalable_[k]) data -= model_.branch_impedance(k)[i];
    }
    const double re = weight_re_[i] * weight_re_[i];
    const double im = weight_im_[i] * weight_im_[i];
    rest += re * data.real() * data.real() + im * data.imag() * data.imag();
    for (std::size_t k = 0; k < count; ++k) {
      if (!scalable_[k]) continue;
      const Complex zk = model_.branch_impedance(k)[i];
      b[k] += re * zk.real() * data.real() + im * zk.imag() * data.imag();
      for (std::size_t m = 0; m <= k; ++m) {
        if (!scalable_[m]) continue;
        const Complex zm = model_.branch_impedance(m)[i];
        a[k * count + m] += re * zk.real() * zm.real() + im * zk.imag() * zm.imag();
      }
    }
  }
  const auto at = [&](std::size_t k, std::size_t m) {
    return k >= m ? a[k * count + m] : a[m * count + k];
  };
  for (std::size_t k = 0; k < count; ++k) {
    // no branch vanishes: from a level of zero no step leads back
    level[k] = scalable_[k] ? std::sqrt(rest / (at(k, k) * static_cast<double>(count))) : 1;
  }
  const std::vector<double> least = level;
  for (int sweep = 0; sweep < 30; ++sweep) {
    for (std::size_t k = 0; k < count; ++k) {
      if (!scalable_[k]) continue;
      double slope = b[k];
      for (std::size_t m = 0; m < count; ++m) {
        if (m != k && scalable_[m]) slope -= at(k, m) * level[m];
      }
      level[k] = std::max(slope / at(k, k), 1e-3 * least[k]);
    }
  }
  double squares = rest;
  for (std::size_t k = 0; k < count; ++k) {
    if (!scalable_[k]) continue;
    squares -= 2 * b[k] * level[k];
    for (std::size_t m = 0; m < count; ++m) {
      if (scalable_[m]) squares += at(k, m) * level[k] * level[m];
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
    draw(stream, p);
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
