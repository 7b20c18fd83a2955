// Spread: how far posterior draws of simulated numbers lie apart.
#pragma once

#include <cstddef>
#include <vector>

namespace niter::study {

/// The central 90 % over the draws, place by place; empty with fewer than eight draws.
struct Spread {
  std::vector<double> low, high;
};
/// @param draws  of equal places; a longer one is cut
Spread spread(const std::vector<std::vector<double>>& draws);
/// Standard deviation over the draws; zero with fewer than eight.
double deviation(const std::vector<double>& draws);

/// At most so many, evenly out of all, so that every walker and every time of the sample is seen.
template <class T>
std::vector<T> some_of(const std::vector<T>& draws, std::size_t most) {
  if (draws.size() <= most) return draws;
  std::vector<T> out;
  for (std::size_t i = 0; i < most; ++i) out.push_back(draws[i * draws.size() / most]);
  return out;
}

}  // namespace niter::study
