#include "niter/units/uncertain.hpp"

#include <algorithm>
#include <cmath>

#include "niter/base/contract.hpp"

namespace niter {

Uncertain Uncertain::input(std::string name, double value, double sigma) {
  NITER_EXPECT(sigma >= 0 && std::isfinite(sigma),
               "a standard uncertainty is finite and not negative");
  Uncertain x(value);
  if (sigma > 0) x.terms_.emplace_back(std::move(name), sigma);
  return x;
}

double Uncertain::sigma() const {
  double largest = 0;
  for (const auto& [name, c] : terms_) largest = std::max(largest, std::abs(c));
  if (largest == 0) return 0;
  // scaled, so that the square of a tiny amount (mol, C) does not underflow
  double sum = 0;
  for (const auto& [name, c] : terms_) sum += (c / largest) * (c / largest);
  return largest * std::sqrt(sum);
}

std::vector<BudgetRow> Uncertain::budget() const {
  const double total = sigma();
  std::vector<BudgetRow> rows;
  for (const auto& [name, c] : terms_) {
    const double part = std::abs(c) / total;
    rows.push_back({name, std::abs(c), part * part});
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.contribution > b.contribution; });
  return rows;
}

Uncertain Uncertain::linear(double value, double dya, const Uncertain& a, double dyb,
                            const Uncertain& b) {
  Uncertain y(value);
  y.terms_.reserve(a.terms_.size() + b.terms_.size());
  // both lists are sorted by name: a merge, in which shared inputs add with their signs
  auto i = a.terms_.begin();
  auto j = b.terms_.begin();
  while (i != a.terms_.end() || j != b.terms_.end()) {
    const bool take_a = j == b.terms_.end() || (i != a.terms_.end() && i->first <= j->first);
    const bool take_b = i == a.terms_.end() || (j != b.terms_.end() && j->first <= i->first);
    const std::string& name = take_a ? i->first : j->first;
    const double c = (take_a ? dya * i->second : 0) + (take_b ? dyb * j->second : 0);
    if (c != 0) y.terms_.emplace_back(name, c);
    if (take_a) ++i;
    if (take_b) ++j;
  }
  return y;
}

Uncertain Uncertain::chain(double value, double dydx, const Uncertain& x) {
  return linear(value, dydx, x, 0, {});
}

double covariance(const Uncertain& a, const Uncertain& b) {
  double sum = 0;
  auto j = b.contributions().begin();
  for (const auto& [name, c] : a.contributions()) {
    while (j != b.contributions().end() && j->first < name) ++j;
    if (j == b.contributions().end()) break;
    if (j->first == name) sum += c * j->second;
  }
  return sum;
}

Uncertain exp(const Uncertain& x) {
  const double y = std::exp(x.value());
  return Uncertain::chain(y, y, x);
}

Uncertain log(const Uncertain& x) {
  NITER_EXPECT(x.value() > 0, "the logarithm needs a positive value");
  return Uncertain::chain(std::log(x.value()), 1 / x.value(), x);
}

Uncertain sqrt(const Uncertain& x) {
  NITER_EXPECT(x.value() > 0, "the uncertainty of a square root needs a positive value");
  const double y = std::sqrt(x.value());
  return Uncertain::chain(y, 0.5 / y, x);
}

}  // namespace niter
