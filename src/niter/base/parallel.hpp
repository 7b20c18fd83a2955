// Work items over threads.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "niter/base/monitor.hpp"
#include "niter/base/result.hpp"

namespace niter {

/// Calls item(0 ... count - 1), each once, on so many threads. The first error wins; a stop request
/// lets running items end and starts no others.
/// @error of an item; Interrupted
Status in_parallel(std::size_t count, int threads, const Monitor& monitor, std::string_view stage,
                   const std::function<Status(std::size_t)>& item);

}  // namespace niter
