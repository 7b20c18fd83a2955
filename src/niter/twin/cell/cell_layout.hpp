// CellLayout: where each unknown of a cell stands in the vector that solvers see.
//
//     [ node 0: species, phi, electrode segments | node 1: species, phi | ... | outermost node |
//       anolyte ] [ tail: extents of the steps, amounts that left, charge of cell and membrane,
//       water that evaporated, corrosion and work of a battery ]
//     a segment: coverages, U, I, charges of the double layer, net rates of the steps
#pragma once

#include <vector>

#include "niter/twin/cell/cell_model.hpp"

namespace niter::twin {

/// Counts and offsets. Fixed by the shape of the model, not by its numbers.
class CellLayout {
 public:
  explicit CellLayout(const CellModel& model);

  int species, adsorbates, branches, segments, steps;
  int nodes;               // of the film, the outermost included
  bool potentials;         // phi is an unknown
  bool vessel;             // the outermost node is a vessel with a membrane current
  bool battery;            // the counter electrode is zinc
  int per_segment;         // adsorbates, U, I, branches, steps
  int chain;               // unknowns of all blocks
  int size;                // with the tail
  std::vector<int> sizes;  // of the blocks
  std::vector<int> first;  // of the blocks

  /// Concentration of a species at a node; node `nodes` is the anolyte.
  int c(int node, int s) const { return first[static_cast<std::size_t>(node)] + s; }
  int phi(int node) const { return c(node, species); }
  int theta(int segment, int k) const { return segment_start(segment) + k; }
  int potential(int segment) const { return segment_start(segment) + adsorbates; }
  /// Current that enters segments m and deeper [A m-2]; of segment 0 the cell's.
  int current(int segment) const { return potential(segment) + 1; }
  int charge(int segment, int branch) const { return current(segment) + 1 + branch; }
  /// Net rate of a step in a segment [mol m-2 s-1 of the whole electrode].
  int rate(int segment, int step) const { return charge(segment, branches) + step; }
  int membrane_current() const { return phi(nodes - 1) + 1; }
  int extent(int step) const { return chain + step; }
  /// Amount of a species that left through the outer edge (reservoir), with the liquid that flows
  /// past, or with the gas (vessel).
  int lost(int s) const { return chain + steps + s; }
  /// Integrals of the cell's current and of the one through the membrane [C m-2].
  int passed() const { return chain + steps + species; }
  int passed_membrane() const { return passed() + 1; }
  /// Water that evaporated from the catholyte, as a depth [m].
  int evaporated() const { return passed_membrane() + 1; }
  /// Of a battery: charge of its anode's corrosion [C m-2], electric work it gave [J m-2], both per
  /// area of the cathode.
  int corroded() const { return evaporated() + 1; }
  int work() const { return corroded() + 1; }

 private:
  int segment_start(int m) const { return species + (potentials ? 1 : 0) + m * per_segment; }
};

}  // namespace niter::twin
