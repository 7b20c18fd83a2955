#include "niter/analysis/echem/replicates.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "niter/analysis/statistics.hpp"
#include "niter/base/contract.hpp"

namespace niter::analysis {

namespace {

// inputs that at least two runs rest on
std::map<std::string, int> uses(std::span<const Uncertain> values) {
  std::map<std::string, int> count;
  for (const auto& value : values) {
    for (const auto& [name, contribution] : value.contributions()) ++count[name];
  }
  return count;
}

}  // namespace

ReplicateResult replicate_statistics(std::span<const Uncertain> values) {
  NITER_EXPECT(values.size() >= 2, "replicates are two or more");
  const auto k = static_cast<double>(values.size());
  const int freedom = static_cast<int>(values.size()) - 1;
  constexpr double confidence = 0.95;

  Uncertain mean;
  for (const auto& value : values) mean = mean + value / k;
  ReplicateResult result;
  result.mean = mean.value();
  double squares = 0;
  for (const auto& value : values) {
    result.values.push_back(value.value());
    squares += (value.value() - result.mean) * (value.value() - result.mean);
  }
  result.sd = std::sqrt(squares / freedom);
  const double scatter = result.sd / std::sqrt(k);
  result.half_width = student_t(freedom, confidence) * scatter;

  // what all runs share moves the mean as a whole
  const auto count = uses(values);
  double shared = 0;
  for (const auto& [name, contribution] : mean.contributions()) {
    if (count.at(name) > 1) shared += contribution * contribution;
  }
  result.shared_sigma = std::sqrt(shared);
  const double u = std::hypot(scatter, result.shared_sigma);
  constexpr double many = 1000;  // from here on Student's t is that of the normal distribution
  const double effective = scatter > 0 ? std::min(freedom * std::pow(u / scatter, 4), many) : many;
  const double by_scatter = student_t(static_cast<int>(effective), confidence) * u;
  const double by_budget = normal_coverage * mean.sigma();
  result.expanded = std::max(by_scatter, by_budget);

  // scatter against what the runs' own inputs predict
  double weights = 0;
  double weighted = 0;
  double weighted_square = 0;
  for (const auto& value : values) {
    double own = 0;
    for (const auto& [name, contribution] : value.contributions()) {
      if (count.at(name) == 1) own += contribution * contribution;
    }
    if (own == 0) {
      result.probability = std::numeric_limits<double>::quiet_NaN();
      return result;
    }
    const double deviation = value.value() - result.mean;
    weights += 1 / own;
    weighted += deviation / own;
    weighted_square += deviation * deviation / own;
  }
  result.chi2 = weighted_square - weighted * weighted / weights;
  result.probability = chi_squared_tail(result.chi2, freedom);
  return result;
}

std::vector<data::Measure> replicate_means(std::span<const std::vector<data::Measure>> records,
                                           std::vector<std::string>& caveats) {
  NITER_EXPECT(!records.empty(), "a mean is of one record or more");
  if (records.size() == 1) return records.front();
  std::vector<data::Measure> means;
  for (const auto& first : records.front()) {
    std::vector<Uncertain> values;
    for (const auto& record : records) {
      const auto found = std::ranges::find(record, first.id, &data::Measure::id);
      if (found != record.end()) values.push_back(found->value);
    }
    if (values.size() != records.size()) {
      caveats.push_back(fmt::format("{} is not in every record and has no mean", first.title));
      continue;
    }
    const auto n = static_cast<double>(values.size());
    Uncertain mean;
    for (const auto& value : values) mean = mean + value / n;
    double squares = 0;
    for (const auto& value : values) squares += std::pow(value.value() - mean.value(), 2);
    const double sd = std::sqrt(squares / (n - 1));
    const double t = student_t(static_cast<int>(values.size()) - 1, 0.95) / normal_coverage;
    const double by_scatter = t * sd / std::sqrt(n);
    data::Measure measure = first;
    measure.value = mean.sigma() > by_scatter ? mean
                                              : Uncertain::input(first.id + " between replicates",
                                                                 mean.value(), by_scatter);
    measure.note +=
        fmt::format("{}mean of {}, standard deviation {:.4g} {}", first.note.empty() ? "" : "; ",
                    values.size(), sd / first.unit.scale(), first.unit.text());
    means.push_back(std::move(measure));
  }
  return means;
}

}  // namespace niter::analysis
