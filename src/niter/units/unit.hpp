// Unit: what a number in a file is counted in, parsed from the string that stands there.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "niter/base/result.hpp"

namespace niter {

/// Seven exponents and a scale. Counts and arbitrary units are kinds of their own and never
/// convert.
///
/// Accepted spellings: "mA cm-2", "mA/cm2", "mA cm^-2", "µmol h⁻¹ cm⁻²", "umol h-1 cm-2", "Ohm
/// cm2", "%", "1" or "-" (dimensionless), "degC", "ppm N" is not a unit (it needs a substance: see
/// analysis/echem). Unknown text is an Error with the column.
class Unit {
 public:
  enum class Kind { Physical, Counts, Arbitrary };

  Unit() = default;  // dimensionless
  static Result<Unit> parse(std::string_view text);
  /// For literals in code: a bad text is a Bug, not an Error.
  static Unit of(std::string_view text);

  /// Value in SI of a value in this unit, and back. degC has an offset; nothing else has.
  double to_si(double value) const { return value * scale_ + offset_; }
  double from_si(double si) const { return (si - offset_) / scale_; }
  double scale() const { return scale_; }

  bool same_dimension(const Unit& other) const;
  Kind kind() const { return kind_; }
  /// m, kg, s, A, K, mol, cd
  const std::array<int, 7>& exponents() const { return exponents_; }
  /// As the author wrote it, trimmed.
  const std::string& text() const { return text_; }
  /// For figures: "mA cm⁻²".
  std::string pretty() const;

 private:
  std::array<int, 7> exponents_{};
  double scale_ = 1;
  double offset_ = 0;
  Kind kind_ = Kind::Physical;
  std::string text_ = "1";
};

}  // namespace niter
