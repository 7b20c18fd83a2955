#include "niter/study/bench/shared_inputs.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/format.h>

namespace niter::study {

namespace {

// as analysis/echem and analysis/assay name them
constexpr std::string_view common[] = {
    "area",         "calibration slope", "calibration intercept", "calibration curvature", "blank ",
    "ocp ",         "current gain",      "current offset",        "catalyst mass",         "sites",
    "cell voltage", "reaction potential"};

bool may_be_common(std::string_view name) {
  return std::ranges::any_of(common, [&](std::string_view known) {
    return known.ends_with(' ') ? name.starts_with(known) : name == known;
  });
}

std::string study_name(const Measured& one, const std::string& name) {
  const auto input = std::ranges::find(one.inputs, name, &analysis::RandomInput::name);
  if (input == one.inputs.end() || !may_be_common(name)) return name + ", " + one.plan->id;
  return fmt::format("{} {} ± {}", name, input->value, input->sigma);
}

}  // namespace

std::optional<Uncertain> number_of(const Measured& one, std::string_view id) {
  const auto* const measure = one.reduction ? one.reduction->find(id) : nullptr;
  if (measure == nullptr) return std::nullopt;
  Uncertain out(measure->value.value());
  for (const auto& [name, contribution] : measure->value.contributions()) {
    const double sign = contribution < 0 ? -1 : 1;
    out = out + sign * Uncertain::input(study_name(one, name), 0, std::abs(contribution));
  }
  return out;
}

}  // namespace niter::study
