#include "niter/twin/instrument/record.hpp"

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/twin/instrument/measure.hpp"
#include "niter/twin/instrument/sampled.hpp"
#include "niter/twin/instrument/settings.hpp"

namespace niter::twin {
namespace {

data::Table measured_table(const Sampled& rows, const RecordOptions& options,
                           const Measured& potential, const Measured& current) {
  data::Table table;
  const Unit volt = Unit::of("V");
  const Unit ampere = Unit::of("A");
  const auto versus = "vs. " + options.reference.name;
  table.columns.push_back({"t", Unit::of("s"), rows.t, {}, ""});
  table.columns.push_back({"E", volt, potential.value, potential.sigma, versus});
  table.columns.push_back({"I", ampere, current.value, current.sigma, ""});
  if (options.controlled == Controlled::Potential) {
    std::vector<double> set = rows.set;
    for (double& value : set) value -= options.reference.zero;
    table.columns.push_back({"E_set", volt, std::move(set), {}, versus});
  }
  if (options.controlled == Controlled::Current)
    table.columns.push_back({"I_set", ampere, rows.set, {}, ""});
  if (!rows.cycle.empty()) table.columns.push_back({"cycle", Unit(), rows.cycle, {}, ""});
  table.columns.push_back({"I_range", ampere, current.range, {}, "0: no range"});
  std::vector<double> overload;
  for (std::size_t k = 0; k < rows.t.size(); ++k) {
    overload.push_back((current.overload[k] ? 1 : 0) + (potential.overload[k] ? 2 : 0));
  }
  table.columns.push_back({"overload", Unit(), std::move(overload), {}, ""});
  return table;
}

data::Table true_table(const Sampled& rows) {
  data::Table table;
  table.columns.push_back({"t", Unit::of("s"), rows.t, {}, ""});
  table.columns.push_back({"E", Unit::of("V"), rows.e, {}, "scale of the ideal record"});
  table.columns.push_back({"I", Unit::of("A"), rows.i, {}, ""});
  return table;
}

}  // namespace

Result<Recording> record(const data::Table& ideal, const Instrument& instrument,
                         const RecordOptions& options, std::uint64_t seed) {
  NITER_TRY(const Sampled rows, sample(ideal, options));
  NITER_TRY(const Measured current, measure_current(rows, instrument, options, seed));
  const Measured potential = measure_potential(rows, instrument, options, seed);
  Recording recording{measured_table(rows, options, potential, current), true_table(rows)};
  recording.measured.title = ideal.title;
  recording.measured.provenance = {
      "simulated", "", "niter " NITER_VERSION ", " + instrument.title, {}};
  recording.truth.title = ideal.title;
  recording.truth.provenance = ideal.provenance;
  auto settings = settings_of(instrument, seed);
  add_settings(settings, options);
  recording.truth.provenance.settings.merge(settings);
  return recording;
}

}  // namespace niter::twin
