#include "niter/infer/crew.hpp"

#include "niter/infer/parallel.hpp"

namespace niter::infer {

Crew::Crew(const Problem& problem, int threads) {
  for (int t = 0; t < threads; ++t) posteriors_.emplace_back(problem);
}

void Crew::each(std::size_t items, const std::stop_token& stop,
                const std::function<void(Posterior&, std::size_t)>& work) {
  in_parallel(items, posteriors_.size(), stop,
              [&](std::size_t thread, std::size_t item) { work(posteriors_[thread], item); });
}

}  // namespace niter::infer
