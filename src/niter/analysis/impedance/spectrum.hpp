// Spectrum: an impedance spectrum as the fits take it, from a record of f, Z_re and Z_im.
#pragma once

#include <array>
#include <complex>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

/// Finite points by falling frequency.
struct Spectrum {
  std::vector<double> frequency;                // [Hz], > 0
  std::vector<std::complex<double>> impedance;  // [ohm], capacitive: imaginary part negative

  std::size_t size() const { return frequency.size(); }
};

/// What becomes of points with a positive imaginary part (inductance of leads and cell).
enum class InductivePoints { Keep, Drop };
inline std::span<const std::pair<std::string_view, InductivePoints>> enum_names(InductivePoints) {
  static constexpr std::array<std::pair<std::string_view, InductivePoints>, 2> names{
      {{"keep", InductivePoints::Keep}, {"drop", InductivePoints::Drop}}};
  return names;
}

struct SpectrumOptions {
  std::optional<Quantity> lowest = {}, highest = {};  // frequencies; none: all
  InductivePoints inductive = InductivePoints::Keep;

  template <class V>
  void visit(V& v) {
    v.optional("lowest", lowest, "lowest frequency used", "Hz");
    v.optional("highest", highest, "highest frequency used", "Hz");
    v.optional("inductive", inductive, "points with Im Z > 0: keep or drop");
  }
};

/// @error NotFound for a missing column; InvalidInput for a frequency that is not positive, for
///        points that are not finite (named), or for fewer than three points left
Result<Spectrum> spectrum_of(const data::Table& record, const SpectrumOptions& options = {});

}  // namespace niter::analysis
