// Child programs: run one, feed it, collect what it says, with a limit on time.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

#include "niter/base/result.hpp"

namespace niter {

struct ProcessOutput {
  int exit_code = 0;
  std::string out;
  std::string err;
};

/// Run `command[0]` (looked up in PATH) with the rest as arguments; no shell is involved.
/// @error Process if the program is missing, times out or dies by a signal; Interrupted on a stop
/// request
///        (the child is killed). A non-zero exit code is not an error here.
Result<ProcessOutput> run_process(const std::vector<std::string>& command, std::string_view input,
                                  std::chrono::milliseconds limit, std::stop_token stop = {});

/// Full path of a program in PATH, or empty.
std::string find_program(const std::string& name);

}  // namespace niter
