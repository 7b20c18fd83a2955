// Archive: reductions, tables, findings, settings and provenance in one HDF5 file, to the last bit.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/data/reduction.hpp"

namespace niter::io {

/// What a study, or a day at the bench, leaves behind.
struct Archive {
  std::string title;
  std::vector<data::Reduction> reductions = {};
  std::vector<data::Table> tables = {};
  std::vector<data::Finding> findings = {};
  std::vector<std::pair<std::string, std::string>> settings = {};
  std::vector<data::Provenance> records = {};
};

/// The bytes of the file: 512 bytes of text with the SHA-256 of the rest, then HDF5 (layout:
/// docs/methods/outputs.md). Numbers in SI, each with an attribute `units`. Equal archives give
/// equal bytes: no clock, no names of users or machines.
/// @error InvalidInput if a text holds a NUL byte or a column has not as many values as its table
Result<std::string> archive_bytes(const Archive& archive);

/// What archive_bytes was given. A file that was cut or changed is refused by its SHA-256 before
/// HDF5 looks at it. One that was built to deceive is tried in a child process first, and read
/// within the bounds of its own size: no chunks, no links to elsewhere, no other files.
/// @error InvalidInput, naming the file and what is wrong with it
Result<Archive> parse_archive(std::string_view bytes, const std::string& file_name);

/// Written to a temporary neighbour and renamed. @error as archive_bytes; Io
Status write_archive(const std::filesystem::path& path, const Archive& archive);
/// @error NotFound, Io; as parse_archive
Result<Archive> read_archive(const std::filesystem::path& path);

}  // namespace niter::io
