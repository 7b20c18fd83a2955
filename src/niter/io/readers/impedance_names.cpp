#include "niter/io/readers/impedance_names.hpp"

#include <array>
#include <utility>

#include "niter/base/text.hpp"
#include "niter/io/vendor_units.hpp"

namespace niter::io {

namespace {

// names in small letters, without blanks, brackets, underscores and units
constexpr std::array<std::pair<std::string_view, ImpedanceKind>, 57> known{{
    {"f", ImpedanceKind::Frequency},
    {"freq", ImpedanceKind::Frequency},
    {"frequency", ImpedanceKind::Frequency},
    {"frequencies", ImpedanceKind::Frequency},
    {"frequenz", ImpedanceKind::Frequency},
    {"频率", ImpedanceKind::Frequency},
    {"z'", ImpedanceKind::Real},
    {"zre", ImpedanceKind::Real},
    {"zreal", ImpedanceKind::Real},
    {"real", ImpedanceKind::Real},
    {"re", ImpedanceKind::Real},
    {"rez", ImpedanceKind::Real},
    {"realz", ImpedanceKind::Real},
    {"zr", ImpedanceKind::Real},
    {"z'a", ImpedanceKind::Real},
    {"realteil", ImpedanceKind::Real},
    {"实部", ImpedanceKind::Real},
    {"reelz", ImpedanceKind::Real},
    {"z''", ImpedanceKind::Imaginary},
    {"zim", ImpedanceKind::Imaginary},
    {"zimg", ImpedanceKind::Imaginary},
    {"zimag", ImpedanceKind::Imaginary},
    {"imag", ImpedanceKind::Imaginary},
    {"imaginary", ImpedanceKind::Imaginary},
    {"im", ImpedanceKind::Imaginary},
    {"imz", ImpedanceKind::Imaginary},
    {"imagz", ImpedanceKind::Imaginary},
    {"zi", ImpedanceKind::Imaginary},
    {"z''b", ImpedanceKind::Imaginary},
    {"imaginärteil", ImpedanceKind::Imaginary},
    {"虚部", ImpedanceKind::Imaginary},
    {"imaginaryz", ImpedanceKind::Imaginary},
    {"|z|", ImpedanceKind::Modulus},
    {"zmod", ImpedanceKind::Modulus},
    {"mod", ImpedanceKind::Modulus},
    {"modulus", ImpedanceKind::Modulus},
    {"magnitude", ImpedanceKind::Modulus},
    {"absz", ImpedanceKind::Modulus},
    {"modz", ImpedanceKind::Modulus},
    {"betrag", ImpedanceKind::Modulus},
    {"z", ImpedanceKind::Modulus},
    {"阻抗", ImpedanceKind::Modulus},
    {"模值", ImpedanceKind::Modulus},
    {"phase", ImpedanceKind::Phase},
    {"phasez", ImpedanceKind::Phase},
    {"phi", ImpedanceKind::Phase},
    {"theta", ImpedanceKind::Phase},
    {"zphz", ImpedanceKind::Phase},
    {"φ", ImpedanceKind::Phase},
    {"phaseangle", ImpedanceKind::Phase},
    {"phasenwinkel", ImpedanceKind::Phase},
    {"相位", ImpedanceKind::Phase},
    {"相位角", ImpedanceKind::Phase},
    {"time", ImpedanceKind::Time},
    {"<ewe>", ImpedanceKind::Potential},
    {"<i>", ImpedanceKind::Current},
    {"zeit", ImpedanceKind::Time},
}};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

ImpedanceName read_impedance_name(std::string_view header) {
  std::string text(trim(header));
  for (const auto& [from, to] :
       std::array<std::pair<std::string_view, std::string_view>, 7>{{{"″", "''"},
                                                                     {"′", "'"},
                                                                     {"’", "'"},
                                                                     {"\"", "''"},
                                                                     {"−", "-"},
                                                                     {"（", "("},
                                                                     {"）", ")"}}}) {
    replace_all(text, from, to);
  }
  auto parts = split_header(text);
  // "Im(Z)" is a name, not an "Im" in the unit Z
  if (!parts.unit.empty() && !vendor_unit(parts.unit)) parts = {text, {}};
  ImpedanceName found;
  found.unit = parts.unit;
  std::string plain = lower(parts.name);
  std::erase_if(plain,
                [](char c) { return std::string_view(" _{}()[]").find(c) != std::string::npos; });
  for (const std::string_view minus : {"-", "neg", "minus"}) {
    if (!plain.starts_with(minus)) continue;
    plain.erase(0, minus.size());
    found.sign = -1;
    break;
  }
  for (const auto& [word, kind] : known) {
    if (plain == word) found.kind = kind;
  }
  const auto unit = vendor_unit(parts.unit);
  const bool ohms =
      unit && !parts.unit.empty() &&
      (unit->same_dimension(Unit::of("ohm")) || unit->same_dimension(Unit::of("ohm m2")));
  const bool part = found.kind == ImpedanceKind::Real || found.kind == ImpedanceKind::Imaginary ||
                    found.kind == ImpedanceKind::Modulus;
  found.says_impedance = part && (ohms || plain.find('z') != std::string::npos);
  return found;
}

}  // namespace niter::io
