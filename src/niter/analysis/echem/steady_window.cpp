#include "niter/analysis/echem/steady_window.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/statistics.hpp"
#include "niter/base/text.hpp"

namespace niter::analysis {

namespace {

constexpr std::size_t least_points = 10;

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

Status check_times(std::span<const double> t, std::span<const double> y) {
  if (t.size() != y.size() || t.size() < least_points) {
    return fail(Code::InvalidInput, fmt::format("{} times and {} readings: {} or more are needed",
                                                t.size(), y.size(), least_points));
  }
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (!std::isfinite(t[i]) || !std::isfinite(y[i]) || (i > 0 && !(t[i] > t[i - 1]))) {
      return fail(Code::InvalidInput, fmt::format("point {}: a reading is missing, or time does "
                                                  "not grow",
                                                  i + 1));
    }
  }
  return {};
}

Result<SteadyWindow> describe(std::span<const double> t, std::span<const double> y,
                              std::size_t first, std::size_t last) {
  const auto times = t.subspan(first, last - first + 1);
  const auto values = y.subspan(first, last - first + 1);
  SteadyWindow window;
  window.first = first;
  window.start = times.front();
  window.end = times.back();
  std::vector<double> since;
  for (const double time : times) since.push_back(time - window.start);
  NITER_TRY(window.mean, serial_mean(values));
  NITER_TRY(window.line, fit_serial_line(since, values));
  window.change = window.line.slope * since.back();
  return window;
}

}  // namespace

Result<SteadyWindow> find_steady(std::span<const double> t, std::span<const double> y,
                                 Allowed allowed) {
  constexpr int starts = 50;
  constexpr double kept = 0.2;  // of the time
  NITER_OK(check_times(t, y));
  const double span = t.back() - t.front();
  std::size_t last_first = 0;
  for (int k = 0; k <= starts; ++k) {
    const double from = t.front() + span * (1 - kept) * k / starts;
    const auto first =
        static_cast<std::size_t>(std::lower_bound(t.begin(), t.end(), from) - t.begin());
    if (t.size() - first < least_points) break;
    last_first = first;
    const auto values = y.subspan(first);
    const auto line = fit_line(t.subspan(first), values);
    if (!line) continue;
    double mean = 0;
    for (const double value : values) mean += value / static_cast<double>(values.size());
    const double limit = allowed.relative ? allowed.value * std::abs(mean) : allowed.value;
    if (std::abs(line->slope * (t.back() - t[first])) > limit) continue;
    NITER_TRY(auto window, describe(t, y, first, t.size() - 1));
    window.found = true;
    return window;
  }
  return describe(t, y, last_first, t.size() - 1);
}

Result<SteadyWindow> steady_between(std::span<const double> t, std::span<const double> y,
                                    double from, double to) {
  NITER_OK(check_times(t, y));
  const auto first =
      static_cast<std::size_t>(std::lower_bound(t.begin(), t.end(), from) - t.begin());
  const auto end = static_cast<std::size_t>(std::upper_bound(t.begin(), t.end(), to) - t.begin());
  if (end < first + least_points) {
    return fail(Code::InvalidInput, fmt::format("fewer than {} points between {:.4g} and {:.4g} s",
                                                least_points, from, to));
  }
  NITER_TRY(auto window, describe(t, y, first, end - 1));
  window.found = true;
  return window;
}

double reading_noise(std::span<const double> y) {
  constexpr double gauss = 1.4826;  // standard deviation over median deviation, normal noise
  std::vector<double> steps;
  for (std::size_t i = 1; i < y.size(); ++i) steps.push_back(std::abs(y[i] - y[i - 1]));
  return gauss * median(std::move(steps)) / std::sqrt(2.0);
}

