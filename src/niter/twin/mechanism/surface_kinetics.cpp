#include "niter/twin/mechanism/surface_kinetics.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"
#include "niter/twin/mechanism/steady_state.hpp"
#include "niter/twin/mechanism/step_levels.hpp"

namespace niter::twin {
namespace {

std::size_t at(int i) {
  return static_cast<std::size_t>(i);
}

// The part of a mechanism that goes on at sites, as integers.
Network network_of(const Mechanism& mechanism) {
  Network network;
  const auto index = [&](const std::string& name) {
    const auto& list = mechanism.adsorbates;
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const Adsorbate& a) { return a.name == name; });
    return found == list.end() ? -1 : static_cast<int>(found - list.begin());
  };
  for (const Adsorbate& adsorbate : mechanism.adsorbates) {
    network.species.push_back({adsorbate.sites, 0, adsorbate.name == "*"});
  }
  for (const Step& step : mechanism.steps) {
    if (!step.on_sites) continue;
    Network::Reaction reaction;
    const auto add = [&](const std::map<std::string, int>& side,
                         std::vector<Network::Term>& terms) {
      for (const auto& [name, order] : side) {
        if (const int species = index(name); species >= 0) terms.push_back({species, order});
      }
    };
    add(step.reactants, reaction.reactants);
    add(step.products, reaction.products);
    network.reactions.push_back(std::move(reaction));
  }
  return network;
}

// Stoichiometric number of a species on one side of a step.
int number(const std::map<std::string, int>& side, const std::string& name) {
  const auto found = side.find(name);
  return found == side.end() ? 0 : found->second;
}

}  // namespace

struct SurfaceKinetics::Impl {
  explicit Impl(const Mechanism& given);
  void set_parameters(const Mechanism& given);
  void set_constants(double water_potential, std::span<const double> ln_activity);
  void fill_rates(SurfaceState& state);
  void fill_derivatives(SurfaceState& state);
  void respond(const Change& change, std::span<double> step_rate);
  template <class Forward, class Reverse, class Add>
  void follow(const Forward& of_forward, const Reverse& of_reverse, const Add& add);
  Status solve(double water_potential, std::span<const double> ln_activity, SurfaceState& state,
               int covered);
  Status settle(double water_potential, std::span<const double> ln_activity, SurfaceState& state);
  int turnover(std::size_t step, std::size_t species) const {
    const std::size_t i = step * at(n_solution) + species;
    return product_order[i] - reactant_order[i];
  }
  double off_site_rate(int step) const {
    return std::exp(ln_forward[at(step)]) - std::exp(ln_reverse[at(step)]);
  }

  Mechanism mechanism;
  SteadyStateSolver solver;
  int n_solution;
  std::vector<int> site_steps, other_steps;        // indices of mechanism.steps
  std::vector<int> reactant_order, product_order;  // step x solution species
  // ln k = constant + slope U_w; forward and reverse, per step
  std::vector<double> forward_constant, forward_slope, reverse_constant, reverse_slope;
  std::vector<std::optional<StepLevels>> levels;  // of steps with Marcus-Hush kinetics
  std::vector<double> levels_slope;               // d ln k/dU_w by them, both ways; else 0
  std::vector<double> felt;                       // coverages that the interactions see
  // workspace
  std::vector<double> ln_forward, ln_reverse, site_forward, site_reverse;
  std::vector<double> d_forward, d_reverse, d_coverage, d_rate;
  SteadyState steady;
};

