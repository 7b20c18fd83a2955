#include "niter/analysis/monte_carlo.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <numbers>
#include <random>

#include <fmt/format.h>

#include "niter/analysis/statistics.hpp"
#include "niter/base/contract.hpp"

namespace niter::analysis {

namespace {

constexpr int fewest_draws = 1000;  // below, the ends of a 95 % interval are guesswork

// Own transforms: the distributions of the standard library differ between libraries, the generator
// does not.
class Generator {
 public:
  explicit Generator(int seed) : bits_(static_cast<std::uint64_t>(seed)) {}

  // evenly in (0, 1)
  double uniform() { return (static_cast<double>(bits_() >> 11) + 0.5) * 0x1p-53; }

  // Box and Muller: a pair at a time
  double normal() {
    if (has_spare_) {
      has_spare_ = false;
      return spare_;
    }
    const double radius = std::sqrt(-2 * std::log(uniform()));
    const double angle = 2 * std::numbers::pi * uniform();
    spare_ = radius * std::sin(angle);
    has_spare_ = true;
    return radius * std::cos(angle);
  }

  double draw(const RandomInput& input) {
    if (input.sigma == 0) return input.value;
    if (input.distribution == Distribution::Rectangular) {
      return input.value + std::numbers::sqrt3 * input.sigma * (2 * uniform() - 1);
    }
    double x = input.value + input.sigma * normal();
    while (input.distribution == Distribution::Truncated && x < 0) {
      x = input.value + input.sigma * normal();
    }
    return x;
  }

 private:
  std::mt19937_64 bits_;
  double spare_ = 0;
  bool has_spare_ = false;
};

// 7.7: the interval that leaves 2.5 % of the sorted trials on either side
Sampled summary(std::vector<double>& trials) {
  const auto n = static_cast<double>(trials.size());
  Sampled sampled;
  for (const double y : trials) sampled.mean += y / n;
  double squares = 0;
  for (const double y : trials) squares += (y - sampled.mean) * (y - sampled.mean);
  sampled.sd = std::sqrt(squares / (n - 1));

  const auto inside = static_cast<std::ptrdiff_t>(std::lround(0.95 * n));
  const std::ptrdiff_t first = (std::ssize(trials) - inside) / 2;
  const auto ranked = [&](std::ptrdiff_t rank) {
    std::nth_element(trials.begin(), trials.begin() + rank, trials.end());
    return trials[static_cast<std::size_t>(rank)];
  };
  sampled.low = ranked(first);
  sampled.high = ranked(std::min(first + inside, std::ssize(trials) - 1));
  return sampled;
}

Status check(std::span<const RandomInput> inputs, const MonteCarloOptions& options) {
  if (options.draws < fewest_draws) {
    return fail(Code::InvalidInput, fmt::format("{} Monte Carlo draws are too few", options.draws),
                fmt::format("use {} or more, or 0 to leave the cross-check out", fewest_draws));
  }
  for (const auto& input : inputs) {
    const bool hopeless = input.value < 0 && input.value <= -4 * input.sigma;
    if (input.distribution == Distribution::Truncated && hopeless) {
      return fail(Code::InvalidInput,
                  fmt::format("'{}' is declared as never below zero, but is {} +- {} (SI)",
                              input.name, input.value, input.sigma));
    }
  }
  return {};
}

}  // namespace

std::span<const std::pair<std::string_view, Distribution>> enum_names(Distribution) {
  static constexpr std::array<std::pair<std::string_view, Distribution>, 3> names{
      {{"normal", Distribution::Normal},
       {"rectangular", Distribution::Rectangular},
       {"truncated", Distribution::Truncated}}};
  return names;
}

Result<std::vector<Sampled>> monte_carlo(std::span<const RandomInput> inputs, std::size_t outputs,
                                         const TrialModel& model,
                                         const MonteCarloOptions& options) {
  NITER_OK(check(inputs, options));
  const auto draws = static_cast<std::size_t>(options.draws);
  Generator generator(options.seed);
  std::vector<std::vector<double>> trials(outputs, std::vector<double>(draws));
  std::vector<double> x(inputs.size());
  std::vector<double> y(outputs);

  for (std::size_t trial = 0; trial < draws; ++trial) {
    for (std::size_t i = 0; i < inputs.size(); ++i) x[i] = generator.draw(inputs[i]);
    model(x, y);
    for (std::size_t k = 0; k < outputs; ++k) {
      if (!std::isfinite(y[k])) {
        return fail(Code::Inconsistent,
                    fmt::format("Monte Carlo trial {} has no finite result", trial + 1),
                    "an input that something is divided by reaches zero within its uncertainty");
      }
      trials[k][trial] = y[k];
    }
  }

  std::vector<Sampled> sampled;
  for (auto& column : trials) sampled.push_back(summary(column));
  return sampled;
}

bool agree(const Uncertain& linear, const Sampled& sampled) {
  const double u = linear.sigma();
  if (u == 0) return sampled.low == sampled.high;
  const double tolerance = 0.1 * u;
  return std::abs(linear.value() - normal_coverage * u - sampled.low) <= tolerance &&
         std::abs(linear.value() + normal_coverage * u - sampled.high) <= tolerance;
}

}  // namespace niter::analysis
