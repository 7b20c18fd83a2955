// Setpoint: potentials with their scale and current densities with their sign, read and written.
// Used only inside this folder.
#pragma once

#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/twin/protocol/measures.hpp"
#include "niter/twin/protocol/protocol.hpp"
#include "niter/twin/protocol/reader.hpp"

namespace niter::twin::protocol {

/// A number with all that may follow it: unit, "cathodic" or "anodic", "vs RHE".
struct Point {
  Number number;
  const Token* sense = nullptr;  // "cathodic", "anodic"
  std::string scale;             // canonical
};

/// @error InvalidInput or Unit; the points may still lack what a later one says for them
Result<Point> read_point(Reader& reader);
/// The points of one instruction, in the order of the text, as setpoints of one control. Unit,
/// sense and scale given once serve the points before it.
/// @error Unit if a unit is missing or none of a potential or current density; InvalidInput if
///        controls mix, a sign contradicts its sense, or a scale stands before a point without one
Result<std::vector<Setpoint>> settle(const Reader& reader, std::vector<Point> points);
/// A single point. @error as read_point() and settle()
Result<Setpoint> read_setpoint(Reader& reader);

/// What the speed of a ramp is counted in.
const Measure& rate_of(Control control);

/// "open circuit", "ocp" or "ocv".
bool accept_open_circuit(Reader& reader);
/// "vs RHE", if it stands there: the canonical name of the scale, else nothing.
/// @error InvalidInput with the nearest name
Result<std::string> read_scale(Reader& reader);

/// "-1 V vs RHE", "-20 mA/cm2", "open circuit"
std::string write(const Setpoint& setpoint);
/// "-1 V vs RHE", "-1 V"
std::string write_potential(double volts, const std::string& scale);

}  // namespace niter::twin::protocol
