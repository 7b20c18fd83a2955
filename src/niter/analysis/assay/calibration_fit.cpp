#include "niter/analysis/assay/calibration_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include <fmt/format.h>

namespace niter::analysis {

namespace {

constexpr std::size_t most_terms = 3;

using Matrix = std::array<std::array<double, most_terms>, most_terms>;

Result<std::vector<double>> weights_of(std::span<const CalibrationPoint> points,
                                       Weighting weighting) {
  std::vector<double> weights(points.size(), 1.0);
  double lowest = std::numeric_limits<double>::infinity();  // above zero
  for (const auto& point : points) {
    if (point.concentration > 0) lowest = std::min(lowest, point.concentration);
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto& point = points[i];
    if (weighting == Weighting::Sigma) {
      if (!(point.sigma > 0)) {
        return fail(Code::InvalidInput, "a standard has no uncertainty to be weighted by",
                    "give each standard its sigma, or choose other weights");
      }
      weights[i] = 1 / (point.sigma * point.sigma);
    } else if (weighting != Weighting::None) {
      if (point.concentration < 0) {
        return fail(Code::InvalidInput, "a negative concentration cannot be weighted by 1/c");
      }
      const double c = std::max(point.concentration, lowest);
      weights[i] = weighting == Weighting::Reciprocal ? 1 / c : 1 / (c * c);
    }
  }
  double sum = 0;
  for (const double w : weights) sum += w;
  for (double& w : weights) w *= static_cast<double>(points.size()) / sum;
  return weights;
}

/// Columns sqrt(w) (1, t, t2) made orthonormal: Q and the triangle R that makes them again.
struct Orthonormal {
  std::vector<std::array<double, most_terms>> q;
  Matrix r{};
};

Orthonormal orthonormal(std::span<const double> t, std::span<const double> weights,
                        std::size_t terms) {
  Orthonormal basis;
  basis.q.resize(t.size());
  for (std::size_t k = 0; k < terms; ++k) {
    for (std::size_t i = 0; i < t.size(); ++i) {
      basis.q[i][k] = std::sqrt(weights[i]) * std::pow(t[i], static_cast<double>(k));
    }
    // twice is enough: the second pass removes what rounding left of the first
    for (int pass = 0; pass < 2; ++pass) {
      for (std::size_t j = 0; j < k; ++j) {
        double product = 0;
        for (const auto& row : basis.q) product += row[j] * row[k];
        for (auto& row : basis.q) row[k] -= product * row[j];
        basis.r[j][k] += product;
      }
    }
    double norm = 0;
    for (const auto& row : basis.q) norm += row[k] * row[k];
    basis.r[k][k] = std::sqrt(norm);
    for (auto& row : basis.q) row[k] /= basis.r[k][k];
  }
  return basis;
}

/// Inverse of the triangle R.
Matrix inverse_triangle(const Matrix& r, std::size_t terms) {
  Matrix inverse{};
  for (std::size_t k = 0; k < terms; ++k) {
    inverse[k][k] = 1 / r[k][k];
    for (std::size_t i = k; i-- > 0;) {
      double sum = 0;
      for (std::size_t j = i + 1; j <= k; ++j) sum += r[i][j] * inverse[j][k];
      inverse[i][k] = -sum / r[i][i];
    }
  }
  return inverse;
}

/// From coefficients of t = (c - mean)/scale to those of c: row i of T gives a_i.
Matrix from_scaled(double mean, double scale) {
  Matrix t{};
  t[0] = {1, -mean / scale, mean * mean / (scale * scale)};
  t[1] = {0, 1 / scale, -2 * mean / (scale * scale)};
  t[2] = {0, 0, 1 / (scale * scale)};
  return t;
}

/// Scatter, residuals, leverages and r2, once the coefficients are known.
void describe(CalibrationFit& fit, std::span<const CalibrationPoint> points,
              const Orthonormal& basis, std::span<const double> projections) {
  const auto terms = static_cast<std::size_t>(fit.parameters());
  double total = 0;
  double mean = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    total += fit.weights[i];
    mean += fit.weights[i] * points[i].signal;
  }
  mean /= total;
  double squares = 0;
  double spread = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    double fitted = 0;  // in the orthonormal basis: exact where the powers cancel
    double leverage = 0;
    for (std::size_t k = 0; k < terms; ++k) {
      fitted += basis.q[i][k] * projections[k];
      leverage += basis.q[i][k] * basis.q[i][k];
    }
    const double root = std::sqrt(fit.weights[i]);
    fit.residuals.push_back(points[i].signal - fitted / root);
    fit.leverages.push_back(leverage);
    squares += fit.weights[i] * fit.residuals[i] * fit.residuals[i];
    spread += fit.weights[i] * (points[i].signal - mean) * (points[i].signal - mean);
  }
  fit.r2 = 1 - squares / spread;
  fit.scatter = std::sqrt(squares / fit.freedom);

  for (std::size_t i = 0; i < points.size(); ++i) {
    const double left = 1 - fit.leverages[i];
    const double own = fit.weights[i] * fit.residuals[i] * fit.residuals[i];
    const double without = (squares - own / left) / (fit.freedom - 1);
    const bool possible = fit.freedom > 1 && left > 1e-12 && without > 0;
    fit.studentised.push_back(possible ? std::sqrt(fit.weights[i]) * fit.residuals[i] /
                                             std::sqrt(without * left)
                                       : std::numeric_limits<double>::quiet_NaN());
  }
}

