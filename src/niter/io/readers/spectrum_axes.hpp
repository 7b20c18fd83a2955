// Axes of spectra: the words that files use for them, as columns of the vocabulary.
#pragma once

#include <string>
#include <string_view>

#include "niter/units/unit.hpp"

namespace niter::io {

struct SpectrumAxis {
  std::string name;  // of the vocabulary where it has one
  Unit unit;
};

/// "1/CM", "Wavelength (nm)", "HZ", "PPM", "MICROMETERS", "SECONDS", ... A ppm of chemical shift is
/// Hz/MHz. Anything else keeps its words, without unit.
SpectrumAxis abscissa_axis(std::string_view words);

/// "ABSORBANCE", "PERCENT TRANSMITTANCE", "ARBITRARY UNITS", "COUNTS", ... Anything else keeps its
/// words, without unit.
SpectrumAxis ordinate_axis(std::string_view words);

}  // namespace niter::io
