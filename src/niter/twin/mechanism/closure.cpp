#include "niter/twin/mechanism/closure.hpp"

#include <cmath>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"

namespace niter::twin {
namespace {

constexpr double contradiction_eV = 1e-9;
constexpr double zero = 1e-12;  // of a combination of small integers

std::size_t at(int i) {
  return static_cast<std::size_t>(i);
}

// One given free energy as an equation for those of the adsorbates.
struct Given {
  std::string name;  // of the step, or of the adsorbate
  Where where;
  std::vector<double> adsorbates;  // coefficients
  double energy_eV = 0;
  std::vector<double> made_of;  // of the equations as given
};

double thermal_eV(const Mechanism& mechanism) {  // kT / e
  return constants::R * mechanism.temperature / constants::F;
}

double value(const Mechanism& mechanism, int parameter) {
  return mechanism.parameters[at(parameter)].value;
}

void set_potential_dependence(Mechanism& mechanism) {
  const ParameterUses& uses = *mechanism.uses;
  for (std::size_t i = 0; i < uses.adsorbates.size(); ++i) {
    const int valency = uses.adsorbates[i].electrosorption_valency;
    mechanism.adsorbates[i].potential_dependence = valency < 0 ? 0 : 1 - value(mechanism, valency);
  }
  for (std::size_t j = 0; j < mechanism.steps.size(); ++j) {
    Step& step = mechanism.steps[j];
    step.potential_dependence = step.electrons;
    for (std::size_t i = 0; i < uses.adsorbates.size(); ++i) {
      step.potential_dependence +=
          uses.steps[j].adsorbates[i] * mechanism.adsorbates[i].potential_dependence;
    }
  }
}

void set_kinetics(Mechanism& mechanism) {
  const double kT_eV = thermal_eV(mechanism);
  for (std::size_t j = 0; j < mechanism.steps.size(); ++j) {
    const ParameterUses::OfStep& use = mechanism.uses->steps[j];
    Step& step = mechanism.steps[j];
    step.transfer_coefficient =
        use.transfer_coefficient < 0 ? 0 : value(mechanism, use.transfer_coefficient);
    if (use.reorganisation_energy >= 0) {
      step.reorganisation_eV = value(mechanism, use.reorganisation_energy);
      step.transfer_coefficient = 0.5 * step.potential_dependence;
    }
    if (use.log10_k >= 0) {
      step.log10_k = value(mechanism, use.log10_k);
    } else {
      constexpr double per_m2 = 4;  // lg of cm2 in a m2
      step.log10_k = value(mechanism, use.log10_current_density) + per_m2 -
                     std::log10(std::abs(step.electrons) * constants::F);
    }
    step.log10_k -= step.transfer_coefficient * use.shift_eV / (kT_eV * constants::ln10);
  }
}

// dG_j moves by RT sum_i nu_ji sum_k g_ik theta_k: a share of it in the forward rate, the rest in
// the reverse one.
void set_interactions(Mechanism& mechanism) {
  const ParameterUses& uses = *mechanism.uses;
  const std::size_t n = mechanism.adsorbates.size();
  for (std::size_t i = 0; i < mechanism.interactions.size(); ++i)
    mechanism.interactions[i].g = value(mechanism, uses.interactions[i]);
  if (mechanism.interactions.empty()) return;
  for (std::size_t j = 0; j < mechanism.steps.size(); ++j) {
    std::vector<double> change(n, 0.0);
    const auto add = [&](int of, int by, double g) {
      change[at(by)] += uses.steps[j].adsorbates[at(of)] * g;
    };
    for (const Interaction& pair : mechanism.interactions) {
      add(pair.first, pair.second, pair.g);
      if (pair.first != pair.second) add(pair.second, pair.first, pair.g);
    }
    Step& step = mechanism.steps[j];
    const int own = uses.steps[j].interaction_share;
    const double share = own < 0 ? step.transfer_coefficient : value(mechanism, own);
    step.forward_interaction.assign(n, 0.0), step.reverse_interaction.assign(n, 0.0);
    for (std::size_t k = 0; k < n; ++k) {
      step.forward_interaction[k] = -share * change[k];
      step.reverse_interaction[k] = (1 - share) * change[k];
    }
  }
}

Status check_reorganisation(const Mechanism& mechanism) {
  for (const Step& step : mechanism.steps)
    if (step.reorganisation_eV && !(*step.reorganisation_eV > 0))
      return fail({Code::InvalidInput,
                   fmt::format("the reorganisation energy of step '{}' is {:g} eV", step.id,
                               *step.reorganisation_eV),
                   step.where, "it must be more than zero: tenths of an eV to a few"});
  return {};
}

std::vector<Given> given_energies(const Mechanism& mechanism) {
  const ParameterUses& uses = *mechanism.uses;
  const double kT_eV = thermal_eV(mechanism);
  const std::size_t n = uses.adsorbates.size() - 1;  // the free site is zero
  std::vector<Given> all;
  for (std::size_t j = 0; j < mechanism.steps.size(); ++j) {
    const ParameterUses::OfStep& use = uses.steps[j];
    const Step& step = mechanism.steps[j];
    if (use.free_energy < 0 && use.log10_equilibrium < 0) continue;
    double energy_eV = use.free_energy >= 0
                           ? value(mechanism, use.free_energy)
                           : -kT_eV * constants::ln10 * value(mechanism, use.log10_equilibrium) -
                                 step.potential_dependence * step.reference_potential;
    energy_eV += use.shift_eV - use.solution_energy_eV;
    all.push_back({step.id,
                   step.where,
                   {use.adsorbates.begin(), use.adsorbates.begin() + static_cast<int>(n)},
                   energy_eV,
                   {}});
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (uses.adsorbates[i].free_energy < 0) continue;
    Given given{mechanism.adsorbates[i].name,
                {},
                std::vector<double>(n),
                value(mechanism, uses.adsorbates[i].free_energy),
                {}};
    given.adsorbates[i] = 1;
    all.push_back(std::move(given));
  }
  for (std::size_t k = 0; k < all.size(); ++k) {
    all[k].made_of.assign(all.size(), 0.0);
    all[k].made_of[k] = 1;
  }
  return all;
}

void subtract(Given& from, double factor, const Given& what) {
  for (std::size_t i = 0; i < from.adsorbates.size(); ++i)
    from.adsorbates[i] -= factor * what.adsorbates[i];
  for (std::size_t k = 0; k < from.made_of.size(); ++k) from.made_of[k] -= factor * what.made_of[k];
  from.energy_eV -= factor * what.energy_eV;
}

// Gauss-Jordan; afterwards row k belongs to adsorbate pivot[k].
std::vector<int> reduce(std::vector<Given>& rows, std::size_t n) {
  std::vector<int> pivot;
  for (std::size_t column = 0; column < n && pivot.size() < rows.size(); ++column) {
    const std::size_t top = pivot.size();
    std::size_t best = top;
    for (std::size_t k = top; k < rows.size(); ++k) {
      if (std::abs(rows[k].adsorbates[column]) > std::abs(rows[best].adsorbates[column])) best = k;
    }
    if (std::abs(rows[best].adsorbates[column]) < zero) continue;
    std::swap(rows[best], rows[top]);
    subtract(rows[top], 1 - 1 / rows[top].adsorbates[column], Given(rows[top]));
    for (std::size_t k = 0; k < rows.size(); ++k) {
      if (k != top) subtract(rows[k], rows[k].adsorbates[column], rows[top]);
    }
    pivot.push_back(static_cast<int>(column));
  }
  return pivot;
}

Error contradiction(const Given& row, const std::vector<Given>& given) {
  std::string cycle;
  Where last;
  for (std::size_t k = 0; k < given.size(); ++k) {
    if (std::abs(row.made_of[k]) < zero) continue;
    cycle += (cycle.empty() ? "" : ", ") + given[k].name;
    if (given[k].where.line > 0) last = given[k].where;
  }
  return {Code::Inconsistent,
          fmt::format("the free energies of {} contradict each other: around this cycle they add "
                      "up to {:.4g} eV too much",
                      cycle, row.energy_eV),
          last, "leave the free energy of one of these steps out: it then follows from the others"};
}

Error undetermined(const Mechanism& mechanism, std::size_t adsorbate) {
  std::string steps;
  Where first;
  for (std::size_t j = 0; j < mechanism.steps.size(); ++j) {
    const ParameterUses::OfStep& use = mechanism.uses->steps[j];
    if (use.adsorbates[adsorbate] == 0 || use.free_energy >= 0 || use.log10_equilibrium >= 0)
      continue;
    if (steps.empty()) first = mechanism.steps[j].where;
    steps += (steps.empty() ? "" : ", ") + mechanism.steps[j].id;
  }
  return {
      Code::Inconsistent,
      fmt::format("nothing determines the free energy of {}", mechanism.adsorbates[adsorbate].name),
      first, fmt::format("give one of its steps ({}) a free_energy or log10_equilibrium", steps)};
}

}  // namespace

Status close_free_energies(Mechanism& mechanism) {
  NITER_EXPECT(mechanism.uses != nullptr,
               "only a loaded mechanism knows where its numbers come from");
  set_potential_dependence(mechanism);
  set_kinetics(mechanism);
  NITER_OK(check_reorganisation(mechanism));
  set_interactions(mechanism);

  const std::size_t n = mechanism.adsorbates.size() - 1;
  const std::vector<Given> given = given_energies(mechanism);
  std::vector<Given> rows = given;
  const std::vector<int> pivot = reduce(rows, n);
  for (std::size_t k = pivot.size(); k < rows.size(); ++k) {
    if (std::abs(rows[k].energy_eV) > contradiction_eV) return fail(contradiction(rows[k], given));
  }
  std::vector<char> known(n);
  for (std::size_t k = 0; k < pivot.size(); ++k) {
    known[at(pivot[k])] = 1;
    mechanism.adsorbates[at(pivot[k])].free_energy_eV = rows[k].energy_eV;
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (known[i] == 0) return fail(undetermined(mechanism, i));
  }

  for (std::size_t j = 0; j < mechanism.steps.size(); ++j) {
    Step& step = mechanism.steps[j];
    step.free_energy_eV = mechanism.uses->steps[j].solution_energy_eV;
    for (std::size_t i = 0; i < n; ++i) {
      step.free_energy_eV +=
          mechanism.uses->steps[j].adsorbates[i] * mechanism.adsorbates[i].free_energy_eV;
    }
  }
  return {};
}

}  // namespace niter::twin