SurfaceKinetics::Impl::Impl(const Mechanism& given)
    : mechanism(given),
      solver([&] {
        auto made = SteadyStateSolver::make(network_of(given));
        NITER_EXPECT(made.has_value(), "a loaded mechanism keeps its sites");
        return *std::move(made);
      }()),
      n_solution(static_cast<int>(given.solution.size())) {
  for (std::size_t j = 0; j < mechanism.steps.size(); ++j) {
    const Step& step = mechanism.steps[j];
    (step.on_sites ? site_steps : other_steps).push_back(static_cast<int>(j));
    for (const std::string& species : mechanism.solution) {
      reactant_order.push_back(number(step.reactants, species));
      product_order.push_back(number(step.products, species));
    }
  }
  const std::size_t m = mechanism.steps.size();
  for (auto* all : {&forward_constant, &forward_slope, &reverse_constant, &reverse_slope,
                    &ln_forward, &ln_reverse, &levels_slope}) {
    all->resize(m);
  }
  for (auto* site : {&site_forward, &site_reverse, &d_forward, &d_reverse, &d_rate})
    site->resize(site_steps.size());
  d_coverage.resize(mechanism.adsorbates.size());
  felt.assign(mechanism.adsorbates.size(), 0.0);
  set_parameters(given);
}

// k_f = 10^lg k exp(-alpha f (U - U_ref)),  k_b = k_f exp(f (dG0 + m U)),  f = F / RT
void SurfaceKinetics::Impl::set_parameters(const Mechanism& given) {
  const double f = constants::F / (constants::R * given.temperature);
  levels.assign(given.steps.size(), std::nullopt);
  for (std::size_t j = 0; j < given.steps.size(); ++j) {
    const Step& step = given.steps[j];
    if (step.reorganisation_eV) levels[j].emplace(step, given.temperature);
    forward_slope[j] = -step.transfer_coefficient * f;
    forward_constant[j] =
        constants::ln10 * step.log10_k - forward_slope[j] * step.reference_potential;
    reverse_slope[j] = forward_slope[j] + f * step.potential_dependence;
    reverse_constant[j] = forward_constant[j] + f * step.free_energy_eV;
  }
}

// Rate constants with the activities of the solution multiplied in.
void SurfaceKinetics::Impl::set_constants(double water_potential,
                                          std::span<const double> ln_activity) {
  for (std::size_t j = 0; j < mechanism.steps.size(); ++j) {
    ln_forward[j] = forward_constant[j] + forward_slope[j] * water_potential;
    ln_reverse[j] = reverse_constant[j] + reverse_slope[j] * water_potential;
    if (levels[j]) {
      const physics::LogRate factor = levels[j]->at(water_potential);
      ln_forward[j] += factor.log, ln_reverse[j] += factor.log;
      levels_slope[j] = factor.slope;
    }
    const Step& step = mechanism.steps[j];
    for (std::size_t k = 0; k < step.forward_interaction.size(); ++k) {
      ln_forward[j] += step.forward_interaction[k] * felt[k];
      ln_reverse[j] += step.reverse_interaction[k] * felt[k];
    }
    for (std::size_t k = 0; k < ln_activity.size(); ++k) {
      if (const int order = reactant_order[j * at(n_solution) + k]; order != 0)
        ln_forward[j] += order * ln_activity[k];
      if (const int order = product_order[j * at(n_solution) + k]; order != 0)
        ln_reverse[j] += order * ln_activity[k];
    }
  }
  for (std::size_t k = 0; k < site_steps.size(); ++k) {
    site_forward[k] = ln_forward[at(site_steps[k])];
    site_reverse[k] = ln_reverse[at(site_steps[k])];
  }
}

Status SurfaceKinetics::Impl::solve(double water_potential, std::span<const double> ln_activity,
                                    SurfaceState& state, int covered) {
  NITER_EXPECT(static_cast<int>(ln_activity.size()) == n_solution,
               "one activity per species of the solution");
  set_constants(water_potential, ln_activity);
  steady.warm = state.warm && state.step_rate.size() == mechanism.steps.size();
  if (steady.warm) {
    steady.ln_coverage = state.ln_coverage;
    steady.rate.resize(site_steps.size());
    for (std::size_t k = 0; k < site_steps.size(); ++k) {
      steady.rate[k] = state.step_rate[at(site_steps[k])] / mechanism.site_density;
    }
  }
  state.warm = false;
  NITER_OK(solver.solve(site_forward, site_reverse, steady, covered));
  fill_rates(state);
  return {};
}

