// Double-layer capacitance from cyclic voltammograms at several scan rates.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/analysis/echem/charge.hpp"
#include "niter/analysis/echem/resistance_bias.hpp"
#include "niter/analysis/echem/weighted_line.hpp"
#include "niter/base/result.hpp"
#include "niter/data/figure.hpp"
#include "niter/data/finding.hpp"
#include "niter/data/table.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

struct DoubleLayerOptions {
  std::string label = {};                  // of the electrode: stands before its inputs
  std::optional<Quantity> potential = {};  // where the currents are compared
  std::optional<Quantity> fit_width = {};  // of the local line
  std::optional<int> cycle = {};           // counted from 1
  std::optional<Quantity> area = {};       // geometric; needed where the column is I
  std::optional<Quantity> series_resistance = {};
  CathodicSign cathodic = CathodicSign::Negative;
  // of a smooth surface: the value most used for metals, and the range found for them
  Quantity specific_capacitance{0.04, "mF cm-2"};
  std::vector<Quantity> specific_range = {Quantity(0.02, "mF cm-2"), Quantity(0.06, "mF cm-2")};

  template <class V>
  void visit(V& v) {
    v.optional("label", label, "name of the electrode");
    v.optional("potential", potential, "where the currents are compared; default mid-window", "V");
    v.optional("fit_width", fit_width, "width of the local line; default a tenth of the window",
               "V");
    v.optional("cycle", cycle, "which complete cycle of each scan rate, from 1; default the last");
    v.optional("area", area, "geometric area of the electrode", "cm2");
    v.optional("series_resistance", series_resistance, "in Ohm, or times area in Ohm cm2");
    v.optional("cathodic", cathodic, "sign of a cathodic current: negative (IUPAC) or positive");
    v.optional("specific_capacitance", specific_capacitance, "of a smooth surface of the material",
               "mF cm-2");
    v.optional("specific_range", specific_range, "lowest and highest value it may have");
  }
};

/// One scan rate: the cycle that was read, and what was read from it. SI, per geometric area.
struct Scan {
  std::string label;                // "50 mV/s"
  double rate = 0;                  // measured, positive [V s-1]
  double low = 0, high = 0;         // window of the cycle [V]
  double width = 0;                 // of the points read: RatePoint::width [V]
  int cycle = 0;                    // which one it is, from 1
  int cycles = 0;                   // complete ones at this rate
  double anodic = 0, cathodic = 0;  // j at the potential of evaluation [A m-2]
  double half_difference = 0;       // (anodic - cathodic) / 2
  double sigma = 0;                 // of it, from the noise of the points alone
  double mean = 0;  // (anodic + cathodic) / 2: current that does not change sign with the sweep
  std::vector<double> potential, current_density;  // the curve of the cycle, for figures
};

/// What the line of half differences against scan rate gives. Uncertain numbers of one label share
/// their inputs; "area" is shared by all labels.
struct DoubleLayerResult {
  double potential = 0;                    // of evaluation [V]
  double fit_width = 0;                    // [V]
  double window_low = 0, window_high = 0;  // common to all scan rates [V]
  std::string scale;                       // "vs. RHE", as the tables say; may be empty
  std::vector<Scan> scans;                 // by scan rate
  WeightedLine line;                       // half difference [A m-2] against scan rate [V s-1]
  // n of half difference = k v^n, ordinary least squares of the logarithms: 1 for a capacitor, 1/2
  // under diffusion; three scans or more
  std::optional<double> exponent;
  double exponent_sigma = 0;
  Uncertain capacitance;               // plain: the slope [F m-2]
  Uncertain intercept;                 // [A m-2]
  std::optional<ResistanceBias> bias;  // with the series resistance: corrected value beside it
  Uncertain roughness;                 // plain capacitance over specific_capacitance
  double roughness_low = 0, roughness_high = 0;  // over specific_range
  std::optional<Uncertain> ecsa;  // roughness times area [m2], where the area is known
  std::vector<data::Finding> findings;
  std::vector<data::Provenance> records;
};

/// Slope of half the anodic-cathodic difference against scan rate.
///
///     h = (j_a - j_c)/2        at one potential, each from a line through the points around it
///     h(v) = h_0 + C_dl v      weighted least squares with intercept
///     ECSA = A C_dl / C_s      roughness = C_dl / C_s
///
/// Each table holds t, E and I (or j) of one or many scan rates and cycles; rates are taken from
/// dE/dt, cycles from the reversals. Noise of the points: their sigma where the column has it, else
/// the scatter about the local lines, pooled over all scans. See
/// docs/methods/double-layer-capacitance.md.
///
/// @param tables  at least two scan rates together; potentials on one scale, iR included
/// @error NotFound for a missing column (named) or missing area; Unit for an option of the wrong
///        dimension; InvalidInput for a single scan rate, no complete cycle, a potential outside
///        the window, too few points around it, a wrong sign of the current; Inconsistent for
///        potentials on two scales or half differences that fall with the rate
/// @source mccrory2013 (method, ECSA); morales2021 (what biases it)
/// @valid  only the double layer changes its current with the direction of the sweep
Result<DoubleLayerResult> double_layer_capacitance(std::span<const data::Table> tables,
                                                   const DoubleLayerOptions& options = {});

/// The scan rates as the estimate of the bias wants them.
std::vector<RatePoint> rate_points(const DoubleLayerResult& result);

/// Panel a: the cycles with the potential of evaluation. Panel b: half differences against scan
/// rate with the line and, if the resistance is known, the curve of an R-C circuit.
data::Figure double_layer_figure(const DoubleLayerResult& result);

}  // namespace niter::analysis
