#include "niter/base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace niter {

Status in_parallel(std::size_t count, int threads, const Monitor& monitor, std::string_view stage,
                   const std::function<Status(std::size_t)>& item) {
  std::atomic<std::size_t> next = 0, done = 0;
  std::mutex guard;
  Status status;
  const auto work = [&] {
    for (std::size_t i = next++; i < count && !monitor.stop.stop_requested(); i = next++) {
      auto ended = item(i);
      const std::scoped_lock lock(guard);
      if (!ended && status) status = std::move(ended);
      monitor.at(stage, static_cast<double>(++done) / static_cast<double>(count));
    }
  };
  {
    std::vector<std::jthread> pool;
    for (int t = 0; t < std::min<int>(threads, static_cast<int>(count)); ++t)
      pool.emplace_back(work);
  }
  NITER_OK(monitor.check());
  return status;
}

}  // namespace niter
