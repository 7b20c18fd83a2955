#include "niter/infer/ensemble.hpp"

#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "niter/base/contract.hpp"
#include "niter/infer/crew.hpp"

namespace niter::infer {
namespace {

// How long a walk on the surface is, by lot. The long ones, twice the autocorrelation time of the
// moves alone, forget where they began; a walker that stands where the surface sees too little
// would wait long for one of them to be taken, and leaves by a short one, whose ends are misjudged
// alike.
constexpr int steps_on_surface[] = {200, 200, 200, 20};

// One walker's try in one generation.
struct Try {
  Proposal proposal;
  bool on_surface = false;
  std::optional<double> log_density;  // none: the model could not solve it
  bool taken = false;
};

Try attempt(const Ensemble& e, const Standing& now, std::size_t walker,
            std::span<const Point> others, Posterior& posterior) {
  auto stream = stream_of(e.seed, Purpose::Sampling, now.generation, walker);
  const Point& x = now.walkers[walker];
  Try out;
  out.on_surface = uniform(stream) < e.surface_share;
  if (out.on_surface) {
    const int steps = steps_on_surface[std::uniform_int_distribution<std::size_t>(
        0, std::size(steps_on_surface) - 1)(stream)];
    out.proposal.z = walk(e.surface, Tails::Levelled, x, others, steps, stream);
    out.proposal.ln_factor = e.surface.log_density(x, Tails::Levelled) -
                             e.surface.log_density(out.proposal.z, Tails::Levelled);
  } else {
    out.proposal = propose(x, others, stream);
  }
  const double threshold = std::log(uniform(stream));
  if (const auto solved = posterior.log_density(out.proposal.z)) {
    out.log_density = *solved;
    out.taken = threshold < *solved - now.log_density[walker] + out.proposal.ln_factor;
  }
  return out;
}

void settle(Standing& now, std::size_t walker, Try&& t) {
  auto& tally = t.on_surface ? now.surface_moves : now.ensemble_moves;
  ++tally.proposed;
  ++now.evaluations;
  now.failed_solves += !t.log_density;
  if (!t.taken) return;
  ++tally.taken;
  now.walkers[walker] = std::move(t.proposal.z);
  now.log_density[walker] = *t.log_density;
}

// Both halves in turn. @error Interrupted
Result<Standing> next_generation(const Ensemble& e, Crew& crew, const Monitor& monitor) {
  Standing next = e.now;
  const std::size_t half = next.walkers.size() / 2;
  for (const std::size_t first : {std::size_t{0}, half}) {
    const std::span<const Point> others(next.walkers.data() + (half - first), half);
    std::vector<Try> tries(half);
    NITER_OK(crew.each(half, monitor.stop, [&](Posterior& posterior, std::size_t i) {
      tries[i] = attempt(e, next, first + i, others, posterior);
    }));
    for (std::size_t i = 0; i < half; ++i) settle(next, first + i, std::move(tries[i]));
  }
  ++next.generation;
  return next;
}

}  // namespace

Status advance(Ensemble& ensemble, const Problem& problem, int samples, int threads,
               const Monitor& monitor, const std::function<Status(const Ensemble&)>& after) {
  const std::size_t count = ensemble.now.walkers.size();
  NITER_EXPECT(count >= 4 && count % 2 == 0, "two halves of at least two walkers");
  Crew crew(problem, threads);
  const auto wanted = (static_cast<std::size_t>(samples) + count - 1) / count * count;
  const double last = ensemble.burn + static_cast<double>(wanted / count) * ensemble.thin;
  while (ensemble.samples() < wanted) {
    NITER_TRY(ensemble.now, next_generation(ensemble, crew, monitor));
    const long after_burn = ensemble.now.generation - ensemble.burn;
    if (after_burn > 0 && after_burn % ensemble.thin == 0) {
      ensemble.kept.push_back(ensemble.now.walkers);
      ensemble.kept_log_density.push_back(ensemble.now.log_density);
    }
    if (after) NITER_OK(after(ensemble));
    monitor.at("sampling the posterior", static_cast<double>(ensemble.now.generation) / last);
  }
  return {};
}

Status check_belongs(const Ensemble& ensemble, const Problem& problem, int threads,
                     const Monitor& monitor) {
  constexpr double same = 1e-6;  // of a log density: another machine may round otherwise
  std::vector<std::string> names;
  for (const auto& u : problem.unknowns) names.push_back(u.name);
  if (ensemble.unknowns != names) {
    return fail(Code::Inconsistent,
                fmt::format("the saved sample is of {}, the problem of {}",
                            fmt::join(ensemble.unknowns, ", "), fmt::join(names, ", ")),
                "go on with the study and mechanism it was begun with");
  }
  Crew crew(problem, threads);
  std::vector<char> agrees(ensemble.now.walkers.size());  // not bool: written by many threads
  const auto check = [&](Posterior& posterior, std::size_t i) {
    const auto now = posterior.log_density(ensemble.now.walkers[i]);
    const double saved = ensemble.now.log_density[i];
    agrees[i] = now && std::abs(*now - saved) <= same * std::max(1.0, std::abs(saved));
  };
  NITER_OK(crew.each(agrees.size(), monitor.stop, check));
  for (std::size_t i = 0; i < agrees.size(); ++i) {
    if (agrees[i]) continue;
    return fail(
        Code::Inconsistent,
        "the saved sample belongs to other data, priors or another model: its densities are "
        "not met",
        "go on with the study and mechanism it was begun with");
  }
  return {};
}

}  // namespace niter::infer
