#include "niter/infer/crew.hpp"

#include "niter/base/parallel.hpp"

namespace niter::infer {

Crew::Crew(const Problem& problem, int threads) {
  for (int t = 0; t < threads; ++t) posteriors_.emplace_back(problem);
}

Status Crew::each(std::size_t items, const std::stop_token& stop,
                  const std::function<void(Posterior&, std::size_t)>& work) {
  return in_parallel(items, static_cast<int>(posteriors_.size()), {{}, stop}, "",
                     [&](std::size_t worker, std::size_t item) {
                       work(posteriors_[worker], item);
                       return Status();
                     });
}

}  // namespace niter::infer
