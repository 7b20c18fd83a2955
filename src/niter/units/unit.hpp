// Unit: what a number in a file is counted in, parsed from the string that stands there.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "niter/base/result.hpp"

namespace niter {

/// Seven exponents and a scale. Counts and arbitrary units are kinds of their own: they never
/// convert to physical units.
///
/// Accepted: "mA cm-2", "mA/cm2", "mA cm^-2", "mA·cm⁻²", "µmol/(h cm2)", "umol h-1 cm-2", "Ω cm2",
/// "mAh", "%", "degC", "counts s-1", "a.u.", and "1", "-" or nothing for dimensionless. Each "/"
/// divides by the one factor or bracket behind it: "mA/cm2/mg". Refused is what can be read in two
/// ways ("umol/h cm2"), a unit without its substance ("ppm"), and all that is unknown.
/// Symbols and prefixes: SI brochure; the table is in symbols.cpp.
class Unit {
 public:
  enum class Kind { Physical, Counts, Arbitrary };

  Unit() = default;  // dimensionless
  /// @error Unit with the column in `text`, counted in characters; the hint names a near symbol
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
  /// As the author wrote it, trimmed; "1" for all spellings of dimensionless.
  const std::string& text() const { return text_; }
  /// For figures: "mA cm⁻²". Reads back as the same unit.
  std::string pretty() const;

 private:
  std::array<int, 7> exponents_{};
  double scale_ = 1;
  double offset_ = 0;
  Kind kind_ = Kind::Physical;
  std::string text_ = "1";
};

}  // namespace niter
