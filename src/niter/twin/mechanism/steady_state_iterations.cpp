// The two iterations of SteadyStateSolver and the linear system they share.
#include <algorithm>
#include <cmath>
#include <limits>

#include "niter/twin/mechanism/steady_state.hpp"

namespace niter::twin {
namespace {

constexpr double tight = 1e-12;  // wanted defect
constexpr double sufficient =
    1e-10;                       // accepted where rounding of ln f (up to 300) allows no better
constexpr double tiny = 1e-290;  // a rate that is zero for all purposes

std::size_t at(int i) {
  return static_cast<std::size_t>(i);
}

}  // namespace

double SteadyStateSolver::exponent(const std::vector<Network::Term>& terms) const {
  double sum = 0;
  for (const auto& term : terms) sum += term.order * x_[at(position_[at(term.species)])];
  return sum;
}

// Gross rates and site balances at the present coverages.
void SteadyStateSolver::evaluate() {
  factored_ = false;
  for (std::size_t k = 0; k < reactions_.size(); ++k) {
    const auto j = at(reactions_[k]);
    const auto& reaction = network_.reactions[j];
    Law& law = laws_[k];
    law.ln_forward = ln_forward_[j] + exponent(reaction.reactants);
    law.ln_reverse = ln_reverse_[j] + exponent(reaction.products);
    law.forward = std::exp(law.ln_forward);
    law.reverse = std::exp(law.ln_reverse);
  }
  std::fill(site_sum_.begin(), site_sum_.end(), 0.0);
  for (std::size_t i = 0; i < species_.size(); ++i) {
    theta_[i] = std::exp(x_[i]);
    const auto& one = network_.species[at(species_[i])];
    site_sum_[at(one.site_type)] += one.sites * theta_[i];
  }
}

// How far the net rates are from the gross ones, and the linear model of each rate law.
void SteadyStateSolver::compare(Form form) {
  factored_ = false;
  for (std::size_t k = 0; k < reactions_.size(); ++k) {
    Law& law = laws_[k];
    const double r = rate_[k], f = law.forward, b = law.reverse;
    if (form == Form::Logarithm && r >= 0 && f > 0 && b + r > 0) {
      law.scale = b + r;
      law.defect = law.ln_forward - std::log(law.scale);
      law.forward_weight = 1;
      law.reverse_weight = b / law.scale;
    } else if (form == Form::Logarithm && r < 0 && b > 0) {
      law.scale = f - r;
      law.defect = std::log(law.scale) - law.ln_reverse;
      law.forward_weight = f / law.scale;
      law.reverse_weight = 1;
    } else {
      // far from the solution the plain difference is the safer model; a rate of the impossible
      // sign needs it too
      law.scale = std::max(f + b + std::abs(r), tiny);
      law.defect = (f - b - r) / law.scale;
      law.forward_weight = f / law.scale;
      law.reverse_weight = b / law.scale;
    }
  }
}

// Which rates are written by which: the largest by the others.
void SteadyStateSolver::choose_modes() {
  const std::size_t m = reactions_.size();
  for (std::size_t k = 0; k < m; ++k) {
    size_[k] = std::max({std::abs(rate_[k]), 1e-15 * (laws_[k].forward + laws_[k].reverse), tiny});
  }
  const std::span<const double> size{size_.data(), m};
  if (!modes_.suits(size)) modes_.choose(size);
}

double SteadyStateSolver::defect() const {
  double largest = 0;
  const auto take = [&](double value) {
    largest = value <= largest ? largest : value;  // keeps a NaN
    if (std::isnan(value)) largest = std::numeric_limits<double>::infinity();
  };
  for (std::size_t k = 0; k < reactions_.size(); ++k) take(std::abs(laws_[k].defect));
  for (const double sum : site_sum_) take(10 * std::abs(sum - 1));
  return largest;
}

// Rows: one site balance per type, then the rate laws. Unknowns: d ln theta, then the free rates in
// units of size_.
void SteadyStateSolver::assemble(double inverse_time) {
  const int n = static_cast<int>(species_.size());
  const int m = static_cast<int>(reactions_.size());
  const int types = network_.site_types();
  const auto& free = modes_.free();
  lu_.clear(n + static_cast<int>(free.size()));
  for (int i = 0; i < n; ++i) {
    const auto& one = network_.species[at(species_[at(i)])];
    lu_.at(one.site_type, i) = one.sites * theta_[at(i)];
  }
  for (int k = 0; k < m; ++k) {
    const Law& law = laws_[at(k)];
    const auto& reaction = network_.reactions[at(reactions_[at(k)])];
    auto row = lu_.row(types + k);
    for (const auto& term : reaction.reactants) {
      row[at(position_[at(term.species)])] += term.order * law.forward_weight;
    }
    for (const auto& term : reaction.products) {
      row[at(position_[at(term.species)])] -= term.order * law.reverse_weight;
    }
    const int line = modes_.row_of(k);
    for (std::size_t c = 0; c < free.size(); ++c) {
      const double weight = line < 0 ? (free[c] == k ? -1.0 : 0.0) : modes_.weight(line, free[c]);
      if (weight != 0) row[at(n) + c] = weight * size_[at(free[c])] / law.scale;
    }
    if (line < 0 || inverse_time == 0) continue;
    for (int i = 0; i < n; ++i) {
      row[at(i)] -= modes_.transform(line, i) * theta_[at(i)] * inverse_time / law.scale;
    }
  }
}

// One linear solve: dx_ and drate_ at the present point. False if the matrix is singular.
bool SteadyStateSolver::step(double inverse_time) {
  const int n = static_cast<int>(species_.size());
  const int m = static_cast<int>(reactions_.size());
  const int types = network_.site_types();
  choose_modes();
  assemble(inverse_time);
  for (int i = 0; i < n; ++i) {
    double sum = 0;
    for (int k = 0; k < m; ++k) sum += active_stoichiometry_[at(i * m + k)] * rate_[at(k)];
    accumulation_[at(i)] = inverse_time > 0 ? sum : 0;
  }
  for (int type = 0; type < types; ++type) rhs_[at(type)] = 1 - site_sum_[at(type)];
  for (int k = 0; k < m; ++k) {
    double& right = rhs_[at(types + k)];
    right = -laws_[at(k)].defect;
    const int line = modes_.row_of(k);
    if (line >= 0 && inverse_time > 0) {
      double excess = 0;
      for (int i = 0; i < n; ++i) excess += modes_.transform(line, i) * accumulation_[at(i)];
      right -= excess / laws_[at(k)].scale;
    }
    auto row = lu_.row(types + k);
    double largest = 0;
    for (const double a : row) largest = std::max(largest, std::abs(a));
    if (largest == 0 || !std::isfinite(largest)) return false;
    for (double& a : row) a /= largest;
    right /= largest;
  }
  if (!lu_.factor()) return false;
  lu_.solve({rhs_.data(), at(lu_.size())});
  for (int i = 0; i < n; ++i) dx_[at(i)] = rhs_[at(i)];
  expand(inverse_time);
  return std::all_of(dx_.begin(), dx_.begin() + n, [](double d) { return std::isfinite(d); });
}

// The changes of all rates from those of the free ones and of the coverages.
void SteadyStateSolver::expand(double inverse_time) {
  const int n = static_cast<int>(species_.size());
  const auto& free = modes_.free();
  for (std::size_t c = 0; c < free.size(); ++c) {
    drate_[at(free[c])] = rhs_[at(n) + c] * size_[at(free[c])];
  }
  for (const int k : modes_.dependent()) {
    const int line = modes_.row_of(k);
    double sum = 0;
    for (const int f : free) sum -= modes_.weight(line, f) * drate_[at(f)];
    if (inverse_time > 0) {
      for (int i = 0; i < n; ++i) {
        sum += modes_.transform(line, i) *
               (theta_[at(i)] * inverse_time * dx_[at(i)] - accumulation_[at(i)]);
      }
    }
    drate_[at(k)] = sum;
  }
}

// Move the rates; one may change its sign only as far as the opposite way could carry it.
void SteadyStateSolver::move_rates(double fraction) {
  for (std::size_t k = 0; k < reactions_.size(); ++k) {
    const double old = rate_[k];
    double now = old + fraction * drate_[k];
    if ((now < 0) != (old < 0) || now == 0) {
      if (old > 0) now = std::max(now, -laws_[k].reverse);
      if (old < 0) now = std::min(now, laws_[k].forward);
      const bool impossible =
          (now < 0 && laws_[k].reverse == 0) || (now > 0 && laws_[k].forward == 0);
      if (now == 0 || impossible) now = 0.1 * old;
    }
    rate_[k] = now;
  }
}

void SteadyStateSolver::keep_sites() {
  std::fill(site_sum_.begin(), site_sum_.end(), 0.0);
  for (std::size_t i = 0; i < species_.size(); ++i) {
    const auto& one = network_.species[at(species_[i])];
    site_sum_[at(one.site_type)] += one.sites * std::exp(x_[i]);
  }
  for (std::size_t i = 0; i < species_.size(); ++i) {
    const double sum = site_sum_[at(network_.species[at(species_[i])].site_type)];
    if (sum > 1) x_[i] -= std::log(sum);
  }
}

// Newton's method at steady state, in ln theta and the free rates.
bool SteadyStateSolver::newton(int limit) {
  constexpr double cap = 3;  // in ln theta per iteration
  for (int iteration = 0;; ++iteration) {
    evaluate();
    choose_modes();
    modes_.close({rate_.data(), reactions_.size()});
    compare(Form::Logarithm);
    const double left = defect();
    if (left <= tight) return true;
    if (iteration == limit || !std::isfinite(left)) return left <= sufficient;
    ++iterations_;
    if (!step(0)) return false;
    double largest = 0;
    for (std::size_t i = 0; i < species_.size(); ++i) largest = std::max(largest, std::abs(dx_[i]));
    const double fraction = std::min(1.0, cap / largest);
    for (std::size_t i = 0; i < species_.size(); ++i) x_[i] += fraction * dx_[i];
    move_rates(fraction);
  }
}

void SteadyStateSolver::start(int covered) {
  constexpr double trace = 1e-3;
  for (std::size_t i = 0; i < species_.size(); ++i) x_[i] = std::log(trace);
  for (std::size_t i = 0; i < species_.size(); ++i) {
    const auto& one = network_.species[at(species_[i])];
    const bool holds = covered >= 0 && network_.species[at(covered)].site_type == one.site_type
                           ? species_[i] == covered
                           : one.free;
    if (!holds) continue;
    double rest = 1;
    for (std::size_t k = 0; k < species_.size(); ++k) {
      const auto& other = network_.species[at(species_[k])];
      if (k != i && other.site_type == one.site_type) rest -= trace * other.sites;
    }
    x_[i] = std::log(std::max(rest, trace) / one.sites);
  }
  evaluate();
  for (std::size_t k = 0; k < reactions_.size(); ++k) {
    rate_[k] = laws_[k].forward - laws_[k].reverse;
  }
}

// Pseudo-transient continuation: implicit Euler with a growing step, one linear solve each.
bool SteadyStateSolver::march() {
  constexpr int limit = 400;
  constexpr double calm = 0.1, lively = 1;  // change of a coverage per step
  constexpr double growth = 10;
  constexpr double at_rest =
      1e-60;  // 1/dt below which time plays no part (rates below 1e-50 do not count)
  constexpr double floor = 1e-3;  // a coverage falls at most this far in one step
  const std::size_t n = species_.size();
  const std::size_t m = reactions_.size();

  double inverse_time = 0;
  for (std::size_t i = 0; i < n; ++i) {
    double throughput = 0;
    for (std::size_t k = 0; k < m; ++k)
      throughput += std::abs(active_stoichiometry_[i * m + k] * rate_[k]);
    inverse_time = std::max(inverse_time, throughput / std::exp(x_[i]));
  }
  for (int iteration = 0; iteration < limit; ++iteration) {
    ++iterations_;
    evaluate();
    if (inverse_time == 0) {
      choose_modes();
      modes_.close({rate_.data(), m});
    }
    compare(Form::Difference);
    const double left = defect();
    if (!std::isfinite(left)) return false;
    if (!step(inverse_time)) {
      inverse_time = std::max(100 * inverse_time, 1e-20);
      continue;
    }
    double change = 0, relative = 0;
    for (std::size_t i = 0; i < n; ++i) {
      change = std::max(change, std::abs(dx_[i]) * theta_[i]);
      relative = std::max(relative, std::abs(dx_[i]));
    }
    if (inverse_time == 0 && left < 0.3 && relative < 0.3) return newton(60);
    if (inverse_time > 0 && change > lively) {
      inverse_time *= growth * growth;
      for (std::size_t k = 0; k < m; ++k) rate_[k] = laws_[k].forward - laws_[k].reverse;
      continue;
    }
    for (std::size_t i = 0; i < n; ++i) x_[i] += std::log(std::max(1 + dx_[i], floor));
    keep_sites();
    move_rates(1);
    inverse_time /= change < calm ? growth * growth : growth;
    if (inverse_time < at_rest) inverse_time = 0;
  }
  return false;
}

}  // namespace niter::twin