/// Stated sigmas are a floor: the scatter of a few points may be small by luck.
double unit_sigma(const CalibrationFit& fit, std::span<const CalibrationPoint> points) {
  if (fit.weighting != Weighting::Sigma) return fit.scatter;
  const double stated = points.front().sigma * std::sqrt(fit.weights.front());
  return std::max(fit.scatter, stated);
}

}  // namespace

std::span<const std::pair<std::string_view, CurveModel>> enum_names(CurveModel) {
  static constexpr std::array<std::pair<std::string_view, CurveModel>, 2> names{
      {{"line", CurveModel::Line}, {"quadratic", CurveModel::Quadratic}}};
  return names;
}

std::span<const std::pair<std::string_view, Weighting>> enum_names(Weighting) {
  static constexpr std::array<std::pair<std::string_view, Weighting>, 4> names{
      {{"none", Weighting::None},
       {"1/sigma2", Weighting::Sigma},
       {"1/c", Weighting::Reciprocal},
       {"1/c2", Weighting::ReciprocalSquare}}};
  return names;
}

double CalibrationFit::value(double c) const {
  return coefficients[0] + c * (coefficients[1] + c * coefficients[2]);
}

double CalibrationFit::slope(double c) const {
  return coefficients[1] + 2 * c * coefficients[2];
}

double CalibrationFit::variance(double c) const {
  const std::array<double, 3> powers{1, c, c * c};
  double sum = 0;
  for (std::size_t i = 0; i < powers.size(); ++i) {
    for (std::size_t j = 0; j < powers.size(); ++j) {
      sum += powers[i] * covariance[i][j] * powers[j];
    }
  }
  return std::max(sum, 0.0);
}

double CalibrationFit::weight(double c) const {
  if (weighting == Weighting::None) return 1;
  std::size_t nearest = 0;
  std::size_t positive = 0;  // any standard that is not the blank gives the constant of 1/c
  for (std::size_t i = 0; i < concentrations.size(); ++i) {
    if (std::abs(concentrations[i] - c) < std::abs(concentrations[nearest] - c)) nearest = i;
    if (concentrations[i] > 0) positive = i;
  }
  if (weighting == Weighting::Sigma) return weights[nearest];
  double floor = concentrations[positive];
  for (const double standard : concentrations) {
    if (standard > 0) floor = std::min(floor, standard);
  }
  const double ratio = concentrations[positive] / std::max(c, floor);
  return weights[positive] * (weighting == Weighting::Reciprocal ? ratio : ratio * ratio);
}

Result<CalibrationFit> fit_calibration(std::span<const CalibrationPoint> points, CurveModel model,
                                       Weighting weighting) {
  CalibrationFit fit;
  fit.model = model;
  fit.weighting = weighting;
  const auto terms = static_cast<std::size_t>(fit.parameters());
  std::set<double> levels;
  for (const auto& point : points) levels.insert(point.concentration);
  if (points.size() < terms + 1 || levels.size() < terms) {
    return fail(Code::InvalidInput,
                fmt::format("{} standards at {} concentrations do not make a {}", points.size(),
                            levels.size(), model == CurveModel::Line ? "line" : "quadratic"),
                fmt::format("{} or more standards at {} or more concentrations are needed",
                            terms + 1, terms));
  }
  NITER_TRY(fit.weights, weights_of(points, weighting));
  fit.freedom = static_cast<int>(points.size() - terms);
  fit.lowest = *levels.begin();
  fit.highest = *levels.rbegin();

  // t runs over about -1 to 1
  const double mean = (fit.lowest + fit.highest) / 2;
  const double scale = (fit.highest - fit.lowest) / 2;
  std::vector<double> t;
  for (const auto& point : points) {
    t.push_back((point.concentration - mean) / scale);
    fit.concentrations.push_back(point.concentration);
  }
  const Orthonormal basis = orthonormal(t, fit.weights, terms);
  std::array<double, most_terms> projections{};
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double signal = std::sqrt(fit.weights[i]) * points[i].signal;
    for (std::size_t k = 0; k < terms; ++k) projections[k] += basis.q[i][k] * signal;
  }
  describe(fit, points, basis, projections);

  // a = T R^-1 Q'y, cov(a) = s2 (T R^-1)(T R^-1)'
  const Matrix inverse = inverse_triangle(basis.r, terms);
  const Matrix shift = from_scaled(mean, scale);
  Matrix map{};
  for (std::size_t i = 0; i < terms; ++i) {
    for (std::size_t j = 0; j < terms; ++j) {
      for (std::size_t k = 0; k < terms; ++k) map[i][j] += shift[i][k] * inverse[k][j];
      fit.coefficients[i] += map[i][j] * projections[j];
    }
  }
  fit.noise = unit_sigma(fit, points);
  for (std::size_t i = 0; i < terms; ++i) {
    for (std::size_t j = 0; j < terms; ++j) {
      for (std::size_t k = 0; k < terms; ++k) {
        fit.covariance[i][j] += fit.noise * fit.noise * map[i][k] * map[j][k];
      }
    }
  }
  return fit;
}

}  // namespace niter::analysis
