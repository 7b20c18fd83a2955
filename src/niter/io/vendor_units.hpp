// Vendor units: the names and units of columns as instruments and spreadsheets spell them.
#pragma once

#include <string>
#include <string_view>

#include "niter/base/result.hpp"
#include "niter/units/unit.hpp"

namespace niter::io {

/// Name and unit of a header: "WE(1).Current (A)", "Freq/Hz", "E(V)", "Z' [Ohm]".
struct NameAndUnit {
  std::string name;
  std::string unit;
};
NameAndUnit split_header(std::string_view header);

/// The unit of a header in the spellings of the vendors: "ohms", "sec", "V vs. Ref.", "Ohm.cm²".
/// What stands behind "vs" goes to `scale`. @error Unit for text that is no unit
Result<Unit> vendor_unit(std::string_view text, std::string* scale = nullptr);

}  // namespace niter::io
