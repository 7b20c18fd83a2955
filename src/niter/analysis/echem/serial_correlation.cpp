#include "niter/analysis/echem/serial_correlation.hpp"

#include <algorithm>
#include <cmath>

#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

// n / tau, as a count of independent readings
double effective(std::size_t n, const SerialCorrelation& serial) {
  return static_cast<double>(n) / serial.time;
}

int freedom_of(double readings, int parameters) {
  return std::max(1, static_cast<int>(std::floor(readings)) - parameters);
}

}  // namespace

namespace {

/// Means of blocks, so that a long record costs no more than a short one.
std::vector<double> block_means(std::span<const double> y, std::size_t block) {
  std::vector<double> means;
  for (std::size_t first = 0; first + block <= y.size(); first += block) {
    double sum = 0;
    for (std::size_t i = first; i < first + block; ++i) sum += y[i];
    means.push_back(sum / static_cast<double>(block));
  }
  return means;
}

double mean_square(std::span<const double> y) {
  double sum = 0;
  for (const double value : y) sum += value * value;
  return sum / static_cast<double>(y.size());
}

}  // namespace

SerialCorrelation serial_correlation(std::span<const double> residuals, int parameters) {
  constexpr std::size_t most = 4000;
  if (residuals.size() > 2 * most) {
    const std::size_t block = residuals.size() / most;
    const auto blocks = block_means(residuals, block);
    SerialCorrelation result;
    double steps = 0;
    double products = 0;
    for (std::size_t i = 1; i < residuals.size(); ++i) {
      steps += (residuals[i] - residuals[i - 1]) * (residuals[i] - residuals[i - 1]);
      products += residuals[i] * residuals[i - 1];
    }
    const double square = mean_square(residuals) * static_cast<double>(residuals.size());
    if (!(square > 0)) return result;
    result.durbin_watson = steps / square;
    result.lag_one = products / square;
    // the variance of the mean is the same, counted in blocks or in readings
    const double time = serial_correlation(blocks, parameters).time * mean_square(blocks) /
                        mean_square(residuals) * static_cast<double>(block);
    result.time = std::max(time, 1.0);
    return result;
  }
  constexpr double window = 5;  // of tau
  constexpr std::size_t least = 4;
  SerialCorrelation result;
  const std::size_t n = residuals.size();
  double square = 0;
  for (const double e : residuals) square += e * e;
  if (n < least || !(square > 0)) return result;
  double steps = 0;
  for (std::size_t i = 1; i < n; ++i) {
    steps += (residuals[i] - residuals[i - 1]) * (residuals[i] - residuals[i - 1]);
  }
  result.durbin_watson = steps / square;
  double sum = 1;
  std::size_t lags = 0;
  for (std::size_t k = 1; k < n; ++k) {
    double product = 0;
    for (std::size_t i = k; i < n; ++i) product += residuals[i] * residuals[i - k];
    const double r = product / square;
    if (k == 1) result.lag_one = r;
    sum += 2 * r;
    lags = k;
    if (static_cast<double>(k) >= window * std::max(sum, 1.0)) break;
  }
  const double taken = 2.0 * static_cast<double>(lags) * parameters / static_cast<double>(n);
  result.time = std::clamp(sum * (1 + taken), 1.0, static_cast<double>(n) / 2);
  return result;
}

Result<SerialLine> fit_serial_line(std::span<const double> x, std::span<const double> y) {
  NITER_TRY(const auto line, fit_line(x, y));
  std::vector<double> residuals(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    residuals[i] = y[i] - line.intercept - line.slope * x[i];
  }
  SerialLine result{line.intercept,
                    line.slope,
                    line.intercept_sigma,
                    line.slope_sigma,
                    line.correlation,
                    line.scatter,
                    serial_correlation(residuals, 2),
                    1};
  const double wider = std::sqrt(result.serial.time);
  result.intercept_sigma *= wider;
  result.slope_sigma *= wider;
  result.freedom = freedom_of(effective(x.size(), result.serial), 2);
  return result;
}

Result<SerialMean> serial_mean(std::span<const double> values) {
  if (values.size() < 2) {
    return fail(Code::InvalidInput, "a mean with an uncertainty needs two values or more");
  }
  const auto n = static_cast<double>(values.size());
  SerialMean result;
  for (const double value : values) result.value += value / n;
  std::vector<double> residuals;
  double square = 0;
  for (const double value : values) {
    residuals.push_back(value - result.value);
    square += residuals.back() * residuals.back();
  }
  result.serial = serial_correlation(residuals, 1);
  result.scatter = std::sqrt(square / (n - 1));
  const double readings = effective(values.size(), result.serial);
  result.sigma = result.scatter / std::sqrt(readings);
  result.freedom = freedom_of(readings, 1);
  return result;
}

}  // namespace niter::analysis
