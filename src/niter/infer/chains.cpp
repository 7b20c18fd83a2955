#include "niter/infer/chains.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <numeric>

namespace niter::infer {
namespace {

constexpr std::size_t shortest = 4;  // a half needs two values for a variance

double mean_of(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

// sum over walkers and steps of (x_i - m)(x_(i+lag) - m) / n, averaged over walkers; m of each
// walker its own.
double autocovariance(const Chains& chains, const std::vector<double>& means, std::size_t lag) {
  const std::size_t n = chains.front().size();
  double total = 0;
  for (std::size_t w = 0; w < chains.size(); ++w) {
    const auto& x = chains[w];
    for (std::size_t i = 0; i + lag < n; ++i) total += (x[i] - means[w]) * (x[i + lag] - means[w]);
  }
  return total / static_cast<double>(n * chains.size());
}

Chains halves(const Chains& chains) {
  const auto half = static_cast<std::ptrdiff_t>(chains.front().size() / 2);
  Chains out;
  for (const auto& x : chains) {
    out.emplace_back(x.begin(), x.begin() + half);
    out.emplace_back(x.end() - half, x.end());
  }
  return out;
}

Chains mapped(const Chains& chains, const std::function<double(double)>& f) {
  Chains out = chains;
  for (auto& x : out) std::transform(x.begin(), x.end(), x.begin(), f);
  return out;
}

double quantile(const Chains& chains, double q) {
  std::vector<double> all;
  for (const auto& x : chains) all.insert(all.end(), x.begin(), x.end());
  const double at = q * static_cast<double>(all.size() - 1);
  const auto low = all.begin() + static_cast<std::ptrdiff_t>(at);
  std::nth_element(all.begin(), low, all.end());
  const double here = *low;
  const auto next = std::min_element(low + 1, all.end());
  return next == all.end() ? here : std::lerp(here, *next, at - std::floor(at));
}

// Every value by the normal deviate of (rank - 3/8) / (count + 1/4), ranks of ties averaged.
Chains rank_normalised(const Chains& chains) {
  std::vector<std::pair<double, double*>> all;
  Chains out = chains;
  for (auto& x : out) {
    for (auto& value : x) all.emplace_back(value, &value);
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  const auto count = static_cast<double>(all.size());
  for (std::size_t i = 0; i < all.size();) {
    std::size_t end = i;
    while (end < all.size() && all[end].first == all[i].first) ++end;
    const double rank = static_cast<double>(i + 1 + end) / 2;
    const double deviate = normal_deviate((rank - 0.375) / (count + 0.25));
    for (; i < end; ++i) *all[i].second = deviate;
  }
  return out;
}

// Within-chain variance, and the estimate of the posterior's that also counts the chains' means.
struct Variances {
  double within = 0, plus = 0;
};

Variances variances(const Chains& chains) {
  const auto n = static_cast<double>(chains.front().size());
  const auto m = static_cast<double>(chains.size());
  std::vector<double> means;
  for (const auto& x : chains) means.push_back(mean_of(x));
  const double within = autocovariance(chains, means, 0) * n / (n - 1);
  const double mean = mean_of(means);
  double between = 0;  // of the means
  for (const double x : means) between += (x - mean) * (x - mean) / (m - 1);
  return {within, (n - 1) / n * within + between};
}

double r_hat_of(const Chains& chains) {
  const auto v = variances(chains);
  return v.within > 0 ? std::sqrt(v.plus / v.within) : std::nan("");
}

// Split chains. rho(t) = 1 - (within - autocovariance(t)) / plus; pairs of neighbours summed while
// positive, each no larger than the one before.
double sample_size(const Chains& chains) {
  const std::size_t n = chains.front().size();
  const auto v = variances(chains);
  if (!(v.within > 0)) return std::nan("");
  std::vector<double> means;
  for (const auto& x : chains) means.push_back(mean_of(x));
  const double unbiased = static_cast<double>(n) / static_cast<double>(n - 1);
  const auto rho = [&](std::size_t t) {
    return 1 - (v.within - unbiased * autocovariance(chains, means, t)) / v.plus;
  };
  double tau = -1, last_pair = 1 + rho(1);
  for (std::size_t t = 0; t + 1 < n; t += 2) {
    const double pair = std::min(last_pair, t == 0 ? last_pair : rho(t) + rho(t + 1));
    if (!(pair > 0)) break;
    tau += 2 * pair;
    last_pair = pair;
  }
  const double count = static_cast<double>(n * chains.size());
  // antithetic chains may be worth more than their length, but not without bound
  return count / std::max(tau, 1 / std::log10(count));
}

bool too_short(const Chains& chains) {
  return chains.empty() || chains.front().size() < shortest;
}

}  // namespace

double normal_deviate(double probability) {
  const double p = std::min(probability, 1 - probability);
  const double t = std::sqrt(-2 * std::log(p));
  double x = t - (2.515517 + t * (0.802853 + t * 0.010328)) /
                     (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  const double above = std::erfc(x / std::numbers::sqrt2) / 2;
  x += (above - p) * std::sqrt(2 * std::numbers::pi) * std::exp(x * x / 2);
  return probability < 0.5 ? -x : x;
}

double autocorrelation_time(const Chains& chains) {
  constexpr double window = 5;
  if (too_short(chains)) return std::nan("");
  double mean = 0;
  for (const auto& x : chains) mean += mean_of(x) / static_cast<double>(chains.size());
  const std::vector<double> means(chains.size(), mean);
  const double at_zero = autocovariance(chains, means, 0);
  if (!(at_zero > 0)) return std::nan("");
  const std::size_t n = chains.front().size();
  double tau = 1;
  for (std::size_t t = 1; t < n; ++t) {
    tau += 2 * autocovariance(chains, means, t) / at_zero;
    if (static_cast<double>(t) >= window * tau) break;
  }
  return tau;
}

double r_hat(const Chains& chains) {
  if (too_short(chains)) return std::nan("");
  const auto split = halves(chains);
  const double median = quantile(split, 0.5);
  const auto folded = mapped(split, [&](double x) { return std::abs(x - median); });
  return std::max(r_hat_of(rank_normalised(split)), r_hat_of(rank_normalised(folded)));
}

double bulk_sample_size(const Chains& chains) {
  if (too_short(chains)) return std::nan("");
  return sample_size(rank_normalised(halves(chains)));
}

double tail_sample_size(const Chains& chains) {
  if (too_short(chains)) return std::nan("");
  const auto split = halves(chains);
  const auto beyond = [&](double q) {
    const double edge = quantile(split, q);
    return sample_size(mapped(split, [&](double x) { return x <= edge ? 1.0 : 0.0; }));
  };
  const double low = beyond(0.05), high = beyond(0.95);
  return low < high ? low : std::isnan(low) ? low : high;
}

}  // namespace niter::infer
