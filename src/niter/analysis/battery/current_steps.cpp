#include "niter/analysis/battery/current_steps.hpp"

#include <algorithm>
#include <cmath>

#include "niter/analysis/echem/stability_trend.hpp"
#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

constexpr double noise_share = 0.002;  // of the largest current: no step is smaller
constexpr double rest_share = 0.005;   // of the largest current: less is no current
constexpr std::size_t least_rows = 3;
constexpr std::size_t least_trend = 6;

double largest(std::span<const double> current) {
  double most = 0;
  for (const double value : current) most = std::max(most, std::abs(value));
  return most;
}

std::vector<Rows> cut(std::span<const double> current, double tolerance) {
  const double floor = noise_share * largest(current);
  std::vector<Rows> pieces;
  Rows now{0, 1};
  double mean = current.empty() ? 0 : current[0];
  for (std::size_t i = 1; i < current.size(); ++i) {
    if (std::abs(current[i] - mean) > std::max(tolerance * std::abs(mean), floor)) {
      pieces.push_back(now);
      now = {i, i + 1};
      mean = current[i];
      continue;
    }
    now.end = i + 1;
    mean += (current[i] - mean) / static_cast<double>(now.size());
  }
  if (!current.empty()) pieces.push_back(now);
  return pieces;
}

struct Mean {
  double value = 0, sigma = 0;
};
Mean mean_of(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  Mean out;
  for (const double value : values) out.value += value / n;
  if (values.size() < 2) return out;
  double squares = 0;
  for (const double value : values) squares += (value - out.value) * (value - out.value);
  out.sigma = student_t(static_cast<int>(values.size()) - 1, 0.95) / normal_coverage *
              std::sqrt(squares / (n - 1) / n);
  return out;
}

void describe_tail(const CellRecord& record, CurrentStep& step) {
  const auto t = step.tail.of(record.time), v = step.tail.of(record.voltage);
  const Mean current = mean_of(step.tail.of(record.current));
  step.current = current.value;
  step.current_sigma = current.sigma;
  const auto line = v.size() < least_trend ? Result<Trend>(Trend{}) : trend(t, v);
  if (v.size() < least_trend || !line) {
    const Mean voltage = mean_of(v);
    step.voltage = voltage.value;
    step.voltage_sigma = voltage.sigma;
    step.end_voltage = v.back();
    step.end_sigma = voltage.sigma * std::sqrt(static_cast<double>(v.size()));
    return;
  }
  const double wider = line->coverage / normal_coverage;
  step.voltage = line->mean;
  step.voltage_sigma = wider * line->mean_sigma;
  step.end_voltage = line->at(t.back());
  step.end_sigma =
      wider * std::hypot(line->mean_sigma, (t.back() - line->middle) * line->slope_sigma);
  step.drift = line->slope;
  step.drift_sigma = wider * line->slope_sigma;
}

}  // namespace

std::vector<CurrentStep> current_steps(const CellRecord& record, const StepRule& rule) {
  std::vector<CurrentStep> steps;
  const double most = largest(record.current);
  for (const Rows rows : cut(record.current, rule.tolerance)) {
    if (rows.size() < least_rows) continue;
    CurrentStep step{.rows = rows, .tail = rows};
    const double begin = record.time[rows.first], end = record.time[rows.end - 1];
    while (step.tail.size() > least_rows &&
           record.time[step.tail.first] < end - rule.tail * (end - begin)) {
      ++step.tail.first;
    }
    describe_tail(record, step);
    step.rest = std::abs(step.current) <= rest_share * most;
    steps.push_back(step);
  }
  return steps;
}

}  // namespace niter::analysis
