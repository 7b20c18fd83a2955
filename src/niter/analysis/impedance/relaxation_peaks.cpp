#include "niter/analysis/impedance/relaxation_peaks.hpp"

#include <algorithm>
#include <cmath>

namespace niter::analysis {

namespace {

constexpr double least_prominence = 0.05;  // of the height

// every maximum with the lowest place to its neighbours as border
std::vector<PeakRange> all_maxima(std::span<const double> gamma) {
  std::vector<PeakRange> peaks;
  std::size_t border = 0;
  bool rising = true;
  for (std::size_t i = 1; i < gamma.size(); ++i) {
    if (rising && gamma[i] < gamma[i - 1]) {
      if (gamma[i - 1] > 0) peaks.push_back({border, i - 1, i});
      rising = false;
    } else if (!rising && gamma[i] > gamma[i - 1]) {
      border = i - 1;
      rising = true;
    }
    if (!rising && !peaks.empty()) peaks.back().last = i;
  }
  if (rising && gamma.back() > 0 && gamma.back() > gamma[border]) {
    peaks.push_back({border, gamma.size() - 1, gamma.size() - 1});
  }
  return peaks;
}

// height of the borders to the neighbours, zero where there is none
double left_border(const std::vector<PeakRange>& peaks, std::span<const double> gamma,
                   std::size_t k) {
  return k > 0 ? gamma[peaks[k].first] : 0;
}
double right_border(const std::vector<PeakRange>& peaks, std::span<const double> gamma,
                    std::size_t k) {
  return k + 1 < peaks.size() ? gamma[peaks[k].last] : 0;
}

double prominence(const std::vector<PeakRange>& peaks, std::span<const double> gamma,
                  std::size_t k) {
  const double height = gamma[peaks[k].top];
  return (height - std::max(left_border(peaks, gamma, k), right_border(peaks, gamma, k))) / height;
}

// The weakest peak joins its neighbour across the shallower border, the larger one if both are
// equal, as long as its strength is below the limit.
template <class Strength>
void merge_while(std::vector<PeakRange>& peaks, std::span<const double> gamma, double limit,
                 const Strength& strength) {
  while (peaks.size() > 1) {
    std::size_t weakest = 0;
    for (std::size_t k = 1; k < peaks.size(); ++k) {
      if (strength(k) < strength(weakest)) weakest = k;
    }
    if (strength(weakest) >= limit) return;
    const double left = left_border(peaks, gamma, weakest);
    const double right = right_border(peaks, gamma, weakest);
    const bool leftwards =
        weakest + 1 == peaks.size() ||
        (weakest > 0 &&
         (left > right || (left == right && strength(weakest - 1) > strength(weakest + 1))));
    PeakRange& target = peaks[leftwards ? weakest - 1 : weakest + 1];
    target.first = std::min(target.first, peaks[weakest].first);
    target.last = std::max(target.last, peaks[weakest].last);
    if (gamma[peaks[weakest].top] > gamma[target.top]) target.top = peaks[weakest].top;
    peaks.erase(peaks.begin() + static_cast<std::ptrdiff_t>(weakest));
  }
}

}  // namespace

double peak_area(std::span<const double> tau, std::span<const double> gamma, std::size_t first,
                 std::size_t last) {
  double area = 0;
  for (std::size_t i = first; i < last; ++i) {
    area += 0.5 * (gamma[i] + gamma[i + 1]) * std::log(tau[i + 1] / tau[i]);
  }
  return area;
}

std::vector<PeakRange> find_peaks(std::span<const double> tau, std::span<const double> gamma,
                                  double least) {
  auto peaks = all_maxima(gamma);
  merge_while(peaks, gamma, least_prominence,
              [&](std::size_t k) { return prominence(peaks, gamma, k); });
  double largest = 0;
  const auto area = [&](std::size_t k) {
    return peak_area(tau, gamma, peaks[k].first, peaks[k].last);
  };
  for (std::size_t k = 0; k < peaks.size(); ++k) largest = std::max(largest, area(k));
  merge_while(peaks, gamma, least * largest, area);
  return peaks;
}

RelaxationPeak peak_of(std::span<const double> tau, std::span<const double> gamma,
                       const PeakRange& range) {
  RelaxationPeak peak;
  peak.tau = tau[range.top];
  peak.height = gamma[range.top];
  peak.low = tau[range.first];
  peak.high = tau[range.last];
  peak.resistance = peak_area(tau, gamma, range.first, range.last);
  if (range.top == 0 || range.top + 1 >= tau.size()) return peak;
  const double left = gamma[range.top] - gamma[range.top - 1];
  const double right = gamma[range.top] - gamma[range.top + 1];
  if (left + right <= 0) return peak;
  const double shift = 0.5 * (left - right) / (left + right);  // in steps of the grid
  peak.tau *= std::pow(tau[range.top + 1] / tau[range.top], shift);
  peak.height += 0.25 * (left - right) * shift;
  return peak;
}

}  // namespace niter::analysis
