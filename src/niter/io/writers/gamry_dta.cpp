#include "niter/io/writers/gamry_dta.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/io/writers/record_rows.hpp"

namespace niter::io {
namespace {

using Lines = std::vector<std::string>;

std::string_view tag(RunKind kind) {
  switch (kind) {
    case RunKind::OpenCircuit:
      return "CORPOT";
    case RunKind::LinearSweep:
      return "LSV";
    case RunKind::CyclicVoltammetry:
      return "CV";
    case RunKind::Chronoamperometry:
      return "CHRONOA";
    case RunKind::Chronopotentiometry:
      return "CHRONOP";
    case RunKind::PotentiostaticImpedance:
      return "EISPOT";
    case RunKind::GalvanostaticImpedance:
      break;
  }
  return "EISGALV";
}

// Plain where that is short, else with an exponent of three digits.
std::string general(double value) {
  auto text = fmt::format("{:.7g}", value);
  return text.find('e') == std::string::npos ? text : windows_number(value, 6);
}

void put(Lines& lines, std::string_view name, double value, std::string_view description) {
  lines.push_back(fmt::format("{}\tQUANT\t{}\t{}", name, windows_number(value, 5), description));
}
void put_potential(Lines& lines, std::string_view name, double volts,
                   std::string_view description) {
  lines.push_back(fmt::format("{}\tPOTEN\t{}\tF\t{}", name, windows_number(volts, 5), description));
}
void put_count(Lines& lines, std::string_view name, int value, std::string_view description) {
  lines.push_back(fmt::format("{}\tIQUANT\t{}\t{}", name, value, description));
}

void put_sweep(Lines& lines, const RunInfo& run) {
  put_potential(lines, "VINIT", run.initial, "Initial &E (V)");
  if (run.kind == RunKind::CyclicVoltammetry) {
    put_potential(lines, "VLIMIT1", run.vertex1, "Scan Limit &1 (V)");
    put_potential(lines, "VLIMIT2", run.vertex2, "Scan Limit &2 (V)");
  }
  put_potential(lines, "VFINAL", run.final, "Final E (&V)");
  put(lines, "SCANRATE", run.scan_rate * 1e3, "&Scan Rate (mV/s)");
  put(lines, "STEPSIZE", run.potential_step * 1e3, "S&tep Size (mV)");
  put_count(lines, "CYCLES", run.cycles, "C&ycles (#)");
}

void put_spectrum(Lines& lines, const RunInfo& run) {
  const bool potential = run.kind == RunKind::PotentiostaticImpedance;
  const double rms = run.amplitude / std::sqrt(2.0);
  if (potential)
    put_potential(lines, "VDC", run.set_potential, "DC &Voltage (V)");
  else
    put(lines, "IDC", run.set_current, "DC &Current (A)");
  put(lines, "FREQINIT", run.highest, "Initial Fre&q. (Hz)");
  put(lines, "FREQFINAL", run.lowest, "Final Fre&q. (Hz)");
  put(lines, "PTSPERDEC", run.points_per_decade, "Points/&decade");
  if (potential)
    put(lines, "VAC", rms * 1e3, "AC &Voltage (mV rms)");
  else
    put(lines, "IAC", rms, "AC &Current (A rms)");
}

void put_parameters(Lines& lines, const RunInfo& run) {
  switch (run.kind) {
    case RunKind::LinearSweep:
    case RunKind::CyclicVoltammetry:
      put_sweep(lines, run);
      break;
    case RunKind::Chronoamperometry:
      put_potential(lines, "VSTEP1", run.set_potential, "Step 1 Voltage (V)");
      break;
    case RunKind::Chronopotentiometry:
      put(lines, "ISTEP1", run.set_current, "Step 1 Current (A)");
      break;
    case RunKind::PotentiostaticImpedance:
    case RunKind::GalvanostaticImpedance:
      put_spectrum(lines, run);
      break;
    case RunKind::OpenCircuit:
      break;
  }
  if (run.interval > 0) put(lines, "SAMPLETIME", run.interval, "Sa&mple Period (s)");
}

Lines header(const RunInfo& run) {
  const auto& s = run.started;
  Lines notes{simulated_note()};
  for (const auto& note : {run.comment, run.electrolyte}) {
    if (!note.empty()) notes.push_back(one_line(note));
  }
  notes.push_back(fmt::format("Reference electrode: {}", one_line(run.reference)));
  Lines lines{"EXPLAIN",
              fmt::format("TAG\t{}", tag(run.kind)),
              fmt::format("TITLE\tLABEL\t{}\tTest &Identifier", one_line(run.title)),
              fmt::format("DATE\tLABEL\t{}/{}/{}\tDate", s.month, s.day, s.year),
              fmt::format("TIME\tLABEL\t{:02}:{:02}:{:02}\tTime", s.hour, s.minute, s.second),
              fmt::format("NOTES\tNOTES\t{}\t&Notes...", notes.size())};
  for (const auto& note : notes) lines.push_back("\t" + note);
  lines.push_back(fmt::format("PSTAT\tPSTAT\t{}\tPotentiostat", one_line(run.instrument)));
  put_parameters(lines, run);
  put(lines, "AREA", run.area * 1e4, "Electrode &Area (cm^2)");
  put(lines, "EOC", run.open_circuit, "Open Circuit (V)");
  // 1: anodic currents are positive
  put_count(lines, "CONVENTION", 1, "Current Convention");
  return lines;
}

std::string overloads(double overload) {
  std::string bits = "...........";
  const int flags = static_cast<int>(overload);
  if ((flags & 1) != 0) bits[4] = 'i';
  if ((flags & 2) != 0) bits[1] = 'e';
  return bits;
}

int range_number(double full_scale) {
  return full_scale > 0 ? static_cast<int>(std::lround(std::log10(full_scale))) + 12 : 0;
}

// Rows [first, last) as one table.
void put_curve(Lines& lines, std::string_view name, const RecordRows& rows, RunKind kind,
               std::pair<std::size_t, std::size_t> part) {
  const auto [first, last] = part;
  lines.push_back(fmt::format("{}\tTABLE\t{}", name, last - first));
  const bool open = kind == RunKind::OpenCircuit;
  lines.emplace_back(open ? "\tPt\tT\tVf\tVm\tAch\tOver"
                          : "\tPt\tT\tVf\tIm\tVu\tSig\tAch\tIERange\tOver");
  lines.emplace_back(open ? "\t#\ts\tV vs. Ref.\tV\tV\tbits"
                          : "\t#\ts\tV vs. Ref.\tA\tV\tV\tV\t#\tbits");
  const auto zero = windows_number(0, 5);
  for (std::size_t k = first; k < last; ++k) {
    const auto e = windows_number(rows.e[k], 5);
    const auto begin = fmt::format("\t{}\t{}\t{}", k, general(rows.t[k]), e);
    if (open) {
      lines.push_back(fmt::format("{}\t{}\t{}\t{}", begin, e, zero, overloads(rows.overload[k])));
      continue;
    }
    const double signal = kind == RunKind::Chronopotentiometry ? rows.i_set[k] : rows.e_set[k];
    lines.push_back(fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}", begin, windows_number(rows.i[k], 5),
                                zero, windows_number(signal, 5), zero, range_number(rows.range[k]),
                                overloads(rows.overload[k])));
  }
}

