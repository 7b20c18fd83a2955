#include "niter/study/virtual_record.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/writers.hpp"
#include "niter/twin/instrument/record.hpp"
#include "niter/twin/instrument/record_impedance.hpp"

namespace niter::study {
namespace {

using namespace twin::protocol;
using io::RunInfo;
using io::RunKind;

// What an instruction is to a potentiostat: a name for the file, a kind, and what it holds.
struct Technique {
  std::string name;
  RunInfo run;
  twin::Controlled controlled = twin::Controlled::Potential;
  std::vector<double> rates = {};  // of cycles; a potentiostat writes one file for each
  std::size_t rate = 0;            // which of them this is
};

constexpr std::uint64_t seeds_of_a_part = 1u << 20;  // files of one part have noise of their own

struct Recognise {
  double area;

  std::optional<Technique> operator()(const Hold& hold) const {
    Technique out;
    out.run.duration = hold.duration;
    if (hold.setpoint.control == Control::Potential) {
      out.name = "ca", out.run.kind = RunKind::Chronoamperometry;
      out.run.set_potential = hold.setpoint.value;
    } else if (hold.setpoint.control == Control::Current) {
      out.name = "cp", out.run.kind = RunKind::Chronopotentiometry;
      out.run.set_current = hold.setpoint.value * area;
      out.controlled = twin::Controlled::Current;
    } else {
      return (*this)(Rest{hold.duration, {}});
    }
    return out;
  }
  std::optional<Technique> operator()(const Rest& rest) const {
    Technique out{"ocv", {}, twin::Controlled::Nothing};
    out.run.kind = RunKind::OpenCircuit;
    out.run.duration = rest.duration;
    return out;
  }
  std::optional<Technique> operator()(const Sweep& sweep) const {
    if (sweep.to.control != Control::Potential) return std::nullopt;
    Technique out{"lsv", {}, twin::Controlled::Potential};
    out.run.kind = RunKind::LinearSweep;
    out.run.scan_rate = sweep.rate;
    out.run.final = sweep.to.value;
    return out;
  }
  std::optional<Technique> operator()(const Cycle& cycle) const {
    if (cycle.first.control != Control::Potential) return std::nullopt;
    Technique out{"cv", {}, twin::Controlled::Potential};
    out.run.kind = RunKind::CyclicVoltammetry;
    out.run.vertex1 = cycle.second.value, out.run.vertex2 = cycle.first.value;
    out.run.final = cycle.first.value;
    out.rates = cycle.rates;
    out.run.cycles = cycle.cycles;
    return out;
  }
  std::optional<Technique> operator()(const Impedance& spectrum) const {
    const bool potential = spectrum.perturbed == Control::Potential;
    Technique out{potential ? "peis" : "geis", {}, twin::Controlled::Potential};
    out.run.kind = potential ? RunKind::PotentiostaticImpedance : RunKind::GalvanostaticImpedance;
    out.run.highest = spectrum.f_high, out.run.lowest = spectrum.f_low;
    out.run.points_per_decade = spectrum.points_per_decade;
    out.run.amplitude = spectrum.amplitude * (potential ? 1 : area);
    return out;
  }
  template <class Other>
  std::optional<Technique> operator()(const Other&) const {
    return std::nullopt;
  }
};

// Rows of one part, its time from zero; cycles counted at every second turn.
data::Table rows_of(const RunRecord& record, const Part& part, bool cyclic) {
  data::Table out;
  for (const char* name : {"t", "E", "j"}) {
    data::Column column = *record.table.find(name);
    column.values.assign(
        record.table.find(name)->values.begin() + static_cast<std::ptrdiff_t>(part.first_row),
        record.table.find(name)->values.begin() + static_cast<std::ptrdiff_t>(part.last_row) + 1);
    out.columns.push_back(std::move(column));
  }
  std::vector<double>& t = out.columns[0].values;
  const double start = t.front();
  for (double& time : t) time -= start;
  if (!cyclic) return out;
  data::Column cycle{"cycle", Unit::of("1"), {}};
  const std::vector<double>& E = out.columns[1].values;
  int turns = 0;
  for (std::size_t i = 0; i < E.size(); ++i) {
    if (i >= 2 && (E[i] - E[i - 1]) * (E[i - 1] - E[i - 2]) < 0) ++turns;
    cycle.values.push_back(1 + turns / 2);
  }
  out.columns.push_back(std::move(cycle));
  return out;
}

// The cycles of one rate, their number and time from the start. The turn that ends one rate begins
// the next.
void keep_rate(Technique& technique, data::Table& rows) {
  technique.run.scan_rate = technique.rates[technique.rate];
  const auto& cycle = rows.columns.back().values;
  const double before =
      static_cast<double>(technique.run.cycles) * static_cast<double>(technique.rate);
  std::size_t first = 0, last = 0;
  while (first < cycle.size() && cycle[first] <= before) ++first;
  last = first;
  while (last < cycle.size() && cycle[last] <= before + technique.run.cycles) ++last;
  if (first > 0) --first;
  for (auto& column : rows.columns) {
    column.values.assign(column.values.begin() + static_cast<std::ptrdiff_t>(first),
                         column.values.begin() + static_cast<std::ptrdiff_t>(last));
  }
  const double start = rows.columns[0].values.front();
  for (double& time : rows.columns[0].values) time -= start;
  for (double& number : rows.columns.back().values) number = std::max(1.0, number - before);
}

data::Table spectrum_table(const Spectrum& spectrum, double area) {
  data::Table out;
  std::vector<double> re, im;
  for (const auto& z : spectrum.impedance)
    re.push_back(z.real() / area), im.push_back(z.imag() / area);
  const std::size_t n = re.size();
  std::vector<double> time;
  double t = 0;
  for (const double f : spectrum.frequency) time.push_back(t += 2 / f);
  out.columns = {{"f", Unit::of("Hz"), spectrum.frequency},
                 {"Z_re", Unit::of("ohm"), std::move(re)},
                 {"Z_im", Unit::of("ohm"), std::move(im)},
                 {"t", Unit::of("s"), std::move(time)},
                 {"E", Unit::of("V"), std::vector<double>(n, spectrum.potential)},
                 {"I", Unit::of("mA"), std::vector<double>(n, spectrum.current_density * area)}};
  return out;
}

// What the truth says of the cell: how it was built, and what was left of its catholyte.
data::Provenance provenance_of(const RunRecord& record, const Part& part, double area) {
  data::Provenance out = record.table.provenance;
  const data::Column* depth = record.table.find("depth");
  if (depth == nullptr || depth->values[part.first_row] == 0) return out;
  out.settings["cell.catholyte_start_m3"] = shortest(depth->values[part.first_row] * area);
  out.settings["cell.catholyte_end_m3"] = shortest(depth->values[part.last_row] * area);
  return out;
}

Result<twin::Recording> measure(const RunRecord& record, std::size_t part, Technique& technique,
                                const twin::Instrument& instrument,
                                const VirtualRecordOptions& options) {
  const std::uint64_t seed = options.seed + part;  // every file has noise of its own
  if (technique.run.highest > 0) {
    for (const Spectrum& spectrum : record.spectra) {
      if (spectrum.part != part) continue;
      twin::ImpedanceOptions settings;
      const bool potential = technique.run.kind == RunKind::PotentiostaticImpedance;
      (potential ? settings.potential_amplitude : settings.current_amplitude) =
          technique.run.amplitude;
      settings.area = options.area;
      settings.temperature = options.temperature;
      technique.run.set_potential = spectrum.potential;
      technique.run.set_current = spectrum.current_density * options.area;
      data::Table rows = spectrum_table(spectrum, options.area);
      rows.provenance = provenance_of(record, record.parts[part], options.area);
      return twin::record_impedance(rows, instrument, settings, seed);
    }
    return fail(Code::NotFound, "the part has no spectrum");
  }
  twin::RecordOptions settings;
  settings.area = options.area;
  settings.temperature = options.temperature;
  settings.controlled = technique.controlled;
  data::Table rows =
      rows_of(record, record.parts[part], technique.run.kind == RunKind::CyclicVoltammetry);
  if (technique.run.kind == RunKind::CyclicVoltammetry) keep_rate(technique, rows);
  rows.provenance = provenance_of(record, record.parts[part], options.area);
  technique.run.initial = rows.columns[1].values.front();
  return twin::record(rows, instrument, settings, seed + seeds_of_a_part * technique.rate);
}

}  // namespace

Result<std::vector<std::filesystem::path>> write_virtual_records(
    const std::filesystem::path& prefix, const RunRecord& record,
    const VirtualRecordOptions& options) {
  NITER_TRY(const twin::Instrument instrument, twin::load_instrument(options.instrument));
  NITER_TRY(const io::WriteFormat format, io::find_write_format(options.format));
  std::vector<std::filesystem::path> out;
  for (std::size_t p = 0; p < record.parts.size(); ++p) {
    const Part& part = record.parts[p];
    // a part carries its instruction as text: one line is one instruction
    NITER_TRY(const Protocol line, parse_protocol(part.text, part.where.file, part.where.line));
    if (line.instructions.empty()) continue;
    auto technique = std::visit(Recognise{options.area}, line.instructions.front().what);
    const bool has_rows = part.last_row > part.first_row && part.last_row < record.table.rows();
    if (!technique || !has_rows) continue;
    const std::size_t files = std::max<std::size_t>(1, technique->rates.size());
    for (technique->rate = 0; technique->rate < files; ++technique->rate) {
      NITER_TRY(const twin::Recording seen, measure(record, p, *technique, instrument, options));
      const std::filesystem::path path =
          prefix.string() +
          fmt::format("-{:02}-{}.{}", out.size() + 1, technique->name, format.extension);
      RunInfo& run = technique->run;
      run.title = record.table.title;
      run.file_name = path.filename().string();
      run.instrument = instrument.title;
      run.electrolyte = options.electrolyte;
      run.reference_vs_she = options.rhe_vs_she;
      run.area = options.area;
      NITER_OK(io::write_record(path, format, seen.measured, run, seen.truth));
      out.push_back(path);
    }
  }
  return out;
}

}  // namespace niter::study
