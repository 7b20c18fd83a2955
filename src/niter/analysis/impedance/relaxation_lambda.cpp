// The weight of the penalty, by five rules that look at the solution without bounds.
#include <array>
#include <cmath>
#include <functional>
#include <limits>

#include "niter/analysis/impedance/relaxation_system.hpp"
#include "niter/math/tikhonov.hpp"

namespace niter::analysis {

namespace {

// ln lambda that are looked at: from hardly smoothed to a straight line
constexpr double lowest = -9, highest = 4;  // decadic logarithms
constexpr int per_decade = 8;

double lambda_at(double step) {
  return std::pow(10, lowest + step / per_decade);
}

// Least value of a function of the steps, with the top of the parabola through its neighbours.
double least(const std::function<double(double lambda)>& score) {
  constexpr int steps = static_cast<int>((highest - lowest) * per_decade);
  std::vector<double> values;
  for (int i = 0; i <= steps; ++i) values.push_back(score(lambda_at(i)));
  std::size_t best = 0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    if (values[i] < values[best]) best = i;
  }
  if (best == 0 || best + 1 == values.size()) return lambda_at(static_cast<double>(best));
  const double left = values[best - 1] - values[best];
  const double right = values[best + 1] - values[best];
  const double shift = left + right > 0 ? 0.5 * (left - right) / (left + right) : 0;
  return lambda_at(static_cast<double>(best) + shift);
}

// -2 ln of the restricted likelihood, its noise put at its best value; the plain unknowns have no
// prior
double evidence(const math::Regularised& r, double lambda, double rows, double plain,
                double coefficients) {
  const double sum = r.misfit + lambda * r.roughness;
  return (rows - plain) * std::log(sum) + r.determinant - coefficients * std::log(lambda);
}

double cross_validation(const math::Regularised& r, double rows) {
  const double left = 1 - r.parameters / rows;
  return r.misfit / (left * left);
}

// Each part predicted from the coefficients of the other; what leaves no trace there (R in the
// imaginary part; L and C in the real one) comes from the part itself.
class CrossPrediction {
 public:
  explicit CrossPrediction(const RelaxationSystem& system)
      : system_(system), real_(problem(Rows::Real)), imaginary_(problem(Rows::Imaginary)) {}
  bool valid() const { return real_.valid() && imaginary_.valid(); }

  double operator()(double lambda) const {
    const auto from_real = real_.solution(lambda);
    const auto from_imaginary = imaginary_.solution(lambda);
    return error(from_imaginary, from_real, 0) + error(from_real, from_imaginary, system_.points);
  }

 private:
  math::Tikhonov problem(Rows rows) const {
    auto normal = system_.normal(rows);
    const std::size_t n = system_.unknowns();
    // an unknown without a trace is held at zero
    for (std::size_t i = 0; i < system_.plain; ++i) {
      if (normal.gram[i * n + i] == 0) normal.gram[i * n + i] = 1;
    }
    return {normal.gram, normal.moments, normal.square, system_.penalty};
  }
  double error(const std::vector<double>& coefficients, const std::vector<double>& plain,
               std::size_t first) const {
    std::vector<double> x = coefficients;
    std::copy_n(plain.begin(), system_.plain, x.begin());
    const auto values = system_.predict(x);
    double sum = 0;
    for (std::size_t k = first; k < first + system_.points; ++k) {
      sum += (values[k] - system_.target[k]) * (values[k] - system_.target[k]);
    }
    return sum;
  }

  const RelaxationSystem& system_;
  math::Tikhonov real_, imaginary_;
};

// negative curvature of ln misfit against ln roughness
double corner(const math::Tikhonov& problem, double lambda) {
  const double step = std::pow(10, 0.5 / per_decade);
  std::array<double, 3> x{}, y{};
  for (std::size_t k = 0; k < 3; ++k) {
    const auto r = problem.at(lambda * std::pow(step, static_cast<double>(k) - 1));
    x[k] = std::log(r.misfit);
    y[k] = std::log(r.roughness);
  }
  const double dx = (x[2] - x[0]) / 2;
  const double dy = (y[2] - y[0]) / 2;
  const double ddx = x[2] - 2 * x[1] + x[0];
  const double ddy = y[2] - 2 * y[1] + y[0];
  return -(dx * ddy - dy * ddx) / std::pow(dx * dx + dy * dy, 1.5);
}

// largest lambda whose misfit is that of the noise
double discrepancy(const math::Tikhonov& problem, double wanted) {
  double low = lowest, high = highest;
  for (int i = 0; i < 50; ++i) {
    const double middle = 0.5 * (low + high);
    (problem.at(std::pow(10, middle)).misfit < wanted ? low : high) = middle;
  }
  return std::pow(10, low);
}

}  // namespace

std::span<const std::pair<std::string_view, LambdaRule>> enum_names(LambdaRule) {
  static constexpr std::array<std::pair<std::string_view, LambdaRule>, 5> names{
      {{"evidence", LambdaRule::Evidence},
       {"cross-validation", LambdaRule::CrossValidation},
       {"real-imaginary", LambdaRule::RealImaginary},
       {"discrepancy", LambdaRule::Discrepancy},
       {"l-curve", LambdaRule::LCurve}}};
  return names;
}

Result<double> choose_lambda(const RelaxationSystem& system, const Spectrum& spectrum,
                             const RelaxationOptions& options) {
  if (options.lambda) return *options.lambda;
  const auto undetermined =
      fail(Code::NoConvergence, "the points do not determine a distribution of relaxation times",
           "fewer relaxation times a decade, a smaller margin, or a term less");
  if (options.rule == LambdaRule::RealImaginary) {
    const CrossPrediction prediction(system);
    if (!prediction.valid()) return undetermined;
    return least(prediction);
  }
  const auto normal = system.normal();
  const math::Tikhonov problem(normal.gram, normal.moments, normal.square, system.penalty);
  if (!problem.valid()) return undetermined;
  const auto rows = static_cast<double>(system.rows());
  switch (options.rule) {
    case LambdaRule::CrossValidation:
      return least([&](double lambda) { return cross_validation(problem.at(lambda), rows); });
    case LambdaRule::LCurve:
      return least([&](double lambda) { return corner(problem, lambda); });
    case LambdaRule::Discrepancy: {
      double noise = options.noise.value_or(0);
      if (!options.noise) {
        NITER_TRY(const auto chain, kramers_kronig(spectrum));
        noise = chain.rms;
      }
      return discrepancy(problem, rows * noise * noise);
    }
    default:
      return least([&](double lambda) {
        return evidence(problem.at(lambda), lambda, rows, static_cast<double>(system.plain),
                        static_cast<double>(system.basis.size()));
      });
  }
}

}  // namespace niter::analysis
