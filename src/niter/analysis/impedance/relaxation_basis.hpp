// Functions of ln tau whose sum is a distribution of relaxation times, and their impedances.
#pragma once

#include <complex>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace niter::analysis {

/// Gaussian: exp(-(epsilon (ln tau - ln tau_m))^2). PiecewiseLinear: straight from node to node,
/// integrated by the trapezium rule.
enum class Discretisation { Gaussian, PiecewiseLinear };
std::span<const std::pair<std::string_view, Discretisation>> enum_names(Discretisation);

/// Which derivative of gamma by ln tau is kept small.
enum class Smoothness { First, Second };
std::span<const std::pair<std::string_view, Smoothness>> enum_names(Smoothness);

/// One function at every tau_m; tau_m are log-spaced.
///
///     gamma(ln tau) = sum x_m phi_m(ln tau),   Z(omega) = sum x_m int phi_m / (1 + i omega tau) d
///     ln tau
///
/// @source wan2015, eq. 9 to 13, 38 (the width rule, the penalties in closed form)
class RelaxationBasis {
 public:
  /// @param shape  of a Gaussian: spacing over full width at half maximum, 0.5 as a rule
  RelaxationBasis(Discretisation kind, double fastest, double slowest, int per_decade,
                  double shape);

  static constexpr std::size_t fine = 5;

  std::span<const double> tau() const { return tau_; }
  std::size_t size() const { return tau_.size(); }

  /// Impedance of function m at unit coefficient.
  std::complex<double> impedance(std::size_t m, double omega) const;
  /// Relaxation times between the tau_m, `fine` times as many.
  std::vector<double> grid() const;
  /// gamma on the grid, of these coefficients.
  std::vector<double> gamma(std::span<const double> coefficients) const;
  /// int (d^k gamma / d ln tau^k)^2 d ln tau = x'Mx: M by rows.
  std::vector<double> penalty(Smoothness order) const;

 private:
  Discretisation kind_;
  double spacing_, epsilon_;
  std::vector<double> tau_;
  std::vector<double> nodes_, weights_;  // of the integral over one Gaussian: exp(x), phi(x) dx
  std::vector<double> shape_;            // phi on the grid, from its middle on
};

}  // namespace niter::analysis
