#include "niter/twin/instrument/record_impedance.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/twin/instrument/chain.hpp"
#include "niter/twin/instrument/measure.hpp"
#include "niter/twin/instrument/sampled.hpp"
#include "niter/twin/instrument/sampling.hpp"
#include "niter/twin/instrument/settings.hpp"

namespace niter::twin {
namespace {

struct Spectrum {
  std::span<const double> f, re, im;
  std::vector<double> modulus, e_ac, i_ac;
  Sampled mean;  // of E and I while a frequency is measured
};

Status check(const ImpedanceOptions& options) {
  const bool potential = options.potential_amplitude > 0;
  const bool current = options.current_amplitude > 0;
  if (potential == current) {
    return fail(Code::InvalidInput, "an impedance is measured with one amplitude",
                "set the amplitude of the potential or that of the current");
  }
  if (!(options.periods >= 1)) {
    return fail(Code::InvalidInput, "an impedance is measured over one period or more");
  }
  return {};
}

Result<Spectrum> spectrum_of(const data::Table& ideal, const ImpedanceOptions& options) {
  Spectrum s;
  NITER_TRY(s.f, ideal.column("f"));
  NITER_TRY(s.re, ideal.column("Z_re"));
  NITER_TRY(s.im, ideal.column("Z_im"));
  for (std::size_t k = 0; k < s.f.size(); ++k) {
    s.modulus.push_back(std::hypot(s.re[k], s.im[k]));
    if (!(s.f[k] > 0) || !(s.modulus[k] > 0)) {
      return fail(Code::InvalidInput,
                  fmt::format("row {}: a frequency and its impedance are above zero", k + 1));
    }
    const bool potential = options.potential_amplitude > 0;
    s.i_ac.push_back(potential ? options.potential_amplitude / s.modulus[k]
                               : options.current_amplitude);
    s.e_ac.push_back(s.i_ac[k] * s.modulus[k]);
  }
  return s;
}

// Where the ideal spectrum has no mean values they are zero, and are not written.
Result<Sampled> mean_of(const data::Table& ideal, const Spectrum& s,
                        const ImpedanceOptions& options) {
  const auto column = [&](std::string_view name) {
    const auto* found = ideal.find(name);
    return found != nullptr ? found->values : std::vector<double>(s.f.size(), 0.0);
  };
  Sampled mean;
  mean.t = column("t");
  mean.e = column("E");
  mean.i = column(ideal.find("I") != nullptr ? "I" : "j");
  if (ideal.find("I") == nullptr && ideal.find("j") != nullptr) {
    if (!(options.area > 0)) {
      return fail(Code::InvalidInput, "the spectrum has a current per area and no area is given",
                  "set the area of the electrode");
    }
    for (double& value : mean.i) value *= options.area;
  }
  NITER_OK(check_times(mean.t));
  mean.swing = s.i_ac;
  for (const double f : s.f) mean.window.push_back(options.periods / f);
  mean.typical_window = *std::min_element(mean.window.begin(), mean.window.end());
  return mean;
}

double step_density(double step, double conversion_time) {
  return step * step * conversion_time / 6;
}

// Variance of either part of Z over |Z|^2. @source the header
double relative_variance(const Instrument& instrument, const ImpedanceOptions& options, double f,
                         double e_ac, double i_ac, double full_scale) {
  const double time = options.periods / f;
  const auto square = [](double x) { return x * x; };
  const double tau = instrument.conversion_time.value;
  const double s_e = square(instrument.potential_noise.value) +
                     square(instrument.potential_flicker.value) / f +
                     step_density(instrument.potential_step.value, tau);
  const double s_i = current_white(instrument, full_scale, options.temperature) +
                     square(instrument.current_flicker.value * full_scale) / f +
                     step_density(instrument.current_step.value * full_scale, tau);
  return (s_e / square(e_ac) + s_i / square(i_ac)) / time;
}

data::Table measured_table(const Spectrum& s, const Instrument& instrument,
                           const ImpedanceOptions& options, std::uint64_t seed,
                           const Measured& current) {
  auto random = deviates(seed, Stream::ImpedanceNoise);
  const auto errors = draw_calibration(instrument, seed);
  const double gain = (1 + errors.potential_gain) / (1 + errors.current_gain);
  std::vector<double> re, im, sigma, overload;
  for (std::size_t k = 0; k < s.f.size(); ++k) {
    sigma.push_back(s.modulus[k] *
                    std::sqrt(relative_variance(instrument, options, s.f[k], s.e_ac[k], s.i_ac[k],
                                                current.range[k])));
    re.push_back(gain * s.re[k] + sigma[k] * random.next());
    im.push_back(gain * s.im[k] + sigma[k] * random.next());
    overload.push_back(current.overload[k] ? 1 : 0);
  }
  data::Table table;
  const Unit ohm = Unit::of("ohm");
  table.columns = {{"f", Unit::of("Hz"), {s.f.begin(), s.f.end()}, {}, ""},
                   {"Z_re", ohm, std::move(re), sigma, ""},
                   {"Z_im", ohm, std::move(im), sigma, ""},
                   {"E_ac", Unit::of("V"), s.e_ac, {}, "peak"},
                   {"I_ac", Unit::of("A"), s.i_ac, {}, "peak"},
                   {"I_range", Unit::of("A"), current.range, {}, "0: no range"},
                   {"overload", Unit(), std::move(overload), {}, ""}};
  return table;
}

void add_means(data::Table& table, const data::Table& ideal, const Spectrum& s,
               const Measured& potential, const Measured& current) {
  if (ideal.find("t") != nullptr) table.columns.push_back({"t", Unit::of("s"), s.mean.t, {}, ""});
  if (ideal.find("E") != nullptr) {
    table.columns.push_back({"E", Unit::of("V"), potential.value, potential.sigma, ""});
  }
  if (ideal.find("I") != nullptr || ideal.find("j") != nullptr) {
    table.columns.push_back({"I", Unit::of("A"), current.value, current.sigma, ""});
  }
}

Settings settings(const Instrument& instrument, const ImpedanceOptions& options,
                  std::uint64_t seed) {
  auto all = settings_of(instrument, seed);
  add_settings(all, options.reference);
  all["impedance.potential_amplitude_V"] = shortest(options.potential_amplitude);
  all["impedance.current_amplitude_A"] = shortest(options.current_amplitude);
  all["impedance.area_m2"] = shortest(options.area);
  all["impedance.periods"] = shortest(options.periods);
  all["impedance.temperature_K"] = shortest(options.temperature);
  return all;
}

}  // namespace

Result<Recording> record_impedance(const data::Table& ideal, const Instrument& instrument,
                                   const ImpedanceOptions& options, std::uint64_t seed) {
  NITER_OK(check(options));
  NITER_TRY(Spectrum s, spectrum_of(ideal, options));
  NITER_TRY(s.mean, mean_of(ideal, s, options));
  RecordOptions while_measuring;
  while_measuring.reference = options.reference;
  while_measuring.temperature = options.temperature;
  NITER_TRY(const Measured current, measure_current(s.mean, instrument, while_measuring, seed));
  const Measured potential = measure_potential(s.mean, instrument, while_measuring, seed);
  Recording recording;
  recording.measured = measured_table(s, instrument, options, seed, current);
  add_means(recording.measured, ideal, s, potential, current);
  recording.measured.title = ideal.title;
  recording.measured.provenance = {
      "simulated", "", "niter " NITER_VERSION ", " + instrument.title, {}};
  recording.truth = ideal;
  recording.truth.provenance.settings.merge(settings(instrument, options, seed));
  return recording;
}

}  // namespace niter::twin
