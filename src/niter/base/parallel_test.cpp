#include "niter/base/parallel.hpp"

#include <atomic>
#include <set>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter {
namespace {

TEST(InParallel, EveryItemIsDoneOnceByAWorkerThatExists) {
  NITER_IDENTITY("a partition of the items");
  for (const int threads : {1, 2, 5}) {
    std::vector<std::atomic<int>> done(40);
    double last = 0;
    const Monitor monitor{[&](std::string_view stage, double fraction) {
      EXPECT_EQ(stage, "counting");
      EXPECT_GT(fraction, last) << "progress only grows";
      last = fraction;
    }};
    const auto ended =
        in_parallel(done.size(), threads, monitor, "counting", [&](std::size_t w, std::size_t i) {
          EXPECT_LT(w, static_cast<std::size_t>(threads));
          ++done[i];
          return Status();
        });
    EXPECT_TRUE(ended);
    for (const auto& times : done) EXPECT_EQ(times, 1);
    EXPECT_DOUBLE_EQ(last, 1);
  }
  EXPECT_TRUE(in_parallel(0, 4, {}, "", [](std::size_t, std::size_t) {
    return Status(fail(Code::Io, "there is nothing to do"));
  }));
}

TEST(InParallel, OneThreadIsTheCallersOwn) {
  NITER_IDENTITY("no thread is started for one worker");
  std::set<std::thread::id> seen;
  EXPECT_TRUE(in_parallel(9, 1, {}, "", [&](std::size_t, std::size_t) {
    seen.insert(std::this_thread::get_id());
    return Status();
  }));
  EXPECT_EQ(seen, std::set{std::this_thread::get_id()});
}

TEST(InParallel, TheErrorOfTheLowestItemIsReturnedAndEndsTheWork) {
  NITER_IDENTITY("the same error with any number of threads");
  for (const int threads : {1, 2, 6}) {
    std::atomic<int> begun = 0;
    const auto ended = in_parallel(1000, threads, {}, "", [&](std::size_t, std::size_t i) {
      ++begun;
      // the later one fails first
      if (i == 3) std::this_thread::sleep_for(std::chrono::milliseconds(2));
      return i >= 3 ? Status(fail(Code::Io, std::to_string(i))) : Status();
    });
    ASSERT_FALSE(ended);
    EXPECT_EQ(ended.error().what, "3");
    EXPECT_LE(begun, 3 + threads);
  }
}

TEST(InParallel, BugsOfAnyThreadComeBackToTheCaller) {
  NITER_IDENTITY("an exception is not lost with its thread");
  for (const int threads : {1, 3}) {
    EXPECT_THROW((void)in_parallel(20, threads, {}, "",
                                   [](std::size_t, std::size_t i) -> Status {
                                     if (i == 7) throw std::logic_error("seven");
                                     return {};
                                   }),
                 std::logic_error);
  }
}

TEST(InParallel, StopRequestBeginsNoOthers) {
  NITER_IDENTITY("Interrupted, and what was begun has ended");
  std::stop_source source;
  std::atomic<int> done = 0;
  const auto ended =
      in_parallel(1000, 2, {{}, source.get_token()}, "", [&](std::size_t, std::size_t i) {
        if (i == 10) source.request_stop();
        ++done;
        return Status();
      });
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, Code::Interrupted);
  EXPECT_LE(done, 12);
}

}  // namespace
}  // namespace niter
