#include "niter/analysis/inputs.hpp"

#include <algorithm>
#include <numbers>

#include <fmt/format.h>

#include "niter/base/contract.hpp"

namespace niter::analysis {

Uncertain Inputs::operator()(std::string_view scope, std::string_view what, double value,
                             double sigma) {
  if (!draws_.empty()) {
    NITER_EXPECT(next_ < order_.size(), "a trial asks what the linear pass asked");
    return draws_[order_[next_++]];
  }
  std::string name = scope.empty() ? std::string(what) : fmt::format("{} {}", scope, what);
  const auto known = std::find_if(noted_.begin(), noted_.end(),
                                  [&](const auto& input) { return input.name == name; });
  order_.push_back(static_cast<std::size_t>(known - noted_.begin()));
  if (known == noted_.end()) {
    const auto shape = shapes_.find(name);
    const auto distribution = shape == shapes_.end() ? Distribution::Normal : shape->second;
    if (distribution == Distribution::Rectangular) sigma /= std::numbers::sqrt3;
    noted_.push_back({name, value, sigma, distribution});
  }
  const auto& input = noted_[order_.back()];
  return Uncertain::input(std::move(name), input.value, input.sigma);
}

Uncertain Inputs::operator()(std::string_view scope, std::string_view what,
                             const Quantity& quantity) {
  return (*this)(scope, what, quantity.si(), quantity.si_sigma());
}

void Inputs::replay(std::span<const double> draws) {
  NITER_EXPECT(draws.size() == noted_.size(), "one draw for each input");
  draws_ = draws;
  next_ = 0;
}

}  // namespace niter::analysis
