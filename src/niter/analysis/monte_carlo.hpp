// Monte Carlo propagation of distributions (JCGM 101), the cross-check of linear propagation (GUM).
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/units/uncertain.hpp"

namespace niter::analysis {

/// What is known of an input: value and standard uncertainty always, and the shape.
///
/// Normal: the ordinary case. Rectangular: equally likely within sqrt(3) standard uncertainties
/// (GUM 4.3.7). Truncated: normal, but what lies below zero is impossible and drawn again.
enum class Distribution { Normal, Rectangular, Truncated };
std::span<const std::pair<std::string_view, Distribution>> enum_names(Distribution);

struct RandomInput {
  std::string name;
  double value = 0;  // SI
  double sigma = 0;  // standard uncertainty, SI
  Distribution distribution = Distribution::Normal;
};

struct MonteCarloOptions {
  int draws =
      100'000;       // fixes the ends of a 95 % interval to about 1 % of the standard uncertainty
  int seed = 20081;  // equal seeds give equal results

  template <class V>
  void visit(V& v) {
    v.optional("draws", draws, "number of trials; 0 leaves the cross-check out");
    v.optional("seed", seed, "seed of the random numbers");
  }
};

/// What the trials say of one output.
struct Sampled {
  double mean = 0;
  double sd = 0;
  double low = 0, high = 0;  // probabilistically symmetric 95 % interval
};

/// Model of a measurement: outputs from one draw of the inputs.
using TrialModel = std::function<void(std::span<const double> inputs, std::span<double> outputs)>;

/// Draw all inputs, evaluate, repeat.
///
/// @error InvalidInput with fewer than 1000 draws, or a Truncated input that is (nearly) always
/// below zero;
///        Inconsistent if a trial gives no finite number
/// @source jcgm101, 7.2 to 7.7
Result<std::vector<Sampled>> monte_carlo(std::span<const RandomInput> inputs, std::size_t outputs,
                                         const TrialModel& model, const MonteCarloOptions& options);

/// Does the linear interval y +- 1.96 u agree with the sampled one? Both ends must lie within 0.1
/// u: hardly any standard uncertainty is itself known better (from 50 readings, to 10 %).
///
/// @source jcgm101, 8.1, with the tolerance of jcgm100, table E.1
bool agree(const Uncertain& linear, const Sampled& sampled);

}  // namespace niter::analysis
