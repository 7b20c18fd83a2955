// Trial: work that may bring down its process is tried in a child first.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "niter/base/result.hpp"

namespace niter {

/// Run `work` in a forked child, throw its effects away and return the text it gives. For
/// third-party readers of files that nobody has vouched for: if the child comes to its end, so will
/// the same work here.
/// @param limit  of processor time
/// @error Process if the child crashes, is stopped by the limit or leaves by itself
Result<std::string> in_child(const std::function<std::string()>& work, std::chrono::seconds limit);

}  // namespace niter
