// How a long computation tells how far it is, and learns that it should stop.
#pragma once

#include <functional>
#include <stop_token>
#include <string_view>

#include "niter/base/result.hpp"

namespace niter {

/// Given by the caller of a long computation. Both members are optional.
struct Monitor {
  std::function<void(std::string_view stage, double fraction)> report = {};
  std::stop_token stop = {};

  void at(std::string_view stage, double fraction) const {
    if (report) report(stage, fraction);
  }
  /// An Interrupted error once the user asked to stop. Call it at least every 100 ms of work.
  Status check() const {
    if (stop.stop_requested()) return fail(Code::Interrupted, "stopped on request");
    return {};
  }
};

}  // namespace niter
