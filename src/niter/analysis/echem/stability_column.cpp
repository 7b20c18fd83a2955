#include "niter/analysis/echem/stability_column.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/echem/stability_trend.hpp"

namespace niter::analysis {

namespace {

constexpr std::size_t least_points = 10;
constexpr double spikes = 0.02;  // share of points on either side that may leave a held current
constexpr double held_share = 0.005;  // range of a held current over its middle
constexpr double held_volts = 2e-3;   // range of a held potential

Result<const data::Column*> first_of(const data::Table& table, const std::string& wanted,
                                     std::initializer_list<const char*> words) {
  if (!wanted.empty()) {
    NITER_TRY([[maybe_unused]] const auto values, table.column(wanted));
    return table.find(wanted);
  }
  for (const auto* const word : words) {
    if (const auto* const column = table.find(word)) return column;
  }
  NITER_TRY([[maybe_unused]] const auto values, table.column(*words.begin()));
  return nullptr;
}

double range_of(std::vector<double> values) {
  if (std::ranges::any_of(values, [](double value) { return !std::isfinite(value); })) return 0;
  std::ranges::sort(values);
  const auto last = static_cast<double>(values.size() - 1);
  return values[static_cast<std::size_t>(std::ceil((1 - spikes) * last))] -
         values[static_cast<std::size_t>(spikes * last)];
}

// The column that tells of the electrode. Where the instrument holds the current, that is the
// voltage of the cell or the potential: the current says nothing.
Result<const data::Column*> column_of(const data::Table& table, const std::string& wanted) {
  NITER_TRY(const auto* const first, first_of(table, wanted, {"j", "I", "FE", "V", "E"}));
  if (!wanted.empty() || (first->name != "j" && first->name != "I")) return first;
  const auto* const answer = table.find("V") != nullptr ? table.find("V") : table.find("E");
  if (answer == nullptr || first->values.empty()) return first;
  const bool held = range_of(first->values) < held_share * std::abs(median(first->values));
  return held && range_of(answer->values) > held_volts ? answer : first;
}

}  // namespace

Result<Followed> followed(const data::Table& table, const StabilityOptions& options) {
  Followed out;
  NITER_TRY(out.x, first_of(table, options.against, {"t", "cycle"}));
  NITER_TRY(out.y, column_of(table, options.column));
  out.relative = options.loss.unit().same_dimension(Unit::of("1"));
  if (!out.relative && !options.loss.unit().same_dimension(out.y->unit)) {
    return fail(Code::Unit, fmt::format("a loss of {} does not fit '{}' in {}", options.loss.text(),
                                        out.y->name, out.y->unit.text()));
  }
  if (options.skip && !options.skip->unit().same_dimension(out.x->unit)) {
    return fail(Code::Unit, fmt::format("'skip' is {}, but '{}' is in {}", options.skip->text(),
                                        out.x->name, out.x->unit.text()));
  }
  const double begin = out.x->values.empty() ? 0 : out.x->values.front();
  for (std::size_t i = 0; i < out.x->values.size(); ++i) {
    const double x = out.x->values[i], y = out.y->values[i];
    if (!std::isfinite(x) || !std::isfinite(y) || (!out.at.empty() && !(x > out.at.back()))) {
      return fail(
          Code::InvalidInput,
          fmt::format("point {}: '{}' does not grow, or a number is missing", i + 1, out.x->name));
    }
    if (options.skip && x - begin < options.skip->si()) continue;
    out.at.push_back(x);
    out.value.push_back(y);
  }
  if (out.at.size() < least_points) {
    return fail(Code::InvalidInput,
                fmt::format("{} points: a decay needs {} or more", out.at.size(), least_points));
  }
  if (out.relative && median(out.value) < 0) {
    for (double& value : out.value) value = -value;
  }
  return out;
}

}  // namespace niter::analysis
