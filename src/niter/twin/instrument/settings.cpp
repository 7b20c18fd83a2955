#include "niter/twin/instrument/settings.hpp"

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/twin/instrument/chain.hpp"

namespace niter::twin {

Settings settings_of(const Instrument& instrument, std::uint64_t seed) {
  const auto errors = draw_calibration(instrument, seed);
  Settings settings{{"recording.instrument", instrument.id},
                    {"recording.seed", fmt::format("{}", seed)},
                    {"calibration.current_gain", shortest(errors.current_gain)},
                    {"calibration.potential_gain", shortest(errors.potential_gain)},
                    {"calibration.potential_offset_V", shortest(errors.potential_offset)}};
  for (std::size_t r = 0; r < errors.current_offset.size(); ++r) {
    settings[fmt::format("calibration.current_offset_A.range_{}_A",
                         shortest(instrument.ranges.values[r]))] =
        shortest(errors.current_offset[r]);
  }
  return settings;
}

void add_settings(Settings& settings, const ReferenceElectrode& reference) {
  settings["reference.name"] = reference.name;
  settings["reference.zero_V"] = shortest(reference.zero);
  settings["reference.offset_V"] = shortest(reference.offset);
  settings["reference.drift_V_per_s"] = shortest(reference.drift);
  settings["reference.walk_V_per_rts"] = shortest(reference.walk);
}

void add_settings(Settings& settings, const RecordOptions& options) {
  add_settings(settings, options.reference);
  settings["recording.interval_s"] = shortest(options.interval);
  settings["recording.potential_step_V"] = shortest(options.potential_step);
  settings["recording.averaging"] = shortest(options.averaging);
  settings["recording.area_m2"] = shortest(options.area);
  settings["recording.fixed_range_A"] = shortest(options.fixed_range);
  settings["recording.temperature_K"] = shortest(options.temperature);
  settings["hum.frequency_Hz"] = shortest(options.hum.frequency);
  settings["hum.current_A"] = shortest(options.hum.current);
  settings["hum.potential_V"] = shortest(options.hum.potential);
}

}  // namespace niter::twin
