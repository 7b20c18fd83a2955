#include "niter/study/laboratory/equipment.hpp"

#include <fmt/format.h>

#include "niter/base/share.hpp"
#include "niter/config/read.hpp"

namespace niter::study {

namespace {

struct LaboratoryFile {
  int schema = 0;
  Equipment laboratory;
  template <class V>
  void visit(V& v) {
    v.required("schema", schema, "version of this format, 1");
    v.required("laboratory", laboratory, "what glass and hands add");
  }
};

}  // namespace

Result<Equipment> load_equipment() {
  NITER_TRY(const auto path, share_file("laboratory.toml"));
  NITER_TRY(const auto document, config::load_toml(path));
  NITER_TRY(const auto file, config::read<LaboratoryFile>(document));
  const Equipment& e = file.laboratory;
  for (const auto* datum :
       {&e.area_relative_sd, &e.volume_half_width_mL, &e.pipette_half_width_relative,
        &e.pipette_sd_relative, &e.flask_half_width_relative, &e.absorbance_sd,
        &e.calibration_slope_L_mg, &e.calibration_intercept}) {
    if (datum->value < 0) {
      return fail(
          {Code::InvalidInput, fmt::format("{} is below zero", datum->value), {path.string()}});
    }
  }
  return e;
}

}  // namespace niter::study
