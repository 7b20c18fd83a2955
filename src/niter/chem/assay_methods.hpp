// Colorimetric assays: wavelengths, linear ranges and what disturbs them, from assays.toml.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/chem/datum.hpp"

namespace niter::chem {

/// One wavelength that is read, and how its absorbance counts: A = sum of factor A(wavelength).
struct AssayWavelength {
  double nanometres = 0;
  double factor = 1;

  template <class V>
  void visit(V& v) {
    v.required("nm", nanometres, "wavelength");
    v.optional("factor", factor, "by which the absorbance there counts");
  }
};

/// What disturbs an assay.
struct Interference {
  std::string what, effect, source;
  Standing status = Standing::Read;

  template <class V>
  void visit(V& v) {
    v.required("what", what, "substance or condition");
    v.required("effect", effect, "and what helps");
    v.required("source", source, "where that is from");
    v.required("status", status, "read, derived, estimate or memory");
  }
};

struct AssayMethod {
  std::string id, title, analyte;
  std::string as;  // what a mass concentration of the range counts
  std::vector<AssayWavelength> wavelengths;
  Datum wavelength;  // of the first, with its source
  Datum path_mm;     // of the cell the range holds for
  Datum range_low_mg_l, range_high_mg_l;
  Datum absorbance_limit;
  std::string reaction;  // in words
  std::vector<Interference> interferences;
  std::string note;
};

/// share/niter/assays.toml. @error as config::load_toml; Inconsistent: a range or wavelength that
/// is none, an unknown formula, an id given twice
Result<std::vector<AssayMethod>> load_assay_methods();

/// @error NotFound with the nearest id
Result<AssayMethod> find_assay_method(std::string_view id);

}  // namespace niter::chem
