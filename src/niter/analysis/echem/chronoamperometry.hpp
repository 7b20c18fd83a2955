// Chronoamperometry: charge, steady current, drift and disturbances of a current in time.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/data/reduction.hpp"
#include "niter/data/table.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

struct ChronoamperometryOptions {
  std::string label = {};
  std::vector<Quantity> window = {};    // two times from the first point; none: found
  Quantity tolerance{2, "%"};           // by which both halves of a steady window may differ
  std::vector<Quantity> cottrell = {};  // two times, for the check of a Cottrell line

  template <class V>
  void visit(V& v) {
    v.optional("label", label, "name of the electrode");
    v.optional("window", window, "two times from the first point: [\"10 min\", \"55 min\"]");
    v.optional("tolerance", tolerance, "halves of a steady window differ by less", "%");
    v.optional("cottrell", cottrell, "two times between which I should fall as 1/sqrt(t)");
  }
};

/// Of each record:
///
///     charge    trapezium over the raw points, IUPAC sign; its uncertainty is what leaving
///               out every second point changes
///     current   mean over the steady window, as trend() gives it
///     drift     d ln|I| / dt over the window; a start a quarter of it later gives another one, and
///               their difference counts as the half-width of a rectangle
///
/// Uncertainties are standard ones, such that 1.96 of them give the 95 % interval with
/// autocorrelation counted (GUM 4.2.3 with the factor of Student). Without a steady window there is
/// neither current nor drift, and a caveat says so.
///
///     Cottrell  I against t^-1/2 is straight: no bend above 5 % of the slope
///
/// @param tables  t and j, or I where no area is known
/// @error NotFound without a current; InvalidInput for a missing number, with its row; as
///        stated_rows; with the file
/// @source press2007, eq. 4.1.11 (trapezium); bard2001, sec. 5.2.1 (Cottrell)
Result<data::Reduction> reduce_chronoamperometry(std::span<const data::Table> tables,
                                                 const ChronoamperometryOptions& options);

}  // namespace niter::analysis
