// The format of a fit file, as structs that config::read fills (docs/methods/fit.md).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "niter/config/read.hpp"
#include "niter/units/quantity.hpp"

namespace niter::study {

struct DissolvedText {
  std::string name;
  Quantity diffusivity, concentration;
  template <class V>
  void visit(V& v) {
    v.required("name", name, "as the steps call it");
    v.required("diffusivity", diffusivity, "diffusion coefficient", "m2/s");
    v.required("concentration", concentration, "in the bulk and everywhere at the start", "mol/m3");
  }
};

struct AdsorbedText {
  std::string name;
  double coverage = 0, interaction = 0;
  template <class V>
  void visit(V& v) {
    v.required("name", name, "as the steps call it, with a star at its end");
    v.required("coverage", coverage, "share of the sites at the start");
    v.optional("interaction", interaction,
               "g of the activity theta exp(g theta); positive: they repel each other");
  }
};

struct StepText {
  std::string id, equation;
  std::optional<Quantity> formal_potential, transfer_constant, rate_constant;
  std::optional<double> equilibrium;
  double alpha = 0.5;
  Where where;
  template <class V>
  void visit(V& v) {
    where = v.where();
    v.required("id", id, "short name of the step");
    v.required("equation", equation, "like \"O + e- <-> R\"; adsorbates end with a star");
    v.optional("E0", formal_potential, "formal potential, on the scale of the record", "V");
    v.optional("k0", transfer_constant, "standard rate constant: m/s, or s-1 with adsorbates");
    v.optional("alpha", alpha, "transfer coefficient of the reduction");
    v.optional("k", rate_constant, "of a step without electrons, forward", "s-1");
    v.optional("K", equilibrium, "of a step without electrons, c in mol/L");
  }
};

struct FittedCellText {
  Quantity temperature{298.15, "K"}, area;
  std::optional<Quantity> resistance, capacitance, site_density;
  Quantity offset{0, "A"};
  std::vector<DissolvedText> species;
  std::vector<AdsorbedText> adsorbates;
  std::vector<StepText> steps;
  int cells = 30;
  Where where;
  template <class V>
  void visit(V& v) {
    where = v.where();
    v.optional("temperature", temperature, "of the cell", "K");
    v.required("area", area, "of the electrode", "m2");
    v.optional("resistance", resistance, "uncompensated", "ohm");
    v.optional("capacitance", capacitance, "of the double layer", "F/m2");
    v.optional("site_density", site_density, "of adsorption sites", "mol/m2");
    v.optional("offset", offset, "current that the instrument shows at zero", "A");
    v.optional("species", species, "dissolved");
    v.optional("adsorbate", adsorbates, "and free sites, \"*\", if a step uses them");
    v.required("step", steps, "at least one reaction");
    v.optional("cells", cells, "of the grid in solution");
  }
};

struct SweepRecordText {
  std::string file;
  std::map<std::string, std::string> columns;
  std::optional<Quantity> scan_rate, noise;
  Quantity quiet{0, "s"};
  std::vector<int> sweeps;
  Where where;
  template <class V>
  void visit(V& v) {
    where = v.where();
    v.required("file", file, "path of the record, relative to this file");
    v.optional("columns", columns, "vocabulary word -> header: { E = \"Potential/V\" }");
    v.optional("scan_rate", scan_rate, "of a record without times", "V/s");
    v.optional("quiet", quiet, "time at the first potential before the record", "s");
    v.optional("noise", noise, "standard deviation of the current", "A");
    v.optional("sweeps", sweeps, "those that are fitted, from 1; default: all");
  }
};

struct FittedNumberText {
  std::string name;
  std::vector<std::string> of;
  std::optional<config::Value> start, low, high, prior;
  Where where;
  template <class V>
  void visit(V& v) {
    where = v.where();
    v.required("name", name, "of a number of the cell, like \"E1.k0\", or one for those in 'of'");
    v.optional("of", of, "numbers of the cell that are equal");
    v.optional("start", start, "where the search begins; default: the cell's value");
    v.optional("low", low, "lower bound");
    v.optional("high", high, "upper bound");
    v.optional("prior", prior, "known before: \"0.24 +- 0.01 V\", in place of bounds");
  }
};

struct FitText {
  std::string title;
  FittedCellText cell;
  std::vector<SweepRecordText> records;
  std::vector<FittedNumberText> parameters;
  template <class V>
  void visit(V& v) {
    v.required("title", title, "how reports call this fit");
    v.required("cell", cell, "what the model knows");
    v.required("record", records, "what was measured");
    v.required("parameter", parameters, "what is to be found");
  }
};

}  // namespace niter::study
