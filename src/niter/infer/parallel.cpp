#include "niter/infer/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace niter::infer {

void in_parallel(std::size_t items, std::size_t threads, const std::stop_token& stop,
                 const std::function<void(std::size_t, std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  std::exception_ptr bug;
  std::mutex guard;
  const auto run = [&](std::size_t thread) {
    try {
      for (std::size_t i = next++; i < items && !stop.stop_requested(); i = next++) work(thread, i);
    } catch (...) {
      const std::scoped_lock lock(guard);
      bug = std::current_exception();
      next = items;
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t t = 1; t < std::min(threads, items); ++t) others.emplace_back(run, t);
    run(0);
  }
  if (bug) std::rethrow_exception(bug);
}

}  // namespace niter::infer
