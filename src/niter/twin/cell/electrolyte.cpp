#include "niter/twin/cell/electrolyte.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/chem/activity.hpp"
#include "niter/chem/constants.hpp"
#include "niter/chem/equilibrium.hpp"
#include "niter/math/dense_lu.hpp"
#include "niter/twin/cell/roster.hpp"

namespace niter::twin {
namespace {

constexpr double molar = 1000;             // mol m-3 in 1 mol/L
constexpr double temperature_range = 0.5;  // K around that of the tabulated constants
constexpr double neutrality_limit = 0.02;  // of the sum of |z| c

// Of the species the mechanism exchanges, those the film leaves out, with their activities.
Result<std::map<std::string, double>> kept_outside(const chem::Database& database,
                                                   const HalfCellOptions& options,
                                                   const std::vector<std::string>& exchanged) {
  std::map<std::string, double> outside;
  for (const std::string& name : exchanged) {
    NITER_TRY(const chem::Species* species, database.species_named(name));
    if (species->is_gas())
      outside[name] = 1;
    else if (!options.homogeneous_equilibria && species->charge() == 0)
      outside[name] = trace_concentration / molar;
  }
  return outside;
}

// Concentrations [mol m-3] from ln of the components' [mol/L], with conditional constants.
std::vector<double> distribute(const Roster& roster, const std::vector<double>& ln_component,
                               const std::vector<double>& log10_gamma) {
  std::vector<double> c;
  for (std::size_t s = 0; s < roster.members.size(); ++s) {
    const Member& species = roster.members[s];
    double ln_activity = constants::ln10 * species.log_k;
    for (const auto& [m, count] : species.parts)
      ln_activity +=
          count * (ln_component[m] + constants::ln10 * log10_gamma[roster.components[m]]);
    c.push_back(molar * std::exp(ln_activity - constants::ln10 * log10_gamma[s]));
  }
  return c;
}

// Totals fixed, OH- (component 0) given: Newton for ln c of the others.
//     sum_s nu_sm c_s = T_m,   Jacobian sum_s nu_sm nu_sk c_s
Status speciate(const Roster& roster, const std::vector<double>& totals,
                const std::vector<double>& log10_gamma, std::vector<double>& ln_component) {
  constexpr int most_iterations = 100;
  constexpr double largest_fall = 2.5;  // of ln c in one step
  const int n = static_cast<int>(totals.size()) - 1;
  math::DenseLu jacobian(std::max(n, 1));
  std::vector<double> step(n);
  for (int iteration = 0; iteration < most_iterations; ++iteration) {
    const std::vector<double> c = distribute(roster, ln_component, log10_gamma);
    jacobian.clear(n);
    for (int m = 0; m < n; ++m) step[m] = totals[m + 1];
    for (std::size_t s = 0; s < c.size(); ++s) {
      for (const auto& [m, count] : roster.members[s].parts) {
        if (m == 0) continue;
        step[m - 1] -= count * c[s];
        for (const auto& [k, other] : roster.members[s].parts)
          if (k > 0) jacobian.at(m - 1, k - 1) += count * other * c[s];
      }
    }
    // rows per total, so that traces weigh as much as salts
    for (int m = 0; m < n; ++m) {
      for (double& entry : jacobian.row(m)) entry /= totals[m + 1];
      step[m] /= totals[m + 1];
    }
    if (!jacobian.factor()) break;
    jacobian.solve(step);
    double largest = 0;
    for (int m = 0; m < n; ++m) {
      largest = std::max(largest, std::abs(step[m]));
      ln_component[m + 1] += step[m] > 0 ? std::log1p(step[m]) : std::max(step[m], -largest_fall);
    }
    if (largest < 1e-13) return {};
  }
  return fail(Code::NoConvergence, "the bulk composition did not settle");
}

// Totals of the components from what was added; traces where nothing was.
std::vector<double> component_totals(const Roster& roster, const HalfCellOptions& options) {
  std::vector<double> totals(roster.components.size(), 0.0);
  for (const auto& [name, total] : options.electrolyte)
    if (const int s = roster.find(name); s >= 0)
      for (const auto& [m, count] : roster.members[s].parts) totals[m] += count * total;
  for (double& total : totals) total = std::max(total, trace_concentration);
  return totals;
}

// The ion whose amount makes the solution neutral: the most abundant one that does not react; -1 if
// there is none.
int choose_counter_ion(const Roster& roster, const std::vector<double>& totals,
                       const std::string& reactant) {
  int best = -1;
  double largest = 10 * trace_concentration;
  for (std::size_t m = 1; m < totals.size(); ++m) {
    const Member& ion = roster.members[roster.components[m]];
    if (ion.charge == 0 || ion.name == reactant) continue;
    if (std::abs(ion.charge) * totals[m] > largest) {
      largest = std::abs(ion.charge) * totals[m];
      best = static_cast<int>(m);
    }
  }
  return best;
}

struct Bulk {
  std::vector<double> c, log10_gamma, totals;
  double ionic_strength = 0, added = 0;
  int counter_ion = -1;
};

double net_charge(const Roster& roster, const std::vector<double>& c) {
  double charge = 0;
  for (std::size_t s = 0; s < c.size(); ++s) charge += roster.members[s].charge * c[s];
  return charge;
}

Error not_neutral(const Roster& roster, const HalfCellOptions& options, const Bulk& bulk) {
  return {
      Code::Inconsistent,
      fmt::format("the electrolyte is not neutral at pH {:g}: {:.4g} mol/m3 of {} would be "
                  "missing",
                  options.ph, bulk.added, roster.members[roster.components[bulk.counter_ion]].name),
      {},
      "list every ion that was added, with the counter-ion of the acid or base that sets the "
      "pH"};
}

// Ionic strength and counter-ion settle together with the speciation.
Result<Bulk> settle(const Roster& roster, const HalfCellOptions& options, double pkw) {
  Bulk bulk;
  bulk.totals = component_totals(roster, options);
  bulk.log10_gamma.assign(roster.members.size(), 0.0);
  bulk.counter_ion = choose_counter_ion(roster, bulk.totals, options.reactant);
  std::vector<int> charges;
  for (const Member& species : roster.members) charges.push_back(species.charge);
  std::vector<double> ln_component;
  for (const double total : bulk.totals) ln_component.push_back(std::log(total / molar));

  constexpr int most_rounds = 200;
  for (int round = 0; round < most_rounds; ++round) {
    ln_component[0] = constants::ln10 * (options.ph - pkw - bulk.log10_gamma[roster.components[0]]);
    NITER_OK(speciate(roster, bulk.totals, bulk.log10_gamma, ln_component));
    bulk.c = distribute(roster, ln_component, bulk.log10_gamma);
    const double strength = chem::ionic_strength(bulk.c, charges);
    const double charge = net_charge(roster, bulk.c);
    const bool settled = std::abs(strength - bulk.ionic_strength) <= 1e-12 * strength &&
                         std::abs(charge) <= 1e-13 * strength;
    bulk.ionic_strength = strength;
    if (settled) {
      // only now: at the first rounds activity coefficients are those of no salt at all
      if (std::abs(bulk.added) > neutrality_limit * 2 * strength)
        return fail(not_neutral(roster, options, bulk));
      return bulk;
    }
    for (std::size_t s = 0; s < charges.size(); ++s)
      bulk.log10_gamma[s] =
          options.activity_correction * chem::log10_gamma_davies(charges[s], strength);
    if (bulk.counter_ion < 0)
      return fail(Code::Inconsistent,
                  "the electrolyte has no ion beside the reactant to make it neutral");
    const double added = -charge / roster.members[roster.components[bulk.counter_ion]].charge;
    bulk.added += added;
    bulk.totals[bulk.counter_ion] += added;
    if (bulk.totals[bulk.counter_ion] <= 0) return fail(not_neutral(roster, options, bulk));
  }
  return fail(Code::NoConvergence, "ionic strength and composition of the bulk did not settle");
}

}  // namespace

const Result<chem::Database>& species_database() {
  static const Result<chem::Database> loaded = chem::load_database();
  return loaded;
}

Status check(const Mechanism& mechanism, const HalfCellOptions& options) {
  for (const double temperature : {mechanism.temperature, options.temperature})
    if (std::abs(temperature - constants::T_ref) > temperature_range)
      return fail(
          Code::InvalidInput,
          fmt::format(
              "{:g} K is asked for, but diffusion coefficients and equilibria are known at {:g} K",
              temperature, constants::T_ref));
  if (!(options.film_thickness > 0) || options.film_cells < 2 || options.film_cells > 10000)
    return fail(Code::InvalidInput,
                "the film needs a thickness above zero and between 2 and 10000 cells");
  if (!(options.series_resistance >= 0))
    return fail(Code::InvalidInput, "the series resistance cannot be negative");
  if (!options.electrolyte.contains(options.reactant))
    return fail(Code::Inconsistent,
                fmt::format("the electrolyte holds no {}, which is named as the reactant",
                            options.reactant));
  return {};
}

int Electrolyte::find(std::string_view name) const {
  const auto at = std::find(names.begin(), names.end(), name);
  return at == names.end() ? -1 : static_cast<int>(at - names.begin());
}

Result<Electrolyte> make_electrolyte(const chem::Database& database, const HalfCellOptions& options,
                                     const std::vector<std::string>& exchanged) {
  Electrolyte out;
  NITER_TRY(out.outside, kept_outside(database, options, exchanged));
  std::vector<std::string> dissolved;
  for (const std::string& name : exchanged)
    if (!out.outside.contains(name)) dissolved.push_back(name);
  NITER_TRY(const Roster roster, gather(database, options, dissolved));
  NITER_TRY(const double log_kw, chem::log_ion_product(database));
  NITER_TRY(const Bulk bulk, settle(roster, options, -log_kw));

  out.pkw = -log_kw;
  out.ionic_strength = bulk.ionic_strength;
  if (bulk.counter_ion >= 0)
    out.counter_ion = roster.members[roster.components[bulk.counter_ion]].name;
  out.counter_ion_added = bulk.added;
  out.film.components = static_cast<int>(roster.components.size());
  out.film.thickness = options.film_thickness;
  out.film.cells = options.film_cells;
  out.film.migration = options.transport == Transport::Fick ? Migration::Off : Migration::On;
  // components first, then what follows from them
  std::vector<int> order = roster.components;
  for (std::size_t s = 0; s < roster.members.size(); ++s)
    if (std::find(order.begin(), order.end(), static_cast<int>(s)) == order.end())
      order.push_back(static_cast<int>(s));
  for (const int s : order) {
    const Member& species = roster.members[s];
    FilmSpecies row{species.charge, species.diffusivity, bulk.c[s], {}};
    for (const auto& [m, count] : species.parts) row.parts.push_back({m, count});
    out.film.species.push_back(std::move(row));
    out.names.push_back(species.name);
    out.log10_gamma.push_back(bulk.log10_gamma[s]);
  }
  return out;
}

}  // namespace niter::twin
