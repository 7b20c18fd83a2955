// Reference windows: where published spectra and patterns put a species, from
// share/niter/reference-windows.toml.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/chem/datum.hpp"

namespace niter::chem {

/// One window. A position inside [low, high] agrees with the assignment; `value` is the usual one.
struct ReferenceWindow {
  std::string id;          // "xps.N1s.pyridinic", unique
  std::string technique;   // "xps", "xrd", "exafs", "ftir", "nmr"
  std::string region;      // "N 1s", "Fe 2p3/2", "N-H stretch"; empty if none
  std::string assignment;  // "pyridinic N", "Fe(II)"
  std::string quantity;  // "position", "splitting", "satellite_shift", "d_spacing", "bond_length",
                         // "phase_shift", "coupling"
  std::string unit;      // "eV", "angstrom", "cm-1", "ppm", "Hz"
  std::optional<double> value;
  std::optional<double> low, high;
  std::string source;
  Standing status = Standing::Read;
  std::string checked;
  std::string note;

  /// Bounds: the range, or the value itself where none is given.
  double lower() const { return low ? *low : value.value_or(0); }
  double upper() const { return high ? *high : value.value_or(0); }
  /// Distance of a position from the window, signed; 0 inside.
  double distance(double position) const;

  template <class V>
  void visit(V& v) {
    v.required("id", id, "unique name");
    v.required("technique", technique, "xps, xrd, exafs, ftir or nmr");
    v.optional("region", region, "line or band");
    v.required("assignment", assignment, "what it is taken for");
    v.required("quantity", quantity, "what is measured");
    v.required("unit", unit, "unit of value, low and high");
    v.optional("value", value, "usual value");
    v.optional("low", low, "lower end");
    v.optional("high", high, "upper end");
    v.required("source", source, "where it is from");
    v.required("status", status, "read, derived, estimate or memory");
    v.optional("checked", checked, "where it was compared");
    v.optional("note", note, "what a user should know");
  }
};

/// @error with file, line and column; a window without value and range, or with low > high, is
/// Inconsistent
Result<std::vector<ReferenceWindow>> load_reference_windows();

/// The window of that id, or null.
const ReferenceWindow* find_window(const std::vector<ReferenceWindow>& windows,
                                   std::string_view id);
/// Windows of a technique, region and quantity ("" matches all), in file order.
std::vector<const ReferenceWindow*> windows_of(const std::vector<ReferenceWindow>& windows,
                                               std::string_view technique,
                                               std::string_view region = "",
                                               std::string_view quantity = "");

}  // namespace niter::chem
