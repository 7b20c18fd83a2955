// The format of a mechanism file, as structs that config::read fills (docs/methods/mechanism.md).
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "niter/config/read.hpp"
#include "niter/config/value.hpp"
#include "niter/units/quantity.hpp"

namespace niter::twin {

struct PriorText {
  double mean = 0, sd = 0;
  template <class V>
  void visit(V& v) {
    v.required("mean", mean, "of the prior");
    v.required("sd", sd, "of the prior");
  }
};

struct ParameterText {
  double value = 0, posterior_sd = 0;
  std::optional<PriorText> prior;
  std::string unit, meaning, source;
  template <class V>
  void visit(V& v) {
    v.required("value", value, "the number, in `unit`");
    v.required("unit", unit, "as text; \"1\" if it has none");
    v.required("meaning", meaning, "what it is");
    v.required("source", source, "where the number is from");
    v.optional("prior", prior, "normal prior; without one the parameter is fixed");
    v.optional("posterior_sd", posterior_sd, "of an earlier calibration");
  }
};

struct AdsorbateText {
  config::Value electrosorption_valency, free_energy;
  template <class V>
  void visit(V& v) {
    v.optional("electrosorption_valency", electrosorption_valency, "a parameter");
    v.optional("free_energy", free_energy,
               "a parameter: eV at U_w = 0 relative to H2(g), H2O, NO3-, OH-, e-");
  }
};

struct InteractionText {
  std::vector<config::Value> between;
  config::Value parameter;
  Where where;
  template <class V>
  void visit(V& v) {
    where = v.where();
    v.required("between", between, "two adsorbates, or one twice");
    v.required("parameter", parameter, "a parameter: g in RT at full coverage, > 0 if they repel");
  }
};

enum class Kinetics { ButlerVolmer, MarcusHush };
inline std::span<const std::pair<std::string_view, Kinetics>> enum_names(Kinetics) {
  static constexpr std::pair<std::string_view, Kinetics> names[] = {
      {"butler-volmer", Kinetics::ButlerVolmer}, {"marcus-hush", Kinetics::MarcusHush}};
  return names;
}

struct StepText {
  std::string id;
  config::Value equation, log10_k, log10_current_density, transfer_coefficient, free_energy,
      log10_equilibrium, reorganisation_energy, interaction_share;
  Kinetics kinetics = Kinetics::ButlerVolmer;
  std::optional<Quantity> reference_potential;
  Where where;
  template <class V>
  void visit(V& v) {
    where = v.where();
    v.required("id", id, "short name of the step");
    v.required("equation", equation, "like \"NO* + H2O + e- <-> NOH* + OH-\"");
    v.optional("log10_k", log10_k,
               "a parameter: lg of the forward rate constant at the reference potential");
    v.optional("log10_current_density", log10_current_density,
               "a parameter: lg(A cm-2), for a step without sites");
    v.optional("transfer_coefficient", transfer_coefficient, "a parameter");
    v.optional("reference_potential", reference_potential, "of the rate constant, U_w", "V");
    v.optional("free_energy", free_energy, "a parameter: eV at U_w = 0");
    v.optional("log10_equilibrium", log10_equilibrium,
               "a parameter: lg K at the reference potential");
    v.optional("kinetics", kinetics, "butler-volmer or marcus-hush");
    v.optional("reorganisation_energy", reorganisation_energy,
               "a parameter: eV, of a marcus-hush step");
    v.optional("interaction_share", interaction_share,
               "a parameter: how much of the interactions the transition state feels");
  }
};

struct MechanismText {
  int schema = 0;
  std::string title, source;
  Quantity temperature{298.15, "K"}, site_density{0, "mol/m2"}, reference_potential{0, "V"};
  std::vector<config::Value> solution;
  config::Value parameters;
  std::map<std::string, config::Value> adsorbates;
  std::vector<InteractionText> interactions;
  std::vector<StepText> steps;
  Where where;
  template <class V>
  void visit(V& v) {
    where = v.where();
    v.required("schema", schema, "1");
    v.required("title", title, "one line");
    v.required("source", source, "where the mechanism is from");
    v.optional("temperature", temperature, "of the rate constants", "K");
    v.required("site_density", site_density, "sites per geometric area", "mol/m2");
    v.required("reference_potential", reference_potential, "of rate constants, U_w", "V");
    v.required("solution", solution, "dissolved species exchanged, \"OH-\" first");
    v.required("parameters", parameters, "every number of the steps, by name");
    v.optional("adsorbates", adsorbates, "what adsorbates bring besides their steps");
    v.optional("interactions", interactions, "between adsorbates, by Frumkin");
    v.required("steps", steps, "the elementary steps");
  }
};

}  // namespace niter::twin
