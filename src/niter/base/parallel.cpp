#include "niter/base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "niter/base/contract.hpp"

namespace niter {

Status in_parallel(std::size_t count, int threads, const Monitor& monitor, std::string_view stage,
                   const std::function<Status(std::size_t, std::size_t)>& work) {
  NITER_EXPECT(threads > 0, "at least the caller's own thread");
  std::atomic<std::size_t> next = 0;
  std::mutex guard;  // of all below
  std::size_t done = 0, failed = count;
  Status status;
  std::exception_ptr bug;
  const auto keep = [&](std::size_t item, Status ended) {
    const std::scoped_lock lock(guard);
    if (!ended && item < failed) failed = item, status = std::move(ended);
    if (!status) next = count;
    monitor.at(stage, static_cast<double>(++done) / static_cast<double>(count));
  };
  const auto run = [&](std::size_t worker) {
    try {
      for (std::size_t i = next++; i < count && !monitor.stop.stop_requested(); i = next++)
        keep(i, work(worker, i));
    } catch (...) {
      const std::scoped_lock lock(guard);
      bug = std::current_exception();
      next = count;
    }
  };
  {
    std::vector<std::jthread> others;
    const std::size_t workers = std::min(static_cast<std::size_t>(threads), count);
    for (std::size_t w = 1; w < workers; ++w) others.emplace_back(run, w);
    run(0);
  }
  if (bug) std::rethrow_exception(bug);
  NITER_OK(monitor.check());
  return status;
}

}  // namespace niter
