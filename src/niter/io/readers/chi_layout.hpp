// Layout of a text of CH Instruments: technique and parameters, and where the columns stand.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "niter/base/result.hpp"
#include "niter/io/recording.hpp"
#include "niter/io/text_lines.hpp"

namespace niter::io {

/// "Potential/V, Current/A" and its like.
bool is_chi_column_line(std::string_view line);

struct ChiLayout {
  std::string title, technique, date;
  std::map<std::string, std::string> values;  // of the header, by key
  std::size_t columns = 0;                    // line of the names

  std::optional<double> number(const std::string& key) const;
};

/// Every key goes to the header of the recording too.
/// @error InvalidInput if there is no line of columns
Result<ChiLayout> read_chi_layout(std::span<const TextLine> lines, const std::string& file,
                                  Recording& recording);

}  // namespace niter::io
