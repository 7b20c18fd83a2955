#include "niter/units/potential.hpp"

#include <fmt/format.h>

#include "niter/base/contract.hpp"
#include "niter/units/constants.hpp"

namespace niter {

Scale Scale::rhe(double ph, double temperature, std::string name) {
  NITER_EXPECT(temperature > 0, "a temperature is in kelvin");
  return {Zero::Rhe, ph, temperature, 0, std::move(name)};
}

Scale Scale::electrode(std::string name, double offset_vs_she) {
  return {Zero::Electrode, 0, constants::room_temperature, offset_vs_she, std::move(name)};
}

double Scale::zero_vs_she() const {
  switch (zero) {
    case Zero::She:
      return 0;
    case Zero::Rhe:
      return -constants::ln10 * constants::gas * temperature / constants::faraday * ph;
    case Zero::Electrode:
      return offset;
  }
  return 0;
}

bool Scale::same_as(const Scale& other) const {
  if (zero != other.zero) return false;
  switch (zero) {
    case Zero::She:
      return true;
    case Zero::Rhe:
      return ph == other.ph && temperature == other.temperature;
    case Zero::Electrode:
      return offset == other.offset;
  }
  return false;
}

Potential Potential::on(const Scale& scale) const {
  if (scale_.same_as(scale)) return {value_, scale};
  return {value_ + scale_.zero_vs_she() - scale.zero_vs_she(), scale};
}

Result<Voltage> Potential::minus(const Potential& other) const {
  if (!scale_.same_as(other.scale_)) {
    return fail(Code::Inconsistent,
                fmt::format("a potential vs. {} cannot be subtracted from one vs. {}",
                            other.scale_.name, scale_.name),
                "move one of them to the scale of the other first");
  }
  return Voltage{value_ - other.value_};
}

}  // namespace niter
