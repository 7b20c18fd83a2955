#include "niter/analysis/battery/cycle_findings.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace niter::analysis {

namespace {

using data::Verdict;

constexpr double more = 1.02;  // discharge over charge, above which a cycle gives what it never got
constexpr double alike = 0.01;  // between a counter and our integral
constexpr double off = 0.05;

data::Finding balance_finding(const Cycles& cycles) {
  data::Finding finding;
  finding.key = "cycle-balance";
  finding.title = "No cycle delivers more than it was charged with";
  finding.formula = "W_d <= W_c, Q_d <= Q_c";
  finding.source = "identity: energy is not made in a cycle";
  finding.tolerance = "2 %: self-discharge and side reactions only lower the ratio";
  std::size_t whole = 0;
  for (const auto& cycle : cycles.list) {
    const auto down = cycle.total(true), up = cycle.total(false);
    if (!down || !up) continue;
    ++whole;
    if (down->energy <= 0 || up->energy <= 0) continue;  // told by "delivers"
    if (down->energy <= more * up->energy && down->charge <= more * up->charge) continue;
    finding.numbers += fmt::format("{}cycle {:g}: {:.4g} of the charge, {:.4g} of the energy",
                                   finding.numbers.empty() ? "" : "; ", cycle.number,
                                   down->charge / up->charge, down->energy / up->energy);
    const bool energy = down->energy > more * up->energy;
    if (energy || finding.verdict != Verdict::Inconsistent) {
      finding.verdict = energy ? Verdict::Inconsistent : Verdict::Marginal;
    }
  }
  if (whole == 0) {
    finding.verdict = Verdict::NeedsDatum;
    finding.missing = "charge and discharge in one cycle";
  } else if (finding.numbers.empty()) {
    finding.verdict = Verdict::Consistent;
    finding.numbers = fmt::format("{} whole cycles", whole);
  } else {
    finding.text =
        "A cell that was charged before the record began gives more in its first cycle; else the "
        "signs, or the rule of cycles, are not those of this file.";
  }
  return finding;
}

// a discharge that takes energy is none
std::optional<data::Finding> delivery_finding(const Cycles& cycles) {
  data::Finding finding;
  finding.key = "delivers";
  finding.title = "Discharge delivers energy";
  finding.formula = "W_d = integral of V I dt > 0";
  finding.source = "definition";
  finding.verdict = Verdict::Consistent;
  std::size_t seen = 0;
  for (const auto& cycle : cycles.list) {
    const auto down = cycle.total(true);
    if (!down) continue;
    ++seen;
    if (down->energy > 0) continue;
    finding.verdict = Verdict::Inconsistent;
    finding.numbers +=
        fmt::format("{}cycle {:g}: mean voltage {:.4g} V", finding.numbers.empty() ? "" : "; ",
                    cycle.number, down->mean_voltage());
  }
  if (seen == 0) return std::nullopt;
  if (finding.verdict == Verdict::Consistent) {
    finding.numbers = fmt::format("{} discharges", seen);
  } else {
    finding.text =
        "The cell is driven all the way: its leads are exchanged, or this is one electrode against "
        "a reference. Efficiencies of energy are not given.";
  }
  return finding;
}

const data::Column* counter_of(const data::Table& table, bool discharge) {
  return table.find(discharge ? "Q_discharge" : "Q_charge");
}

// rises of the counter over the whole record; what it is set back by does not count
double counted(const data::Column& counter) {
  double sum = 0;
  for (std::size_t i = 1; i < counter.values.size(); ++i) {
    const double rise = std::abs(counter.values[i]) - std::abs(counter.values[i - 1]);
    if (std::isfinite(rise)) sum += std::max(0.0, rise);
  }
  return sum;
}

std::optional<data::Finding> counter_finding(const CellRecord& record, const Cycles& cycles,
                                             const data::Table& table,
                                             const std::optional<Quantity>& area) {
  if (record.per_area && !area) return std::nullopt;
  data::Finding finding;
  finding.key = "counted-charge";
  finding.title = "The instrument counted the same charge";
  finding.formula = "rises of its capacity, and the integral of I dt";
  finding.tolerance = "1 %, marginal to 5 %";
  finding.source = "identity";
  finding.verdict = Verdict::Consistent;
  for (const bool discharge : {true, false}) {
    const auto* const counter = counter_of(table, discharge);
    if (counter == nullptr || counter->values.size() != record.size()) continue;
    double own = 0;
    for (const auto& cycle : cycles.list) {
      if (const auto total = cycle.total(discharge)) own += total->charge;
    }
    if (record.per_area) own *= area->si();
    const double theirs = counted(*counter);
    if (!(theirs > 0) && !(own > 0)) continue;
    const Unit unit = Unit::of("mAh");
    const double difference = std::abs(own - theirs) / std::max(own, theirs);
    finding.numbers +=
        fmt::format("{}{} {:.5g} mAh, counted {:.5g} mAh", finding.numbers.empty() ? "" : "; ",
                    discharge ? "discharge" : "charge", unit.from_si(own), unit.from_si(theirs));
    if (difference > off) {
      finding.verdict = Verdict::Inconsistent;
    } else if (difference > alike && finding.verdict == Verdict::Consistent) {
      finding.verdict = Verdict::Marginal;
    }
  }
  if (finding.numbers.empty()) return std::nullopt;
  if (finding.verdict != Verdict::Consistent) {
    finding.text =
        "Too few points for an integral, a capacity that is not of this record alone, or charge "
        "and discharge taken for each other.";
  }
  return finding;
}

}  // namespace

std::vector<data::Finding> cycle_findings(const CellRecord& record, const Cycles& cycles,
                                          const data::Table& table,
                                          const std::optional<Quantity>& area) {
  std::vector<data::Finding> findings = {balance_finding(cycles)};
  if (auto delivery = delivery_finding(cycles)) findings.push_back(std::move(*delivery));
  if (auto counter = counter_finding(record, cycles, table, area)) {
    findings.push_back(std::move(*counter));
  }
  return findings;
}

}  // namespace niter::analysis
