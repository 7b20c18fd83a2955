#include "niter/analysis/impedance/determined.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/math/fit/levenberg_marquardt.hpp"

namespace niter::analysis {

namespace {

constexpr double loose_log = 0.5, loose_plain = 0.2, firm = 0.1;

/// "Wo1_R / Wo1_tau^0.5", the largest power made 1.
std::string product(const std::vector<std::string>& names, std::vector<double> powers) {
  const double largest = *std::max_element(
      powers.begin(), powers.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
  std::string above;
  std::string below;
  for (std::size_t k = 0; k < names.size(); ++k) {
    const double power = std::round(100 * powers[k] / largest) / 100;
    if (power == 0) continue;
    std::string& side = power > 0 ? above : below;
    if (!side.empty()) side += " ";
    side += std::abs(power) == 1 ? names[k] : fmt::format("{}^{:g}", names[k], std::abs(power));
  }
  return below.empty() ? above : fmt::format("{} / {}", above, below);
}

}  // namespace

std::vector<std::string> undetermined_in_words(const FitCovariance& covariance) {
  const std::size_t n = covariance.names.size();
  const auto at = [&](std::size_t a, std::size_t b) { return covariance.values[a * n + b]; };
  const auto correlation = [&](std::size_t a, std::size_t b) {
    return std::abs(at(a, b)) / std::sqrt(at(a, a) * at(b, b));
  };
  std::vector<std::size_t> loose;
  for (std::size_t a = 0; a < n; ++a) {
    if (std::sqrt(at(a, a)) > (covariance.logarithmic[a] ? loose_log : loose_plain)) {
      loose.push_back(a);
    }
  }
  std::vector<std::string> sentences;
  while (!loose.empty()) {
    // those that move together with the first
    std::vector<std::size_t> set{loose.front()};
    std::vector<std::size_t> rest;
    for (std::size_t k = 1; k < loose.size(); ++k) {
      const bool joins = std::any_of(set.begin(), set.end(), [&](std::size_t member) {
        return correlation(member, loose[k]) > 0.8;
      });
      (joins ? set : rest).push_back(loose[k]);
    }
    loose = std::move(rest);
    std::vector<std::string> names;
    std::vector<double> part;
    for (const auto a : set) {
      names.push_back(covariance.names[a]);
      for (const auto b : set) part.push_back(at(a, b));
    }
    // directions of the set along which the data are firm, among logarithms only
    const bool logs = std::all_of(set.begin(), set.end(),
                                  [&](std::size_t a) { return covariance.logarithmic[a]; });
    std::vector<std::string> products;
    if (logs && set.size() > 1) {
      const auto directions = math::singular_values(part, set.size());
      for (std::size_t k = 0; k < set.size(); ++k) {
        if (std::sqrt(directions.values[k]) > firm) continue;
        const auto first = directions.right.begin() + static_cast<std::ptrdiff_t>(k * set.size());
        products.push_back(
            product(names, {first, first + static_cast<std::ptrdiff_t>(set.size())}));
      }
    }
    const bool one = names.size() == 1;
    if (products.empty()) {
      sentences.push_back(
          fmt::format("{} {} not determined", join(names, " and "), one ? "is" : "are"));
    } else {
      sentences.push_back(fmt::format("{}: only {} {} determined", join(names, " and "),
                                      join(products, " and "),
                                      products.size() == 1 ? "is" : "are"));
    }
  }
  return sentences;
}

}  // namespace niter::analysis
