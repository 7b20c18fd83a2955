#include "niter/study/fit/fit.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include <fmt/format.h>

#include "niter/infer/calibrate.hpp"
#include "niter/infer/identifiability.hpp"
#include "niter/study/fit/profile.hpp"
#include "niter/study/fit/sweep_model.hpp"

namespace niter::study {
namespace {

constexpr double ninety_five = 1.959964;  // of a unit normal, both sides
constexpr double more_than_noise = 3;     // standard deviations of chi2

// Residuals of each record, what they look like, and the sigma they ask for.
std::vector<FittedRecord> look_at(const FitProblem& problem, const std::vector<double>& predictions,
                                  std::size_t parameters) {
  std::vector<FittedRecord> out;
  std::size_t at = 0;
  const double share =
      1 - static_cast<double>(parameters) / static_cast<double>(predictions.size());
  for (const SweepRecord& record : problem.records) {
    FittedRecord seen;
    std::vector<double> residuals;
    for (const std::size_t i : record.compared()) {
      seen.current.push_back(predictions[at++]);
      residuals.push_back(record.I[i] - seen.current.back());
    }
    const auto n = static_cast<double>(residuals.size());
    double squares = 0, products = 0;
    for (std::size_t i = 0; i < residuals.size(); ++i) {
      squares += residuals[i] * residuals[i];
      if (i > 0) products += residuals[i] * residuals[i - 1];
    }
    seen.rms = std::sqrt(squares / (n * share));
    seen.neighbours = squares > 0 ? products / squares : 0;
    const bool stated = record.noise > 0;
    seen.noise = stated ? record.noise : seen.rms;
    const double excess = squares / (record.noise * record.noise) / share - n;
    const bool missed = stated && excess > more_than_noise * std::sqrt(2 * n);
    seen.sigma = stated && !missed
                     ? record.noise
                     : seen.rms * std::sqrt(correlated_variance(seen.neighbours, residuals.size()));
    out.push_back(std::move(seen));
  }
  return out;
}

// The integrator errs a thousand times less than the noise; its slopes, a hundred times.
double tolerance_for(const FitProblem& problem, std::span<const double> sigma,
                     const FitOptions& options) {
  if (options.tolerance > 0) return options.tolerance;
  constexpr double share = 1e-3, least = 1e-7, most = 1e-5;
  double out = most;
  for (std::size_t r = 0; r < sigma.size(); ++r) {
    double largest = 0;
    for (const double current : problem.records[r].I)
      largest = std::max(largest, std::abs(current));
    out = std::min(out, share * sigma[r] / largest);
  }
  return std::max(out, least);
}

// From z to the coordinates q in which the parameters are named.
infer::Calibration named_coordinates(const FitProblem& problem, infer::Calibration c,
                                     std::vector<infer::Unknown>& unknowns) {
  const std::size_t n = problem.parameters.size();
  std::vector<double> slope;
  for (std::size_t k = 0; k < n; ++k) {
    const FitParameter& p = problem.parameters[k];
    slope.push_back(p.coordinate.slope(c.parameters[k]));
    unknowns.push_back({(p.coordinate.logarithmic ? "ln " : "") + p.name, 0, slope.back()});
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t k = 0; k < n; ++k) c.covariance[i * n + k] *= slope[i] * slope[k];
  return c;
}

class Search {
 public:
  Search(const FitProblem& problem, const FitOptions& options, const Monitor& monitor)
      : problem_(problem), options_(options), monitor_(monitor), model_(problem, monitor) {}

  Result<FitResult> run() {
    std::vector<double> sigma;
    for (const SweepRecord& r : problem_.records)
      sigma.push_back(r.noise > 0 ? r.noise : noise_of(r));
    model_.set_tolerance(tolerance_for(problem_, sigma, options_));
    NITER_TRY(auto found, find(sigma));
    FitResult out;
    out.starts_converged = found.starts_converged;
    const std::size_t n = problem_.parameters.size();
    out.records = look_at(problem_, found.predictions, n);
    for (std::size_t r = 0; r < sigma.size(); ++r) sigma[r] = out.records[r].sigma;
    model_.set_tolerance(tolerance_for(problem_, sigma, options_));
    NITER_TRY(found, calibrate(sigma, found.parameters, 1));
    out.records = look_at(problem_, found.predictions, n);
    tell(found, out);
    NITER_OK(add_profiles(model_, found, sigma, out, monitor_));
    put_in_words(found, out);
    out.simulations = model_.simulations(), out.with_slopes = model_.with_slopes();
    return out;
  }

 private:
  // From the declared start, and where that leads nowhere, from the middle of the bounds and draws.
  Result<infer::Calibration> find(std::span<const double> sigma) {
    constexpr int more = 6;
    auto found = calibrate(sigma, model_.start(), options_.starts);
    if (found || found.error().code != Code::NoConvergence || options_.starts >= more) return found;
    return calibrate(sigma, {}, more);
  }

