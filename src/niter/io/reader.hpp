// Reader: one row of the table of file formats that niter reads.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "niter/base/result.hpp"
#include "niter/io/recording.hpp"

namespace niter::io {

/// A file in memory. The bytes must outlive the call.
struct Source {
  std::string_view bytes;
  std::string name;  // with its path as the user wrote it: for errors and provenance

  /// In lower case without the dot: "mpr"; empty if there is none.
  std::string extension() const;
};

/// What a file does not say by itself. Empty: all columns under their own names and units.
struct ReadOptions {
  /// Word of the vocabulary -> header in the file, with or without its unit: {"I", "<I>/mA"}. Only
  /// these columns are kept.
  std::map<std::string, std::string> columns = {};
  /// Name of a column of the result -> unit, where the file has none or a wrong one.
  std::map<std::string, std::string> units = {};
};

/// How sure a reader is that a file is of its format. Fallback: any text with numbers.
enum class Match { No, Fallback, Maybe, Yes };

struct Reader {
  std::string_view name;        // "biologic-mpr"
  std::string_view title;       // "BioLogic EC-Lab, binary"
  std::string_view extensions;  // "mpr", several separated by blanks; for listings only
  /// Looks at the bytes first, at the name last: files are renamed. Must be quick (a few kB).
  Match (*sniff)(const Source& source);
  /// @error InvalidInput with file, line (or byte) and what was wanted; never a partial table that
  ///        is not marked as such. Memory stays within about ten times the size of the file.
  Result<Recording> (*read)(const Source& source, const ReadOptions& options);
};

}  // namespace niter::io
