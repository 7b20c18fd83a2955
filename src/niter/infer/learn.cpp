// The beginning of an ensemble: learn the response surface, put the walkers where draws lie.
#include <algorithm>
#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/infer/crew.hpp"
#include "niter/infer/ensemble.hpp"

namespace niter::infer {
namespace {

constexpr std::size_t fewest_walkers = 8;
constexpr std::size_t sightings_per_term = 3;  // of the surface: from Laplace, and again on it
constexpr int first_steps = 500;   // on the first surface: from Laplace to its own shape
constexpr int further_steps = 50;  // on each later one
constexpr int steps_at_once = 5;   // before the other half moves
constexpr double lowest = 3;       // ln density of a first walker below the maximum, per unknown
constexpr double useless = 3;      // error of ln density with which 1 walk in 20 would be taken

// What the steps of the beginning share.
struct Beginning {
  const SampleOptions& options;
  const Monitor& monitor;
  Crew crew;
  Normal shape;
  std::vector<Sighting> seen = {};  // the first is the maximum
  std::vector<Point> walkers = {};
  long evaluations = 0, sweeps = 0;

  std::size_t unknowns() const { return shape.centre.size(); }
};

std::vector<Point> laplace_draws(const Beginning& b, std::size_t count, long batch) {
  std::vector<Point> out;
  for (std::size_t i = 0; i < count; ++i) {
    auto stream = stream_of(b.options.seed, Purpose::Learning, batch, i);
    out.push_back(b.shape.at(unit_normals(b.unknowns(), stream)));
  }
  return out;
}

// Evaluate the model at some points; one it cannot solve gets no density.
Result<std::vector<Sighting>> look(Beginning& b, const std::vector<Point>& points) {
  std::vector<Sighting> out(points.size());
  NITER_OK(b.crew.each(points.size(), b.monitor.stop, [&](Posterior& posterior, std::size_t i) {
    out[i] = {points[i], {}, -INFINITY};
    const auto predictions = posterior.predict(points[i]);
    if (!predictions) return;
    out[i].residuals = posterior.residuals(*predictions);
    const double ln_density = log_density_of(points[i], out[i].residuals);
    if (std::isfinite(ln_density)) out[i].log_density = ln_density;
  }));
  b.evaluations += static_cast<long>(points.size());
  return out;
}

void remember(Beginning& b, const std::vector<Sighting>& sightings) {
  std::copy_if(sightings.begin(), sightings.end(), std::back_inserter(b.seen),
               [](const Sighting& s) { return std::isfinite(s.log_density); });
}

// The whole ensemble on the surface, half by half.
Status sweep(Beginning& b, const Surface& surface, int steps) {
  const std::size_t half = b.walkers.size() / 2;
  for (int done = 0; done < steps; done += steps_at_once, ++b.sweeps) {
    for (const std::size_t first : {std::size_t{0}, half}) {
      const std::span<const Point> others(b.walkers.data() + (half - first), half);
      NITER_OK(b.crew.each(half, b.monitor.stop, [&](Posterior&, std::size_t i) {
        auto stream = stream_of(b.options.seed, Purpose::Walking, b.sweeps, first + i);
        auto& z = b.walkers[first + i];
        z = walk(surface, Tails::Quadratic, std::move(z), others, steps_at_once, stream);
      }));
    }
  }
  return {};
}

// How far off the surface is where it was not fitted: median of the error of ln density about its
// median.
double error_of(const Surface& surface, const std::vector<Sighting>& fresh) {
  std::vector<double> off;
  for (const auto& s : fresh)
    off.push_back(s.log_density - surface.log_density(s.z, Tails::Quadratic));
  const auto median = [&] {
    const auto middle = off.begin() + static_cast<std::ptrdiff_t>(off.size() / 2);
    std::nth_element(off.begin(), middle, off.end());
    return *middle;
  };
  const double centre = median();
  for (auto& x : off) x = std::abs(x - centre);
  return median();
}

// Laplace draws, then points of the surface's own ensemble, which moves as the surface improves.
// Nothing if the surface turns out to be of no use.
Result<std::optional<Surface>> learn(Beginning& b) {
  const std::size_t wanted = sightings_per_term * Surface::terms(b.unknowns());
  NITER_TRY(auto sightings, look(b, laplace_draws(b, wanted, 1)));
  remember(b, sightings);
  Surface surface = fit_surface(b.shape, b.seen);
  NITER_OK(sweep(b, surface, first_steps - further_steps));
  double error = INFINITY;
  for (std::size_t looked = 0; looked < wanted; looked += b.walkers.size()) {
    b.monitor.at("learning the posterior",
                 0.5 + 0.5 * static_cast<double>(looked) / static_cast<double>(wanted));
    NITER_OK(sweep(b, surface, further_steps));
    NITER_TRY(sightings, look(b, b.walkers));
    error = error_of(surface, sightings);
    remember(b, sightings);
    surface = fit_surface(b.shape, b.seen);
  }
  if (!(error < useless)) return std::nullopt;
  NITER_OK(sweep(b, surface, 2 * further_steps));
  return surface;
}

// Walkers the model cannot solve, or so low that no draw would lie there, come half way towards the
// maximum until neither is so.
Result<std::vector<double>> lift(Beginning& b) {
  const double floor = b.seen.front().log_density - lowest * static_cast<double>(b.unknowns());
  NITER_TRY(auto standing, look(b, b.walkers));
  for (int halvings = 0; halvings < 10; ++halvings) {
    std::vector<std::size_t> low;
    std::vector<Point> moved;
    for (std::size_t i = 0; i < standing.size(); ++i) {
      if (standing[i].log_density >= floor) continue;
      low.push_back(i);
      moved.push_back(standing[i].z);
      for (std::size_t k = 0; k < b.unknowns(); ++k)
        moved.back()[k] += (b.shape.centre[k] - moved.back()[k]) / 2;
    }
    if (low.empty()) break;
    NITER_TRY(auto better, look(b, moved));
    for (std::size_t i = 0; i < low.size(); ++i) standing[low[i]] = std::move(better[i]);
  }
  std::vector<double> log_density;
  for (std::size_t i = 0; i < standing.size(); ++i) {
    const auto& s = std::isfinite(standing[i].log_density) ? standing[i] : b.seen.front();
    b.walkers[i] = s.z;
    log_density.push_back(s.log_density);
  }
  return log_density;
}

}  // namespace

Result<Ensemble> start_ensemble(const Problem& problem, const Calibration& calibration,
                                const SampleOptions& options, const Monitor& monitor) {
  NITER_EXPECT(options.thin > 0 && options.burn >= 0 && options.threads > 0 &&
                   options.walkers_per_unknown >= 2,
               "a sample needs steps, threads and at least two walkers per unknown");
  Beginning b{options, monitor, Crew(problem, options.threads), laplace(problem, calibration)};
  NITER_TRY(auto top, look(b, {b.shape.centre}));
  if (!std::isfinite(top.front().log_density))
    return fail(Code::NoConvergence, "the model cannot be solved at its own optimum");
  remember(b, top);
  const auto walkers = b.unknowns() * static_cast<std::size_t>(options.walkers_per_unknown);
  b.walkers = laplace_draws(b, std::max(fewest_walkers, (walkers + 1) / 2 * 2), 0);

  Ensemble out;
  out.seed = options.seed;
  out.thin = options.thin;
  out.burn = options.burn;
  for (const auto& u : problem.unknowns) out.unknowns.push_back(u.name);
  if (options.surface_share > 0) {
    NITER_TRY(auto surface, learn(b));
    out.surface_share = surface ? options.surface_share : 0;
    if (surface) out.surface = *std::move(surface);
  }
  NITER_TRY(out.now.log_density, lift(b));
  out.now.walkers = std::move(b.walkers);
  out.now.evaluations = b.evaluations;
  return out;
}

}  // namespace niter::infer