// The coverages that the interactions see become those that follow from them. Each round takes a
// share of the difference; the share is halved where they come no nearer, as under strong
// repulsion.
Status SurfaceKinetics::Impl::settle(double water_potential, std::span<const double> ln_activity,
                                     SurfaceState& state) {
  constexpr int most_rounds = 500;
  constexpr double close = 1e-10, smallest_share = 1e-3;
  double share = 1, before = 2, apart = 0;
  std::fill(felt.begin(), felt.end(), 0.0);
  for (int round = 0; round < most_rounds; ++round) {
    NITER_OK(solve(water_potential, ln_activity, state, -1));
    if (mechanism.interactions.empty()) return {};
    apart = 0;
    for (std::size_t k = 0; k < felt.size(); ++k)
      apart = std::max(apart, std::abs(std::exp(state.ln_coverage[k]) - felt[k]));
    if (apart < close) return {};
    if (apart > 0.9 * before) share = std::max(smallest_share, 0.5 * share);
    before = apart;
    for (std::size_t k = 0; k < felt.size(); ++k)
      felt[k] += share * (std::exp(state.ln_coverage[k]) - felt[k]);
  }
  return fail(
      Code::NoConvergence,
      fmt::format("interacting adsorbates do not settle: their coverages still move by {:.2g}",
                  apart),
      "weaken the interactions, or start the cell at another potential");
}

void SurfaceKinetics::Impl::fill_rates(SurfaceState& state) {
  const std::size_t m = mechanism.steps.size();
  const std::size_t n = at(n_solution);
  state.ln_coverage = steady.ln_coverage;
  state.iterations = steady.iterations;
  state.warm = true;
  state.step_rate.resize(m);
  for (std::size_t k = 0; k < site_steps.size(); ++k) {
    state.step_rate[at(site_steps[k])] = mechanism.site_density * steady.rate[k];
  }
  for (const int j : other_steps) state.step_rate[at(j)] = off_site_rate(j);
  state.flux.assign(n, 0.0);
  state.current_density = 0;
  for (std::size_t j = 0; j < m; ++j) {
    state.current_density -= constants::F * mechanism.steps[j].electrons * state.step_rate[j];
    for (std::size_t i = 0; i < n; ++i) {
      state.flux[i] += turnover(j, i) * state.step_rate[j];
    }
  }
}

// How the rates follow when ln k of step j, activities included, moves by of_forward(j) and
// of_reverse(j): add(j, change of its net rate) for every step.
template <class Forward, class Reverse, class Add>
void SurfaceKinetics::Impl::follow(const Forward& of_forward, const Reverse& of_reverse,
                                   const Add& add) {
  for (std::size_t k = 0; k < site_steps.size(); ++k) {
    d_forward[k] = of_forward(at(site_steps[k]));
    d_reverse[k] = of_reverse(at(site_steps[k]));
  }
  solver.respond(d_forward, d_reverse, d_coverage, d_rate);
  for (std::size_t k = 0; k < site_steps.size(); ++k)
    add(at(site_steps[k]), mechanism.site_density * d_rate[k]);
  for (const int step : other_steps) {
    const std::size_t j = at(step);
    add(j, std::exp(ln_forward[j]) * of_forward(j) - std::exp(ln_reverse[j]) * of_reverse(j));
  }
}

void SurfaceKinetics::Impl::respond(const Change& change, std::span<double> step_rate) {
  const auto moved = [&](std::span<const double> ln_k, const std::vector<double>& slope,
                         const std::vector<int>& order, std::size_t j) {
    double sum = (slope[j] + levels_slope[j]) * change.potential;
    if (!ln_k.empty()) sum += ln_k[j];
    for (std::size_t k = 0; k < change.ln_activity.size(); ++k)
      sum += order[j * at(n_solution) + k] * change.ln_activity[k];
    return sum;
  };
  follow([&](std::size_t j) { return moved(change.ln_forward, forward_slope, reactant_order, j); },
         [&](std::size_t j) { return moved(change.ln_reverse, reverse_slope, product_order, j); },
         [&](std::size_t j, double rate) { step_rate[j] = rate; });
}

