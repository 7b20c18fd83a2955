// The formats niter reads, finding the one of a file, and reading it.
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
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

/// Read a file and take its only table of some kind. Parts of one technique with equal columns (the
/// cycles of a voltammogram) are one table again.
///
/// @param wanted  in words, for the error: "current against time"
/// @param fits    whether a table is of that kind
/// @error as read; InvalidInput if no part fits or several do, saying what the file holds
Result<data::Table> read_only_table(const Source& source, const ReadOptions& options,
                                    std::string_view wanted,
                                    const std::function<bool(const data::Table&)>& fits);

/// Neighbouring parts of one technique with equal columns as one: a record that its file had cut
/// into cycles.
std::vector<Part> join_alike(std::vector<Part> parts);

/// "1 [ocp] t, E; 2 [eis] f, Z_re, Z_im": the parts of a file, for errors.
std::string contents_text(const Recording& recording);

}  // namespace niter::io
