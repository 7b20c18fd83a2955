// NormalDeviates: random numbers that are the same for a seed on every machine and library.
#pragma once

#include <cstdint>
#include <random>

namespace niter::twin {

/// Standard normal numbers by von Neumann's method of comparing uniform numbers: no logarithm or
/// cosine is called, whose last bits differ between libraries. The generator is std::mt19937_64,
/// which the C++ standard fixes to the bit (std::normal_distribution it does not).
///
/// @source karney2016, algorithm N
class NormalDeviates {
 public:
  /// Streams of one seed are independent of each other, so that an effect can be left out without
  /// changing the others.
  explicit NormalDeviates(std::uint64_t seed, std::uint64_t stream = 0);

  /// Uniform in [0, 1), a multiple of 2^-53.
  double uniform();
  /// Mean 0, variance 1.
  double next();

 private:
  bool with_probability_of_exp_half();
  bool with_probability_of_exp(int k, double x);

  std::mt19937_64 engine_;
};

}  // namespace niter::twin
