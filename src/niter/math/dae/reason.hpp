// The words for the return codes of IDAS.
#pragma once

#include <string>

namespace niter::math {

/// @param flag  a negative return code (IDA_...)
std::string reason(int flag);

}  // namespace niter::math
