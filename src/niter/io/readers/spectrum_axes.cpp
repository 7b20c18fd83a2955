#include "niter/io/readers/spectrum_axes.hpp"

#include <array>

#include "niter/base/text.hpp"

namespace niter::io {

namespace {

struct Known {
  std::string_view words;  // in small letters, any part of the file's words
  std::string_view name;
  std::string_view unit;
};

// the first that fits decides
constexpr std::array<Known, 20> abscissas{{{"raman", "raman shift", "cm-1"},
                                           {"1/cm", "wavenumber", "cm-1"},
                                           {"cm-1", "wavenumber", "cm-1"},
                                           {"cm^-1", "wavenumber", "cm-1"},
                                           {"wavenumber", "wavenumber", "cm-1"},
                                           {"nanomet", "wavelength", "nm"},
                                           {"(nm)", "wavelength", "nm"},
                                           {"micromet", "wavelength", "um"},
                                           {"ppm", "shift", "Hz/MHz"},
                                           {"parts per million", "shift", "Hz/MHz"},
                                           {"megahertz", "f", "MHz"},
                                           {"kilohertz", "f", "kHz"},
                                           {"hertz", "f", "Hz"},
                                           {"microsec", "t", "us"},
                                           {"millisec", "t", "ms"},
                                           {"second", "t", "s"},
                                           {"minute", "t", "min"},
                                           {"hour", "t", "h"},
                                           {"days", "t", "d"},
                                           {"ev", "energy", "eV"}}};
constexpr std::array<Known, 13> ordinates{{{"absorbance", "absorbance", "1"},
                                           {"% t", "transmittance", "%"},
                                           {"percent trans", "transmittance", "%"},
                                           {"transmittance", "transmittance", "1"},
                                           {"transmission", "transmittance", "1"},
                                           {"percent", "percent", "%"},
                                           {"reflectance", "reflectance", "1"},
                                           {"kubelka", "kubelka-munk", "1"},
                                           {"counts", "counts", "counts"},
                                           {"arbitrary", "intensity", "a.u."},
                                           {"intensity", "intensity", "a.u."},
                                           {"log(1/r)", "absorbance", "1"},
                                           {"volt", "voltage", "V"}}};

SpectrumAxis find(std::span<const Known> table, std::string_view words) {
  const auto small = lower(trim(words));
  for (const auto& known : table) {
    if (small.find(known.words) != std::string::npos) {
      return {std::string(known.name), Unit::of(known.unit)};
    }
  }
  return {small, {}};
}

}  // namespace

SpectrumAxis abscissa_axis(std::string_view words) {
  const auto small = lower(trim(words));
  if (small == "hz") return {"f", Unit::of("Hz")};
  if (small == "nm") return {"wavelength", Unit::of("nm")};
  if (small == "um") return {"wavelength", Unit::of("um")};
  if (small == "s") return {"t", Unit::of("s")};
  auto axis = find(abscissas, words);
  if (axis.name.empty()) axis.name = "x";
  return axis;
}

SpectrumAxis ordinate_axis(std::string_view words) {
  auto axis = find(ordinates, words);
  if (axis.name.empty()) axis.name = "y";
  return axis;
}

}  // namespace niter::io
