// Work items over threads. Private to this room.
#pragma once

#include <functional>
#include <stop_token>

namespace niter::infer {

/// Calls work(thread, item) for items 0, 1, ...; none is begun once a stop is requested. A bug met
/// in a thread is thrown again here. With one thread nothing but the caller's own is used.
void in_parallel(std::size_t items, std::size_t threads, const std::stop_token& stop,
                 const std::function<void(std::size_t thread, std::size_t item)>& work);

}  // namespace niter::infer
