#include "niter/infer/sample.hpp"

#include <atomic>
#include <cmath>
#include <mutex>
#include <numeric>
#include <optional>
#include <random>
#include <thread>

#include <Eigen/Dense>

#include "niter/base/contract.hpp"

namespace niter::infer {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Vector = Eigen::VectorXd;

struct Target {
  const std::vector<Observation>& data;
  const std::vector<Unknown>& unknowns;

  // Logarithm of the posterior density up to a constant; nothing where the forward solve fails.
  Result<double> log_density(const Forward& forward, const Vector& p) const {
    NITER_TRY(const auto predicted, forward(std::span(p.data(), unknowns.size())));
    double total = 0;
    for (std::size_t i = 0; i < data.size(); ++i) {
      total += std::pow((predicted[i] - data[i].reported) / data[i].sigma, 2);
    }
    for (std::size_t k = 0; k < unknowns.size(); ++k) {
      total += std::pow(
          (p(static_cast<Eigen::Index>(k)) - unknowns[k].prior_mean) / unknowns[k].prior_sd, 2);
    }
    return -total / 2;
  }
};

struct Chain {
  std::vector<std::vector<double>> draws;
  std::vector<double> log_densities;  // of every step after the burn-in
  long taken = 0, steps = 0;
  int failed = 0;
  std::optional<Error> error;
};

void walk(Chain& chain, const Forward& forward, const Target& target, Vector p,
          const Matrix& step_root, int keep, const SampleOptions& options, unsigned seed,
          const std::function<bool(double)>& go_on) {
  std::mt19937_64 generator(seed);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  const auto start = target.log_density(forward, p);
  if (!start) {
    chain.error = start.error();
    return;
  }
  double here = *start;
  Vector z(p.size());
  const long last = options.burn + static_cast<long>(keep) * options.thin;
  for (long s = 1; s <= last; ++s) {
    for (auto& zi : z) zi = normal(generator);
    const Vector proposal = p + step_root * z;
    const auto there = target.log_density(forward, proposal);
    const double threshold = std::log(uniform(generator));
    chain.failed += !there;
    ++chain.steps;
    if (there && threshold < *there - here) {
      p = proposal;
      here = *there;
      ++chain.taken;
    }
    if (s > options.burn) chain.log_densities.push_back(here);
    if (s > options.burn && (s - options.burn) % options.thin == 0)
      chain.draws.emplace_back(p.data(), p.data() + p.size());
    if (s % 20 == 0 && !go_on(static_cast<double>(s) / static_cast<double>(last))) return;
  }
}

// Potential scale reduction of one scalar over chains of equal length.
double gelman_rubin(const std::vector<Chain>& chains) {
  const auto m = static_cast<double>(chains.size());
  const auto n = static_cast<double>(chains.front().log_densities.size());
  if (chains.size() < 2 || n < 2) return std::nan("");
  std::vector<double> means;
  double within = 0;
  for (const auto& c : chains) {
    means.push_back(std::accumulate(c.log_densities.begin(), c.log_densities.end(), 0.0) / n);
    for (const double x : c.log_densities) within += std::pow(x - means.back(), 2) / ((n - 1) * m);
  }
  const double mean = std::accumulate(means.begin(), means.end(), 0.0) / m;
  double between = 0;  // variance of the chain means
  for (const double x : means) between += std::pow(x - mean, 2) / (m - 1);
  return std::sqrt(((n - 1) / n * within + between) / within);
}

}  // namespace

Result<PosteriorSample> sample_posterior(const std::function<Forward()>& make_forward,
                                         const std::vector<Observation>& data,
                                         const std::vector<Unknown>& unknowns,
                                         const Calibration& calibration,
                                         const SampleOptions& options, const Monitor& monitor) {
  NITER_EXPECT(options.chains > 0 && options.thin > 0 && options.draws > 0,
               "at least one chain, step and draw");
  const auto d = static_cast<Eigen::Index>(unknowns.size());
  const Matrix covariance = Eigen::Map<const Matrix>(calibration.covariance.data(), d, d);
  const Matrix root = covariance.llt().matrixL();
  const Matrix step_root = root * (2.38 / std::sqrt(static_cast<double>(d)));
  const Target target{data, unknowns};
  const Vector start = Eigen::Map<const Vector>(calibration.parameters.data(), d);

  std::vector<Chain> chains(static_cast<std::size_t>(options.chains));
  std::mutex guard;
  const int keep = (options.draws + options.chains - 1) / options.chains;
  {
    std::vector<std::jthread> pool;
    for (std::size_t c = 0; c < chains.size(); ++c) {
      pool.emplace_back([&, c] {
        walk(chains[c], make_forward(), target, start, step_root, keep, options,
             options.seed + static_cast<unsigned>(c), [&](double fraction) {
               const std::scoped_lock lock(guard);
               if (c == 0) monitor.at("sampling the posterior", fraction);
               return !monitor.stop.stop_requested();
             });
      });
    }
  }
  NITER_OK(monitor.check());

  PosteriorSample out;
  long taken = 0, steps = 0;
  for (auto& chain : chains) {
    if (chain.error) return fail(*chain.error);
    taken += chain.taken;
    steps += chain.steps;
    out.failed_solves += chain.failed;
    for (auto& draw : chain.draws) out.draws.push_back(std::move(draw));
  }
  out.acceptance = static_cast<double>(taken) / static_cast<double>(steps);
  out.between_chains = gelman_rubin(chains);
  return out;
}

}  // namespace niter::infer
