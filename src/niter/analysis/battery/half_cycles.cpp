#include "niter/analysis/battery/half_cycles.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace niter::analysis {

namespace {

constexpr double rest_share = 0.002;
constexpr std::size_t least_rows = 3;

int sign_of(double current, double floor) {
  return std::abs(current) <= floor ? 0 : current > 0 ? 1 : -1;
}

struct Integral {
  double charge = 0, energy = 0;
};

// what passed up to its first point belongs to a stretch
Integral start_of(const CellRecord& record, Rows rows) {
  const double charge = rows.first == 0 ? 0 : std::abs(record.passed[rows.first]);
  return {charge, charge * record.voltage[rows.first]};
}

// over every point, or over every second one as if the others were not recorded
Integral integral_of(const CellRecord& record, Rows rows, std::size_t stride) {
  Integral sum = start_of(record, rows);
  std::size_t last = rows.first;
  while (last + 1 < rows.end) {
    const std::size_t next = std::min(last + stride, rows.end - 1);
    double charge = 0;
    for (std::size_t i = last + 1; i <= next; ++i) charge += std::abs(record.passed[i]);
    if (stride > 1 && !record.counted) {
      charge = (std::abs(record.current[last]) + std::abs(record.current[next])) / 2 *
               (record.time[next] - record.time[last]);
    }
    sum.charge += charge;
    sum.energy += charge * (record.voltage[last] + record.voltage[next]) / 2;
    last = next;
  }
  return sum;
}

void add_noise(const CellRecord& record, HalfCycle& half) {
  const auto& [first, end] = half.rows;
  double q = 0, w = 0;
  for (std::size_t i = first; i < end; ++i) {
    const double before = record.time[i == first ? i : i - 1];
    const double after = record.time[i + 1 == end ? i : i + 1];
    const double share = (after - before) / 2;
    const double u_i = record.current_sigma.empty() ? 0 : record.current_sigma[i];
    const double u_v = record.voltage_sigma.empty() ? 0 : record.voltage_sigma[i];
    q += share * share * u_i * u_i;
    w += share * share *
         (std::pow(record.voltage[i] * u_i, 2) + std::pow(record.current[i] * u_v, 2));
  }
  half.charge_sigma = std::sqrt(q);
  half.energy_sigma = std::sqrt(w);
}

void find_middle(const CellRecord& record, HalfCycle& half) {
  double passed = start_of(record, half.rows).charge;
  for (std::size_t i = half.rows.first + 1; i < half.rows.end; ++i) {
    const double step = std::abs(record.passed[i]);
    if (passed + step < half.charge / 2) {
      passed += step;
      continue;
    }
    const double share = step > 0 ? (half.charge / 2 - passed) / step : 0;
    half.middle_voltage =
        record.voltage[i - 1] + share * (record.voltage[i] - record.voltage[i - 1]);
    half.middle_sigma = record.voltage_sigma.empty() ? 0 : record.voltage_sigma[i];
    return;
  }
}

// whole numbers that never fall, more than nothing
bool counts(const data::Column* column) {
  if (column == nullptr || column->values.empty()) return false;
  for (std::size_t i = 0; i < column->values.size(); ++i) {
    const double value = column->values[i];
    if (!std::isfinite(value) || value != std::floor(value)) return false;
    if (i > 0 && value < column->values[i - 1]) return false;
  }
  return true;
}

}  // namespace

std::vector<HalfCycle> half_cycles(const CellRecord& record, std::span<const double> numbers) {
  double most = 0;
  for (const double value : record.current) most = std::max(most, std::abs(value));
  std::vector<HalfCycle> halves;
  std::size_t i = 0;
  while (i < record.size()) {
    const int sign = sign_of(record.current[i], rest_share * most);
    std::size_t end = i + 1;
    const auto same = [&](std::size_t k) {
      return sign_of(record.current[k], rest_share * most) == sign &&
             (numbers.empty() || numbers[k] == numbers[i]);
    };
    while (end < record.size() && same(end)) ++end;
    const Rows rows{i, end};
    i = end;
    if (sign == 0 || rows.size() < least_rows) continue;
    HalfCycle half{.rows = rows, .discharge = sign > 0};
    const Integral fine = integral_of(record, rows, 1), coarse = integral_of(record, rows, 2);
    const double seconds =
        record.time[rows.end - 1] - record.time[rows.first == 0 ? 0 : rows.first - 1];
    if (!(fine.charge > 0) || !(seconds > 0)) continue;
    half.charge = fine.charge;
    half.energy = fine.energy;
    if (!record.counted) {
      half.start_charge = start_of(record, rows).charge;
      half.start_energy = start_of(record, rows).energy;
    }
    half.charge_coarse = coarse.charge;
    half.energy_coarse = coarse.energy;
    half.current = fine.charge / seconds;
    add_noise(record, half);
    find_middle(record, half);
    halves.push_back(half);
  }
  return halves;
}

std::optional<HalfCycle> Cycle::total(bool discharge) const {
  std::optional<HalfCycle> sum;
  double largest = 0;
  for (const auto& half : halves) {
    if (half.discharge != discharge) continue;
    if (!sum) {
      sum = half;
      largest = half.charge;
      continue;
    }
    sum->rows.end = half.rows.end;
    sum->charge += half.charge;
    sum->energy += half.energy;
    sum->start_charge += half.start_charge;
    sum->start_energy += half.start_energy;
    sum->charge_coarse += half.charge_coarse;
    sum->energy_coarse += half.energy_coarse;
    sum->charge_sigma = std::hypot(sum->charge_sigma, half.charge_sigma);
    sum->energy_sigma = std::hypot(sum->energy_sigma, half.energy_sigma);
    if (half.charge <= largest) continue;
    largest = half.charge;  // the voltages at half charge are those of the longest stretch
    sum->middle_voltage = half.middle_voltage;
    sum->middle_sigma = half.middle_sigma;
    sum->current = half.current;
  }
  return sum;
}

Result<Cycles> cycles_of(const CellRecord& record, const data::Table& table, CycleRule rule) {
  const auto* const column = table.find("cycle");
  const bool numbered = counts(column);
  if (rule == CycleRule::File && !numbered) {
    return fail(Code::InvalidInput, "the file has no column of whole, growing cycle numbers",
                "say cycles = \"sign\": a cycle then begins where the first sign returns");
  }
  const bool by_file = rule == CycleRule::File || (rule == CycleRule::Found && numbered &&
                                                   column->values.back() > column->values.front());
  Cycles out;
  out.rule = by_file ? "cycles as the file numbers them"
                     : "a cycle begins where the current takes again the sign it had first";
  const auto numbers =
      by_file ? std::span<const double>(column->values) : std::span<const double>();
  const auto halves = half_cycles(record, numbers);
  for (std::size_t i = 0; i < halves.size(); ++i) {
    const auto& half = halves[i];
    const bool opens = i == 0 || (half.discharge == halves.front().discharge &&
                                  halves[i - 1].discharge != half.discharge);
    const double number = by_file            ? column->values[half.rows.first]
                          : out.list.empty() ? 1
                                             : out.list.back().number + (opens ? 1 : 0);
    if (out.list.empty() || out.list.back().number != number) out.list.push_back({number, {}});
    out.list.back().halves.push_back(half);
  }
  return out;
}

}  // namespace niter::analysis
