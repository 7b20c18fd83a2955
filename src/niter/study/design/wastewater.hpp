// wastewater: a batch of nitrate water at a held potential until nitrate and nitrite are below a
// limit: how long, for how much charge, and what becomes of the nitrogen; with sites that other
// ions block.
#pragma once

#include <string>
#include <vector>

#include "niter/study/design/questions.hpp"

namespace niter::study {

/// An ion that takes sites from the reaction, as one that adsorbs in competition (Langmuir):
///
///     share of the sites left open = 1 / (1 + sum of c_i / K_i)
///
/// K_i is declared: no data of the study decide it.
/// @source bard2001, section 13.5 (Langmuir isotherm)
struct Inhibitor {
  std::string name;        // "Cl-", "Ca2+ and Mg2+"
  Quantity concentration;  // in the water
  Quantity half_blocking;  // K: alone, it takes half of the sites at this concentration

  template <class V>
  void visit(V& v) {
    v.required("name", name, "of the ion");
    v.required("concentration", concentration, "in the water", "mol/L");
    v.required("half_blocking", half_blocking, "at which it takes half of the sites", "mol/L");
  }
};

struct WastewaterOptions {
  Quantity nitrate{2000, "mg/L"};  // a strong industrial waste
  Quantity limit{10, "mg/L"};      // of N in nitrate: drinking water, US EPA
  Quantity volume{50, "mL"};
  Quantity potential{-1.0, "V"};  // where the founding study has its best efficiency
  Quantity longest{60, "d"};
  std::string catalyst;  // the reference if empty
  std::vector<Inhibitor> inhibitors;

  template <class V>
  void visit(V& v) {
    v.optional("nitrate", nitrate, "mass of NO3- in the water", "kg m-3");
    v.optional("limit", limit, "mass of N in nitrate and nitrite that may be left", "kg m-3");
    v.optional("volume", volume, "of the water", "mL");
    v.optional("potential", potential, "held, vs RHE of the fresh water, iR included", "V");
    v.optional("longest", longest, "after which it is given up", "s");
    v.optional("catalyst", catalyst, "id; default the reference");
    v.optional("inhibitors", inhibitors,
               "[{ name = \"Cl-\", concentration = \"10 mmol/L\", half_blocking = \"0.2 +- 0.1 "
               "mol/L\" }]");
  }
};

/// Measures: time, charge, efficiency and mass of ammonia, nitrite left, pH at the end. Figure:
/// nitrogen in its forms and the current against time; the time against the share of blocked sites.
/// The supporting salts are those of the study's nitrate experiment.
/// @error NotFound without a simulated nitrate experiment or the assumptions of a batch cell;
/// InvalidInput for a limit above the start; NoConvergence; what a run cannot do
Result<data::Reduction> wastewater(const DesignInput& input, const WastewaterOptions& options);

}  // namespace niter::study
