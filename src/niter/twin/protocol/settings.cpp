// compensate 85 % of iR by positive feedback, and record every 1 s: they hold from there on.
#include <fmt/format.h>

#include "niter/twin/protocol/instructions.hpp"
#include "niter/twin/protocol/measures.hpp"

namespace niter::twin::protocol {

Result<Payload> read_compensation(Reader& reader) {
  Compensation compensation;
  NITER_TRY(const auto number, read_number(reader, measures::percentage));
  NITER_TRY(compensation.fraction, si(reader, number, measures::percentage));
  if (!(compensation.fraction >= 0 && compensation.fraction <= 1)) {
    return fail(reader.error(
        *number.token, fmt::format("{} is no part of the ohmic drop", quoted(number.token->text)),
        "write 0 to 100 %"));
  }
  NITER_OK(reader.expect("of ir"));
  if (reader.accept("by positive feedback")) {
    compensation.kind = Compensation::Kind::PositiveFeedback;
  } else if (reader.accept("afterwards")) {
    compensation.kind = Compensation::Kind::Afterwards;
  } else {
    return fail(reader.unexpected("'by positive feedback' or 'afterwards'"));
  }
  return compensation;
}

std::string write(const Compensation& compensation) {
  const bool is_feedback = compensation.kind == Compensation::Kind::PositiveFeedback;
  return fmt::format("compensate {} of iR {}", write(compensation.fraction, measures::percentage),
                     is_feedback ? "by positive feedback" : "afterwards");
}

Result<Payload> read_record(Reader& reader) {
  NITER_OK(reader.expect("every"));
  NITER_TRY(const auto number, read_number(reader, measures::interval));
  const bool is_potential = fits(number, measures::potential_interval);
  const auto& measure = is_potential ? measures::potential_interval : measures::interval;
  NITER_TRY(const double interval, si(reader, number, measure));
  NITER_OK(above_zero(reader, interval, number, measure));
  return Record{is_potential ? Record::Axis::Potential : Record::Axis::Time, interval};
}

std::string write(const Record& record) {
  const bool is_potential = record.axis == Record::Axis::Potential;
  return "record every " +
         write(record.interval, is_potential ? measures::potential_interval : measures::interval);
}

}  // namespace niter::twin::protocol
