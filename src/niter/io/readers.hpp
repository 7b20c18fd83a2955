// The formats niter reads, finding the one of a file, and reading it.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "niter/io/reader.hpp"

namespace niter::io {

std::span<const Reader> readers();
/// @error NotFound with the nearest name
Result<const Reader*> find_reader(std::string_view name);

/// The reader of a file: a single Yes wins, else a single Maybe, else the fallback.
///
/// @error InvalidInput if no reader knows the file or several claim it, naming them
Result<const Reader*> identify(const Source& source);

/// Read a file by the reader that knows it. A reader that was not sure adds a caveat.
/// @error as identify and the reader; a part without rows or with columns of unequal length never
///        leaves here
Result<Recording> read(const Source& source, const ReadOptions& options = {});
Result<Recording> read_recording(const std::filesystem::path& path,
                                 const ReadOptions& options = {});

}  // namespace niter::io
