#include "niter/twin/mechanism/steady_state.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "niter/base/contract.hpp"

namespace niter::twin {
namespace {

constexpr double largest_ln_k = 690;  // near the largest double
constexpr double absent = -std::numeric_limits<double>::infinity();

std::size_t at(int i) {
  return static_cast<std::size_t>(i);
}

}  // namespace

SteadyStateSolver::SteadyStateSolver(Network network)
    : network_(std::move(network)),
      lu_(static_cast<int>(network_.species.size() + network_.reactions.size())) {
  const std::size_t n = network_.species.size();
  const std::size_t m = network_.reactions.size();
  stoichiometry_.assign(n * m, 0.0);
  for (std::size_t j = 0; j < m; ++j) {
    for (const auto& term : network_.reactions[j].reactants) {
      stoichiometry_[at(term.species) * m + j] -= term.order;
    }
    for (const auto& term : network_.reactions[j].products) {
      stoichiometry_[at(term.species) * m + j] += term.order;
    }
  }
  x_.resize(n);
  theta_.resize(n);
  dx_.resize(n);
  accumulation_.resize(n);
  rate_.resize(m);
  size_.resize(m);
  drate_.resize(m);
  laws_.resize(m);
  rhs_.resize(n + m);
  site_sum_.resize(at(network_.site_types()));
}

Result<SteadyStateSolver> SteadyStateSolver::make(Network network) {
  NITER_OK(check(network));
  return SteadyStateSolver(std::move(network));
}

// Which species can be formed from the starting surface, and which reactions can then go.
Status SteadyStateSolver::activate(int covered) {
  const std::size_t m = network_.reactions.size();
  bool same = covered == covered_ && finite_.size() == 2 * m;
  finite_.resize(2 * m);
  for (std::size_t j = 0; j < m; ++j) {
    const char forward = std::isfinite(ln_forward_[j]) ? 1 : 0;
    const char reverse = std::isfinite(ln_reverse_[j]) ? 1 : 0;
    same = same && finite_[2 * j] == forward && finite_[2 * j + 1] == reverse;
    finite_[2 * j] = forward;
    finite_[2 * j + 1] = reverse;
  }
  if (same) return {};
  covered_ = covered;

  std::vector<char> present(network_.species.size()), active(m);
  for (std::size_t i = 0; i < present.size(); ++i) present[i] = network_.species[i].free ? 1 : 0;
  if (covered >= 0) present[at(covered)] = 1;
  const auto all_present = [&](const std::vector<Network::Term>& terms) {
    return std::all_of(terms.begin(), terms.end(),
                       [&](const Network::Term& t) { return present[at(t.species)] != 0; });
  };
  for (bool grown = true; grown;) {
    grown = false;
    for (std::size_t j = 0; j < m; ++j) {
      const auto& reaction = network_.reactions[j];
      const bool goes = (finite_[2 * j] != 0 && all_present(reaction.reactants)) ||
                        (finite_[2 * j + 1] != 0 && all_present(reaction.products));
      if (!goes || active[j] != 0) continue;
      active[j] = 1;
      grown = true;
      for (const auto& term : reaction.reactants) present[at(term.species)] = 1;
      for (const auto& term : reaction.products) present[at(term.species)] = 1;
    }
  }

  species_.clear();
  reactions_.clear();
  position_.assign(present.size(), -1);
  for (std::size_t i = 0; i < present.size(); ++i) {
    if (present[i] == 0) continue;
    position_[i] = static_cast<int>(species_.size());
    species_.push_back(static_cast<int>(i));
  }
  for (std::size_t j = 0; j < m; ++j) {
    if (active[j] != 0) reactions_.push_back(static_cast<int>(j));
  }
  active_stoichiometry_.clear();
  for (const int i : species_) {
    for (const int j : reactions_)
      active_stoichiometry_.push_back(stoichiometry_[at(i) * m + at(j)]);
  }
  modes_.reset(active_stoichiometry_, static_cast<int>(species_.size()),
               static_cast<int>(reactions_.size()));
  modes_.choose(std::vector<double>(reactions_.size(), 1.0));
  if (modes_.rank() + network_.site_types() != static_cast<int>(species_.size())) {
    covered_ = -2;
    return fail(Code::Inconsistent,
                "the reactions that can go leave a coverage undetermined: some adsorbates only "
                "turn into each other");
  }
  return {};
}

Status SteadyStateSolver::solve(std::span<const double> ln_forward,
                                std::span<const double> ln_reverse, SteadyState& state,
                                int covered) {
  NITER_EXPECT(
      ln_forward.size() == network_.reactions.size() && ln_reverse.size() == ln_forward.size(),
      "one pair of rate constants per reaction");
  const auto impossible = [](double ln_k) { return std::isnan(ln_k) || ln_k > largest_ln_k; };
  for (const auto& constants : {ln_forward, ln_reverse}) {
    if (std::any_of(constants.begin(), constants.end(), impossible)) {
      state.warm = false;
      return fail(Code::InvalidInput, "a rate constant is not a number, or above 1e300",
                  "check potential, activities and free energies");
    }
  }
  ln_forward_ = ln_forward;
  ln_reverse_ = ln_reverse;
  iterations_ = 0;
  NITER_OK(activate(covered));
  if (state.warm && state.ln_coverage.size() == network_.species.size()) {
    bool usable = true;
    for (std::size_t i = 0; i < species_.size(); ++i) {
      x_[i] = state.ln_coverage[at(species_[i])];
      usable = usable && std::isfinite(x_[i]);
    }
    for (std::size_t k = 0; k < reactions_.size(); ++k) rate_[k] = state.rate[at(reactions_[k])];
    if (usable && newton(20)) {
      store(state);
      return {};
    }
  }
  state.warm = false;
  start(covered);
  if (!march()) {
    compare(Form::Logarithm);
    return fail(
        Code::NoConvergence,
        fmt::format("no steady state of the surface found: defect {:.1e} left after {} iterations",
                    defect(), iterations_),
        "rate constants may be out of range, or the surface oscillates");
  }
  store(state);
  return {};
}

void SteadyStateSolver::store(SteadyState& state) const {
  state.ln_coverage.assign(network_.species.size(), absent);
  state.rate.assign(network_.reactions.size(), 0.0);
  for (std::size_t i = 0; i < species_.size(); ++i) state.ln_coverage[at(species_[i])] = x_[i];
  for (std::size_t k = 0; k < reactions_.size(); ++k) state.rate[at(reactions_[k])] = rate_[k];
  state.residual = defect();
  state.iterations = iterations_;
  state.warm = true;
}

void SteadyStateSolver::respond(std::span<const double> d_ln_forward,
                                std::span<const double> d_ln_reverse,
                                std::span<double> d_ln_coverage, std::span<double> d_rate) {
  const int types = network_.site_types();
  if (!factored_) {
    choose_modes();
    assemble(0);
    NITER_EXPECT(lu_.factor(), "the solution is a regular point");
    factored_ = true;
  }
  std::fill(rhs_.begin(), rhs_.begin() + types, 0.0);
  for (std::size_t k = 0; k < reactions_.size(); ++k) {
    const auto j = at(reactions_[k]);
    const Law& law = laws_[k];
    double drive = 0;
    if (law.forward_weight != 0) drive += law.forward_weight * d_ln_forward[j];
    if (law.reverse_weight != 0) drive -= law.reverse_weight * d_ln_reverse[j];
    rhs_[at(types) + k] = -drive;
  }
  lu_.solve({rhs_.data(), at(lu_.size())});
  expand(0);
  std::fill(d_ln_coverage.begin(), d_ln_coverage.end(), 0.0);
  std::fill(d_rate.begin(), d_rate.end(), 0.0);
  for (std::size_t i = 0; i < species_.size(); ++i) d_ln_coverage[at(species_[i])] = rhs_[i];
  for (std::size_t k = 0; k < reactions_.size(); ++k) d_rate[at(reactions_[k])] = drate_[k];
}

}  // namespace niter::twin
