#include "niter/infer/calibrate.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <numeric>
#include <optional>
#include <random>
#include <thread>

#include <Eigen/Dense>
#include <ceres/ceres.h>
#include <fmt/format.h>

#include "niter/base/contract.hpp"

namespace niter::infer {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Vector = Eigen::VectorXd;

// The forward function in prior coordinates z = (p - mean) / sd, so that the prior is a unit
// normal.
class Problem {
 public:
  Problem(Forward forward, const std::vector<Observation>& data,
          const std::vector<Unknown>& unknowns)
      : forward_(std::move(forward)), data_(data), unknowns_(unknowns), p_(unknowns.size()) {}

  // Predictions at z; nothing if the solve failed.
  std::optional<std::vector<double>> predict(const double* z) {
    for (std::size_t i = 0; i < p_.size(); ++i) {
      p_[i] = unknowns_[i].prior_mean + unknowns_[i].prior_sd * z[i];
    }
    auto result = forward_(p_);
    if (!result) {
      ++failures;
      last_error = result.error();
      return std::nullopt;
    }
    NITER_EXPECT(result->size() == data_.size(), "one prediction for each observation");
    return *std::move(result);
  }

  enum class Sides { One, Two };
  // d prediction_i / d z_k / sigma_i by differences: one-sided for the search, central for the
  // covariance (one-sided where a side fails).
  bool jacobian(const double* z, const std::vector<double>& here, double step, Sides sides,
                Matrix& out) {
    std::vector<double> moved(z, z + p_.size());
    out.resize(static_cast<Eigen::Index>(data_.size()), static_cast<Eigen::Index>(p_.size()));
    for (std::size_t k = 0; k < p_.size(); ++k) {
      moved[k] = z[k] + step;
      const auto up = predict(moved.data());
      moved[k] = z[k] - step;
      const auto down = up && sides == Sides::One ? std::nullopt : predict(moved.data());
      moved[k] = z[k];
      if (!up && !down) return false;
      const auto& high = up ? *up : here;
      const auto& low = down ? *down : here;
      const double width = (up ? step : 0) + (down ? step : 0);
      for (std::size_t i = 0; i < data_.size(); ++i) {
        out(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) =
            (high[i] - low[i]) / (width * data_[i].sigma);
      }
    }
    return true;
  }

  int failures = 0;
  Error last_error;

 private:
  Forward forward_;
  const std::vector<Observation>& data_;
  const std::vector<Unknown>& unknowns_;
  std::vector<double> p_;
};

// How closely a descent looks: cheaply from every start, closely at the end of the best one.
struct Precision {
  Problem::Sides sides;
  double tolerance;  // relative, of the total and of the parameters
};
constexpr Precision searching{Problem::Sides::One, 1e-5};
constexpr Precision polishing{Problem::Sides::Two, 1e-10};

// Residuals of data, then of the prior. A failed solve makes Ceres reject the step.
class Residuals final : public ceres::CostFunction {
 public:
  Residuals(Problem& problem, const std::vector<Observation>& data, std::size_t n, double step,
            const Precision& precision)
      : problem_(problem), data_(data), n_(n), step_(step), precision_(precision) {
    set_num_residuals(static_cast<int>(data.size() + n));
    mutable_parameter_block_sizes()->push_back(static_cast<int>(n));
  }

  bool Evaluate(double const* const* parameters, double* residuals,
                double** jacobians) const override {
    const double* z = parameters[0];
    const auto predicted = problem_.predict(z);
    if (!predicted) return false;
    const std::size_t m = data_.size();
    for (std::size_t i = 0; i < m; ++i) {
      residuals[i] = ((*predicted)[i] - data_[i].reported) / data_[i].sigma;
    }
    std::copy(z, z + n_, residuals + m);
    if (jacobians == nullptr || jacobians[0] == nullptr) return true;

    Matrix data_part;
    if (!problem_.jacobian(z, *predicted, step_, precision_.sides, data_part)) return false;
    Eigen::Map<Matrix> all(jacobians[0], static_cast<Eigen::Index>(m + n_),
                           static_cast<Eigen::Index>(n_));
    all.topRows(data_part.rows()) = data_part;
    all.bottomRows(static_cast<Eigen::Index>(n_)).setIdentity();
    return true;
  }

