// hold -1.0 V vs RHE for 1 h until nitrate < 10 %, and rest for 5 min.
#include <fmt/format.h>

#include "niter/twin/protocol/conditions.hpp"
#include "niter/twin/protocol/instructions.hpp"
#include "niter/twin/protocol/measures.hpp"
#include "niter/twin/protocol/setpoint.hpp"

namespace niter::twin::protocol {

Result<double> read_duration(Reader& reader) {
  NITER_OK(reader.expect("for"));
  const auto& token = reader.peek();
  NITER_TRY(const double seconds, read_positive(reader, measures::duration));
  if (seconds <= longest_duration) return seconds;
  return fail(reader.error(token, "a duration of more than ten years", "write a shorter one"));
}

Result<Payload> read_hold(Reader& reader) {
  const auto& token = reader.peek();
  if (accept_open_circuit(reader)) {
    return fail(reader.error(token, "open circuit cannot be held", "write \"rest for 5 min\""));
  }
  Hold hold;
  NITER_TRY(hold.setpoint, read_setpoint(reader));
  NITER_TRY(hold.duration, read_duration(reader));
  NITER_TRY(hold.until, read_until(reader, hold.setpoint.scale));
  return hold;
}

std::string write(const Hold& hold) {
  return fmt::format("hold {} for {}{}", write(hold.setpoint),
                     write(hold.duration, measures::duration), write(hold.until));
}

Result<Payload> read_rest(Reader& reader) {
  Rest rest;
  NITER_TRY(rest.duration, read_duration(reader));
  NITER_TRY(rest.until, read_until(reader, {}));
  return rest;
}

std::string write(const Rest& rest) {
  return fmt::format("rest for {}{}", write(rest.duration, measures::duration), write(rest.until));
}

}  // namespace niter::twin::protocol
