#include "niter/base/file.hpp"

#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

namespace niter {
namespace fs = std::filesystem;

namespace {

Error io_error(const fs::path& path, std::string_view verb) {
  return {Code::Io,
          fmt::format("cannot {} '{}': {}", verb, path.string(), std::strerror(errno)),
          {},
          "check that the folder exists and that you may write there"};
}

// Names that no other run of niter uses at the same time.
fs::path temporary_beside(const fs::path& path) {
  auto name = path;
  name += fmt::format(".{}.part", ::getpid());
  return name;
}

// All there is; nothing after an error. The size that the system states is where the room begins: a
// pipe states none, and a file may grow.
std::optional<std::string> read_all(int fd) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) return std::nullopt;
  std::string bytes(static_cast<std::size_t>(status.st_size) + 1, '\0');
  std::size_t used = 0;
  while (true) {
    if (used == bytes.size()) bytes.resize(2 * used);
    const auto more = ::read(fd, bytes.data() + used, bytes.size() - used);
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) return std::nullopt;
    if (more == 0) break;
    used += static_cast<std::size_t>(more);
  }
  bytes.resize(used);
  return bytes;
}

}  // namespace

Result<std::string> read_file(const fs::path& path) {
  std::error_code ec;
  if (!fs::exists(path, ec)) {
    return fail(Error{Code::NotFound, "there is no such file", {path.string()}, "check the path"});
  }
  if (fs::is_directory(path, ec)) {
    return fail(Error{Code::Io, "this is a folder, not a file", {path.string()}, {}});
  }
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return fail(Error{Code::Io, std::strerror(errno), {path.string()}, {}});
  auto bytes = read_all(fd);
  const int error = errno;
  ::close(fd);
  if (!bytes) return fail(Error{Code::Io, std::strerror(error), {path.string()}, {}});
  return *std::move(bytes);
}

Status write_file_atomically(const fs::path& path, std::string_view bytes) {
  const auto part = temporary_beside(path);
  const int fd = ::open(part.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644);
  if (fd < 0) return fail(io_error(path, "write"));
  const auto give_up = [&](std::string_view verb) {
    const Error error = io_error(path, verb);
    ::close(fd);
    ::unlink(part.c_str());
    return fail(error);
  };
  while (!bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return give_up("write");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(fd) != 0) return give_up("flush");
  ::close(fd);
  if (::rename(part.c_str(), path.c_str()) != 0) {
    const Error error = io_error(path, "replace");
    ::unlink(part.c_str());
    return fail(error);
  }
  return {};
}

Status replace_folder_atomically(const fs::path& target,
                                 const std::function<Status(const fs::path&)>& fill) {
  std::error_code ec;
  if (!target.parent_path().empty()) fs::create_directories(target.parent_path(), ec);
  const auto part = temporary_beside(target);
  fs::remove_all(part, ec);
  if (!fs::create_directory(part, ec)) {
    return fail(Code::Io,
                fmt::format("cannot make the folder '{}': {}", part.string(), ec.message()));
  }
  if (auto done = fill(part); !done) {
    fs::remove_all(part, ec);
    return done;
  }
  // an exchange, unlike delete-then-rename, leaves no moment without a report
  const bool had_one = fs::exists(target, ec);
  const unsigned flags = had_one ? RENAME_EXCHANGE : RENAME_NOREPLACE;
  if (::renameat2(AT_FDCWD, part.c_str(), AT_FDCWD, target.c_str(), flags) != 0) {
    const Error error = io_error(target, "replace");
    fs::remove_all(part, ec);
    return fail(error);
  }
  if (had_one) fs::remove_all(part, ec);
  return {};
}

}  // namespace niter
