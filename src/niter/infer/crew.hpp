// Crew: threads that evaluate one problem, each with its own forward function. Private to this
// room.
#pragma once

#include <functional>
#include <stop_token>
#include <vector>

#include "niter/infer/posterior.hpp"

namespace niter::infer {

class Crew {
 public:
  Crew(const Problem& problem, int threads);

  /// work(posterior, item) for items 0, 1, ..., each with the posterior of its thread. @error
  /// Interrupted
  Status each(std::size_t items, const std::stop_token& stop,
              const std::function<void(Posterior& posterior, std::size_t item)>& work);

 private:
  std::vector<Posterior> posteriors_;
};

}  // namespace niter::infer
