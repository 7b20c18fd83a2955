// Names of the columns of an impedance, as instruments and people write them.
#pragma once

#include <string>
#include <string_view>

namespace niter::io {

enum class ImpedanceKind {
  Other,
  Frequency,
  Real,
  Imaginary,
  Modulus,
  Phase,
  Time,
  Potential,
  Current
};

struct ImpedanceName {
  ImpedanceKind kind = ImpedanceKind::Other;
  double sign = 1;  // -1: the header begins with a minus
  std::string unit = {};
  bool says_impedance = false;  // by a Z or by a unit of resistance
};

/// "-Im(Z)/Ohm": kind, sign and unit of a header in English, German or Chinese.
ImpedanceName read_impedance_name(std::string_view header);

}  // namespace niter::io