void put_record(Lines& lines, const RecordRows& rows, RunKind kind) {
  if (kind != RunKind::CyclicVoltammetry)
    return put_curve(lines, "CURVE", rows, kind, {0, rows.size()});
  int curve = 0;
  for (std::size_t first = 0; first < rows.size();) {
    std::size_t last = first;
    while (last < rows.size() && rows.cycle[last] == rows.cycle[first]) ++last;
    put_curve(lines, fmt::format("CURVE{}", ++curve), rows, kind, {first, last});
    first = last;
  }
}

void put_impedance(Lines& lines, const SpectrumRows& rows) {
  lines.push_back(fmt::format("ZCURVE\tTABLE\t{}", rows.size()));
  lines.emplace_back("\tPt\tTime\tFreq\tZreal\tZimag\tZsig\tZmod\tZphz\tIdc\tVdc\tIERange");
  lines.emplace_back("\t#\ts\tHz\tohm\tohm\tV\tohm\t°\tA\tV\t#");
  for (std::size_t k = 0; k < rows.size(); ++k) {
    lines.push_back(fmt::format(
        "\t{}\t{}\t{}\t{}\t{}\t1\t{}\t{}\t{}\t{}\t{}", k, general(rows.t[k]), general(rows.f[k]),
        general(rows.re[k]), general(rows.im[k]), general(rows.modulus[k]), general(rows.phase[k]),
        general(rows.i[k]), general(rows.e[k]), range_number(rows.range[k])));
  }
}

}  // namespace

Result<std::string> to_gamry_dta(const data::Table& table, const RunInfo& run) {
  auto lines = header(run);
  if (is_spectrum(run.kind)) {
    NITER_TRY(const auto rows, spectrum_rows(table, run));
    put_impedance(lines, rows);
  } else {
    NITER_TRY(const auto rows, record_rows(table, run));
    put_record(lines, rows, run.kind);
  }
  return to_latin1(windows_lines(lines));
}

}  // namespace niter::io
