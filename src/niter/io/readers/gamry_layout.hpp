// Layout of a .DTA file of Gamry: the values of its header and where its tables stand.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/io/recording.hpp"
#include "niter/io/text_lines.hpp"

namespace niter::io {

/// A table; its rows are views into the text.
struct GamryCurve {
  std::string name;                      // "CURVE1"
  std::optional<double> announced = {};  // rows, where the file says
  std::vector<std::string> names = {}, units = {};
  std::span<const TextLine> rows = {};
};

struct GamryLayout {
  std::map<std::string, std::string> values = {};  // of the header, by key
  std::vector<GamryCurve> curves = {};
  bool aborted = false;

  std::string text(const std::string& key) const;  // empty if there is none
  /// With decimal point or comma.
  std::optional<double> number(const std::string& key) const;
};

/// Every key goes to the header of the recording too.
GamryLayout read_gamry_layout(std::span<const TextLine> lines, Recording& recording);

}  // namespace niter::io
