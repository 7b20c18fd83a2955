#include "niter/base/trial.hpp"

#include <array>
#include <cerrno>
#include <string_view>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace niter {
namespace {

constexpr int came_to_its_end = 71;  // a code that neither exit() nor a sanitizer uses

// The child says nothing, leaves no core file and does not run for ever.
void hold_back(std::chrono::seconds limit) {
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere >= 0) ::dup2(nowhere, STDERR_FILENO);
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  const auto seconds = static_cast<rlim_t>(limit.count());
  const rlimit time{seconds, seconds};
  ::setrlimit(RLIMIT_CPU, &time);
}

[[noreturn]] void run_and_leave(const std::function<std::string()>& work, int out) {
  try {
    const auto said = work();
    for (std::string_view text = said; !text.empty();) {
      const auto written = ::write(out, text.data(), text.size());
      if (written <= 0) ::_exit(1);
      text.remove_prefix(static_cast<std::size_t>(written));
    }
  } catch (...) {
    ::_exit(1);
  }
  ::_exit(came_to_its_end);
}

std::string read_all(int in) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (;;) {
    const auto count = ::read(in, buffer.data(), buffer.size());
    if (count > 0) text.append(buffer.data(), static_cast<std::size_t>(count));
    if (count == 0 || (count < 0 && errno != EINTR)) return text;
  }
}

}  // namespace

Result<std::string> in_child(const std::function<std::string()>& work, std::chrono::seconds limit) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return fail(Code::Process, "the system gives no pipe");
  const pid_t child = ::fork();
  if (child == 0) {
    hold_back(limit);
    run_and_leave(work, ends[1]);
  }
  ::close(ends[1]);
  const auto text = child < 0 ? std::string() : read_all(ends[0]);
  ::close(ends[0]);
  if (child < 0) return fail(Code::Process, "the system gives no child process");
  int state = 0;
  while (::waitpid(child, &state, 0) < 0) {
    if (errno != EINTR) return fail(Code::Process, "the child process was lost");
  }
  if (WIFEXITED(state) && WEXITSTATUS(state) == came_to_its_end) return text;
  if (WIFSIGNALED(state))
    return fail(Code::Process, fmt::format("the child died by signal {}", WTERMSIG(state)));
  return fail(Code::Process, "the child did not come to its end");
}

}  // namespace niter
