#include "niter/study/bench/trend.hpp"

#include <cmath>
#include <vector>

#include "niter/analysis/echem/weighted_line.hpp"
#include "niter/analysis/statistics.hpp"

namespace niter::study {

data::Verdict Trend::verdict() const {
  const double size = std::abs(slope.value());
  if (size <= limit95) return data::Verdict::Consistent;
  return size <= limit99 ? data::Verdict::Marginal : data::Verdict::Inconsistent;
}

Result<Trend> trend_of(std::span<const double> x, std::span<const Uncertain> y) {
  std::vector<double> values, sigmas;
  for (const auto& one : y) {
    values.push_back(one.value());
    sigmas.push_back(one.sigma());
  }
  NITER_TRY(const auto scattered, analysis::fit_line(x, values));
  NITER_TRY(const auto line, analysis::fit_weighted_line(x, values, sigmas));
  Trend out;
  out.centre = line.centre;
  out.scatter = scattered.slope_sigma;
  for (std::size_t i = 0; i < y.size(); ++i) out.slope = out.slope + line.influence[i] * y[i];
  out.middle = line.intercept + line.slope * line.centre;
  const double by_budget = out.slope.sigma();
  const bool scatters = out.scatter > by_budget;
  out.u = scatters ? out.scatter : by_budget;
  const int degrees = static_cast<int>(y.size()) - 2;
  constexpr double normal99 = 2.575829;  // as normal_coverage, of 99 %
  out.limit95 = out.u * (scatters ? analysis::student_t(degrees, 0.95) : analysis::normal_coverage);
  out.limit99 = out.u * (scatters ? analysis::student_t(degrees, 0.99) : normal99);
  return out;
}

}  // namespace niter::study
