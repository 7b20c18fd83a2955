// Zip: the files inside a zip archive that stands in memory, within bounds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::io {

struct ZipFile {
  std::string name;
  std::string bytes;
};

/// Does it begin as a zip archive with files in it does?
bool is_zip(std::string_view bytes);

/// The files whose names are wanted, unpacked, in the order of the archive; each passed its
/// checksum.
///
/// @error InvalidInput: no zip archive, a damaged or encrypted file, more than 10 000 files, or
///        files that unpack to more than 16 MB and 60 times the archive (a bomb)
Result<std::vector<ZipFile>> unzip(std::string_view bytes, const std::string& archive,
                                   bool (*wanted)(std::string_view name));

}  // namespace niter::io
