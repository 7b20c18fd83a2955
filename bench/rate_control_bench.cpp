// Degrees of rate control and elasticities of both cells of the founding study: 41 potentials each,
// steady states included. By differences every step would cost the whole curve again.
#include <filesystem>

#include <benchmark/benchmark.h>

#include "niter/study/rate_control.hpp"

namespace niter::study {
namespace {

void founding_study(benchmark::State& state) {
  const auto study = load_study(std::filesystem::path(NITER_SOURCE_DIR) / "studies/feco-nc");
  if (!study) return state.SkipWithError(study.error().text().c_str());
  const auto model = Model::make(*study).value();
  std::size_t points = 0;
  for (auto _ : state) {
    const auto controls = rate_control(model, model.nominal(), {}, 1);
    if (!controls) {
      state.SkipWithError(controls.error().text().c_str());
      break;
    }
    points = 0;
    for (const auto& control : *controls) points += control.potentials.size();
  }
  state.counters["points"] = static_cast<double>(points);
}
BENCHMARK(founding_study)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace niter::study
