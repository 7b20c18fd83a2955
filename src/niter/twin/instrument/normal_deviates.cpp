#include "niter/twin/instrument/normal_deviates.hpp"

namespace niter::twin {
namespace {

// One step of the splitmix64 generator: spreads seeds 1, 2, 3 and streams over all 64 bits.
/// @source steele2014 (mix64variant13)
std::uint64_t scatter(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

}  // namespace

NormalDeviates::NormalDeviates(std::uint64_t seed, std::uint64_t stream)
    : engine_(scatter(scatter(seed) + stream)) {}

double NormalDeviates::uniform() {
  return static_cast<double>(engine_() >> 11U) * 0x1p-53;
}

// true with probability exp(-1/2): the run 1/2 > u1 > u2 > ... has even length
bool NormalDeviates::with_probability_of_exp_half() {
  double last = 0.5;
  for (bool even = true;; even = !even) {
    const double u = uniform();
    if (u >= last) return even;
    last = u;
  }
}

// true with probability exp(-x (2k + x)/(2k + 2)), 0 <= x < 1
bool NormalDeviates::with_probability_of_exp(int k, double x) {
  const double rate = (2 * k + x) / (2 * k + 2);
  double last = x;
  for (bool even = true;; even = !even) {
    const double u = uniform();
    if (u >= last || uniform() >= rate) return even;
    last = u;
  }
}

double NormalDeviates::next() {
  while (true) {
    // the whole part k has weight exp(-k^2/2): k from exp(-k/2), kept with exp(-k (k-1)/2)
    int k = 0;
    while (with_probability_of_exp_half()) ++k;
    bool keep = true;
    for (int trial = 0; keep && trial < k * (k - 1); ++trial) keep = with_probability_of_exp_half();
    if (!keep) continue;
    // the fraction x then has weight exp(-x (2k + x)/2)
    const double x = uniform();
    for (int trial = 0; keep && trial <= k; ++trial) keep = with_probability_of_exp(k, x);
    if (!keep) continue;
    return uniform() < 0.5 ? -(k + x) : k + x;
  }
}

}  // namespace niter::twin
