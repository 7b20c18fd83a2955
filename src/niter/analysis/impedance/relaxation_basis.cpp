#include "niter/analysis/impedance/relaxation_basis.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "niter/base/contract.hpp"

namespace niter::analysis {

std::span<const std::pair<std::string_view, Discretisation>> enum_names(Discretisation) {
  static constexpr std::array<std::pair<std::string_view, Discretisation>, 2> names{
      {{"gaussian", Discretisation::Gaussian},
       {"piecewise-linear", Discretisation::PiecewiseLinear}}};
  return names;
}

std::span<const std::pair<std::string_view, Smoothness>> enum_names(Smoothness) {
  static constexpr std::array<std::pair<std::string_view, Smoothness>, 2> names{
      {{"first", Smoothness::First}, {"second", Smoothness::Second}}};
  return names;
}

RelaxationBasis::RelaxationBasis(Discretisation kind, double fastest, double slowest,
                                 int per_decade, double shape)
    : kind_(kind), spacing_(std::numbers::ln10 / per_decade) {
  NITER_EXPECT(fastest > 0 && slowest > fastest && per_decade > 0 && shape > 0,
               "a basis spans a range of relaxation times");
  const auto steps =
      static_cast<std::size_t>(std::ceil(std::log(slowest / fastest) / spacing_ - 1e-9));
  for (std::size_t m = 0; m <= steps; ++m) {
    tau_.push_back(fastest * std::exp(spacing_ * static_cast<double>(m)));
  }
  epsilon_ = shape * 2 * std::sqrt(std::numbers::ln2) / spacing_;
  // trapezium rule on the whole axis: for these analytic functions exact to roundoff
  const double step = std::min(0.25, 0.5 / epsilon_);
  const int half = static_cast<int>(std::ceil(6.1 / (epsilon_ * step)));
  for (int k = -half; k <= half; ++k) {
    const double x = step * k;
    nodes_.push_back(std::exp(x));
    weights_.push_back(step * std::exp(-epsilon_ * epsilon_ * x * x));
  }
  const double place = spacing_ / fine;
  for (int k = 0;; ++k) {
    const double distance = place * k;
    const double value = kind == Discretisation::Gaussian
                             ? std::exp(-epsilon_ * epsilon_ * distance * distance)
                             : std::max(0.0, 1 - distance / spacing_);
    if (value < 1e-16) break;
    shape_.push_back(value);
  }
}

std::complex<double> RelaxationBasis::impedance(std::size_t m, double omega) const {
  const double product = omega * tau_[m];
  if (kind_ == Discretisation::PiecewiseLinear) {
    const double share = m == 0 || m + 1 == size() ? 0.5 : 1;
    return share * spacing_ / std::complex<double>(1, product);
  }
  double re = 0, im = 0;
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    const double x = product * nodes_[k];
    const double part = weights_[k] / (1 + x * x);
    re += part;
    im -= x * part;
  }
  return {re, im};
}

std::vector<double> RelaxationBasis::grid() const {
  std::vector<double> tau;
  for (std::size_t i = 0; i <= fine * (size() - 1); ++i) {
    tau.push_back(tau_.front() * std::exp(spacing_ * static_cast<double>(i) / fine));
  }
  return tau;
}

std::vector<double> RelaxationBasis::gamma(std::span<const double> coefficients) const {
  std::vector<double> sum(fine * (size() - 1) + 1, 0.0);
  for (std::size_t m = 0; m < size(); ++m) {
    if (coefficients[m] == 0) continue;
    const std::size_t middle = fine * m;
    for (std::size_t k = 0; k < shape_.size(); ++k) {
      const double part = coefficients[m] * shape_[k];
      if (middle + k < sum.size()) sum[middle + k] += part;
      if (k > 0 && k <= middle) sum[middle - k] += part;
    }
  }
  return sum;
}

std::vector<double> RelaxationBasis::penalty(Smoothness order) const {
  const std::size_t n = size();
  std::vector<double> matrix(n * n, 0.0);
  if (kind_ == Discretisation::PiecewiseLinear) {
    const std::vector<double> difference =
        order == Smoothness::First ? std::vector<double>{-1, 1} : std::vector<double>{1, -2, 1};
    const double weight =
        order == Smoothness::First ? 1 / spacing_ : 1 / (spacing_ * spacing_ * spacing_);
    for (std::size_t first = 0; first + difference.size() <= n; ++first) {
      for (std::size_t i = 0; i < difference.size(); ++i) {
        for (std::size_t j = 0; j < difference.size(); ++j) {
          matrix[(first + i) * n + first + j] += weight * difference[i] * difference[j];
        }
      }
    }
    return matrix;
  }
  const double half_pi = std::sqrt(std::numbers::pi / 2);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const double a = epsilon_ * spacing_ * (static_cast<double>(i) - static_cast<double>(j));
      const double a2 = a * a;
      const double polynomial = order == Smoothness::First
                                    ? epsilon_ * (1 - a2)
                                    : epsilon_ * epsilon_ * epsilon_ * (3 - 6 * a2 + a2 * a2);
      matrix[i * n + j] = half_pi * polynomial * std::exp(-a2 / 2);
    }
  }
  return matrix;
}

}  // namespace niter::analysis
