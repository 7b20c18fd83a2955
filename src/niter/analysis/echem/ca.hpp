// Records against time at one potential: charge, steady current, drift; and open circuit.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/data/reduction.hpp"
#include "niter/data/table.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

struct CaOptions {
  std::string label = {};
  std::vector<Quantity> window = {};  // two times; none: the steady end is searched
  Quantity steady_drift{5, "%"};      // of the mean, over the window
  bool cottrell = false;
  std::vector<Quantity> cottrell_window = {};  // two times; none: the first half
  std::optional<double> electrons = {};
  std::optional<Quantity> concentration = {};
  std::optional<Quantity> area = {};  // for D where the record holds I

  template <class V>
  void visit(V& v) {
    v.optional("label", label, "name of the electrode");
    v.optional("window", window, "two times; default: the steady end is searched", "s");
    v.optional("steady_drift", steady_drift, "a window that changes by less is steady", "%");
    v.optional("cottrell", cottrell, "whether the current is held against t^(-1/2)");
    v.optional("cottrell_window", cottrell_window, "two times for that; default the first half",
               "s");
    v.optional("electrons", electrons, "n, for D by Cottrell");
    v.optional("concentration", concentration, "of the reactant, for D by Cottrell", "mol L-1");
    v.optional("area", area, "geometric area, for D where the record holds I", "cm2");
  }
};

/// One record with t and I (or j).
///
/// @error NotFound for a missing column; InvalidInput for times that do not grow, too few points
/// @source press2007, eq. 4.1.11 (charge); sokal1997 (means of correlated readings); bard2001,
///         sec. 5.2.1 (Cottrell)
Result<data::Reduction> reduce_ca(std::span<const data::Table> tables, const CaOptions& options);

struct OcpOptions {
  std::string label = {};
  std::vector<Quantity> window = {};
  Quantity steady_drift{1, "mV"};

  template <class V>
  void visit(V& v) {
    v.optional("label", label, "name of the electrode");
    v.optional("window", window, "two times; default: the steady end is searched", "s");
    v.optional("steady_drift", steady_drift, "a window that changes by less is steady", "mV");
  }
};

/// Mean and drift of an open-circuit potential. Of a Pt|H2 electrode against the reference it is
/// the calibration of the reference: `reference_vs_rhe` of the conditions is its negative.
/// @error as reduce_ca
Result<data::Reduction> reduce_ocp(std::span<const data::Table> tables, const OcpOptions& options);

}  // namespace niter::analysis
