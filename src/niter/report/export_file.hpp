// What gnuplot leaves out of its files: the physical size and title of an SVG, the resolution of a
// PNG.
#pragma once

#include <string>
#include <string_view>

#include "niter/base/result.hpp"

namespace niter::report {

/// The SVG with width and height in millimetres, a title and description for readers who do not see
/// it, and fonts that other machines have. @error Process if it does not begin as gnuplot's SVG
/// does
Result<std::string> finish_svg(std::string svg, double width_mm, double height_mm,
                               std::string_view title, std::string_view description);

/// The PNG with a pHYs chunk, from which word processors take the size in print.
/// @error Process if it is no PNG
/// @source W3C PNG specification, 3rd ed., sections 5.3 (chunks), 11.3.4.3 (pHYs) and annex D (CRC)
Result<std::string> finish_png(std::string png, double dots_per_inch);

}  // namespace niter::report
