// Contracts: what must be true whatever the user does. A broken one is a bug in niter, not an
// Error.
#pragma once

#include <stdexcept>
#include <string>

namespace niter {

/// A programming error: thrown by NITER_EXPECT, caught only by main() and by the tests.
class Bug : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void report_bug(const char* condition, const char* message, const char* file,
                             int line);

}  // namespace niter

/// Armed in every build. For inner loops use assert(), which the preset `audit` arms.
#define NITER_EXPECT(condition, message)                                            \
  do {                                                                              \
    if (!(condition)) ::niter::report_bug(#condition, message, __FILE__, __LINE__); \
  } while (false)
