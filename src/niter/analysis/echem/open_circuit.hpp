// Open circuit: the potential without current, how far it drifts, and a reference electrode's
// potential vs. RHE from it.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/data/reduction.hpp"
#include "niter/data/table.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

/// Which lead a hydrogen electrode was on, when a reference electrode is calibrated against it.
enum class HydrogenElectrode { None, Working, Reference };
inline std::span<const std::pair<std::string_view, HydrogenElectrode>> enum_names(
    HydrogenElectrode) {
  static constexpr std::array<std::pair<std::string_view, HydrogenElectrode>, 3> names{
      {{"none", HydrogenElectrode::None},
       {"working", HydrogenElectrode::Working},
       {"reference", HydrogenElectrode::Reference}}};
  return names;
}

struct OpenCircuitOptions {
  std::string label = {};
  std::vector<Quantity> window = {};  // two times from the first point; none: found
  Quantity tolerance{1, "mV"};        // by which both halves of a steady window may differ
  HydrogenElectrode hydrogen = HydrogenElectrode::None;

  template <class V>
  void visit(V& v) {
    v.optional("label", label, "name of the electrode");
    v.optional("window", window, "two times from the first point: [\"1 min\", \"10 min\"]");
    v.optional("tolerance", tolerance, "halves of a steady window differ by less", "V");
    v.optional("hydrogen", hydrogen,
               "lead of the hydrogen electrode, to calibrate the other: none, working, reference");
  }
};

/// Mean of the steady part and its drift, as trend() gives them with autocorrelation counted. For
/// a reference electrode measured against a hydrogen electrode in the same electrolyte:
///
///     E(reference vs. RHE) = -E   hydrogen on the working lead
///                          =  E   hydrogen on the reference lead
///
/// It is the number that the conditions of a study take as reference_vs_rhe.
///
/// A file that holds one number and no record gives that number without an uncertainty.
///
/// @param tables  t and E of each record, or t and V of a cell
/// @error as stated_rows; InvalidInput for a missing number, with its row; with the file
/// @source bard2001, sec. 2.1 (scales); ncl_equiv (number of independent points)
Result<data::Reduction> reduce_open_circuit(std::span<const data::Table> tables,
                                            const OpenCircuitOptions& options);

}  // namespace niter::analysis
