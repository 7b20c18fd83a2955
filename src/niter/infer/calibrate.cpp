#include "niter/infer/calibrate.hpp"

#include <algorithm>
#include <mutex>
#include <random>

#include <ceres/ceres.h>
#include <fmt/format.h>

#include "niter/base/contract.hpp"
#include "niter/infer/crew.hpp"
#include "niter/infer/laplace.hpp"
#include "niter/infer/posterior.hpp"

namespace niter::infer {
namespace {

// How closely a descent looks: cheaply from every start, closely at the end of the best one.
struct Precision {
  Differences::Sides sides;
  double tolerance;  // relative, of the total and of the parameters
};
constexpr Precision searching{Differences::Sides::One, 1e-5};
constexpr Precision polishing{Differences::Sides::Two, 1e-10};

// Residuals of data, then of the prior. A failed solve makes Ceres reject the step.
class Residuals final : public ceres::CostFunction {
 public:
  Residuals(Posterior& posterior, std::size_t data, const Differences& differences)
      : posterior_(posterior), differences_(differences) {
    set_num_residuals(static_cast<int>(data + posterior.size()));
    mutable_parameter_block_sizes()->push_back(static_cast<int>(posterior.size()));
  }

  bool Evaluate(double const* const* parameters, double* residuals,
                double** jacobians) const override {
    const std::span z(parameters[0], posterior_.size());
    if (jacobians == nullptr || jacobians[0] == nullptr) {
      const auto predictions = posterior_.predict(z);
      if (!predictions) return false;
      std::ranges::copy(z, std::ranges::copy(posterior_.residuals(*predictions), residuals).out);
      return true;
    }
    const auto at = posterior_.linearise(z, differences_);
    if (!at) return false;
    std::ranges::copy(z, std::ranges::copy(at->residuals, residuals).out);
    double* of_prior = std::ranges::copy(at->jacobian, jacobians[0]).out;
    std::fill_n(of_prior, z.size() * z.size(), 0.0);
    for (std::size_t k = 0; k < z.size(); ++k) of_prior[k * z.size() + k] = 1;
    return true;
  }

 private:
  Posterior& posterior_;
  Differences differences_;
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
  int failed_solves = 0;
  Error last_error = {};
};

// How one descent goes, from wherever it starts.
struct Descent {
  std::size_t data;
  const CalibrationOptions& options;
  const Monitor& monitor;

  Ending from(std::vector<double> z, Posterior& posterior, const Precision& precision) const {
    const int failures_before = posterior.failures();
    // a start the model cannot solve is drawn towards the prior mean until it can
    int halvings = 0;
    while (halvings <= 6 && !posterior.predict(z)) {
      for (auto& zk : z) zk /= 2;
      ++halvings;
    }
    if (halvings > 6) return {false, 0, {}, halvings, posterior.last_error()};
    Residuals residuals(posterior, data, {options.difference_step, precision.sides});
    ceres::Problem::Options ownership;
    ownership.cost_function_ownership = ceres::DO_NOT_TAKE_OWNERSHIP;
    ceres::Problem search(ownership);
    search.AddResidualBlock(&residuals, nullptr, z.data());

    ceres::Solver::Options settings;
    settings.linear_solver_type = ceres::DENSE_QR;
    settings.max_num_iterations = options.iterations;
    settings.function_tolerance = precision.tolerance;
    settings.parameter_tolerance = precision.tolerance;
    settings.max_num_consecutive_invalid_steps = 12;
    settings.logging_type = ceres::SILENT;
    StopOnRequest stop(monitor);
    settings.callbacks.push_back(&stop);
    ceres::Solver::Summary summary;
    ceres::Solve(settings, &search, &summary);

    const int failed = posterior.failures() - failures_before;
    return {summary.termination_type == ceres::CONVERGENCE, 2 * summary.final_cost, std::move(z),
            failed, failed > 0 ? posterior.last_error() : Error{}};
  }
};

// The first start, then draws from the prior: fixed by the seed, whatever the number of threads.
std::vector<std::vector<double>> starting_points(const Problem& problem,
                                                 const CalibrationOptions& options) {
  const std::size_t n = problem.unknowns.size();
  std::mt19937_64 generator(options.seed);
  std::normal_distribution<double> normal;
  std::vector<std::vector<double>> starts(static_cast<std::size_t>(options.starts),
                                          std::vector<double>(n, 0.0));
  for (std::size_t s = 1; s < starts.size(); ++s) {
    for (auto& z : starts[s]) z = normal(generator);
  }
  for (std::size_t k = 0; k < options.first.size(); ++k) {
    const auto& u = problem.unknowns[k];
    starts.front()[k] = (options.first[k] - u.prior_mean) / u.prior_sd;
  }
  return starts;
}

Error none_converged(const std::vector<Ending>& endings) {
  Error why{Code::NoConvergence, "no solve failed on the way", {}, {}};
  for (const auto& e : endings) {
    if (e.failed_solves > 0) why = e.last_error;
  }
  return {
      Code::NoConvergence,
      fmt::format("none of {} starts of the calibration converged; the last failed solve said: {}",
                  endings.size(), why.text()),
      {},
      "widen the priors, or check the assumptions of the study"};
}

}  // namespace

Result<Calibration> calibrate(const Problem& problem, const CalibrationOptions& options,
                              const Monitor& monitor) {
  NITER_EXPECT(options.starts > 0 && options.threads > 0, "at least one start and one thread");
  NITER_EXPECT(options.first.empty() || options.first.size() == problem.unknowns.size(),
               "a start for every unknown");
  for (const auto& o : problem.data)
    NITER_EXPECT(o.sigma > 0, "an observation has a positive sigma");
  for (const auto& u : problem.unknowns)
    NITER_EXPECT(u.prior_sd > 0, "a free parameter has a positive prior width");

  const auto starts = starting_points(problem, options);
  const Descent descent{problem.data.size(), options, monitor};
  std::vector<Ending> endings(starts.size());
  Crew crew(problem, std::min(options.threads, options.starts));
  std::mutex guard;  // of the report function
  std::size_t done = 0;
  NITER_OK(crew.each(starts.size(), monitor.stop, [&](Posterior& posterior, std::size_t s) {
    endings[s] = descent.from(starts[s], posterior, searching);
    const std::scoped_lock lock(guard);
    monitor.at("calibrating", static_cast<double>(++done) / static_cast<double>(starts.size()));
  }));

  const Ending* best = nullptr;
  for (const auto& e : endings) {
    if (e.converged && (best == nullptr || e.total < best->total)) best = &e;
  }
  if (best == nullptr) return fail(none_converged(endings));
  Posterior posterior(problem);
  Ending polished;
  if (options.finish == Finish::Polished) polished = descent.from(best->z, posterior, polishing);
  NITER_OK(monitor.check());
  const auto& z = polished.z.empty() ? best->z : polished.z;
  NITER_TRY(const auto at, posterior.linearise(z, {options.difference_step, polishing.sides}));
  auto calibration = describe(problem, z, at);
  for (const auto& e : endings) {
    calibration.failed_solves += e.failed_solves;
    calibration.starts_converged += e.converged && e.total < best->total + 0.1;
  }
  return calibration;
}

}  // namespace niter::infer
