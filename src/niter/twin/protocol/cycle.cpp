// cycle 3 times between 0.05 and 0.15 V at 50, 60 ... 100 mV/s
#include <utility>

#include <fmt/format.h>

#include "niter/twin/protocol/instructions.hpp"
#include "niter/twin/protocol/measures.hpp"
#include "niter/twin/protocol/setpoint.hpp"

namespace niter::twin::protocol {
namespace {

// "from 0.1 V", "between 0.05", "and 0.15 V"
Status read_vertices(Reader& reader, Cycle& cycle) {
  std::vector<Point> points;
  const bool has_start = reader.accept("from");
  if (has_start) {
    NITER_TRY(auto start, read_point(reader));
    points.push_back(std::move(start));
  }
  NITER_OK(reader.expect("between"));
  NITER_TRY(auto first, read_point(reader));
  points.push_back(std::move(first));
  NITER_OK(reader.expect("and"));
  const auto& token = reader.peek();
  NITER_TRY(auto second, read_point(reader));
  points.push_back(std::move(second));

  NITER_TRY(auto setpoints, settle(reader, std::move(points)));
  cycle.second = std::move(setpoints.back());
  setpoints.pop_back();
  cycle.first = std::move(setpoints.back());
  if (has_start) cycle.start = std::move(setpoints.front());
  if (cycle.first == cycle.second) {
    return fail(reader.error(token, "both vertices of this cycle are the same", reader.advice()));
  }
  return {};
}

}  // namespace

Result<Payload> read_cycle(Reader& reader) {
  Cycle cycle;
  if (reader.peek().kind == TokenKind::Number) {
    NITER_TRY(cycle.cycles,
              read_count(reader, "a number of cycles", static_cast<int>(most_instructions)));
    NITER_OK(reader.expect("times"));
  }
  NITER_OK(read_vertices(reader, cycle));
  NITER_OK(reader.expect("at"));
  NITER_TRY(cycle.rates, read_series(reader, rate_of(cycle.first.control)));
  return cycle;
}

std::string write(const Cycle& cycle) {
  const auto times = cycle.cycles == 1 ? "" : fmt::format("{} times ", cycle.cycles);
  const auto from = cycle.start ? fmt::format("from {} ", write(*cycle.start)) : "";
  return fmt::format("cycle {}{}between {} and {} at {}", times, from, write(cycle.first),
                     write(cycle.second), write(cycle.rates, rate_of(cycle.first.control)));
}

}  // namespace niter::twin::protocol
