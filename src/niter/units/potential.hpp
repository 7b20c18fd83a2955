// Potential: a point on the scale of a reference electrode. Two points cannot be added.
#pragma once

#include <string>
#include <utility>

#include "niter/base/result.hpp"

namespace niter {

/// A potential difference [V].
struct Voltage {
  double value = 0;
  friend Voltage operator+(Voltage a, Voltage b) { return {a.value + b.value}; }
  friend Voltage operator-(Voltage a, Voltage b) { return {a.value - b.value}; }
  Voltage operator-() const { return {-value}; }
};

/// What a potential is measured against. RHE carries the pH it refers to, because "RHE" of the bulk
/// and of the electrode surface differ by several hundred millivolt under current.
struct Scale {
  enum class Zero { She, Rhe, Electrode };
  Zero zero = Zero::She;
  double ph = 0;                // of the solution, Rhe only
  double temperature = 298.15;  // K, Rhe only
  double offset = 0;            // V vs SHE, Electrode only
  std::string name = "SHE";     // as printed: "RHE (bulk)", "Ag/AgCl"

  static Scale she() { return {}; }
  static Scale rhe(double ph, double temperature, std::string name = "RHE");
  static Scale electrode(std::string name, double offset_vs_she);
  /// Potential of this scale's zero against SHE [V].  E(RHE) = E(SHE) + (ln 10 RT/F) pH.
  double zero_vs_she() const;
  /// Whether both have one zero; names are only for printing.
  bool same_as(const Scale& other) const;
};

/// A value on a scale. Point + Voltage is a point; point - point is a Voltage, on one scale only.
class Potential {
 public:
  Potential(double volts, Scale scale) : value_(volts), scale_(std::move(scale)) {}
  double value() const { return value_; }
  const Scale& scale() const { return scale_; }
  /// The same point seen from another zero: always explicit, never an implicit conversion.
  Potential on(const Scale& scale) const;
  Potential operator+(Voltage v) const { return {value_ + v.value, scale_}; }
  Potential operator-(Voltage v) const { return {value_ - v.value, scale_}; }
  /// @error Inconsistent if the scales differ: convert one with on() first
  Result<Voltage> minus(const Potential& other) const;

 private:
  double value_;
  Scale scale_;
};

}  // namespace niter
