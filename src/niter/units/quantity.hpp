// Quantity: a value, its uncertainty and the unit they were written in: "171.5 +- 5 umol h-1 cm-2".
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "niter/base/result.hpp"
#include "niter/units/uncertain.hpp"
#include "niter/units/unit.hpp"

namespace niter {

class Quantity {
 public:
  Quantity() = default;
  Quantity(double value, Unit unit, double sigma = 0)
      : value_(value), sigma_(sigma), unit_(std::move(unit)) {}
  /// Literal in code: Quantity(1.0, "cm2").
  Quantity(double value, std::string_view unit) : Quantity(value, Unit::of(unit)) {}
  /// "1.0 cm2", "6.8" (dimensionless), "50 +- 2 mL" and "50 ± 2 mL" (one unit for both),
  /// "1 L ± 20 mL" (converted), "50 mL ± 4 %" (relative). sigma is one standard deviation.
  /// @error Unit or InvalidInput with the column in the text, counted in characters
  static Result<Quantity> parse(std::string_view text);

  double value() const { return value_; }  // in unit()
  double sigma() const { return sigma_; }  // in unit()
  const Unit& unit() const { return unit_; }
  double si() const { return unit_.to_si(value_); }
  double si_sigma() const { return sigma_ * unit_.scale(); }
  /// In SI, as an input of that name.
  Uncertain uncertain(std::string input) const {
    return Uncertain::input(std::move(input), si(), si_sigma());
  }
  /// The value expressed in another unit. @error Unit if the dimensions differ
  Result<double> in(const Unit& unit) const;
  std::string text() const;  // "50 ± 2 mL"; parse() reads it back to the last bit

 private:
  double value_ = 0;
  double sigma_ = 0;
  Unit unit_;
};

}  // namespace niter
