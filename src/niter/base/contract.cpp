#include "niter/base/contract.hpp"

#include <fmt/format.h>

namespace niter {

void report_bug(const char* condition, const char* message, const char* file, int line) {
  throw Bug(fmt::format("{}:{}: {} (expected: {})", file, line, message, condition));
}

}  // namespace niter
