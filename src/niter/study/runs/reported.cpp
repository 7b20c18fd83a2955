#include "niter/study/runs/reported.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "niter/study/audit/support.hpp"

namespace niter::study {

std::vector<const Fact*> orders_of(const Study& study, std::string_view experiment,
                                   std::string_view of) {
  std::vector<const Fact*> out;
  for (const Fact* fact : study.facts_of("order", experiment)) {
    const auto what = fact->conditions.find("of");
    if (what != fact->conditions.end() && what->second == of) out.push_back(fact);
  }
  return out;
}

std::optional<bool> agrees(const Fact& order, const std::map<std::string, double>& values) {
  double least_above = std::numeric_limits<double>::infinity();
  bool good = true;
  int levels = 0;
  for (const auto& level : rules::ranking(std::get<std::string>(order.value))) {
    double least = std::numeric_limits<double>::infinity(), most = -least;
    for (const std::string& catalyst : level) {
      const auto value = values.find(catalyst);
      if (value == values.end()) continue;
      least = std::min(least, value->second), most = std::max(most, value->second);
    }
    if (most < least) continue;
    good = good && most < least_above;
    least_above = least;
    ++levels;
  }
  return levels < 2 ? std::nullopt : std::optional(good);
}

std::string in_order(const std::map<std::string, double>& values) {
  std::vector<std::pair<double, std::string>> sorted;
  for (const auto& [catalyst, value] : values) sorted.emplace_back(-value, catalyst);
  std::sort(sorted.begin(), sorted.end());
  std::string out;
  for (const auto& [value, catalyst] : sorted) out += (out.empty() ? "" : " > ") + catalyst;
  return out;
}

std::vector<const Fact*> numbers_at(const Study& study, std::string_view measure,
                                    std::string_view experiment, std::string_view catalyst,
                                    double potential) {
  std::vector<const Fact*> out;
  for (const Fact* fact : study.facts_of(measure, experiment, catalyst)) {
    if (fact->kind != FactKind::Number || !fact->is_number()) continue;
    if (fact->potential && std::abs(*fact->potential - potential) < 1e-6) out.push_back(fact);
  }
  return out;
}

std::string as_printed(const std::vector<const Fact*>& facts) {
  std::string out;
  for (const Fact* fact : facts)
    out += fmt::format("{}{:g} {} ({})", out.empty() ? "" : "; ", fact->number(),
                       fact->unit.pretty(), fact->place);
  return out;
}

}  // namespace niter::study
