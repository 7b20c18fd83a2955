// Files: reading whole, writing so that a partial file never replaces a good one, and naming by
// content.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "niter/base/result.hpp"

namespace niter {

/// The bytes of a file. @error NotFound or Io, naming the file.
Result<std::string> read_file(const std::filesystem::path& path);

/// Write to a temporary neighbour, flush it to disk, then rename over `path`. @error Io
Status write_file_atomically(const std::filesystem::path& path, std::string_view bytes);

/// Let `fill` write into a fresh temporary folder beside `target`; only if it succeeds does that
/// folder take the place of `target` (one exchange of names; the former content is then deleted).
/// Killed at any point, `target` is either wholly the old or wholly the new folder. @error what
/// `fill` returns, or Io
Status replace_folder_atomically(const std::filesystem::path& target,
                                 const std::function<Status(const std::filesystem::path&)>& fill);

/// SHA-256 of some bytes, as 64 hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace niter
