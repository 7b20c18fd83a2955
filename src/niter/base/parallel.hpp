// Work items over threads.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "niter/base/monitor.hpp"
#include "niter/base/result.hpp"

namespace niter {

/// Calls work(worker, item) for items 0 ... count - 1, each once, on so many threads, the caller's
/// own among them: with one thread nothing is started. Workers are counted from 0, so that each can
/// have tools of its own. After an error, a bug or a stop request running items end and no others
/// are begun; a bug is thrown again here.
/// @param stage  under which progress is reported
/// @error of the item with the lowest number among those that failed, whatever the number of
/// threads; Interrupted
Status in_parallel(std::size_t count, int threads, const Monitor& monitor, std::string_view stage,
                   const std::function<Status(std::size_t worker, std::size_t item)>& work);

}  // namespace niter
