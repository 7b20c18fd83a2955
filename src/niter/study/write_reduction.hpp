// A reduction in files: one folder, the formats that were asked for, whole or not at all.
#pragma once

#include <array>
#include <filesystem>
#include <span>
#include <string_view>
#include <utility>

#include "niter/base/monitor.hpp"
#include "niter/base/result.hpp"
#include "niter/data/reduction.hpp"

namespace niter::study {

enum class OutputFormat { Csv, Json, Package, Hdf5, Xlsx, Tex, Md, Text, Html, Figures };
inline std::span<const std::pair<std::string_view, OutputFormat>> enum_names(OutputFormat) {
  using enum OutputFormat;
  static constexpr std::array<std::pair<std::string_view, OutputFormat>, 10> names{
      {{"csv", Csv},
       {"json", Json},
       {"package", Package},
       {"hdf5", Hdf5},
       {"xlsx", Xlsx},
       {"tex", Tex},
       {"md", Md},
       {"text", Text},
       {"html", Html},
       {"figures", Figures}}};
  return names;
}
/// @error NotFound with the nearest name
Result<OutputFormat> find_output_format(std::string_view name);

/// Writes a folder (what is in it: docs/methods/outputs.md). It takes the place of the old one only
/// when all formats are done: an error or a stop request leaves the old folder as it was. Html
/// brings the figures with it, which it embeds and links to.
/// @error Io, Process (gnuplot), Interrupted, InvalidInput (what a format cannot hold)
Status write_reduction(const std::filesystem::path& folder, const data::Reduction& reduction,
                       std::span<const OutputFormat> formats, const Monitor& monitor = {});

}  // namespace niter::study
