#include "niter/infer/compare.hpp"

#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "niter/base/contract.hpp"
#include "niter/base/parallel.hpp"
#include "niter/infer/posterior.hpp"

namespace niter::infer {
namespace {

constexpr int longer = 10;

// The problem without one of its data.
Problem without(const Problem& problem, std::size_t gone) {
  Problem out = problem;
  out.data.erase(out.data.begin() + static_cast<std::ptrdiff_t>(gone));
  const auto n = static_cast<std::ptrdiff_t>(problem.unknowns.size());
  out.make_forward = [make = problem.make_forward, gone, n] {
    return Forward(
        [whole = make(), gone, n](std::span<const double> p, Wanted wanted) -> Result<Prediction> {
          NITER_TRY(auto all, whole(p, wanted));
          const auto at = static_cast<std::ptrdiff_t>(gone);
          all.values.erase(all.values.begin() + at);
          if (!all.jacobian.empty())
            all.jacobian.erase(all.jacobian.begin() + at * n, all.jacobian.begin() + (at + 1) * n);
          return all;
        });
  };
  return out;
}

// What a calibration says about some data of a problem: the prediction at its optimum, widened by
// its covariance.
Status foretell(const Problem& problem, const Calibration& by, double step,
                std::vector<Foretold>& out) {
  Posterior posterior(problem);
  const std::size_t n = problem.unknowns.size();
  std::vector<double> z(n);
  for (std::size_t k = 0; k < n; ++k) {
    const auto& u = problem.unknowns[k];
    z[k] = (by.parameters[k] - u.prior_mean) / u.prior_sd;
  }
  NITER_TRY(const auto at, posterior.linearise(z, {step, Differences::Sides::Two}));
  for (std::size_t i = 0; i < problem.data.size(); ++i) {
    const auto& o = problem.data[i];
    double variance = 0;  // in units of sigma
    for (std::size_t k = 0; k < n; ++k) {
      for (std::size_t l = 0; l < n; ++l) {
        variance += at.jacobian[i * n + k] * at.jacobian[i * n + l] * by.covariance[k * n + l] /
                    (problem.unknowns[k].prior_sd * problem.unknowns[l].prior_sd);
      }
    }
    out.push_back({o.name, o.reported, o.sigma, at.predictions[i], o.sigma * std::sqrt(variance)});
  }
  return {};
}

Foretold not_foretold(const Observation& o, const Error& error) {
  return {o.name, o.reported, o.sigma, std::nan(""), std::nan(""), error.text()};
}

// Each of the first `numbers` data predicted by a fit of all others, begun at the optimum of all.
Result<std::vector<Foretold>> leave_one_out(const Problem& problem, const Calibration& of_all,
                                            const CompareOptions& options, const Monitor& monitor) {
  std::vector<Foretold> out(options.numbers);
  CalibrationOptions refit = options.search;
  refit.starts = refit.threads = 1;
  refit.first = of_all.parameters;
  // there is no other start: along a curved valley it takes many short steps
  refit.iterations = longer * refit.iterations;
  const auto one = [&](std::size_t, std::size_t i) {
    const auto fit = calibrate(without(problem, i), refit, {{}, monitor.stop});
    std::vector<Foretold> all;
    const auto told =
        fit ? foretell(problem, *fit, refit.difference_step, all) : Status(fail(fit.error()));
    out[i] = told ? all[i] : not_foretold(problem.data[i], told.error());
    return Status();
  };
  NITER_OK(
      in_parallel(options.numbers, options.search.threads, monitor, "leaving out one number", one));
  return out;
}

Result<Assessment> assess(const Variant& variant, const CompareOptions& options,
                          const Monitor& monitor) {
  Assessment out;
  out.name = variant.name;
  out.unknowns = variant.problem.unknowns;
  NITER_TRY(out.calibration, calibrate(variant.problem, options.search, monitor));
  out.criteria = criteria_of(out.calibration, variant.problem.data, options.numbers);
  out.identifiability = identifiability_of(out.calibration, out.unknowns);
  NITER_TRY(out.left_out, leave_one_out(variant.problem, out.calibration, options, monitor));
  for (const auto& number : variant.held_out) {
    const auto told =
        foretell(number, out.calibration, options.search.difference_step, out.held_out);
    if (!told) out.held_out.push_back(not_foretold(number.data.front(), told.error()));
  }
  return out;
}

}  // namespace

double Foretold::off() const {
  return (predicted - reported) / std::hypot(sigma, sd);
}

double Foretold::ln_density() const {
  return -off() * off() / 2 - std::log(std::hypot(sigma, sd) * std::sqrt(2 * std::numbers::pi));
}

double Assessment::pull(std::size_t i) const {
  return (calibration.predictions.at(i) - left_out.at(i).reported) / left_out.at(i).sigma;
}

Result<std::vector<Assessment>> compare(const std::vector<Variant>& variants,
                                        const CompareOptions& options, const Monitor& monitor) {
  std::vector<Assessment> out;
  for (const auto& variant : variants) {
    NITER_EXPECT(options.numbers <= variant.problem.data.size(), "no more numbers than data");
    const Monitor named{[&](std::string_view stage, double fraction) {
                          monitor.at(fmt::format("{}: {}", variant.name, stage), fraction);
                        },
                        monitor.stop};
    auto assessment = assess(variant, options, named);
    if (!assessment) {
      auto error = std::move(assessment).error();
      error.what = variant.name + ": " + error.what;
      return fail(std::move(error));
    }
    out.push_back(*std::move(assessment));
  }
  return out;
}

}  // namespace niter::infer
