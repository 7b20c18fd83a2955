// Equipment: the glassware and the photometer of the virtual laboratory, with what they may be off.
#pragma once

#include "niter/base/result.hpp"
#include "niter/chem/datum.hpp"

namespace niter::study {

/// share/niter/laboratory.toml, every number with its source. A number of 0 leaves its error out.
struct Equipment {
  chem::Datum area_relative_sd;             // of the measured electrode area
  chem::Datum volume_half_width_mL;         // of a cylinder of 50 mL
  chem::Datum pipette_half_width_relative;  // systematic, at 1 mL
  chem::Datum pipette_sd_relative;          // random, at 1 mL
  chem::Datum flask_half_width_relative;    // of 10 mL
  chem::Datum absorbance_sd;                // of one colour reaction and its reading
  chem::Datum calibration_slope_L_mg;       // absorbance per mg/L of nitrogen
  chem::Datum calibration_intercept;        // absorbance of the reagents

  template <class V>
  void visit(V& v) {
    v.required("area_relative_sd", area_relative_sd, "of the measured electrode area");
    v.required("volume_half_width_mL", volume_half_width_mL, "of a cylinder of 50 mL");
    v.required("pipette_half_width_relative", pipette_half_width_relative, "systematic, at 1 mL");
    v.required("pipette_sd_relative", pipette_sd_relative, "random, at 1 mL");
    v.required("flask_half_width_relative", flask_half_width_relative, "of 10 mL");
    v.required("absorbance_sd", absorbance_sd, "of one colour reaction and its reading");
    v.required("calibration_slope_L_mg", calibration_slope_L_mg, "absorbance per mg/L");
    v.required("calibration_intercept", calibration_intercept, "absorbance of the reagents");
  }
};

/// @error of the file; InvalidInput for a number below zero
Result<Equipment> load_equipment();

}  // namespace niter::study
