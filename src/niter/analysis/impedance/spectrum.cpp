#include "niter/analysis/impedance/spectrum.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>

namespace niter::analysis {

Result<Spectrum> spectrum_of(const data::Table& record, const SpectrumOptions& options) {
  NITER_TRY(const auto f, record.column("f"));
  NITER_TRY(const auto re, record.column("Z_re"));
  NITER_TRY(const auto im, record.column("Z_im"));
  const auto refuse = [&](std::string what, std::string hint = {}) {
    return fail({Code::InvalidInput, std::move(what), {record.provenance.origin}, std::move(hint)});
  };
  if (re.size() != f.size() || im.size() != f.size()) {
    return refuse("columns f, Z_re and Z_im differ in length");
  }
  const double lowest = options.lowest ? options.lowest->si() : 0;
  const double highest =
      options.highest ? options.highest->si() : std::numeric_limits<double>::infinity();
  Spectrum spectrum;
  for (std::size_t i = 0; i < f.size(); ++i) {
    if (!std::isfinite(f[i]) || !std::isfinite(re[i]) || !std::isfinite(im[i])) {
      return refuse(fmt::format("point {} of the spectrum is not finite", i + 1),
                    "a cell that was switched off? cut the record before it");
    }
    if (f[i] <= 0) {
      return refuse(fmt::format("frequency {} Hz of point {} is not positive", f[i], i + 1));
    }
    if (f[i] < lowest || f[i] > highest) continue;
    if (im[i] > 0 && options.inductive == InductivePoints::Drop) continue;
    spectrum.frequency.push_back(f[i]);
    spectrum.impedance.emplace_back(re[i], im[i]);
  }
  if (spectrum.size() < 3) {
    return refuse(fmt::format("{} of {} points are left, three or more are needed", spectrum.size(),
                              f.size()),
                  "widen the range of frequencies");
  }

  std::vector<std::size_t> order(spectrum.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(
      order, [&](auto a, auto b) { return spectrum.frequency[a] > spectrum.frequency[b]; });
  Spectrum sorted;
  for (const auto i : order) {
    sorted.frequency.push_back(spectrum.frequency[i]);
    sorted.impedance.push_back(spectrum.impedance[i]);
  }
  return sorted;
}

}  // namespace niter::analysis
