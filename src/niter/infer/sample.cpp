#include "niter/infer/sample.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/base/contract.hpp"
#include "niter/infer/chains.hpp"

namespace niter::infer {
namespace {

// 400 is what Vehtari et al. want behind any summary; the outermost percent of 1000 is 10 draws.
constexpr double enough_for_bands = 400, enough_for_tails = 1000;
// R-hat of walkers that agree is near sqrt(1 + tau / (2 * length)): many short chains cannot show
// the 1.01 wanted of four long ones.
constexpr double agreed_for_bands = 1.05, agreed_for_tails = 1.02;

Marginal marginal_of(std::string name, const Chains& chains, int thin) {
  Marginal out{std::move(name)};
  double count = 0, squares = 0;
  for (const auto& x : chains) {
    for (const double v : x) {
      ++count;
      const double off = v - out.mean;
      out.mean += off / count;
      squares += off * (v - out.mean);
    }
  }
  out.sd = count > 1 ? std::sqrt(squares / (count - 1)) : std::nan("");
  out.autocorrelation_time = thin * autocorrelation_time(chains);
  out.r_hat = r_hat(chains);
  out.bulk_size = bulk_sample_size(chains);
  out.tail_size = tail_sample_size(chains);
  return out;
}

Trust trust_of(const PosteriorSample& s) {
  // written so that what is not a number is not trusted
  const auto meets = [&](double size, double r_hat) {
    return s.bulk_size >= size && s.tail_size >= size && s.r_hat <= r_hat;
  };
  if (meets(enough_for_tails, agreed_for_tails)) return Trust::Tails;
  if (meets(enough_for_bands, agreed_for_bands)) return Trust::Bands;
  return Trust::Nothing;
}

std::string verdict_of(const PosteriorSample& s) {
  const double size = std::min(s.bulk_size, s.tail_size);
  const auto found = fmt::format("{} draws worth {:.0f} independent ones, R-hat {:.3f}",
                                 s.draws.size(), size, s.r_hat);
  switch (s.trust) {
    case Trust::Tails:
      return "may be trusted for bands and for tails: " + found;
    case Trust::Bands:
      return fmt::format(
          "may be trusted for bands, not for the outermost percent: {} ({:.0f} and at most {:.2f} "
          "are wanted for that)",
          found, enough_for_tails, agreed_for_tails);
    case Trust::Nothing:
      break;
  }
  return fmt::format("too short to be trusted: {} ({:.0f} and at most {:.2f} are wanted for bands)",
                     found, enough_for_bands, agreed_for_bands);
}

}  // namespace

PosteriorSample sample_of(const Ensemble& ensemble, const std::vector<Unknown>& unknowns) {
  NITER_EXPECT(unknowns.size() == ensemble.unknowns.size(), "the unknowns of the ensemble");
  PosteriorSample out;
  const std::size_t walkers = ensemble.now.walkers.size(), n = unknowns.size();
  for (const auto& generation : ensemble.kept) {
    for (const auto& z : generation) {
      auto& p = out.draws.emplace_back(n);
      for (std::size_t k = 0; k < n; ++k)
        p[k] = unknowns[k].prior_mean + unknowns[k].prior_sd * z[k];
    }
  }
  Chains chains(walkers, std::vector<double>(ensemble.kept.size()));
  for (std::size_t k = 0; k <= n; ++k) {
    for (std::size_t w = 0; w < walkers; ++w) {
      for (std::size_t g = 0; g < ensemble.kept.size(); ++g)
        chains[w][g] = k < n ? out.draws[g * walkers + w][k] : ensemble.kept_log_density[g][w];
    }
    out.marginals.push_back(
        marginal_of(k < n ? unknowns[k].name : "ln posterior", chains, ensemble.thin));
  }
  const auto worst = [&](auto member, auto larger) {
    double found = out.marginals.front().*member;
    for (const auto& m : out.marginals) {
      // a number that is none is the worst of all
      if (std::isnan(m.*member) || larger(m.*member, found)) found = m.*member;
    }
    return found;
  };
  out.autocorrelation_time = worst(&Marginal::autocorrelation_time, std::greater<>());
  out.r_hat = worst(&Marginal::r_hat, std::greater<>());
  out.bulk_size = worst(&Marginal::bulk_size, std::less<>());
  out.tail_size = worst(&Marginal::tail_size, std::less<>());
  out.ensemble_moves = ensemble.now.ensemble_moves;
  out.surface_moves = ensemble.now.surface_moves;
  out.failed_solves = ensemble.now.failed_solves;
  out.evaluations = ensemble.now.evaluations;
  out.trust = trust_of(out);
  out.verdict = verdict_of(out);
  return out;
}

}  // namespace niter::infer
