#include "niter/analysis/under_conditions.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace niter::analysis {

namespace {

// exact in the options: the uncertainty comes in by moving the condition
void hand_on(const Technique& technique, std::string_view key,
             const std::optional<Quantity>& quantity, config::Value& options) {
  const auto takes = technique.options();
  const bool known = std::ranges::any_of(takes, [&](const auto& help) { return help.key == key; });
  if (!quantity || !known || options.find(key) != nullptr) return;
  const Quantity exact(quantity->value(), quantity->unit());
  if (quantity->unit().text() == "1") {
    options.set(std::string(key), exact.value());
  } else {
    options.set(std::string(key), exact.text());
  }
}

Result<data::Reduction> reduce_at(const Technique& technique, std::span<const data::Table> records,
                                  config::Value options, const Conditions& conditions,
                                  const chem::Database& database) {
  std::vector<data::Table> tables;
  for (const auto& record : records) {
    NITER_TRY(tables.emplace_back(),
              through_door(record, conditions, technique.resistance, database));
  }
  hand_on(technique, "area", conditions.area, options);
  hand_on(technique, "series_resistance", conditions.series_resistance, options);
  hand_on(technique, "temperature", conditions.temperature, options);
  hand_on(technique, "pH", conditions.ph, options);
  return technique.reduce(tables, options);
}

void add_contribution(const UncertainCondition& condition, const data::Reduction& up,
                      const data::Reduction& down, data::Reduction& reduction) {
  std::string lost;
  for (auto& measure : reduction.measures) {
    const auto* const above = up.find(measure.id);
    const auto* const below = down.find(measure.id);
    if (above == nullptr || below == nullptr) {
      lost += (lost.empty() ? "" : ", ") + measure.id;
      continue;
    }
    const double contribution = (above->value.value() - below->value.value()) / 2;
    if (contribution == 0) continue;
    measure.value =
        measure.value + Uncertain::chain(0, contribution, Uncertain::input(condition.name, 0, 1));
  }
  if (!lost.empty()) {
    reduction.caveats.push_back(fmt::format(
        "the uncertainty of {} is not in {}: it is not found at both ends", condition.name, lost));
  }
}

}  // namespace

Result<data::Reduction> reduce_under(const Technique& technique,
                                     std::span<const data::Table> records,
                                     const config::Value& options, const Conditions& conditions,
                                     const chem::Database& database) {
  NITER_OK(check_needs(technique, records));
  NITER_TRY(auto reduction, reduce_at(technique, records, options, conditions, database));
  NITER_TRY(const auto uncertain, uncertain_conditions(records.front(), conditions, database));
  for (const auto& condition : uncertain) {
    const auto up = reduce_at(technique, records, options, condition.moved(1), database);
    const auto down = reduce_at(technique, records, options, condition.moved(-1), database);
    if (!up || !down) {
      reduction.caveats.push_back(fmt::format("the uncertainty of {} is not in the budgets: {}",
                                              condition.name,
                                              (up ? down.error() : up.error()).text()));
      continue;
    }
    add_contribution(condition, *up, *down, reduction);
  }
  return reduction;
}

}  // namespace niter::analysis