 private:
  Problem& problem_;
  const std::vector<Observation>& data_;
  std::size_t n_;
  double step_;
  Precision precision_;
};

class StopOnRequest final : public ceres::IterationCallback {
 public:
  explicit StopOnRequest(const Monitor& monitor) : monitor_(monitor) {}
  ceres::CallbackReturnType operator()(const ceres::IterationSummary&) override {
    return monitor_.stop.stop_requested() ? ceres::SOLVER_ABORT : ceres::SOLVER_CONTINUE;
  }

 private:
  const Monitor& monitor_;
};

struct Ending {
  bool converged = false;
  double total = 0;
  std::vector<double> z;
};

Ending descend(Problem& problem, const std::vector<Observation>& data, std::vector<double> z,
               const CalibrationOptions& options, const Precision& precision,
               const Monitor& monitor) {
  // a start the model cannot solve is drawn towards the prior mean until it can
  for (int halvings = 0; !problem.predict(z.data()); ++halvings) {
    if (halvings == 6) return {};
    for (auto& zk : z) zk /= 2;
  }
  Residuals residuals(problem, data, z.size(), options.difference_step, precision);
  ceres::Problem::Options ownership;
  ownership.cost_function_ownership = ceres::DO_NOT_TAKE_OWNERSHIP;
  ceres::Problem search(ownership);
  search.AddResidualBlock(&residuals, nullptr, z.data());

  ceres::Solver::Options settings;
  settings.linear_solver_type = ceres::DENSE_QR;
  settings.max_num_iterations = 60;
  settings.function_tolerance = precision.tolerance;
  settings.parameter_tolerance = precision.tolerance;
  settings.max_num_consecutive_invalid_steps = 12;
  settings.logging_type = ceres::SILENT;
  StopOnRequest stop(monitor);
  settings.callbacks.push_back(&stop);
  ceres::Solver::Summary summary;
  ceres::Solve(settings, &search, &summary);

  const bool usable = summary.termination_type == ceres::CONVERGENCE;
  return {usable, 2 * summary.final_cost, std::move(z)};
}

// The prior mean, then draws from the prior: fixed by the seed, whatever the number of threads.
std::vector<std::vector<double>> starting_points(std::size_t n, const CalibrationOptions& options) {
  std::mt19937_64 generator(options.seed);
  std::normal_distribution<double> normal;
  std::vector<std::vector<double>> starts(static_cast<std::size_t>(options.starts),
                                          std::vector<double>(n, 0.0));
  for (std::size_t s = 1; s < starts.size(); ++s) {
    for (auto& z : starts[s]) z = normal(generator);
  }
  return starts;
}

Result<Calibration> describe(Problem& problem, const std::vector<double>& z,
                             const std::vector<Observation>& data,
                             const std::vector<Unknown>& unknowns, double step) {
  const auto n = static_cast<Eigen::Index>(unknowns.size());
  const auto predicted = problem.predict(z.data());
  Matrix jacobian;
  if (!predicted || !problem.jacobian(z.data(), *predicted, step, Problem::Sides::Two, jacobian)) {
    return fail(problem.last_error);
  }
  Calibration out;
  out.predictions = *predicted;
  for (std::size_t i = 0; i < data.size(); ++i) {
    out.chi2_data += std::pow((out.predictions[i] - data[i].reported) / data[i].sigma, 2);
  }
  for (const double zk : z) out.chi2_prior += zk * zk;

  // Laplace: the Hessian of half the total is J'J + 1 in prior coordinates
  const Matrix hessian = jacobian.transpose() * jacobian + Matrix::Identity(n, n);
  const Matrix covariance = hessian.ldlt().solve(Matrix::Identity(n, n));
  out.covariance.resize(static_cast<std::size_t>(n * n));
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto& a = unknowns[static_cast<std::size_t>(i)];
    out.parameters.push_back(a.prior_mean + a.prior_sd * z[static_cast<std::size_t>(i)]);
    out.posterior_sd.push_back(a.prior_sd * std::sqrt(covariance(i, i)));
    for (Eigen::Index k = 0; k < n; ++k) {
      out.covariance[static_cast<std::size_t>(i * n + k)] =
          covariance(i, k) * a.prior_sd * unknowns[static_cast<std::size_t>(k)].prior_sd;
    }
  }
  const Eigen::JacobiSVD<Matrix> svd(jacobian, Eigen::ComputeThinU | Eigen::ComputeFullV);
  for (Eigen::Index d = 0; d < n; ++d) {
    Direction direction;
    direction.singular_value = d < svd.singularValues().size() ? svd.singularValues()(d) : 0.0;
    direction.informed = direction.singular_value > 1;
    const Vector v = svd.matrixV().col(d);
    direction.components.assign(v.data(), v.data() + v.size());
    out.directions.push_back(std::move(direction));
  }
  return out;
}

}  // namespace

