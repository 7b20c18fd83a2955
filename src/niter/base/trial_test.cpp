#include "niter/base/trial.hpp"

#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include "niter/base/testing.hpp"

namespace niter {
namespace {

using std::chrono::seconds;

TEST(Trial, TellsWhetherTheWorkCameToItsEnd) {
  NITER_IDENTITY("a crash, an endless loop and an exit are errors, and leave us alive");
  int touched = 0;
  const std::string much(300'000, 'x');
  EXPECT_EQ(*in_child([&] { return touched = 1, much; }, seconds(5)), much);
  EXPECT_EQ(touched, 0);  // the effects stay in the child
  using Work = std::function<std::string()>;
  const Work bad[] = {[] { return std::raise(SIGSEGV), "never"; },
                      [] { return std::abort(), "never"; }, [] { return std::_Exit(0), "never"; },
                      []() -> std::string { throw std::runtime_error("no"); },
                      [] {
                        for (;;) std::raise(0);
                        return "never";
                      }};
  for (const auto& work : bad) EXPECT_FALSE(in_child(work, seconds(1)));
}

}  // namespace
}  // namespace niter
