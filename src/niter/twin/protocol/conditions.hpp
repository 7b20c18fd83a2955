// Conditions: "until nitrate < 10 % or E < -1.5 V", read and written. Used only inside this folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/twin/protocol/protocol.hpp"
#include "niter/twin/protocol/reader.hpp"

namespace niter::twin::protocol {

/// The conditions behind "until", joined by "or"; none if that word does not stand there.
/// @param scale  of the instruction's setpoints: if they name one, a condition on E must as well
/// @error InvalidInput or Unit
Result<std::vector<Until>> read_until(Reader& reader, std::string_view scale);

/// " until nitrate < 10 %", or nothing.
std::string write(const std::vector<Until>& until);

}  // namespace niter::twin::protocol
