#include "niter/io/writers/chi_txt.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/writers/record_rows.hpp"

namespace niter::io {
namespace {

using Lines = std::vector<std::string>;

std::string_view technique(RunKind kind) {
  switch (kind) {
    case RunKind::OpenCircuit:
      return "Open Circuit Potential - Time";
    case RunKind::LinearSweep:
      return "Linear Sweep Voltammetry";
    case RunKind::CyclicVoltammetry:
      return "Cyclic Voltammetry";
    case RunKind::Chronoamperometry:
      return "Amperometric i-t Curve";
    case RunKind::Chronopotentiometry:
      return "Chronopotentiometry";
    default:
      break;
  }
  return "A.C. Impedance";
}

// "9.961e+4": no leading zeros in the exponent
std::string number(double value, int decimals = 3) {
  auto text = fmt::format("{:.{}e}", value, decimals);
  const auto exponent = text.find('e') + 2;
  while (text.size() - exponent > 1 && text[exponent] == '0') text.erase(exponent, 1);
  return text;
}

// "1e-5", "0.1", "1e+5": as the parameters are printed
std::string parameter(double value) {
  const auto text = fmt::format("{:g}", value);
  return text.find('e') == std::string::npos ? text : number(value, 0);
}

std::string date(const Started& s) {
  static constexpr std::array<std::string_view, 12> months{"Jan.",  "Feb.", "March", "April",
                                                           "May",   "June", "July",  "Aug.",
                                                           "Sept.", "Oct.", "Nov.",  "Dec."};
  const auto month = static_cast<std::size_t>(std::clamp(s.month, 1, 12) - 1);
  return fmt::format("{} {}, {}   {:02}:{:02}:{:02}", months[month], s.day, s.year, s.hour,
                     s.minute, s.second);
}

void put(Lines& lines, std::string_view name, double value) {
  lines.push_back(fmt::format("{} = {}", name, parameter(value)));
}

void put_sweep(Lines& lines, const RunInfo& run) {
  const bool cyclic = run.kind == RunKind::CyclicVoltammetry;
  put(lines, "Init E (V)", run.initial);
  if (cyclic) {
    put(lines, "High E (V)", std::max(run.vertex1, run.vertex2));
    put(lines, "Low E (V)", std::min(run.vertex1, run.vertex2));
    lines.push_back(fmt::format("Init P/N = {}", run.vertex1 >= run.initial ? 'P' : 'N'));
  } else {
    put(lines, "Final E (V)", run.final);
  }
  put(lines, "Scan Rate (V/s)", run.scan_rate);
  if (cyclic) lines.push_back(fmt::format("Segment = {}", 2 * run.cycles));
  put(lines, "Sample Interval (V)", run.potential_step);
}

void put_parameters(Lines& lines, const RunInfo& run) {
  switch (run.kind) {
    case RunKind::OpenCircuit:
      put(lines, "Run Time (sec)", run.duration);
      break;
    case RunKind::LinearSweep:
    case RunKind::CyclicVoltammetry:
      put_sweep(lines, run);
      break;
    case RunKind::Chronoamperometry:
      put(lines, "Init E (V)", run.set_potential);
      put(lines, "Sample Interval (s)", run.interval);
      put(lines, "Run Time (sec)", run.duration);
      break;
    case RunKind::Chronopotentiometry:
      put(lines, run.set_current < 0 ? "Cathodic Current (A)" : "Anodic Current (A)",
          std::abs(run.set_current));
      put(lines, "Data Storage Intvl (sec)", run.interval);
      break;
    case RunKind::PotentiostaticImpedance:
    case RunKind::GalvanostaticImpedance:
      put(lines, "Init E (V)", run.set_potential);
      put(lines, "High Frequency (Hz)", run.highest);
      put(lines, "Low Frequency (Hz)", run.lowest);
      put(lines, run.kind == RunKind::PotentiostaticImpedance ? "Amplitude (V)" : "Amplitude (A)",
          run.amplitude);
      break;
  }
}

Lines header(const RunInfo& run) {
  auto note = simulated_note();
  for (const auto& more : {run.electrolyte, run.comment}) {
    if (!more.empty()) note += "; " + one_line(more);
  }
  Lines lines{date(run.started),
              std::string(technique(run.kind)),
              "File: " + one_line(run.file_name),
              "Data Source:  Simulation",
              "Instrument Model:  " + one_line(run.instrument),
              "Header:  current: anodic positive; potential vs. " + one_line(run.reference),
              "Note: " + note,
              ""};
  put_parameters(lines, run);
  lines.emplace_back();
  if (run.kind == RunKind::CyclicVoltammetry) {
    for (int segment = 1; segment <= 2 * run.cycles; ++segment) {
      lines.insert(lines.end(), {fmt::format("Segment {}:", segment), ""});
    }
  }
  return lines;
}

void put_record(Lines& lines, const RecordRows& rows, RunKind kind) {
  const bool sweep = kind == RunKind::LinearSweep || kind == RunKind::CyclicVoltammetry;
  const bool current = sweep || kind == RunKind::Chronoamperometry;
  lines.push_back(fmt::format("{}, {}", sweep ? "Potential/V" : "Time/sec",
                              current ? "Current/A" : "Potential/V"));
  lines.emplace_back();
  for (std::size_t k = 0; k < rows.size(); ++k) {
    // + 0.0 because a minus sign before zero would be read as a direction
    const auto y = current ? number(rows.i[k] + 0.0) : fmt::format("{:.4f}", rows.e[k]);
    lines.push_back(
        fmt::format("{}, {}", sweep ? fmt::format("{:.3f}", rows.e[k]) : number(rows.t[k], 6), y));
  }
}

void put_impedance(Lines& lines, const SpectrumRows& rows) {
  lines.emplace_back("Freq/Hz, Z'/ohm, Z\"/ohm, Z/ohm, Phase/deg");
  lines.emplace_back();
  for (std::size_t k = 0; k < rows.size(); ++k) {
    lines.push_back(fmt::format("{}, {}, {}, {}, {:.1f}", number(rows.f[k]), number(rows.re[k]),
                                number(rows.im[k]), number(rows.modulus[k]), rows.phase[k]));
  }
}

}  // namespace

Result<std::string> to_chi_txt(const data::Table& table, const RunInfo& run) {
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
