#include "niter/study/fit/profile.hpp"

#include <algorithm>
#include <cmath>

#include "niter/infer/calibrate.hpp"

namespace niter::study {
namespace {

constexpr double fits_as_well = 3.841459;  // chi2 of one degree of freedom, 95 %

// chi2 with one parameter held, all others at their best, less that of the best of all. `others`
// is where they are looked for, and then where they were found.
Result<double> loss(SweepModel& model, const infer::Calibration& best,
                    std::span<const double> sigma, Held held, std::vector<double>& others) {
  if (others.empty()) {
    NITER_TRY(const double alone, model.chi2(std::vector{held.z}, sigma));
    return alone - best.chi2_data;
  }
  infer::CalibrationOptions options;
  options.starts = options.threads = 1;
  options.first = others;
  options.finish = infer::Finish::AsFound;
  NITER_TRY(const auto at,
            infer::calibrate(model.problem(sigma, held), options, model.only_stop()));
  others = at.parameters;
  return at.chi2_data - best.chi2_data;
}

// The farthest z towards `end` at which the records are still fitted: outwards in growing steps, so
// that the others have a near place to begin from, then between the last two.
Result<double> farthest(SweepModel& model, const infer::Calibration& best,
                        std::span<const double> sigma, std::size_t k, double end) {
  constexpr double close = 0.05;  // of a standard deviation of what was known before
  std::vector<double> inner = best.parameters;
  inner.erase(inner.begin() + static_cast<std::ptrdiff_t>(k));
  double inside = best.parameters[k], lost = 0, outside = end, lost_outside = fits_as_well;
  // two standard errors lose four, if chi2 is the parabola that they stand for
  double step = std::copysign(2 * best.posterior_sd[k], end - inside);
  if ((end - inside) * (end > 0 ? 1 : -1) <= 0) return end;
  for (bool bracketed = false; !bracketed || std::abs(outside - inside) > close;) {
    double z = inside + step;
    if (bracketed) {
      const double part = std::sqrt((fits_as_well - lost) / (lost_outside - lost));
      z = inside + (outside - inside) * std::clamp(part, 0.3, 0.7);
    } else if ((end - z) * step <= 0) {
      z = end;
    }
    std::vector<double> others = inner;
    NITER_TRY(const double here, loss(model, best, sigma, {k, z}, others));
    if (here < fits_as_well) {
      inside = z, lost = std::max(0.0, here), inner = others, step *= 2;
      if (z == end) return end;
    } else {
      outside = z, lost_outside = here, bracketed = true;
    }
  }
  return (inside + outside) / 2;
}

// Whether a bound may fit as well as the best value.
bool may_reach(const FittedNumber& number, const Coordinate& c) {
  constexpr double errors = 4;  // from the value to a bound, or to zero
  if (!c.bounded) return false;
  if (number.informed == Informed::Together) return false;  // the sum says what is known
  if (number.informed != Informed::Alone) return true;
  const double q = c.logarithmic ? std::log(number.value) : number.value;
  if (std::min(q - c.low, c.high - q) < errors * number.standard_error) return true;
  return c.logarithmic && errors * number.standard_error > 1;
}

}  // namespace

Status add_profiles(SweepModel& model, const infer::Calibration& best,
                    std::span<const double> sigma, FitResult& out, const Monitor& monitor) {
  constexpr double end = 2.326;  // 1 % of the bounds from either of them
  for (std::size_t k = 0; k < out.numbers.size(); ++k) {
    const Coordinate& c = model.fit().parameters[k].coordinate;
    FittedNumber& number = out.numbers[k];
    if (!may_reach(number, c)) continue;
    monitor.at("profiles", static_cast<double>(k) / static_cast<double>(out.numbers.size()));
    const auto low = farthest(model, best, sigma, k, -end);
    const auto high = low ? farthest(model, best, sigma, k, end) : low;
    if (!high && high.error().code != Code::NoConvergence) return fail(high.error());
    if (!high) {
      out.words.push_back("not settled: how far " + model.fit().parameters[k].name +
                          " can go, for the others do not converge beside it");
      continue;
    }
    number.reach = Reach{*low == -end, *high == end, c.value(*low), c.value(*high)};
    if (*low == -end && *high == end)
      number.informed = Informed::NotAtAll;
    else if (*low == -end || *high == end)
      number.informed = Informed::Limit;
  }
  return {};
}

}  // namespace niter::study
