#include "niter/analysis/battery/cell_record.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace niter::analysis {

namespace {

constexpr double moves = 0.2;         // share by which a current changes that is no plateau
constexpr double passes = 0.02;       // share of the charge below which one sign is a leak or noise
constexpr double rest_share = 0.002;  // of the largest current: less is none
constexpr double counter_noise = 0.01;  // of the largest step of a counter: less may have any sign
constexpr double least_volts = 1e-4;    // below it a difference of voltages tells nothing

struct Evidence {
  double volts = 0;  // how far discharge lies below charge; positive: the file's positive current
                     // charges the cell
  std::string by;
};

// the mean voltage while the current has that sign, weighted by charge; none without charge
struct Side {
  double charge = 0, energy = 0;
  double voltage() const { return energy / charge; }
};

Evidence by_both_signs(const CellRecord& record, double& share) {
  Side plus, minus;
  for (std::size_t i = 0; i < record.size(); ++i) {
    const double step = record.time.empty() ? 1 : i == 0 ? 0 : record.time[i] - record.time[i - 1];
    Side& side = record.current[i] > 0 ? plus : minus;
    side.charge += std::abs(record.current[i]) * step;
    side.energy += std::abs(record.current[i]) * step * record.voltage[i];
  }
  share = std::min(plus.charge, minus.charge) / (plus.charge + minus.charge);
  if (!(share > passes)) return {};
  return {plus.voltage() - minus.voltage(),
          fmt::format("mean voltage {:.4g} V with positive, {:.4g} V with negative current",
                      plus.voltage(), minus.voltage())};
}

Evidence by_slope(const CellRecord& record) {
  const auto [low, high] = std::ranges::minmax(record.current);
  const double range = high - low;
  if (!(range > moves * std::max(std::abs(low), std::abs(high)))) return {};
  const auto n = static_cast<double>(record.size());
  double mean_i = 0, mean_v = 0, both = 0, squares = 0;
  for (std::size_t i = 0; i < record.size(); ++i) {
    mean_i += record.current[i] / n;
    mean_v += record.voltage[i] / n;
  }
  for (std::size_t i = 0; i < record.size(); ++i) {
    both += (record.current[i] - mean_i) * (record.voltage[i] - mean_v);
    squares += (record.current[i] - mean_i) * (record.current[i] - mean_i);
  }
  const double slope = both / squares;
  return {slope * range, fmt::format("the voltage {} by {:.3g} V with growing current",
                                     slope > 0 ? "rises" : "falls", std::abs(slope * range))};
}

Evidence by_time(const CellRecord& record) {
  const std::size_t part = std::max<std::size_t>(1, record.size() / 3);
  double first = 0, last = 0, current = 0;
  for (std::size_t i = 0; i < part; ++i) {
    first += record.voltage[i] / static_cast<double>(part);
    last += record.voltage[record.size() - 1 - i] / static_cast<double>(part);
  }
  for (const double value : record.current) current += value;
  if (current == 0) return {};
  return {(last - first) * (current > 0 ? 1 : -1),
          fmt::format("the voltage {} by {:.3g} V while current flows",
                      last > first ? "rises" : "falls", std::abs(last - first))};
}

// currents of the record are those of the file here
Evidence evidence_of(const CellRecord& record) {
  double share = 0;
  Evidence both = by_both_signs(record, share);
  if (share > passes) return both;
  const Evidence slope = by_slope(record);
  return std::abs(slope.volts) > least_volts ? slope : by_time(record);
}

// what the reader says of the instrument's habit; empty where it says nothing
std::string habit_of(const data::Table& table) {
  const auto found = table.provenance.settings.find("current_sign");
  return found == table.provenance.settings.end() ? std::string{} : found->second;
}

// sign of a discharge current by that habit; 0 where it is not known
double sign_by(const std::string& habit) {
  return habit.find("positive while charging") != std::string::npos ? -1 : 0;
}

data::Finding sign_finding(const Evidence& evidence, const std::string& habit, DischargeSign stated,
                           double sign) {
  const bool found = std::abs(evidence.volts) > least_volts;
  const double by_voltage = evidence.volts > 0 ? -1 : 1;
  data::Finding finding;
  finding.key = "sign";
  finding.title = "Discharge lowers the voltage";
  finding.formula = "dV/dI < 0 for a discharge current";
  finding.numbers = evidence.by;
  if (!habit.empty()) finding.numbers += "; the reader: " + habit;
  finding.source = "identity: a cell has a positive resistance";
  finding.text = fmt::format(
      "The file counts discharge current {}{}.", sign < 0 ? "negative" : "positive",
      stated == DischargeSign::Found ? (found ? ", as its voltage says" : ", as the reader says")
                                     : ", as stated");
  finding.verdict = !found                                          ? data::Verdict::NeedsDatum
                    : by_voltage == sign && sign_by(habit) != -sign ? data::Verdict::Consistent
                                                                    : data::Verdict::Inconsistent;
  if (!found) finding.missing = "a record in which voltage or current changes";
  if (finding.verdict == data::Verdict::Inconsistent) {
    finding.text +=
        " Its voltage says the opposite: check the leads and the convention of the "
        "instrument.";
  }
  return finding;
}

// between the terminals: as the file has it, or from both electrodes against one reference
std::optional<data::Column> voltage_of(const data::Table& table) {
  for (const auto* const name : {"V", "Ewe-Ece"}) {
    if (const auto* const column = table.find(name)) return *column;
  }
  const auto* const working = table.find("E");
  if (working == nullptr) return std::nullopt;
  data::Column voltage = *working;
  const auto* const counter = table.find("Ece");
  if (counter == nullptr || counter->values.size() != voltage.values.size()) return voltage;
  voltage.name = "E - Ece";
  for (std::size_t i = 0; i < voltage.values.size(); ++i) voltage.values[i] -= counter->values[i];
  return voltage;
}

// Cyclers that record charge and no current: the mean current up to each point.
Result<data::Column> current_of_charge(const data::Table& table) {
  NITER_TRY(const auto t, table.column("t"));
  NITER_TRY(const auto q, table.column("Q"));
  data::Column current{"I", Unit::of("mA"), std::vector<double>(q.size(), 0.0)};
  for (std::size_t i = 1; i < q.size(); ++i) {
    // two points of one time, at the end of a step, have the current before them
    current.values[i] =
        t[i] > t[i - 1] ? (q[i] - q[i - 1]) / (t[i] - t[i - 1]) : current.values[i - 1];
  }
  if (q.size() > 1) current.values[0] = current.values[1];
  return current;
}

Result<CellRecord> columns_of(const data::Table& table, const CellOptions& options) {
  CellRecord record;
  auto volts = voltage_of(table);
  if (!volts) {
    NITER_TRY([[maybe_unused]] const auto missing, table.column("V"));
  }
  if (options.area && !(options.area->si() > 0)) {
    return fail(Code::InvalidInput, fmt::format("the area is {}", options.area->text()),
                "an area is greater than zero");
  }
  const auto* const density = table.find("j");
  std::optional<data::Column> derived;
  if (table.find("I") == nullptr && density == nullptr && table.find("Q") != nullptr) {
    NITER_TRY(derived, current_of_charge(table));
  }
  const auto* const total = derived ? &*derived : table.find("I");
  const bool divide = total != nullptr && options.area;
  const auto* const current = divide || density == nullptr ? total : density;
  if (current == nullptr) {
    NITER_TRY([[maybe_unused]] const auto missing, table.column("I"));
  }
  record.voltage = volts->values;
  record.voltage_sigma = volts->sigma;
  record.current = current->values;
  record.current_sigma = current->sigma;
  record.per_area = divide || density != nullptr;
  if (divide) {
    const Uncertain area = options.area->uncertain("area");
    for (double& value : record.current) value /= area.value();
    for (double& value : record.current_sigma) value /= area.value();
    record.area_error = area.value() / area;
  }
  if (const auto* const time = table.find("t")) record.time = time->values;
  return record;
}

Status check_points(const CellRecord& record) {
  if (record.size() < 2)
    return fail(Code::InvalidInput, "a cell's record needs two points or more");
  if (record.current.size() != record.size() ||
      (!record.time.empty() && record.time.size() != record.size())) {
    return fail(Code::InvalidInput, "time, voltage and current differ in length");
  }
  for (std::size_t i = 0; i < record.size(); ++i) {
    const bool growing = record.time.empty() || (std::isfinite(record.time[i]) &&
                                                 (i == 0 || record.time[i] >= record.time[i - 1]));
    if (std::isfinite(record.voltage[i]) && std::isfinite(record.current[i]) && growing) continue;
    return fail(
        Code::InvalidInput,
        fmt::format("point {}: voltage, current or time is missing, or time goes back", i + 1),
        "delete the row; records joined from several files need one running time");
  }
  return {};
}

// by the counter of the instrument; none where it and the current contradict each other
std::optional<std::vector<double>> counted_charge(const CellRecord& record,
                                                  const data::Column* column, double divisor) {
  if (column == nullptr || column->values.size() != record.size()) return std::nullopt;
  const auto& q = column->values;
  std::vector<double> passed(q.size(), 0.0);
  double agree = 0, largest = 0;
  for (std::size_t i = 1; i < q.size(); ++i) {
    if (!std::isfinite(q[i]) || !std::isfinite(q[i - 1])) return std::nullopt;
    passed[i] = (q[i] - q[i - 1]) / divisor;
    agree += passed[i] * record.current[i];
    largest = std::max(largest, std::abs(passed[i]));
  }
  for (std::size_t i = 1; i < q.size(); ++i) {
    if (agree < 0) passed[i] = -passed[i];
    if (passed[i] * record.current[i] < 0 && std::abs(passed[i]) > counter_noise * largest) {
      return std::nullopt;
    }
  }
  return agree == 0 ? std::nullopt : std::optional(std::move(passed));
}

std::vector<double> charge_by_current(const CellRecord& record) {
  double most = 0;
  for (const double value : record.current) most = std::max(most, std::abs(value));
  const auto flows = [&](double value) { return std::abs(value) > rest_share * most; };
  std::vector<double> passed(record.size(), 0.0);
  for (std::size_t i = 1; i < record.size(); ++i) {
    const double a = record.current[i - 1], b = record.current[i];
    const bool begins = flows(b) && (!flows(a) || a * b < 0);
    passed[i] = (begins ? b : (a + b) / 2) * (record.time[i] - record.time[i - 1]);
  }
  return passed;
}

}  // namespace

