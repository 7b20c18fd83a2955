// eis 100 kHz to 10 mHz, 10 mV, at -1.0 V vs RHE, 12 points per decade
#include <array>
#include <utility>

#include <fmt/format.h>

#include "niter/twin/protocol/instructions.hpp"
#include "niter/twin/protocol/measures.hpp"
#include "niter/twin/protocol/setpoint.hpp"

namespace niter::twin::protocol {
namespace {

constexpr int most_points = 1000;  // per decade

Status read_frequencies(Reader& reader, Impedance& impedance) {
  reader.accept("from");
  std::array<Number, 2> ends;
  NITER_TRY(ends[0], read_number(reader, measures::frequency));
  NITER_OK(reader.expect("to"));
  NITER_TRY(ends[1], read_number(reader, measures::frequency));
  share_units(ends);
  NITER_TRY(impedance.f_high, si(reader, ends[0], measures::frequency));
  NITER_TRY(impedance.f_low, si(reader, ends[1], measures::frequency));
  NITER_OK(above_zero(reader, impedance.f_low, ends[1], measures::frequency));
  if (impedance.f_low < impedance.f_high) return {};
  return fail(reader.error(*ends[1].token, "a spectrum runs from the high to the low frequency",
                           reader.advice()));
}

Status read_amplitude(Reader& reader, Impedance& impedance) {
  NITER_TRY(const auto number, read_number(reader, measures::amplitude));
  const bool is_current = fits(number, measures::current);
  const auto& measure = is_current ? measures::current : measures::amplitude;
  impedance.perturbed = is_current ? Control::Current : Control::Potential;
  NITER_TRY(impedance.amplitude, si(reader, number, measure));
  return above_zero(reader, impedance.amplitude, number, measures::amplitude);
}

Status read_working_point(Reader& reader, Impedance& impedance) {
  NITER_OK(reader.expect("at"));
  if (accept_open_circuit(reader)) {
    impedance.setpoint.control = Control::OpenCircuit;
    return {};
  }
  NITER_TRY(impedance.setpoint, read_setpoint(reader));
  return {};
}

}  // namespace

Result<Payload> read_impedance(Reader& reader) {
  Impedance impedance;
  NITER_OK(read_frequencies(reader, impedance));
  reader.accept(",");
  NITER_OK(read_amplitude(reader, impedance));
  reader.accept(",");
  NITER_OK(read_working_point(reader, impedance));
  if (reader.accept(",")) {
    NITER_TRY(impedance.points_per_decade, read_count(reader, "a number of points", most_points));
    NITER_OK(reader.expect("points per decade"));
    impedance.points_stated = true;
  }
  return impedance;
}

std::string write(const Impedance& impedance) {
  const auto& amplitude =
      impedance.perturbed == Control::Current ? measures::current : measures::amplitude;
  const auto points = impedance.points_stated
                          ? fmt::format(", {} points per decade", impedance.points_per_decade)
                          : "";
  return fmt::format("eis {} to {}, {}, at {}{}", write(impedance.f_high, measures::frequency),
                     write(impedance.f_low, measures::frequency),
                     write(impedance.amplitude, amplitude), write(impedance.setpoint), points);
}

}  // namespace niter::twin::protocol
