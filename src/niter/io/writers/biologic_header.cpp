#include "niter/io/writers/biologic_header.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/io/writers/record_rows.hpp"

namespace niter::io {
namespace {

using Lines = std::vector<std::string>;

std::string technique(RunKind kind) {
  switch (kind) {
    case RunKind::OpenCircuit:
      return "Open Circuit Voltage";
    case RunKind::LinearSweep:
      return "Linear Sweep Voltammetry";
    case RunKind::CyclicVoltammetry:
      return "Cyclic Voltammetry";
    case RunKind::Chronoamperometry:
      return "Chronoamperometry / Chronocoulometry";
    case RunKind::Chronopotentiometry:
      return "Chronopotentiometry";
    case RunKind::PotentiostaticImpedance:
      return "Potentio Electrochemical Impedance Spectroscopy";
    case RunKind::GalvanostaticImpedance:
      break;
  }
  return "Galvano Electrochemical Impedance Spectroscopy";
}

// Name and value of a parameter stand in columns of 20 characters.
void put(Lines& lines, std::string_view name, std::string_view value) {
  lines.push_back(fmt::format("{:<20}{:<20}", name, value));
}
void put(Lines& lines, std::string_view name, double value, int decimals = 3) {
  put(lines, name, fmt::format("{:.{}f}", value, decimals));
}
void put_potential(Lines& lines, std::string_view name, double volts) {
  put(lines, name, volts);
  put(lines, "vs.", "Ref");
}
void put_frequency(Lines& lines, std::string_view name, double hertz) {
  const bool kilo = hertz >= 1000;
  const bool milli = hertz < 1;
  put(lines, name, kilo ? hertz / 1e3 : milli ? hertz * 1e3 : hertz);
  put(lines, fmt::format("unit {}", name), kilo ? "kHz" : milli ? "mHz" : "Hz");
}

void put_ranges(Lines& lines) {
  put(lines, "E range min (V)", -10.0);
  put(lines, "E range max (V)", 10.0);
  put(lines, "I Range", "Auto");
}
void put_free_ranges(Lines& lines) {
  put_ranges(lines);
  put(lines, "I Range min", "Unset");
  put(lines, "I Range max", "Unset");
  put(lines, "I Range init", "Unset");
  put(lines, "Bandwidth", "5");
}

// "12:00:0.0000"
std::string clock_text(double seconds) {
  const auto whole = static_cast<long>(seconds);
  return fmt::format("{}:{:02}:{:.4f}", whole / 3600, whole / 60 % 60,
                     seconds - static_cast<double>(whole / 60 * 60));
}

void put_sweep(Lines& lines, const RunInfo& run) {
  const bool cyclic = run.kind == RunKind::CyclicVoltammetry;
  if (cyclic) put_potential(lines, "Ei (V)", run.initial);
  put(lines, "dE/dt", run.scan_rate * 1e3);
  put(lines, "dE/dt unit", "mV/s");
  if (!cyclic) put_potential(lines, "Ei (V)", run.initial);
  put_potential(lines, cyclic ? "E1 (V)" : "EL (V)", cyclic ? run.vertex1 : run.final);
  put(lines, cyclic ? "Step percent" : "step percent", "50");
  put(lines, "N", "10");
  put_free_ranges(lines);
  if (!cyclic) return;
  put_potential(lines, "E2 (V)", run.vertex2);
  put(lines, "nc cycles", fmt::format("{}", run.cycles - 1));
  put(lines, "Reverse Scan", "1");
  put_potential(lines, "Ef (V)", run.final);
}

void put_hold(Lines& lines, const RunInfo& run) {
  const bool potential = run.kind == RunKind::Chronoamperometry;
  if (potential) {
    put_potential(lines, "Ei (V)", run.set_potential);
    put(lines, "ti (h:m:s)", clock_text(run.duration));
    put(lines, "record", "I");
    put(lines, "dta (s)", run.interval, 4);
    put_free_ranges(lines);
  } else {
    put(lines, "Is", run.set_current * 1e3);
    put(lines, "unit Is", "mA");
    put(lines, "vs.", "<None>");
    put(lines, "ts (h:m:s)", clock_text(run.duration));
    put(lines, "record", "Ewe");
    put(lines, "dts (s)", run.interval, 4);
    put_ranges(lines);
    put(lines, "Bandwidth", "5");
  }
  put(lines, "goto Ns'", "0");
  put(lines, "nc cycles", "0");
}

void put_spectrum(Lines& lines, const RunInfo& run) {
  put(lines, "Mode", "Single sine");
  if (run.kind == RunKind::PotentiostaticImpedance) {
    put(lines, "E (V)", run.set_potential, 4);
    put(lines, "vs.", "Ref");
    put(lines, "tE (h:m:s)", clock_text(0));
  } else {
    put(lines, "Is", run.set_current * 1e3);
    put(lines, "unit Is", "mA");
    put(lines, "vs.", "<None>");
    put(lines, "tIs (h:m:s)", clock_text(0));
  }
  put_frequency(lines, "fi", run.highest);
  put_frequency(lines, "ff", run.lowest);
  put(lines, "Nd", fmt::format("{}", run.points_per_decade));
  put(lines, "Points", "per decade");
  put(lines, "spacing", "Logarithmic");
  if (run.kind == RunKind::PotentiostaticImpedance) {
    put(lines, "Va (mV)", run.amplitude * 1e3, 1);
  } else {
    put(lines, "Ia", run.amplitude * 1e3);
    put(lines, "unit  Ia", "mA");
  }
  put(lines, "corr", "0");
  put_ranges(lines);
  put(lines, "Bandwidth", "5");
  put(lines, "nc cycles", "0");
}

Lines parameters(const RunInfo& run) {
  Lines lines;
  switch (run.kind) {
    case RunKind::OpenCircuit:
      put(lines, "tR (h:m:s)", clock_text(run.duration));
      put(lines, "record", "Ewe");
      put(lines, "dtR (s)", run.interval, 4);
      put(lines, "E range min (V)", -10.0);
      put(lines, "E range max (V)", 10.0);
      break;
    case RunKind::LinearSweep:
    case RunKind::CyclicVoltammetry:
      put_sweep(lines, run);
      break;
    case RunKind::Chronoamperometry:
    case RunKind::Chronopotentiometry:
      put_hold(lines, run);
      break;
    case RunKind::PotentiostaticImpedance:
    case RunKind::GalvanostaticImpedance:
      put_spectrum(lines, run);
      break;
  }
  return lines;
}

Lines settings(const RunInfo& run) {
  const auto& s = run.started;
  const auto when = fmt::format("{:02}/{:02}/{:04} {:02}:{:02}:{:02}.000", s.month, s.day, s.year,
                                s.hour, s.minute, s.second);
  Lines lines{"Run on channel : 1 (SN 0)",
              "User : ",
              "Electrode connection : standard",
              "Potential control : Ewe",
              "Ewe ctrl range : min = -10.00 V, max = 10.00 V",
              "Safety Limits :",
              "\tDo not start on E overload",
              "Channel : Grounded",
              "Acquisition started on : " + when,
              "Technique started on : " + when,
              "Loaded Setting File : NONE",
              "Saved on :",
              "\tFile : " + one_line(run.file_name),
              "Device : " + one_line(run.instrument) + " (SN 0)",
              "EC-Lab for windows v11.41 (software)",
              "Electrode material : " + one_line(run.electrode_material),
              "Initial state : ",
              "Electrolyte : " + one_line(run.electrolyte),
              "Comments : " + simulated_note()};
  if (!run.comment.empty()) lines.push_back("Comments : " + one_line(run.comment));
  lines.push_back("Cable : standard");
  lines.push_back(fmt::format("Reference electrode : {} ({:.3f} V)", one_line(run.reference),
                              run.reference_vs_she));
  lines.push_back(fmt::format("Electrode surface area : {:.3f} cm²", run.area * 1e4));
  lines.insert(lines.end(), {"Characteristic mass : 0.001 g", "Equivalent Weight : 0.000 g/eq.",
                             "Density : 0.000 g/cm3", "Volume (V) : 0.001 cm³",
                             "Cycle Definition : Charge/Discharge alternance"});
  return lines;
}

}  // namespace

std::vector<std::string> biologic_header(const RunInfo& run) {
  Lines lines{"EC-Lab ASCII FILE", "", "", technique(run.kind), ""};
  for (const Lines& part : {settings(run), parameters(run)}) {
    lines.insert(lines.end(), part.begin(), part.end());
  }
  lines.emplace_back();
  lines[1] = fmt::format("Nb header lines : {:<28}", lines.size() + 1);
  return lines;
}

}  // namespace niter::io
