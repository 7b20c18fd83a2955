#include "niter/twin/protocol/protocol.hpp"

#include <algorithm>
#include <cmath>

namespace niter::twin::protocol {
namespace {

// Just above the limit: sums and products of such counts stay far from overflow.
constexpr std::int64_t too_many = most_instructions + 1;

std::int64_t count(const std::vector<Instruction>& body);

struct Count {
  std::int64_t operator()(const Cycle& cycle) const {
    return std::min(too_many, std::int64_t{cycle.cycles}) *
           std::min(too_many, static_cast<std::int64_t>(cycle.rates.size()));
  }
  std::int64_t operator()(const Repeat& repeat) const {
    return std::min(too_many, std::int64_t{repeat.count}) * count(repeat.body);
  }
  template <class Other>
  std::int64_t operator()(const Other&) const {
    return 1;
  }
};

std::int64_t count(const std::vector<Instruction>& body) {
  std::int64_t sum = 0;
  for (const auto& instruction : body) {
    sum = std::min(too_many, sum + protocol::count(instruction));
  }
  return sum;
}

std::optional<double> distance(const Setpoint& a, const Setpoint& b) {
  if (a.control != b.control || a.scale != b.scale) return std::nullopt;
  return std::abs(b.value - a.value);
}

std::optional<double> duration(const std::vector<Instruction>& body);

struct Duration {
  std::optional<double> operator()(const Hold& hold) const { return hold.duration; }
  std::optional<double> operator()(const Rest& rest) const { return rest.duration; }
  std::optional<double> operator()(const Sweep& sweep) const {
    if (!sweep.from) return std::nullopt;
    const auto span = distance(*sweep.from, sweep.to);
    return span ? std::optional(*span / sweep.rate) : std::nullopt;
  }
  std::optional<double> operator()(const Cycle& cycle) const {
    const auto span = distance(cycle.first, cycle.second);
    const auto lead = distance(cycle.start.value_or(cycle.first), cycle.first);
    if (!span || !lead) return std::nullopt;
    double sum = *lead / cycle.rates.front();
    for (const double rate : cycle.rates) sum += cycle.cycles * 2 * *span / rate;
    return sum;
  }
  std::optional<double> operator()(const Impedance&) const { return std::nullopt; }
  std::optional<double> operator()(const Repeat& repeat) const {
    const auto once = duration(repeat.body);
    return once ? std::optional(repeat.count * *once) : std::nullopt;
  }
  // refreshing, sampling and settings take no time
  template <class Other>
  std::optional<double> operator()(const Other&) const {
    return 0;
  }
};

std::optional<double> duration(const std::vector<Instruction>& body) {
  double sum = 0;
  for (const auto& instruction : body) {
    const auto one = std::visit(Duration{}, instruction.what);
    if (!one) return std::nullopt;
    sum += *one;
  }
  return sum;
}

}  // namespace

bool Repeat::operator==(const Repeat&) const = default;

std::int64_t count(const Instruction& instruction) {
  return std::visit(Count{}, instruction.what);
}
std::int64_t count(const Protocol& protocol) {
  return count(protocol.instructions);
}
std::optional<double> duration(const Instruction& instruction) {
  return std::visit(Duration{}, instruction.what);
}
std::optional<double> duration(const Protocol& protocol) {
  return duration(protocol.instructions);
}

}  // namespace niter::twin::protocol
