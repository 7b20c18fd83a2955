#include "niter/analysis/assay/calibration_checks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

constexpr std::size_t most_trials = 20'000;
constexpr double cut = 2.5;            // robust standard deviations
constexpr double normal_mad = 1.4826;  // standard deviation of a normal over its median |deviation|

using Coefficients = std::array<double, 3>;

/// The curve through exactly as many standards as it has coefficients; none if two coincide.
std::optional<Coefficients> through(std::span<const CalibrationPoint* const> chosen) {
  const auto& a = *chosen[0];
  const auto& b = *chosen[1];
  const double ab = b.concentration - a.concentration;
  if (ab == 0) return std::nullopt;
  const double first = (b.signal - a.signal) / ab;  // divided differences
  if (chosen.size() == 2) return Coefficients{a.signal - first * a.concentration, first, 0};
  const auto& c = *chosen[2];
  const double bc = c.concentration - b.concentration;
  const double ac = c.concentration - a.concentration;
  if (bc == 0 || ac == 0) return std::nullopt;
  const double second = ((c.signal - b.signal) / bc - first) / ac;
  return Coefficients{
      a.signal - first * a.concentration + second * a.concentration * b.concentration,
      first - second * (a.concentration + b.concentration), second};
}

/// Tries curves and keeps the one with the smallest median of the weighted squared residuals.
class LeastMedian {
 public:
  LeastMedian(std::span<const CalibrationPoint> points, std::span<const double> weights)
      : points_(points), weights_(weights), squares_(points.size()) {}

  void attempt(std::span<const CalibrationPoint* const> chosen) {
    const auto curve = through(chosen);
    if (!curve) return;
    const double median = median_square(*curve);
    if (median < best_) {
      best_ = median;
      curve_ = *curve;
    }
  }
  double residual(std::size_t i) const {
    const double c = points_[i].concentration;
    return points_[i].signal - curve_[0] - c * (curve_[1] + c * curve_[2]);
  }
  double best() const { return best_; }

 private:
  double median_square(const Coefficients& curve) {
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const double c = points_[i].concentration;
      const double r = points_[i].signal - curve[0] - c * (curve[1] + c * curve[2]);
      squares_[i] = weights_[i] * r * r;
    }
    // the middle one of those that are not fixed by the choice itself
    const auto middle = squares_.begin() + static_cast<std::ptrdiff_t>((points_.size() + 1) / 2);
    std::nth_element(squares_.begin(), middle, squares_.end());
    return *middle;
  }

  std::span<const CalibrationPoint> points_;
  std::span<const double> weights_;
  std::vector<double> squares_;
  Coefficients curve_{};
  double best_ = std::numeric_limits<double>::infinity();
};

void try_pairs(LeastMedian& search, std::span<const CalibrationPoint> points) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (std::size_t j = i + 1; j < points.size(); ++j) {
      const std::array chosen{&points[i], &points[j]};
      search.attempt(chosen);
    }
  }
}

void try_triples(LeastMedian& search, std::span<const CalibrationPoint> points) {
  const std::size_t n = points.size();
  const std::size_t step = std::max<std::size_t>(n * (n - 1) * (n - 2) / 6 / most_trials, 1);
  std::size_t count = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      for (std::size_t k = j + 1; k < n; ++k) {
        if (count++ % step != 0) continue;
        const std::array chosen{&points[i], &points[j], &points[k]};
        search.attempt(chosen);
      }
    }
  }
}

}  // namespace

std::optional<VarianceRatio> lack_of_fit(std::span<const CalibrationPoint> points,
                                         const CalibrationFit& fit) {
  struct Level {
    double weight = 0, sum = 0;
  };
  std::map<double, Level> levels;
  for (std::size_t i = 0; i < points.size(); ++i) {
    auto& level = levels[points[i].concentration];
    level.weight += fit.weights[i];
    level.sum += fit.weights[i] * points[i].signal;
  }
  VarianceRatio ratio;
  ratio.over = static_cast<int>(levels.size()) - fit.parameters();
  ratio.under = static_cast<int>(points.size() - levels.size());
  if (ratio.over < 1 || ratio.under < 1) return std::nullopt;
  double pure = 0;
  double squares = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto& level = levels[points[i].concentration];
    const double own = points[i].signal - level.sum / level.weight;
    pure += fit.weights[i] * own * own;
    squares += fit.weights[i] * fit.residuals[i] * fit.residuals[i];
  }
  if (!(pure > 0)) return std::nullopt;  // replicates copied, not measured
  ratio.f = (squares - pure) / ratio.over / (pure / ratio.under);
  ratio.probability = fisher_tail(ratio.f, ratio.over, ratio.under);
  return ratio;
}

std::optional<VarianceRatio> mandel_test(std::span<const CalibrationPoint> points,
                                         Weighting weighting) {
  const auto line = fit_calibration(points, CurveModel::Line, weighting);
  const auto quadratic = fit_calibration(points, CurveModel::Quadratic, weighting);
  if (!line || !quadratic || !(quadratic->scatter > 0)) return std::nullopt;
  const double s1 = line->scatter * line->scatter * line->freedom;
  const double s2 = quadratic->scatter * quadratic->scatter;
  VarianceRatio ratio{.over = 1, .under = quadratic->freedom};
  ratio.f = std::max((s1 - quadratic->freedom * s2) / s2, 0.0);
  ratio.probability = fisher_tail(ratio.f, ratio.over, ratio.under);
  return ratio;
}

Result<RobustFit> robust_fit(std::span<const CalibrationPoint> points, CurveModel model,
                             Weighting weighting) {
  NITER_TRY(const auto plain, fit_calibration(points, model, weighting));
  const auto terms = static_cast<std::size_t>(plain.parameters());
  if (points.size() < 2 * terms + 1) {
    return fail(Code::InvalidInput, "too few standards to tell which of them are outliers");
  }
  LeastMedian search(points, plain.weights);
  if (model == CurveModel::Line) {
    try_pairs(search, points);
  } else {
    try_triples(search, points);
  }

  RobustFit robust;
  const auto n = static_cast<double>(points.size());
  const double rough =
      normal_mad * (1 + 5 / (n - static_cast<double>(terms))) * std::sqrt(search.best());
  // the scale again, from the standards that belong: the median alone is inefficient
  double squares = 0;
  double kept = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double r = std::sqrt(plain.weights[i]) * search.residual(i);
    if (std::abs(r) > cut * rough) continue;
    squares += r * r;
    kept += 1;
  }
  robust.scale = std::sqrt(squares / (kept - static_cast<double>(terms)));
  std::vector<CalibrationPoint> good;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double r = std::sqrt(plain.weights[i]) * search.residual(i);
    const bool belongs = std::abs(r) <= cut * robust.scale;
    if (belongs) good.push_back(points[i]);
    if (!belongs) robust.left.push_back(i);
  }
  NITER_TRY(robust.fit, fit_calibration(good, model, weighting));
  return robust;
}

}  // namespace niter::analysis
