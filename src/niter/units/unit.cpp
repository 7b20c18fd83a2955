#include "niter/units/unit.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>

#include "niter/base/contract.hpp"
#include "niter/base/text.hpp"
#include "niter/units/constants.hpp"
#include "niter/units/expression.hpp"

namespace niter {
namespace {

constexpr int largest_exponent = 99;

bool is_dimensionless_sign(std::string_view text) {
  return text.empty() || text == "1" || text == "-";
}

}  // namespace

Result<Unit> Unit::parse(std::string_view text) {
  Unit unit;
  const auto trimmed = trim(text);
  if (is_dimensionless_sign(trimmed)) return unit;
  // blanks at the end go, blanks in front stay, so that columns are those of the text
  const auto end = static_cast<std::size_t>(trimmed.data() + trimmed.size() - text.data());
  NITER_TRY(const auto factors, units::parse_expression(text.substr(0, end)));

  // one division at the very end: the scale of "umol cm-2" is then exactly 0.01
  double above = 1;
  double below = 1;
  int decade = 0;
  for (const auto& factor : factors) {
    const auto& symbol = *factor.symbol;
    (factor.power > 0 ? above : below) *= std::pow(symbol.factor, std::abs(factor.power));
    decade += factor.power * (symbol.decade + (factor.prefix ? factor.prefix->decade : 0));
    for (std::size_t i = 0; i < unit.exponents_.size(); ++i) {
      unit.exponents_[i] += factor.power * symbol.exponents[i];
    }
    if (symbol.kind != Kind::Physical) unit.kind_ = symbol.kind;
    if (symbol.text == "degC") unit.offset_ = constants::celsius_zero;
  }
  (decade > 0 ? above : below) *= std::pow(10.0, std::abs(decade));
  unit.scale_ = above / below;

  const bool in_range = std::all_of(unit.exponents_.begin(), unit.exponents_.end(),
                                    [](int e) { return std::abs(e) <= largest_exponent; });
  if (!in_range || !std::isnormal(unit.scale_)) {
    return fail(Error{
        Code::Unit, fmt::format("the exponents of '{}' are too large", trimmed), {"", 0, 1}, {}});
  }
  unit.text_ = std::string(trimmed);
  return unit;
}

Unit Unit::of(std::string_view text) {
  auto unit = parse(text);
  if (!unit) report_bug("a known unit", unit.error().what.c_str(), __FILE__, __LINE__);
  return *std::move(unit);
}

bool Unit::same_dimension(const Unit& other) const {
  return kind_ == other.kind_ && exponents_ == other.exponents_;
}

std::string Unit::pretty() const {
  const auto factors = units::parse_expression(text_);
  if (!factors) return text_;  // "1"
  std::string out;
  for (const auto& factor : *factors) {
    if (!out.empty()) out += ' ';
    out += units::pretty(factor);
  }
  return out;
}

}  // namespace niter
