#include "niter/base/process.hpp"

#include <gtest/gtest.h>

namespace niter {
namespace {
using namespace std::chrono_literals;

TEST(Process, FeedsAndCollects) {
  const std::string much(1 << 20, 'x');  // more than a pipe holds
  const auto done = run_process({"cat"}, much, 10s);
  ASSERT_TRUE(done) << done.error().text();
  EXPECT_EQ(done->out, much);
  EXPECT_EQ(done->exit_code, 0);
}

TEST(Process, ReportsExitCodeAndComplaint) {
  const auto done = run_process({"sh", "-c", "echo no >&2; exit 3"}, "", 10s);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->exit_code, 3);
  EXPECT_EQ(done->err, "no\n");
}

TEST(Process, MissingProgramIsNamed) {
  const auto done = run_process({"no-such-program-here"}, "", 1s);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, Code::Process);
  EXPECT_NE(done.error().what.find("no-such-program-here"), std::string::npos);
}

TEST(Process, StopsAtItsLimitAndOnRequest) {
  const auto late = run_process({"sleep", "30"}, "", 200ms);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Code::Process);
  std::stop_source stop;
  stop.request_stop();
  const auto stopped = run_process({"sleep", "30"}, "", 10s, stop.get_token());
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, Code::Interrupted);
}

}  // namespace
}  // namespace niter
