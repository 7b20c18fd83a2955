// CellModel: everything a cell computes with, as plain numbers: dissolved species, electrode steps,
// double layer, transport, vessels. One model serves steady state, transient and impedance.
//
// docs/methods/cell.md writes the equations down. SI units; potentials U on the scale on which the
// rate constants are given (for the shipped mechanisms: RHE at a_OH = 1).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "niter/twin/cell/zinc_anode.hpp"

namespace niter::twin {

struct DissolvedSpecies {
  std::string name;
  int charge = 0;
  double diffusivity = 0;  // m2 s-1
  double bulk = 0;         // mol m-3, everywhere at the start
  // Poisson level only
  double diameter = 0;   // m, of the hydrated ion; 0: a point
  double hydration = 0;  // water molecules that an ion holds so fast that they do not turn
};

/// A factor c^order (or theta^order) of a rate or an equilibrium.
struct Power {
  int index = 0;  // of a species or an adsorbate
  int order = 1;
};

/// A reaction faster than transport: c_species = constant prod c_m^order at every place. The
/// components m are species that no equilibrium forms.
struct InstantEquilibrium {
  int species = 0;
  std::vector<Power> components;
  double constant = 0;  // (mol m-3)^(1 - sum of orders)
};

/// A reaction in solution with rates by mass action. [mol m-3 s-1 with c in mol m-3]
struct HomogeneousReaction {
  std::string id;
  std::vector<Power> reactants, products;
  double forward = 0, reverse = 0;
};

/// ln k = constant + slope U, k in mol m-2 s-1 with concentrations in mol m-3 and coverages as
/// shares.
struct RateConstant {
  double constant = 0, slope = 0;
};

/// Marcus-Hush-Chidsey kinetics of a one-electron step: what the levels of the metal make of both
/// exponential laws,
///     k = exp(constant + slope U) S(eta, lambda)/S(0, lambda),   eta = F (U - formal_potential)/RT
/// S is even in eta (physics/marcus_hush.hpp), so detailed balance stays. With the slopes -F/2RT
/// and F/2RT this is Chidsey's law; without bound on lambda it is that of Butler and Volmer.
struct MarcusHush {
  double reorganisation = 0;    // lambda over k_B T
  double formal_potential = 0;  // V, scale of U
};

/// An elementary step, forward = reduction for electrons > 0.
struct ElectrodeStep {
  std::string id;
  int electrons = 0;  // taken up, forward
  // what the gross rates are proportional to: dissolved species, then adsorbates and free sites
  std::vector<Power> reactants, products;
  std::vector<Power> adsorbed, adsorbed_after;
  // what one turnover makes (negative: uses)
  std::vector<Power> net_dissolved, net_adsorbed;
  RateConstant forward, reverse;
  std::optional<MarcusHush> marcus_hush;
  /// Frumkin: ln k changes by sum_k interaction[k] theta_k. Empty: none.
  std::vector<double> forward_interaction, reverse_interaction;
};

/// One branch of the double layer: an ideal capacitance (time 0), or one that charges with a time
/// constant, as a distribution of them makes a constant phase element.
struct CapacitanceBranch {
  double capacitance = 0;  // F m-2
  double time = 0;         // s
};

struct Electrode {
  std::vector<std::string> adsorbates;  // the free site last; empty: no sites
  std::vector<int> sites;               // occupied by each
  std::vector<double> coverage;         // at the start
  double site_density = 0;              // mol m-2
  std::vector<ElectrodeStep> steps;
  std::vector<CapacitanceBranch> double_layer;  // Poisson level: one, the Stern layer
  double zero_charge = 0;                       // U at which the double layer holds no charge [V]
  double series_resistance = 0;                 // ohm m2
  double potential_shift = 0;                   // U = E + shift - j R: from the applied scale
  double applied_zero_vs_she = 0;               // where the applied scale has its zero [V]
  int segments = 1;                             // > 1: a porous film as a transmission line
  double pore_resistance = 0;                   // ohm m2, of all segments in series
};

enum class TransportLevel {
  Fick,                 // diffusion (and convection)
  NernstPlanck,         // with migration, electroneutral
  PoissonNernstPlanck,  // space charge resolved, ions of finite size
};

/// What lies beyond the outermost node.
enum class Outer {
  Reservoir,  // a bulk that nothing changes
  Wall,       // nothing passes: a thin-layer cell
  Vessel,     // a well-stirred vessel that is used up
};

/// How the content of a volume follows from the concentrations at the nodes.
enum class Storage {
  Lumped,   // of its own node: second order, and no concentration can undershoot
  Compact,  // of three nodes: fourth order on a smooth grid, for smooth drives on a grid that
            // resolves them
};

struct TransportModel {
  TransportLevel level = TransportLevel::Fick;
  std::vector<double> nodes;     // m, from the surface (0) outwards
  std::vector<double> velocity;  // m s-1 at the middle of each interval, away from the surface; or
                                 // empty
  Storage storage = Storage::Lumped;
  Outer outer = Outer::Reservoir;
  int neutralising_ion = -1;  // species whose amount follows from electroneutrality
  // Poisson level: of free water, and of water held by ions [F m-1]
  double permittivity = 0, bound_permittivity = 0;
};

enum class Membrane {
  CationExchange,
  AnionExchange,
  Bipolar,  // splits water: OH- goes to one side, H+ to the other; nothing else passes
};

/// Catholyte behind the film and anolyte behind a membrane, both well stirred. Amounts per
/// electrode area.
struct VesselModel {
  double depth = 0;             // catholyte volume over electrode area [m]
  double anolyte_depth = 0;     // [m]
  std::vector<double> anolyte;  // start concentration per species [mol m-3]
  Membrane membrane = Membrane::CationExchange;
  std::vector<double> permeability;  // per species [m s-1 of electrode area]; empty: none
  std::vector<double> stripping;  // per species: gas flow over (area x Henry) [m s-1]; empty: none
  int proton = -1;  // species that oxygen evolution at the anode makes; -1: it takes hydroxide
  double evaporation = 0;  // of the catholyte: water lost, volume over area [m s-1]
};

struct CellModel {
  std::string name;
  double temperature = 298.15;  // K
  std::vector<DissolvedSpecies> species;
  std::vector<InstantEquilibrium> equilibria;
  std::vector<HomogeneousReaction> reactions;
  Electrode electrode;
  TransportModel transport;
  std::optional<VesselModel> vessel;  // with Outer::Vessel
  std::optional<ZincAnode> anode;     // of a battery; else the counter electrode splits water
  int hydroxide = -1;                 // species that fixes the pH; -1: none
  double ph_offset = 0;               // pH = offset + log10(c of hydroxide in mol m-3)
};

/// d(numbers of a CellModel)/dp for one parameter p; what is empty or zero does not move.
struct ModelSlope {
  std::vector<RateConstant> forward, reverse;  // d ln k of every step: constant and slope in U
  // of every step, the Frumkin parameters of each adsorbate in it
  std::vector<std::vector<double>> forward_interaction, reverse_interaction;
  double series_resistance = 0;        // ohm m2 per p
  std::vector<double> capacitance;     // per branch
  double ln_site_density = 0;          // of what is stored; rate constants carry their own
  double ln_thickness = 0;             // of the film, a grid stretched as a whole
  std::vector<double> ln_diffusivity;  // per species
  std::vector<double> bulk;            // of a reservoir, per species [mol m-3 per p]
  // of every reaction in solution, d ln k each way
  std::vector<double> reaction_forward, reaction_reverse;
};

}  // namespace niter::twin
