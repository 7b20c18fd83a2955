#include "niter/study/spread.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace niter::study {
namespace {

constexpr std::size_t fewest_draws = 8;  // that say something of a spread

}  // namespace

Spread spread(const std::vector<std::vector<double>>& draws) {
  Spread out;
  if (draws.size() < fewest_draws) return out;
  std::size_t places = draws.front().size();
  for (const auto& draw : draws) places = std::min(places, draw.size());
  std::vector<double> here(draws.size());
  for (std::size_t i = 0; i < places; ++i) {
    for (std::size_t d = 0; d < draws.size(); ++d) here[d] = draws[d][i];
    std::sort(here.begin(), here.end());
    const auto quantile = [&](double q) {
      const double place = q * static_cast<double>(here.size() - 1);
      const auto low = static_cast<std::size_t>(place);
      return std::lerp(here[low], here[std::min(low + 1, here.size() - 1)],
                       place - static_cast<double>(low));
    };
    out.low.push_back(quantile(0.05));
    out.high.push_back(quantile(0.95));
  }
  return out;
}

double deviation(const std::vector<double>& draws) {
  if (draws.size() < fewest_draws) return 0;
  const double n = static_cast<double>(draws.size());
  const double mean = std::accumulate(draws.begin(), draws.end(), 0.0) / n;
  double squares = 0;
  for (const double x : draws) squares += (x - mean) * (x - mean);
  return std::sqrt(squares / (n - 1));
}

}  // namespace niter::study
