// Uncertain: a value that remembers which inputs its uncertainty comes from: correlations survive.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace niter {

/// One row of a GUM uncertainty budget: y depends on input x_i with c_i = dy/dx_i; contribution
/// |c_i| u(x_i).
struct BudgetRow {
  std::string input;
  double contribution = 0;  // in the unit of the result
  double share = 0;         // of the variance, 0 to 1
};

/// A value and the signed standard contributions of its independent inputs: sigma^2 = sum of
/// squares. Inputs are told apart by name: two Uncertains that share an input are correlated. Q/Q
/// is exactly 1 +- 0.
/// @source jcgm100 (the GUM), eq. 10 and 13: linear propagation
class Uncertain {
 public:
  Uncertain() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): a number is an exact value
  Uncertain(double exact) : value_(exact) {}
  /// An input of the evaluation. The same name means the same input: give it the same value.
  static Uncertain input(std::string name, double value, double sigma);

  double value() const { return value_; }
  double sigma() const;
  double relative() const { return sigma() / (value_ < 0 ? -value_ : value_); }
  /// (input name, contribution = dy/dx_i u(x_i)), sorted by name.
  const std::vector<std::pair<std::string, double>>& contributions() const { return terms_; }
  std::vector<BudgetRow> budget() const;  // largest first

  /// y = f(a, b) with partial derivatives: every operator is this one function.
  static Uncertain linear(double value, double dya, const Uncertain& a, double dyb,
                          const Uncertain& b);
  /// y = f(x) with derivative dydx.
  static Uncertain chain(double value, double dydx, const Uncertain& x);

  friend Uncertain operator+(const Uncertain& a, const Uncertain& b) {
    return linear(a.value_ + b.value_, 1, a, 1, b);
  }
  friend Uncertain operator-(const Uncertain& a, const Uncertain& b) {
    return linear(a.value_ - b.value_, 1, a, -1, b);
  }
  friend Uncertain operator*(const Uncertain& a, const Uncertain& b) {
    return linear(a.value_ * b.value_, b.value_, a, a.value_, b);
  }
  friend Uncertain operator/(const Uncertain& a, const Uncertain& b) {
    const double q = a.value_ / b.value_;  // in this form Q/Q cancels to the last bit
    return linear(q, 1 / b.value_, a, -q / b.value_, b);
  }
  Uncertain operator-() const { return chain(-value_, -1, *this); }

 private:
  double value_ = 0;
  std::vector<std::pair<std::string, double>> terms_;
};

/// Sum over the shared inputs of the products of contributions. @source jcgm100, annex F.1.2.3
double covariance(const Uncertain& a, const Uncertain& b);
Uncertain exp(const Uncertain& x);
Uncertain log(const Uncertain& x);
Uncertain sqrt(const Uncertain& x);

}  // namespace niter