// One column of dflux and dcurrent per ln a_k, and a last one for U_w.
void SurfaceKinetics::Impl::fill_derivatives(SurfaceState& state) {
  const std::size_t m = mechanism.steps.size();
  const std::size_t n = at(n_solution);
  const std::size_t columns = n + 1;
  state.dflux.assign(n * columns, 0.0);
  state.dcurrent.assign(columns, 0.0);
  for (std::size_t c = 0; c < columns; ++c) {
    const auto of_forward = [&](std::size_t j) {
      return c < n ? reactant_order[j * n + c] : forward_slope[j] + levels_slope[j];
    };
    const auto of_reverse = [&](std::size_t j) {
      return c < n ? product_order[j * n + c] : reverse_slope[j] + levels_slope[j];
    };
    const auto add = [&](std::size_t j, double change) {
      state.dcurrent[c] -= constants::F * mechanism.steps[j].electrons * change;
      for (std::size_t i = 0; i < n; ++i) {
        state.dflux[i * columns + c] += turnover(j, i) * change;
      }
    };
    follow(of_forward, of_reverse, add);
  }
  NITER_EXPECT(m == state.step_rate.size(), "derivatives belong to a solution");
}

SurfaceKinetics::SurfaceKinetics(const Mechanism& mechanism)
    : impl_(std::make_unique<Impl>(mechanism)) {}
SurfaceKinetics::~SurfaceKinetics() = default;
SurfaceKinetics::SurfaceKinetics(SurfaceKinetics&&) noexcept = default;
SurfaceKinetics& SurfaceKinetics::operator=(SurfaceKinetics&&) noexcept = default;

const Mechanism& SurfaceKinetics::mechanism() const {
  return impl_->mechanism;
}

Status SurfaceKinetics::settle(double water_potential, std::span<const double> ln_activity,
                               SurfaceState& state) const {
  return impl_->settle(water_potential, ln_activity, state);
}
int SurfaceKinetics::turnover(std::size_t step, std::size_t species) const {
  return impl_->turnover(step, species);
}

Status SurfaceKinetics::solve(double water_potential, std::span<const double> ln_activity,
                              SurfaceState& state, bool derivatives) const {
  NITER_EXPECT(impl_->mechanism.interactions.empty(), "interacting adsorbates settle()");
  NITER_OK(impl_->solve(water_potential, ln_activity, state, -1));
  if (derivatives) impl_->fill_derivatives(state);
  return {};
}

void SurfaceKinetics::respond(const Change& change, std::span<double> step_rate) const {
  impl_->respond(change, step_rate);
}

Result<std::vector<SurfaceKinetics::Branch>> SurfaceKinetics::all_steady_states(
    double water_potential, std::span<const double> ln_activity) const {
  constexpr double distinct = 1e-6;  // in a coverage: nearer solutions are the same
  std::vector<Branch> branches;
  const int last = static_cast<int>(impl_->mechanism.adsorbates.size()) - 1;
  Status failure;
  for (int covered = -1; covered < last; ++covered) {
    Branch branch;
    if (auto solved = impl_->solve(water_potential, ln_activity, branch.state, covered); !solved) {
      failure = std::move(solved);
      continue;
    }
    const auto same = [&](const Branch& other) {
      double largest = 0;
      for (std::size_t i = 0; i < other.state.ln_coverage.size(); ++i) {
        largest = std::max(largest, std::abs(std::exp(other.state.ln_coverage[i]) -
                                             std::exp(branch.state.ln_coverage[i])));
      }
      return largest < distinct;
    };
    if (std::any_of(branches.begin(), branches.end(), same)) continue;
    branch.stable = impl_->solver.stable();
    branches.push_back(std::move(branch));
  }
  if (branches.empty()) return fail(std::move(failure).error());
  return branches;
}

}  // namespace niter::twin
