#include "niter/infer/posterior.hpp"

#include <cmath>

#include "niter/base/contract.hpp"

namespace niter::infer {

double log_density_of(std::span<const double> z, std::span<const double> residuals) {
  double total = 0;
  for (const double r : residuals) total += r * r;
  for (const double zk : z) total += zk * zk;
  return -total / 2;
}

Posterior::Posterior(const Problem& problem)
    : forward_(problem.make_forward()), data_(problem.data), unknowns_(problem.unknowns) {}

std::vector<double> Posterior::parameters(std::span<const double> z) const {
  std::vector<double> p(unknowns_.size());
  for (std::size_t k = 0; k < p.size(); ++k)
    p[k] = unknowns_[k].prior_mean + unknowns_[k].prior_sd * z[k];
  return p;
}

Result<Prediction> Posterior::ask(std::span<const double> z, Wanted wanted) {
  auto result = forward_(parameters(z), wanted);
  if (!result) {
    ++failures_;
    last_error_ = result.error();
    return result;
  }
  const std::size_t m = data_.size(), n = unknowns_.size();
  NITER_EXPECT(result->values.size() == m, "one prediction for each observation");
  NITER_EXPECT(result->jacobian.empty() || result->jacobian.size() == m * n,
               "one row of the Jacobian for each observation");
  return result;
}

Result<std::vector<double>> Posterior::predict(std::span<const double> z) {
  NITER_TRY(auto prediction, ask(z, Wanted::Values));
  return std::move(prediction.values);
}

std::vector<double> Posterior::residuals(const std::vector<double>& predictions) const {
  std::vector<double> r(data_.size());
  for (std::size_t i = 0; i < r.size(); ++i)
    r[i] = (predictions[i] - data_[i].reported) / data_[i].sigma;
  return r;
}

Result<double> Posterior::log_density(std::span<const double> z) {
  NITER_TRY(const auto predictions, predict(z));
  const double total = log_density_of(z, residuals(predictions));
  if (!std::isfinite(total)) return fail(Code::NoConvergence, "a prediction is not a number");
  return total;
}

// d prediction_i / d z_k
Result<std::vector<double>> Posterior::by_differences(std::span<const double> z,
                                                      const std::vector<double>& here,
                                                      const Differences& differences) {
  const std::size_t m = data_.size(), n = unknowns_.size();
  std::vector<double> jacobian(m * n), moved(z.begin(), z.end());
  const double step = differences.step;
  for (std::size_t k = 0; k < n; ++k) {
    moved[k] = z[k] + step;
    const auto up = predict(moved);
    moved[k] = z[k] - step;
    const bool both = !up || differences.sides == Differences::Sides::Two;
    const auto down = both ? predict(moved) : Result<std::vector<double>>(fail(Error{}));
    moved[k] = z[k];
    if (!up && !down) return fail(last_error_);
    const auto& high = up ? *up : here;
    const auto& low = down ? *down : here;
    const double width = (up ? step : 0) + (down ? step : 0);
    for (std::size_t i = 0; i < m; ++i) jacobian[i * n + k] = (high[i] - low[i]) / width;
  }
  return jacobian;
}

Result<Linearised> Posterior::linearise(std::span<const double> z, const Differences& differences) {
  NITER_TRY(auto prediction, ask(z, Wanted::Jacobian));
  const std::size_t n = unknowns_.size();
  Linearised out;
  if (prediction.jacobian.empty()) {
    NITER_TRY(out.jacobian, by_differences(z, prediction.values, differences));
  } else {
    out.jacobian = std::move(prediction.jacobian);
    for (std::size_t i = 0; i < out.jacobian.size(); ++i)
      out.jacobian[i] *= unknowns_[i % n].prior_sd;
  }
  for (std::size_t i = 0; i < out.jacobian.size(); ++i) out.jacobian[i] /= data_[i / n].sigma;
  out.residuals = residuals(prediction.values);
  out.predictions = std::move(prediction.values);
  return out;
}

}  // namespace niter::infer
