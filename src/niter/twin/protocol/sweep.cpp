// sweep 0 to -1.2 V vs RHE at 10 mV/s
#include <utility>

#include <fmt/format.h>

#include "niter/twin/protocol/conditions.hpp"
#include "niter/twin/protocol/instructions.hpp"
#include "niter/twin/protocol/measures.hpp"
#include "niter/twin/protocol/setpoint.hpp"

namespace niter::twin::protocol {

Result<Payload> read_sweep(Reader& reader) {
  std::vector<Point> points;
  const auto* goal = &reader.peek();
  if (!reader.accept("to")) {
    reader.accept("from");
    NITER_TRY(auto from, read_point(reader));
    points.push_back(std::move(from));
    NITER_OK(reader.expect("to"));
  }
  goal = &reader.peek();
  NITER_TRY(auto to, read_point(reader));
  points.push_back(std::move(to));
  NITER_TRY(auto ends, settle(reader, std::move(points)));

  Sweep sweep;
  sweep.to = std::move(ends.back());
  if (ends.size() > 1) sweep.from = std::move(ends.front());
  if (sweep.from == sweep.to) {
    return fail(reader.error(*goal, "this sweep ends where it begins", reader.advice()));
  }
  NITER_OK(reader.expect("at"));
  NITER_TRY(sweep.rate, read_positive(reader, rate_of(sweep.to.control)));
  NITER_TRY(sweep.until, read_until(reader, sweep.to.scale));
  return sweep;
}

std::string write(const Sweep& sweep) {
  const auto from = sweep.from ? write(*sweep.from) + " " : "";
  return fmt::format("sweep {}to {} at {}{}", from, write(sweep.to),
                     write(sweep.rate, rate_of(sweep.to.control)), write(sweep.until));
}

}  // namespace niter::twin::protocol
