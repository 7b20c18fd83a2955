// run_protocol: a cell taken through a protocol, with the record a potentiostat would keep.
#pragma once

#include <complex>
#include <optional>
#include <string>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/twin/cell/balances.hpp"
#include "niter/twin/cell/cell_model.hpp"
#include "niter/twin/cell/transient.hpp"
#include "niter/twin/protocol/protocol.hpp"

namespace niter::twin::protocol {

struct RunOptions {
  TransientOptions solver;
  double area = 1e-4;  // m2 of electrode: samples are given in volumes
  double rest = 0;     // V on the applied scale: where the cell is before the first instruction
  /// A set potential is reached at this rate, as by a real amplifier. [V s-1]
  double slew = 1000;
  double compliance = 10;     // V: beyond it a galvanostat gives up
  int points_per_hold = 200;  // of a hold without `record every`
};

/// Where a run ended before its protocol did.
struct RunFailure {
  Error error;
  double time = 0;             // s
  double potential = 0;        // V on the applied scale
  double current_density = 0;  // A m-2
  // "NO3- at the electrode", "the concentration of OH- in the anolyte", "the balance of NO3-", or
  // "the potential of the electrode"
  std::string concern;
  std::string instruction;  // its text
};

/// What one instruction did. Rows of the table from `first_row`, up to the next part.
struct Part {
  std::string text;
  Where where;
  std::size_t first_row = 0, last_row = 0;  // last included; of a hand's work both the row before
  double start = 0, end = 0;                // s
  bool met_condition = false;               // ended by an `until`
};

/// A spectrum: f [Hz] and Z [ohm m2], about a working point.
struct Spectrum {
  std::size_t part = 0;
  double time = 0, potential = 0, current_density = 0;
  std::vector<double> frequency;
  std::vector<std::complex<double>> impedance;
};

/// Columns of `table`: t, E (as the potentiostat shows it), j, U (at the interface, on the scale of
/// the rate constants), part, q (charge since the start), made of each electrode step ("xi R5", mol
/// m-2), then for every species the concentration at the electrode ("c NO3- surface") and, of a
/// cell with vessels, in catholyte and anolyte ("c NO3-", "c NO3- anolyte"), and the volume of the
/// catholyte.
struct RunRecord {
  data::Table table;
  std::vector<Part> parts;
  std::vector<Spectrum> spectra;
  std::optional<RunFailure> failure;  // none: complete
  std::vector<Balance> balances;      // the worst of each over the run
  math::DaeStatistics statistics;
};

/// @error InvalidInput, pointing at the instruction, for what the cell cannot do (a sample from a
/// cell without a vessel, OCP as a scale before any rest). Whatever goes wrong while it runs ends
/// the record instead: RunRecord::failure
Result<RunRecord> run_protocol(const CellModel& model, const Protocol& protocol,
                               const RunOptions& options, const Monitor& monitor = {});

}  // namespace niter::twin::protocol
