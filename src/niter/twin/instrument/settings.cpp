#include "niter/twin/instrument/settings.hpp"

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/twin/instrument/chain.hpp"

namespace niter::twin {

std::map<std::string, std::string> settings_of(const Instrument& instrument, std::uint64_t seed) {
  const auto errors = draw_calibration(instrument, seed);
  std::map<std::string, std::string> settings{
      {"recording.instrument", instrument.id},
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

std::map<std::string, std::string> settings_of(const Instrument& instrument,
                                               const RecordOptions& options, std::uint64_t seed) {
  auto settings = settings_of(instrument, seed);
  const auto put = [&](const char* name, double value) { settings[name] = shortest(value); };
  put("recording.interval_s", options.interval);
  put("recording.potential_step_V", options.potential_step);
  put("recording.averaging", options.averaging);
  put("recording.area_m2", options.area);
  put("recording.fixed_range_A", options.fixed_range);
  put("recording.temperature_K", options.temperature);
  settings["reference.name"] = options.reference.name;
  put("reference.zero_V", options.reference.zero);
  put("reference.offset_V", options.reference.offset);
  put("reference.drift_V_per_s", options.reference.drift);
  put("reference.walk_V_per_rts", options.reference.walk);
  put("hum.frequency_Hz", options.hum.frequency);
  put("hum.current_A", options.hum.current);
  put("hum.potential_V", options.hum.potential);
  return settings;
}

}  // namespace niter::twin
