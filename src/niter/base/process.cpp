#include "niter/base/process.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "niter/base/text.hpp"

namespace niter {
namespace {

struct Pipe {
  int read = -1;
  int write = -1;
  bool open() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return false;
    read = ends[0];
    write = ends[1];
    return true;
  }
  static void close(int& end) {
    if (end >= 0) ::close(end);
    end = -1;
  }
  ~Pipe() {
    close(read);
    close(write);
  }
};

// Take what is ready at one end; false once the other side has closed it.
bool drain(int fd, std::string& into) {
  std::array<char, 65536> buffer;
  const auto got = ::read(fd, buffer.data(), buffer.size());
  if (got > 0) into.append(buffer.data(), static_cast<std::size_t>(got));
  return got > 0 || (got < 0 && (errno == EINTR || errno == EAGAIN));
}

pid_t start(const std::vector<std::string>& command, Pipe& in, Pipe& out, Pipe& err) {
  std::vector<char*> argv;
  for (const auto& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  const pid_t child = ::fork();
  if (child != 0) return child;
  ::setpgid(0, 0);  // Ctrl-C reaches niter only, which then stops the child itself
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);  // niter's main thread may hold signals back
  ::dup2(in.read, 0);
  ::dup2(out.write, 1);
  ::dup2(err.write, 2);
  ::execvp(argv[0], argv.data());
  ::_exit(127);
}

}  // namespace

Result<ProcessOutput> run_process(const std::vector<std::string>& command, std::string_view input,
                                  std::chrono::milliseconds limit, std::stop_token stop) {
  if (find_program(command.at(0)).empty()) {
    return fail(Code::Process, fmt::format("the program '{}' is not installed", command[0]),
                "'niter doctor' says how to install it");
  }
  Pipe in, out, err;
  if (!in.open() || !out.open() || !err.open()) return fail(Code::Process, "cannot open a pipe");
  const pid_t child = start(command, in, out, err);
  if (child < 0) return fail(Code::Process, fmt::format("cannot start '{}'", command[0]));
  Pipe::close(in.read);
  Pipe::close(out.write);
  Pipe::close(err.write);
  ::fcntl(in.write, F_SETFL, O_NONBLOCK);

  ProcessOutput output;
  const auto deadline = std::chrono::steady_clock::now() + limit;
  const auto kill_child = [&] {
    ::kill(-child, SIGKILL);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
  };
  while (out.read >= 0 || err.read >= 0) {
    if (stop.stop_requested()) {
      kill_child();
      return fail(Code::Interrupted, "stopped on request");
    }
    if (std::chrono::steady_clock::now() > deadline) {
      kill_child();
      return fail(Code::Process,
                  fmt::format("'{}' did not end in {} ms", command[0], limit.count()));
    }
    if (input.empty()) Pipe::close(in.write);
    std::array<pollfd, 3> ends{
        {{out.read, POLLIN, 0}, {err.read, POLLIN, 0}, {in.write, POLLOUT, 0}}};
    ::poll(ends.data(), ends.size(), 50);
    if (ends[0].revents && !drain(out.read, output.out)) Pipe::close(out.read);
    if (ends[1].revents && !drain(err.read, output.err)) Pipe::close(err.read);
    if (ends[2].revents && !input.empty()) {
      const auto sent = ::write(in.write, input.data(), input.size());
      if (sent > 0) input.remove_prefix(static_cast<std::size_t>(sent));
      if (sent < 0 && errno != EAGAIN && errno != EINTR) input = {};  // the child closed its input
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) {
    return fail(Code::Process, fmt::format("'{}' died by signal {}", command[0], WTERMSIG(status)));
  }
  output.exit_code = WEXITSTATUS(status);
  return output;
}

std::string find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) return ::access(name.c_str(), X_OK) == 0 ? name : "";
  const char* path = std::getenv("PATH");
  for (const auto& folder : split(path ? path : "", ':')) {
    const auto full = std::filesystem::path(folder) / name;
    if (::access(full.c_str(), X_OK) == 0) return full.string();
  }
  return {};
}

}  // namespace niter
