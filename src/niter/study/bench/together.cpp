#include "niter/study/bench/together.hpp"

#include <algorithm>
#include <iterator>

namespace niter::study {

std::span<const TogetherKind> together_kinds() {
  static constexpr TogetherKind table[] = {
      {"series", "Faradaic efficiency and yield against potential", potential_series},
      {"overlay", "the same technique on several catalysts, in one panel", overlays},
      {"closure", "charge by product and nitrogen balance against potential", closure},
      {"cycling", "the same electrolysis again and again: mean, spread, trend", cycling},
      {"controls", "ammonia without reactant, support or current", control_figures},
      {"isotopes", "ordinary against labelled feed", isotope_figures},
      {"hours", "a long electrolysis beside the reported current", hours},
  };
  return table;
}

Together draw_together(const Study& study, std::span<const Measured> measured) {
  Together all;
  for (const auto& kind : together_kinds()) {
    auto made = kind.draw(study, measured);
    std::ranges::move(made.figures, std::back_inserter(all.figures));
    std::ranges::move(made.findings, std::back_inserter(all.findings));
  }
  return all;
}

}  // namespace niter::study
