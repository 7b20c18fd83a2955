// FittedCell: a cell in the numbers of an electrochemist (E0, k0, alpha, D, sites, C, R), which
// gives the model of the twin and how that model moves with each of them.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/study/fit/fit_text.hpp"
#include "niter/twin/cell/cell_model.hpp"

namespace niter::study {

/// One number of the cell that a fit may move.
struct CellNumber {
  std::string name;       // "E1.k0", "O.D", "a*.interaction", "capacitance"
  double value = 0;       // SI
  bool positive = false;  // moved in its logarithm
  std::string unit;       // as the file wrote it
};

/// A factor of a step: a dissolved species or an adsorbate, and its stoichiometric number.
struct StepTerm {
  int index = 0;
  int order = 1;
};

/// Rates, with activities c/(1 mol/L) of dissolved species and theta exp(g theta) of adsorbates:
///
///     k_f = k0 exp(-alpha n f (E - E0)),  k_b = k0 exp((1 - alpha) n f (E - E0)),  f = F/RT
///
/// per site if adsorbates take part, else per (1 mol/L); n > 0 if the electrons stand on the left.
/// Steps without electrons have k and k/K.
/// @source bard2001, sec. 3.3 (Butler-Volmer) and 13.5 (interactions)
class FittedCell {
 public:
  /// @error InvalidInput at the place of the step or the cell
  static Result<FittedCell> make(const FittedCellText& text);

  const std::vector<CellNumber>& numbers() const { return numbers_; }
  /// @error NotFound with the nearest
  Result<std::size_t> find(std::string_view name) const;
  std::vector<double> values() const;

  bool has_solution() const { return solution_; }
  int cells() const { return cells_; }
  double temperature() const { return temperature_; }
  double area(std::span<const double> v) const { return v[area_number]; }
  double offset(std::span<const double> v) const { return v[offset_number]; }

  /// The model at these values, without a grid.
  twin::CellModel model(std::span<const double> v) const;
  /// d model/d number, or d model/d ln(number) of a positive one. Area and offset act outside of
  /// it, but for the resistance, which is per area inside.
  twin::ModelSlope slope(std::span<const double> v, std::size_t number) const;
  /// Largest rate constant of a reaction in solution [s-1]; 0: none.
  double fastest_reaction(std::span<const double> v) const;

  static constexpr std::size_t area_number = 0, offset_number = 1;

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  struct Step {
    std::string id;
    int electrons = 0;
    bool reversible = true, on_sites = false;
    std::vector<StepTerm> dissolved, dissolved_after, adsorbed, adsorbed_after;
    std::size_t formal_potential = none, transfer_constant = none, alpha = none;
    std::size_t rate_constant = none, equilibrium = none;

    bool in_solution() const { return electrons == 0 && !on_sites; }
  };
  std::size_t add(std::string name, const Quantity& value, bool positive);
  Status add_step(const StepText& text);
  Status read_side(std::string_view side, bool left, const StepText& text, Step& step) const;
  double per_volt() const;
  twin::ElectrodeStep electrode_step(const Step& step, std::span<const double> v) const;
  twin::HomogeneousReaction reaction(const Step& step, std::span<const double> v) const;

  std::vector<CellNumber> numbers_;
  std::vector<std::string> species_, adsorbates_;
  std::vector<double> coverage_;
  std::vector<std::size_t> diffusivity_, concentration_, interaction_;
  std::size_t resistance_ = none, capacitance_ = none, sites_ = none;
  std::vector<Step> steps_;
  double temperature_ = 298.15;
  int cells_ = 30;
  bool solution_ = false;
};

}  // namespace niter::study