  Result<infer::Calibration> calibrate(std::span<const double> sigma, std::vector<double> first,
                                       int starts) {
    infer::CalibrationOptions options;
    options.starts = starts;
    options.first = std::move(first);
    options.seed = options_.seed;
    options.threads = std::min(options_.threads, starts);
    return infer::calibrate(model_.problem(sigma), options, monitor_);
  }

  void tell(const infer::Calibration& found, FitResult& out) const {
    const std::size_t n = problem_.parameters.size();
    for (std::size_t r = 0; r < out.records.size(); ++r) {
      const FittedRecord& record = out.records[r];
      const auto points = record.current.size();
      out.points += static_cast<int>(points);
      for (std::size_t j = 0; j < points; ++j) {
        const double miss =
            problem_.records[r].I[problem_.records[r].compared()[j]] - record.current[j];
        out.chi2 += miss * miss / (record.noise * record.noise);
      }
    }
    out.freedom = out.points - static_cast<int>(n);
    std::vector<infer::Unknown> unknowns;
    const auto informed =
        infer::identifiability_of(named_coordinates(problem_, found, unknowns), unknowns);
    for (std::size_t k = 0; k < n; ++k) {
      const Coordinate& c = problem_.parameters[k].coordinate;
      const double z = found.parameters[k], sd = found.posterior_sd[k];
      FittedNumber number;
      number.value = c.value(z);
      number.standard_error = sd * unknowns[k].prior_sd;
      number.low = c.value(z - ninety_five * sd), number.high = c.value(z + ninety_five * sd);
      number.before = c.bounded ? (c.high - c.low) / std::sqrt(12.0) : c.sd;
      const auto among = [&](const std::vector<std::size_t>& some) {
        return std::ranges::count(some, k) > 0;
      };
      number.informed = among(informed.alone)        ? Informed::Alone
                        : among(informed.partly)     ? Informed::Narrowed
                        : among(informed.not_at_all) ? Informed::NotAtAll
                                                     : Informed::Together;
      out.numbers.push_back(number);
      for (std::size_t j = 0; j < n; ++j)
        out.correlation.push_back(found.covariance[k * n + j] / (sd * found.posterior_sd[j]));
    }
  }

  void put_in_words(const infer::Calibration& found, FitResult& out) const {
    std::vector<infer::Unknown> unknowns;
    auto informed =
        infer::identifiability_of(named_coordinates(problem_, found, unknowns), unknowns);
    std::vector<std::string> limits;
    for (std::size_t k = 0; k < out.numbers.size(); ++k) {
      const FittedNumber& number = out.numbers[k];
      if (!number.reach || !(number.reach->to_low || number.reach->to_high)) continue;
      for (auto* some : {&informed.alone, &informed.partly, &informed.not_at_all})
        std::erase(*some, k);
      const FitParameter& p = problem_.parameters[k];
      const auto shown = [&](double si) {
        return fmt::format("{:.3g} {}", Unit::of(p.unit).from_si(si), p.unit);
      };
      const Reach& reach = *number.reach;
      limits.push_back(
          reach.to_low && reach.to_high
              ? fmt::format("not informed: {}; any value between its bounds fits as well", p.name)
          : reach.to_low ? fmt::format("not told from its lower bound: {}, at most {} (95 %)",
                                       p.name, shown(reach.high))
                         : fmt::format("not told from its upper bound: {}, at least {} (95 %)",
                                       p.name, shown(reach.low)));
    }
    const auto known = infer::in_words(informed, unknowns);
    limits.insert(limits.begin(), known.begin(), known.end());
    out.words.insert(out.words.begin(), limits.begin(), limits.end());
  }

  const FitProblem& problem_;
  const FitOptions& options_;
  const Monitor& monitor_;
  SweepModel model_;
};

}  // namespace

double correlated_variance(double neighbours, std::size_t points) {
  const double chance = 3 / std::sqrt(static_cast<double>(points));
  if (neighbours < chance) return 1;
  const double r = std::min(neighbours, 0.999);
  return (1 + r) / (1 - r);
}

bool FitResult::misses() const {
  return std::ranges::any_of(records, [](const FittedRecord& r) {
    return r.rms > r.noise * (1 + more_than_noise /
                                      std::sqrt(2.0 * static_cast<double>(r.current.size()))) ||
           correlated_variance(r.neighbours, r.current.size()) > 1;
  });
}

Result<FitResult> fit(const FitProblem& problem, const FitOptions& options,
                      const Monitor& monitor) {
  return Search(problem, options, monitor).run();
}

}  // namespace niter::study
