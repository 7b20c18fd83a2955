// The formats in which niter writes a record, and writing one with its truth beside it.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/io/writers/run_info.hpp"

namespace niter::io {

struct WriteFormat {
  std::string_view name;       // "biologic-mpt"
  std::string_view extension;  // "mpt"
  std::string_view title;
  Result<std::string> (*text)(const data::Table& table, const RunInfo& run);
};
std::span<const WriteFormat> write_formats();
/// @error NotFound with the nearest name
Result<WriteFormat> find_write_format(std::string_view name);

/// Write the record, and beside it the truth (writers/truth.hpp). Each file appears whole or not at
/// all, the truth first: a record never stands there without it.
/// @param measured  what the instrument read: t, E and I or j; or f, Z_re, Z_im
/// @error as the format; Io
Status write_record(const std::filesystem::path& path, const WriteFormat& format,
                    const data::Table& measured, const RunInfo& run, const data::Table& truth);

}  // namespace niter::io
