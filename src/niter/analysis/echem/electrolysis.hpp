// ElectrolysisInput: what was measured about an electrolysis, as it stands in electrolysis.toml.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "niter/analysis/assay/reading.hpp"
#include "niter/analysis/echem/charge.hpp"
#include "niter/analysis/monte_carlo.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

/// A sample taken while the electrolysis ran: it carries product away and lowers the volume.
struct Aliquot {
  Quantity volume;
  Reading reading;
  std::optional<Reading> reactant;

  template <class V>
  void visit(V& v) {
    v.required("volume", volume, "taken out", "mL");
    v.required("reading", reading, "product in it");
    v.optional("reactant", reactant, "reactant in it");
  }
};

/// The reactant: either the amount consumed, or its concentration before and after.
struct ReactantRecord {
  std::optional<Quantity> consumed;
  std::optional<Quantity> initial;
  std::optional<Reading> before, after;
  Where where;

  template <class V>
  void visit(V& v) {
    v.optional("consumed", consumed, "amount of reactant used up", "mol");
    v.optional("initial", initial, "amount of reactant at the start", "mol");
    v.optional("before", before, "reading of the fresh electrolyte");
    v.optional("after", after, "reading at the end");
    if constexpr (requires { v.where(); }) where = v.where();
  }
};

/// Another product of the same run: its amount, or its concentration in the electrolyte left at the
/// end.
struct OtherProduct {
  std::string product;
  std::optional<Quantity> amount;
  std::optional<Reading> end;
  Where where;

  template <class V>
  void visit(V& v) {
    v.required("product", product, "formula: NO2-, N2, H2");
    v.optional("amount", amount, "formed in the run", "mol");
    v.optional("end", end, "reading at the end");
    if constexpr (requires { v.where(); }) where = v.where();
  }
};

/// Numbers already written down elsewhere (a paper, a notebook): only compared with, never used.
struct StatedResults {
  std::optional<Quantity> faradaic_efficiency, yield_rate, current_density;

  template <class V>
  void visit(V& v) {
    v.optional("faradaic_efficiency", faradaic_efficiency, "as stated", "%");
    v.optional("yield_rate", yield_rate, "as stated, per area", "umol h-1 cm-2");
    v.optional("current_density", current_density, "as stated, cathodic negative", "mA cm-2");
  }
};

/// One electrolysis. The product is known by its amount, or by volume, last reading and aliquots.
struct ElectrolysisRun {
  std::string label;
  ChargeSource charge;
  std::optional<Quantity> time;    // taken from the record where there is one
  std::optional<Quantity> volume;  // at the start
  std::optional<Quantity> amount;
  std::optional<Reading> end;
  std::vector<Aliquot> aliquots;
  std::optional<ReactantRecord> reactant;
  std::vector<OtherProduct> others;
  std::optional<StatedResults> stated;
  Where where;

  template <class V>
  void visit(V& v) {
    v.optional("label", label, "name of the run");
    v.required("charge", charge, "a table: value, or current, or record");
    v.optional("time", time, "duration of the electrolysis", "h");
    v.optional("volume", volume, "electrolyte at the start", "mL");
    v.optional("amount", amount, "product formed, if known as an amount", "mol");
    v.optional("end", end, "reading of the product at the end");
    v.optional("aliquots", aliquots, "samples taken on the way");
    v.optional("reactant", reactant, "reactant consumed");
    v.optional("others", others, "other products, for the sum of efficiencies");
    v.optional("stated", stated, "results stated elsewhere, to compare with");
    if constexpr (requires { v.where(); }) where = v.where();
  }
};

/// One electrolysis experiment: what all runs share, and the runs. Several runs are replicates.
struct ElectrolysisInput {
  std::string title;
  std::string reactant;
  std::string product = "NH3";
  std::optional<Quantity> area, catalyst_mass, sites;
  std::optional<Quantity> cell_voltage;        // whole cell, not against a reference
  std::optional<Quantity> ph;                  // for the equilibrium potential
  std::optional<Quantity> reaction_potential;  // equilibrium potential of reactant/product vs RHE
  std::optional<Calibration> calibration;
  std::optional<Reading> blank;  // fresh electrolyte through the same assay
  std::optional<Reading> ocp;    // after the same time at open circuit: contains the blank
  std::map<std::string, Distribution> distributions;  // by input name; normal where not stated
  MonteCarloOptions monte_carlo;
  std::vector<ElectrolysisRun> runs;
  Where where;

  template <class V>
  void visit(V& v) {
    v.optional("title", title, "printed above the results");
    v.required("reactant", reactant, "formula: NO3- or NO2-");
    v.optional("product", product, "formula of the product");
    v.optional("area", area, "geometric area of the electrode", "cm2");
    v.optional("catalyst_mass", catalyst_mass, "on the electrode", "mg");
    v.optional("sites", sites, "amount of metal sites on the electrode", "mol");
    v.optional("cell_voltage", cell_voltage, "of the whole cell", "V");
    v.optional("pH", ph, "of the electrolyte", "1");
    v.optional("reaction_potential", reaction_potential, "of reactant/product vs RHE; else from pH",
               "V");
    v.optional("calibration", calibration, "line that turns absorbance into concentration");
    v.optional("blank", blank, "reading of the fresh electrolyte");
    v.optional("ocp", ocp, "reading after the same time at open circuit");
    v.optional("distributions", distributions, "input name = normal, rectangular or truncated");
    v.optional("monte_carlo", monte_carlo, "draws and seed of the cross-check");
    v.required("run", runs, "one [[run]] for each electrolysis");
    if constexpr (requires { v.where(); }) where = v.where();
  }
};

}  // namespace niter::analysis
