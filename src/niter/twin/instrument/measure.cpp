#include "niter/twin/instrument/measure.hpp"

#include <algorithm>
#include <cmath>

#include "niter/chem/constants.hpp"
#include "niter/twin/instrument/adc.hpp"
#include "niter/twin/instrument/chain.hpp"

namespace niter::twin {
namespace {

// Noise of one channel, row by row: white and 1/f, both still without scale.
class ChannelNoise {
 public:
  ChannelNoise(const Sampled& rows, const Instrument& instrument, NormalDeviates white,
               NormalDeviates pink, double flicker_at_1_Hz)
      : rows_(rows),
        instrument_(instrument),
        white_(white),
        pink_(time_constants(pink)),
        has_flicker_(flicker_at_1_Hz > 0) {}

  void next_row(std::size_t k) {
    deviate_ = white_.next();
    if (has_flicker_) flicker_ = pink_.after(k == 0 ? 0 : rows_.t[k] - rows_.t[k - 1]);
    const double window = rows_.window[k];
    bandwidth_ = noise_bandwidth(instrument_.bandwidth.value, window);
    const double conversion = instrument_.conversion_time.value;
    conversions_ = conversion > 0 ? window / conversion : 1;
  }

  // A signal with noise through the converter.
  struct Row {
    Reading reading;
    double sigma = 0;
  };
  Row through(double signal, double white_density, double flicker_at_1_Hz, double converter_step,
              double limit) const {
    const auto step = averaged_step(converter_step, conversions_);
    const double spread = white_density * bandwidth_ + step.variance;
    const double noisy = signal + std::sqrt(spread) * deviate_ + flicker_at_1_Hz * flicker_;
    const double slow = flicker_at_1_Hz * flicker_at_1_Hz * pink_.variance();
    return {digitise(noisy, step.step, limit),
            std::sqrt(spread + slow + step.step * step.step / 12)};
  }

 private:
  FlickerNoise time_constants(NormalDeviates pink) const {
    // an ideal instrument has no bandwidth; its 1/f noise is 0, whatever its time constants
    const double widest = std::max(instrument_.bandwidth.value, 1.0);
    const double fastest = 1 / (2 * constants::pi * noise_bandwidth(widest, rows_.typical_window));
    const double slowest = 10 * (rows_.t.back() - rows_.t.front());
    return {fastest, std::max(fastest, slowest), pink};
  }

  const Sampled& rows_;
  const Instrument& instrument_;
  NormalDeviates white_;
  FlickerNoise pink_;
  bool has_flicker_;
  double deviate_ = 0, flicker_ = 0, bandwidth_ = 0, conversions_ = 1;
};

double hum_phase(std::uint64_t seed) {
  return 2 * constants::pi * deviates(seed, Stream::HumPhase).uniform();
}

}  // namespace

Result<Measured> measure_current(const Sampled& rows, const Instrument& instrument,
                                 const RecordOptions& options, std::uint64_t seed) {
  NITER_TRY(const auto ranges, ranges_in_use(instrument, options.fixed_range));
  const auto errors = draw_calibration(instrument, seed);
  const double phase = hum_phase(seed);
  ChannelNoise noise(rows, instrument, deviates(seed, Stream::CurrentNoise),
                     deviates(seed, Stream::CurrentFlicker), instrument.current_flicker.value);
  Measured out;
  for (std::size_t k = 0; k < rows.t.size(); ++k) {
    noise.next_row(k);
    const double hum = options.hum.current * hum_at(options.hum, rows.t[k], rows.window[k], phase);
    const double swing = rows.swing.empty() ? 0 : rows.swing[k];
    const auto in_range = [&](double full_scale) {
      const double signal =
          rows.i[k] * (1 + errors.current_gain) + offset_in(instrument, errors, full_scale) + hum;
      const double limit = reading_limit(instrument, full_scale);
      auto row = noise.through(signal, current_white(instrument, full_scale, options.temperature),
                               instrument.current_flicker.value * full_scale,
                               instrument.current_step.value * full_scale, limit);
      if (swing > 0 && limit > 0 && std::abs(signal) + swing > limit) row.reading.overload = true;
      return row;
    };
    std::size_t r = range_for(instrument, ranges, std::abs(rows.i[k]) + swing);
    auto row = in_range(ranges[r]);
    // an automatic range goes up while the reading does not fit
    while (row.reading.overload && r + 1 < ranges.size()) row = in_range(ranges[++r]);
    out.value.push_back(row.reading.value);
    out.sigma.push_back(row.sigma);
    out.range.push_back(ranges[r]);
    out.overload.push_back(row.reading.overload);
  }
  return out;
}

Measured measure_potential(const Sampled& rows, const Instrument& instrument,
                           const RecordOptions& options, std::uint64_t seed) {
  const auto errors = draw_calibration(instrument, seed);
  const auto reference = wander(options.reference, rows.t, deviates(seed, Stream::Reference));
  const double phase = hum_phase(seed);
  const double white = instrument.potential_noise.value;
  ChannelNoise noise(rows, instrument, deviates(seed, Stream::PotentialNoise),
                     deviates(seed, Stream::PotentialFlicker), instrument.potential_flicker.value);
  Measured out;
  for (std::size_t k = 0; k < rows.t.size(); ++k) {
    noise.next_row(k);
    const double seen = rows.e[k] - options.reference.zero - reference[k];
    const double hum =
        options.hum.potential * hum_at(options.hum, rows.t[k], rows.window[k], phase);
    const auto row =
        noise.through(seen * (1 + errors.potential_gain) + errors.potential_offset + hum,
                      white * white, instrument.potential_flicker.value,
                      instrument.potential_step.value, instrument.potential_limit.value);
    out.value.push_back(row.reading.value);
    out.sigma.push_back(row.sigma);
    out.overload.push_back(row.reading.overload);
  }
  return out;
}

}  // namespace niter::twin