Result<Calibration> calibrate(const std::function<Forward()>& make_forward,
                              const std::vector<Observation>& data,
                              const std::vector<Unknown>& unknowns,
                              const CalibrationOptions& options, const Monitor& monitor) {
  NITER_EXPECT(options.starts > 0 && options.threads > 0, "at least one start and one thread");
  for (const auto& o : data) NITER_EXPECT(o.sigma > 0, "an observation has a positive sigma");
  for (const auto& u : unknowns)
    NITER_EXPECT(u.prior_sd > 0, "a free parameter has a positive prior width");

  const auto starts = starting_points(unknowns.size(), options);
  std::vector<Ending> endings(starts.size());
  std::atomic<std::size_t> next = 0, done = 0;
  std::atomic<int> failures = 0;
  std::mutex guard;  // of the report function and of the last error
  Error last_error{Code::NoConvergence, "the forward model never ran"};
  const auto work = [&] {
    Problem problem(make_forward(), data, unknowns);
    for (std::size_t s = next++; s < starts.size() && !monitor.stop.stop_requested(); s = next++) {
      endings[s] = descend(problem, data, starts[s], options, searching, monitor);
      const std::scoped_lock lock(guard);
      monitor.at("calibrating", static_cast<double>(++done) / static_cast<double>(starts.size()));
    }
    const std::scoped_lock lock(guard);
    failures += problem.failures;
    if (problem.failures > 0) last_error = problem.last_error;
  };
  {
    std::vector<std::jthread> pool;
    const int threads = std::min<int>(options.threads, static_cast<int>(starts.size()));
    for (int t = 0; t < threads; ++t) pool.emplace_back(work);
  }
  NITER_OK(monitor.check());

  const Ending* best = nullptr;
  for (const auto& e : endings) {
    if (e.converged && (best == nullptr || e.total < best->total)) best = &e;
  }
  if (best == nullptr) {
    return fail(
        Code::NoConvergence,
        fmt::format(
            "none of {} starts of the calibration converged; the last failed solve said: {}",
            starts.size(), last_error.text()),
        "widen the priors, or check the assumptions of the study");
  }
  Problem problem(make_forward(), data, unknowns);
  const auto polished = descend(problem, data, best->z, options, polishing, monitor);
  NITER_OK(monitor.check());
  NITER_TRY(auto calibration, describe(problem, polished.z.empty() ? best->z : polished.z, data,
                                       unknowns, options.difference_step));
  calibration.failed_solves = failures;
  calibration.starts_converged =
      static_cast<int>(std::count_if(endings.begin(), endings.end(), [&](const Ending& e) {
        return e.converged && e.total < best->total + 0.1;
      }));
  return calibration;
}

}  // namespace niter::infer