Result<CellRecord> cell_record(const data::Table& table, const CellOptions& options,
                               const std::string& behind, data::Reduction& out) {
  NITER_TRY(auto record, columns_of(table, options));
  NITER_OK(check_points(record));
  const Evidence evidence = evidence_of(record);
  const std::string habit = habit_of(table);
  if (options.discharge == DischargeSign::Found) {
    if (!(std::abs(evidence.volts) > least_volts) && sign_by(habit) == 0) {
      return fail(Code::InvalidInput,
                  "neither voltage nor current changes: which sign discharges is not to be seen",
                  "say discharge = \"negative\" or \"positive\"");
    }
    record.sign =
        std::abs(evidence.volts) > least_volts ? (evidence.volts > 0 ? -1 : 1) : sign_by(habit);
  } else {
    record.sign = options.discharge == DischargeSign::Negative ? -1 : 1;
  }
  for (double& value : record.current) value *= record.sign;
  if (!record.time.empty()) {
    const double divisor = record.per_area && options.area ? options.area->si() : 1;
    auto counted = record.per_area && !options.area
                       ? std::nullopt
                       : counted_charge(record, table.find("Q"), divisor);
    record.counted = counted.has_value();
    record.passed = counted ? std::move(*counted) : charge_by_current(record);
  }
  out.findings.push_back(sign_finding(evidence, habit, options.discharge, record.sign));
  out.findings.back().key += behind;
  if (table.find("I") == nullptr && table.find("j") == nullptr) {
    out.caveats.push_back(table.provenance.origin +
                          ": the current is the charge between points over the time between them");
  }
  const auto potential = voltage_of(table);
  if (potential->name == "E" && potential->comment.starts_with("vs.")) {
    out.caveats.push_back(fmt::format(
        "{}: E {} is read as the voltage of the cell: right only if the reference lead was on the "
        "other electrode",
        table.provenance.origin, potential->comment));
  }
  return record;
}

}  // namespace niter::analysis
