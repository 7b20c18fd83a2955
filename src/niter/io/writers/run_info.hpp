// RunInfo: what the header of an instrument's file says about a run, beside its numbers.
#pragma once

#include <string>

namespace niter::io {

enum class RunKind {
  OpenCircuit,
  LinearSweep,
  CyclicVoltammetry,
  Chronoamperometry,
  Chronopotentiometry,
  PotentiostaticImpedance,
  GalvanostaticImpedance,
};

/// When the run began, as the caller says: niter has no clock.
struct Started {
  int year = 2000, month = 1, day = 1, hour = 0, minute = 0, second = 0;
};

/// Only what belongs to the kind of run is written. Potentials are against the reference electrode.
struct RunInfo {
  RunKind kind = RunKind::CyclicVoltammetry;
  std::string title;       // of the test
  std::string file_name;   // as some headers repeat it
  std::string instrument;  // model: "SP-300"
  std::string electrode_material, electrolyte, comment;
  std::string reference = "RHE";
  double reference_vs_she = 0;  // V, zero of the reference electrode
  double area = 0;              // m2; 0: not known
  Started started;
  double initial = 0, vertex1 = 0, vertex2 = 0, final = 0;  // V, sweeps
  double scan_rate = 0;                                     // V s-1
  int cycles = 1;
  double set_potential = 0;        // V, chronoamperometry and impedance
  double set_current = 0;          // A, chronopotentiometry and impedance
  double duration = 0;             // s, of a hold
  double interval = 0;             // s between rows, 0: not regular
  double potential_step = 0;       // V between rows of a sweep
  double highest = 0, lowest = 0;  // Hz
  double amplitude = 0;            // V or A, peak
  int points_per_decade = 10;
  double open_circuit = 0;  // V, before the run
};

}  // namespace niter::io
