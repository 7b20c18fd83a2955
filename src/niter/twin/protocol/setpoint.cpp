#include "niter/twin/protocol/setpoint.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::twin::protocol {
namespace {

constexpr std::string_view scales[] = {"RHE", "SHE", "OCP", "Zn"};

constexpr Measure either{"a potential or a current density", "-1.0 V vs RHE\" or \"-20 mA/cm2", {}};

// "discharge" and "charge" are what a battery calls a reduction and an oxidation at its cathode
bool is_cathodic(std::string_view word) {
  return lower(word) == "cathodic" || lower(word) == "discharge";
}

// A reduction is negative whatever it is called; "anodic" must not contradict its number.
Result<double> signed_current(const Reader& reader, const Point& point, double value) {
  if (!point.sense) return value;
  if (is_cathodic(point.sense->text)) return 0 - std::abs(value);  // never -0
  if (value >= 0) return value;
  return fail(reader.error(
      *point.number.token,
      fmt::format("{} is negative, so it is a reduction and not {}",
                  quoted(point.number.token->text),
                  lower(point.sense->text) == "charge" ? "a charge" : "anodic"),
      fmt::format("leave out either the minus sign or '{}'", lower(point.sense->text))));
}

void share(std::vector<Point>& points) {
  for (auto i = points.size(); i-- > 1;) {
    auto& point = points[i - 1];
    const auto& later = points[i];
    if (point.scale.empty()) point.scale = later.scale;
    if (!point.number.unit) point.number.unit = later.number.unit;
    if (!point.sense) point.sense = later.sense;
  }
}

Result<Setpoint> setpoint(const Reader& reader, const Point& point) {
  const auto& number = point.number;
  if (fits(number, measures::potential)) {
    NITER_TRY(const double volts, si(reader, number, measures::potential));
    const Control control = point.scale == "Zn" ? Control::Voltage : Control::Potential;
    if (!point.sense) return Setpoint{control, volts, point.scale};
    return fail(reader.error(
        *point.sense, fmt::format("{} does not belong to a potential", quoted(point.sense->text)),
        "write it behind a current density"));
  }
  if (fits(number, measures::current)) {
    NITER_TRY(const double magnitude, si(reader, number, measures::current));
    NITER_TRY(const double current, signed_current(reader, point, magnitude));
    if (point.scale.empty()) return Setpoint{Control::Current, current, {}};
    return fail(reader.error(*point.number.token, "a current density has no potential scale",
                             fmt::format("leave out \"vs {}\"", point.scale)));
  }
  for (const auto& [measure, control] :
       {std::pair{&measures::power, Control::Power}, std::pair{&measures::load, Control::Load}}) {
    if (!fits(number, *measure)) continue;
    NITER_TRY(const double value, si(reader, number, *measure));
    if (control == Control::Load) NITER_OK(above_zero(reader, value, number, *measure));
    if (!point.sense && point.scale.empty()) return Setpoint{control, value, {}};
    return fail(reader.error(*point.number.token,
                             fmt::format("{} has neither a scale nor a sense", measure->name),
                             "a power above zero is taken from the battery"));
  }
  const bool is_ampere = number.unit && number.unit->unit.same_dimension(Unit::of("A"));
  auto error = si(reader, number, is_ampere ? measures::current : either).error();
  if (is_ampere) error.hint = "currents are per area of the electrode: write \"-20 mA/cm2\"";
  return fail(std::move(error));
}

}  // namespace

const Measure& rate_of(Control control) {
  if (control == Control::Power) return measures::power_rate;
  return control == Control::Current ? measures::current_rate : measures::potential_rate;
}

bool accept_open_circuit(Reader& reader) {
  return reader.accept("open circuit") || reader.accept("ocp") || reader.accept("ocv");
}

Result<std::string> read_scale(Reader& reader) {
  if (!reader.accept("vs") && !reader.accept("versus")) return std::string();
  if (accept_open_circuit(reader)) return std::string("OCP");
  for (const auto scale : scales) {
    if (reader.accept(lower(scale))) return std::string(scale);
  }
  if (reader.accept("nhe")) return std::string("SHE");
  if (reader.at_end()) return fail(reader.unexpected("RHE, SHE, OCP or Zn"));
  return fail(reader.error(
      reader.peek(), fmt::format("{} is no scale of a protocol", quoted(reader.peek().text)),
      "write RHE (of the bulk), SHE, OCP (the last open-circuit potential) or Zn (of a battery)"));
}

Result<Point> read_point(Reader& reader) {
  Point point;
  NITER_TRY(point.number, read_number(reader, either));
  if (reader.accept("cathodic") || reader.accept("anodic") || reader.accept("discharge") ||
      reader.accept("charge"))
    point.sense = &reader.last();
  NITER_TRY(point.scale, read_scale(reader));
  return point;
}

Result<std::vector<Setpoint>> settle(const Reader& reader, std::vector<Point> points) {
  NITER_OK(has_unit(reader, points.back().number, either));
  share(points);
  std::vector<Setpoint> out;
  for (const auto& point : points) {
    NITER_TRY(auto next, setpoint(reader, point));
    if (!out.empty() && out.front().control != next.control) {
      return fail(reader.error(*point.number.token,
                               "a potential and a current density do not mix in one instruction",
                               reader.advice()));
    }
    if (!out.empty() && next.scale.empty() && !out.back().scale.empty()) {
      return fail(reader.error(*point.number.token,
                               fmt::format("{} has no scale but the one before it has",
                                           quoted(point.number.token->text)),
                               "name the scale behind the last potential: it serves those before"));
    }
    out.push_back(std::move(next));
  }
  return out;
}

Result<Setpoint> read_setpoint(Reader& reader) {
  NITER_TRY(auto point, read_point(reader));
  NITER_TRY(auto setpoints, settle(reader, {std::move(point)}));
  return std::move(setpoints.front());
}

std::string write_potential(double volts, const std::string& scale) {
  return write(volts, measures::potential) + (scale.empty() ? "" : " vs " + scale);
}

std::string write(const Setpoint& setpoint) {
  switch (setpoint.control) {
    case Control::Potential:
    case Control::Voltage:
      return write_potential(setpoint.value, setpoint.scale);
    case Control::Current:
      return write(setpoint.value, measures::current);
    case Control::Power:
      return write(setpoint.value, measures::power);
    case Control::Load:
      return write(setpoint.value, measures::load);
    case Control::OpenCircuit:
      return "open circuit";
  }
  return {};
}

}  // namespace niter::twin::protocol