Disturbances find_disturbances(std::span<const double> t, std::span<const double> y) {
  constexpr double gap = 5;         // usual intervals
  constexpr double nothing = 1e-3;  // of the usual current
  constexpr double sudden = 8;      // times the noise
  constexpr double kept = 0.5;      // of the difference, by the medians on either side
  constexpr std::size_t side = 5;
  Disturbances found;
  if (check_times(t, y).has_value() == false) return found;
  std::vector<double> intervals;
  std::vector<double> sizes;
  for (std::size_t i = 1; i < t.size(); ++i) intervals.push_back(t[i] - t[i - 1]);
  for (const double value : y) sizes.push_back(std::abs(value));
  const double interval = median(intervals);
  const double usual = median(sizes);
  const double noise = std::max(reading_noise(y), 1e-6 * usual);
  const double sign = median({y.begin(), y.end()}) < 0 ? -1 : 1;
  bool off = false;
  for (std::size_t i = 0; i < t.size(); ++i) {
    const bool zero = std::abs(y[i]) <= nothing * usual;
    if (zero && !off) found.interruptions.emplace_back(t[i], t[i]);
    if (zero) found.interruptions.back().second = t[i];
    off = zero;
  }
  for (std::size_t i = 0; i + 1 < t.size(); ++i) {
    if (t[i + 1] - t[i] > gap * interval) {
      found.gaps.emplace_back(t[i], t[i + 1]);
      continue;
    }
    const double step = y[i + 1] - y[i];
    if (std::abs(step) < sudden * noise) continue;
    // a fast decay is no step: its neighbours go the same way nearly as fast
    std::vector<double> around;
    for (std::size_t k = i + 1 >= side ? i + 1 - side : 0; k < std::min(i + side, t.size() - 1);
         ++k) {
      if (k != i) around.push_back(y[k + 1] - y[k]);
    }
    if (std::abs(step - median(around)) < kept * std::abs(step)) continue;
    if (std::abs(y[i]) <= nothing * usual || std::abs(y[i + 1]) <= nothing * usual) continue;
    const std::size_t before = i + 1 >= side ? i + 1 - side : 0;
    const std::size_t after = std::min(i + 1 + side, t.size());
    const double level = median({y.begin() + static_cast<std::ptrdiff_t>(i + 1),
                                 y.begin() + static_cast<std::ptrdiff_t>(after)}) -
                         median({y.begin() + static_cast<std::ptrdiff_t>(before),
                                 y.begin() + static_cast<std::ptrdiff_t>(i + 1)});
    if (level * step < kept * step * step) continue;  // a single point, not a level
    (sign * step > 0 ? found.rises : found.falls).push_back(t[i + 1]);
  }
  found.sawtooth = found.rises.size() >= 3 && found.rises.size() >= 3 * found.falls.size();
  if (found.sawtooth) return found;
  found.steps = found.rises;
  found.steps.insert(found.steps.end(), found.falls.begin(), found.falls.end());
  std::sort(found.steps.begin(), found.steps.end());
  return found;
}

std::vector<data::Finding> disturbance_findings(const Disturbances& found) {
  constexpr std::size_t listed = 8;
  std::vector<data::Finding> findings;
  const auto add = [&](const char* key, const char* title, std::vector<std::string> times,
                       const char* formula, const char* text) {
    if (times.empty()) return;
    data::Finding finding;
    finding.key = key;
    finding.title = title;
    finding.verdict = data::Verdict::Marginal;
    finding.formula = formula;
    const std::size_t count = times.size();
    if (count > listed) times.resize(listed);
    finding.numbers =
        fmt::format("{}: at {}{}", count, join(times, ", "), count > listed ? " and further" : "");
    finding.tolerance = "none";
    finding.text = text;
    finding.source = "identity: the stated rule";
    findings.push_back(std::move(finding));
  };
  const auto spans = [](const std::vector<std::pair<double, double>>& pairs) {
    std::vector<std::string> out;
    for (const auto& [from, to] : pairs) out.push_back(fmt::format("{:.5g} to {:.5g} s", from, to));
    return out;
  };
  const auto points = [](const std::vector<double>& times) {
    std::vector<std::string> out;
    for (const double time : times) out.push_back(fmt::format("{:.5g} s", time));
    return out;
  };
  add("record-gap", "Nothing was recorded for a while", spans(found.gaps),
      "interval above five usual ones",
      "The trapezium rule bridges a gap by a straight line: the charge there is a guess.");
  add("record-interruption", "The current was off", spans(found.interruptions),
      "|I| below 1/1000 of the usual current",
      "Charge and products of an interrupted run belong to the time under current only.");
  add("record-step", "The current jumps", points(found.steps),
      "difference of neighbours above eight times the noise that stays",
      "A change of current range, a contact or a stirrer: see whether levels before and after are "
      "both meant.");
  if (found.sawtooth) {
    add("record-bubbles", "Bubbles cover the electrode and leave", points(found.rises),
        "three sudden recoveries or more, thrice as many as sudden losses",
        "The mean current depends on how often bubbles leave: stir, or average over many.");
  }
  return findings;
}

}  // namespace niter::analysis
