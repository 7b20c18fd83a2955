#include "niter/twin/instrument/chain.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/twin/instrument/noise.hpp"

namespace niter::twin {

NormalDeviates deviates(std::uint64_t seed, Stream stream) {
  return NormalDeviates(seed, static_cast<std::uint64_t>(stream));
}

double current_white(const Instrument& instrument, double full_scale, double temperature) {
  const double amplifier = instrument.current_noise.value * full_scale;
  const double shunt = instrument.shunt_voltage.value;
  const double thermal =
      shunt > 0 && full_scale > 0 ? johnson_density(shunt / full_scale, temperature) : 0;
  return amplifier * amplifier + thermal;
}

Calibration draw_calibration(const Instrument& instrument, std::uint64_t seed) {
  auto random = deviates(seed, Stream::Calibration);
  const auto within = [&](double half_width) { return half_width * (2 * random.uniform() - 1); };
  Calibration drawn;
  drawn.current_gain = within(instrument.current_gain.value);
  drawn.potential_gain = within(instrument.potential_gain.value);
  drawn.potential_offset = within(instrument.potential_offset.value);
  for (const double full_scale : instrument.ranges.values) {
    drawn.current_offset.push_back(within(instrument.current_offset.value * full_scale));
  }
  return drawn;
}

Result<std::vector<double>> ranges_in_use(const Instrument& instrument, double fixed_range) {
  const auto& all = instrument.ranges.values;
  if (fixed_range == 0) return all.empty() ? std::vector<double>{0} : all;
  for (const double full_scale : all) {
    if (std::abs(full_scale - fixed_range) <= 1e-9 * full_scale) return std::vector{full_scale};
  }
  std::vector<std::string> texts;
  for (const double full_scale : all) texts.push_back(shortest(full_scale));
  return fail(Code::InvalidInput,
              fmt::format("'{}' has no current range of {} A", instrument.id, fixed_range),
              "its ranges [A] are " + join(texts, ", "));
}

double reading_limit(const Instrument& instrument, double full_scale) {
  return instrument.current_limit.value * full_scale;
}

std::size_t range_for(const Instrument& instrument, const std::vector<double>& ranges,
                      double current) {
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    if (std::abs(current) <= reading_limit(instrument, ranges[i])) return i;
  }
  return ranges.size() - 1;
}

double offset_in(const Instrument& instrument, const Calibration& calibration, double full_scale) {
  const auto& all = instrument.ranges.values;
  const auto found = std::find(all.begin(), all.end(), full_scale);
  return found == all.end() ? 0 : calibration.current_offset[found - all.begin()];
}

}  // namespace niter::twin
