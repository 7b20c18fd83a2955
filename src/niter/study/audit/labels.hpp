// Labels: matching what a paper calls a line or band with the reference windows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "niter/chem/reference_windows.hpp"

namespace niter::study::rules {

using Windows = std::vector<const chem::ReferenceWindow*>;

/// A label without case, blanks and brackets, spelled one way: "Fe2+" and "Fe(II)" are "feii",
/// "M-N" and "metal-N" are "metal-n".
std::string canonical(std::string_view label);
/// True if the label is one of the comma- or slash-separated names.
bool names(std::string_view names, std::string_view label);
/// Those of `windows` whose assignment is the label.
Windows assigned(const Windows& windows, std::string_view label);
/// Those of `windows` that hold a position, each widened by a tolerance.
Windows holding(const Windows& windows, double position, double tolerance);
/// "pyridinic N (397.9 to 398.8 eV)", joined by commas.
std::string described(const Windows& windows);
/// Where the windows are from; a value nobody has checked says so.
std::string cited(const Windows& windows);

}  // namespace niter::study::rules
