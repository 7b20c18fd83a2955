#include "niter/analysis/assay/absorbance_spectrum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "niter/analysis/statistics.hpp"
#include "niter/math/dense_lu.hpp"

namespace niter::analysis {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double around_end = 1e-9;  // m: half width of the means that carry a linear baseline

/// Counts less the dark ones of the same table, where it has them.
Result<std::vector<double>> net_counts(const data::Table& table, std::string_view name) {
  NITER_TRY(const auto counts, table.column(name));
  std::vector<double> net(counts.begin(), counts.end());
  if (const data::Column* const dark = table.find("counts_dark")) {
    for (std::size_t i = 0; i < net.size(); ++i) net[i] -= dark->values[i];
  }
  return net;
}

Result<std::vector<double>> light_without_sample(const data::Table& table,
                                                 const data::Table* reference) {
  if (reference == nullptr) return net_counts(table, "counts_reference");
  NITER_TRY(const auto own, table.column("wavelength"));
  NITER_TRY(const auto theirs, reference->column("wavelength"));
  const bool same = own.size() == theirs.size() &&
                    std::equal(own.begin(), own.end(), theirs.begin(), [](double a, double b) {
                      return std::abs(a - b) <= 1e-6 * std::abs(a);
                    });
  if (!same) {
    return fail(Code::InvalidInput, "sample and reference were read at different wavelengths");
  }
  return net_counts(*reference, "counts_sample");
}

void sort_ascending(AbsorbanceSpectrum& spectrum) {
  if (spectrum.wavelength.size() < 2 || spectrum.wavelength.front() < spectrum.wavelength.back()) {
    return;
  }
  std::reverse(spectrum.wavelength.begin(), spectrum.wavelength.end());
  std::reverse(spectrum.absorbance.begin(), spectrum.absorbance.end());
  std::reverse(spectrum.sigma.begin(), spectrum.sigma.end());
}

/// The straight line between neighbours; NaN outside.
double interpolated(const AbsorbanceSpectrum& spectrum, double wavelength) {
  const auto& x = spectrum.wavelength;
  const auto after = std::lower_bound(x.begin(), x.end(), wavelength);
  if (after == x.end()) return none;
  const auto i = static_cast<std::size_t>(after - x.begin());
  if (x[i] == wavelength) return spectrum.absorbance[i];
  if (i == 0) return none;
  const double share = (wavelength - x[i - 1]) / (x[i] - x[i - 1]);
  return (1 - share) * spectrum.absorbance[i - 1] + share * spectrum.absorbance[i];
}

Result<Baseline> linear_baseline(const AbsorbanceSpectrum& spectrum,
                                 const BaselineOptions& options) {
  NITER_TRY(const double low, absorbance_at(spectrum, options.low, 2 * around_end));
  NITER_TRY(const double high, absorbance_at(spectrum, options.high, 2 * around_end));
  Baseline baseline;
  for (const double wavelength : spectrum.wavelength) {
    const double share = (wavelength - options.low) / (options.high - options.low);
    baseline.values.push_back(low + share * (high - low));
  }
  return baseline;
}

Result<Baseline> scatter_baseline(const AbsorbanceSpectrum& spectrum,
                                  const BaselineOptions& options) {
  std::vector<double> x;
  std::vector<double> y;
  for (std::size_t i = 0; i < spectrum.wavelength.size(); ++i) {
    const double wavelength = spectrum.wavelength[i];
    if (wavelength < options.low || wavelength > options.high) continue;
    if (!(spectrum.absorbance[i] > 0)) {
      return fail(Code::InvalidInput,
                  fmt::format("no scatter to fit at {:.4g} nm: the absorbance is not positive",
                              1e9 * wavelength),
                  "choose a window in which only scattering is seen");
    }
    x.push_back(std::log(wavelength));
    y.push_back(std::log(spectrum.absorbance[i]));
  }
  NITER_TRY(const Line line, fit_line(x, y));
  Baseline baseline;
  baseline.exponent = -line.slope;
  for (const double wavelength : spectrum.wavelength) {
    baseline.values.push_back(std::exp(line.intercept + line.slope * std::log(wavelength)));
  }
  return baseline;
}

/// Rows of the linear problem: wavelengths that the spectrum and all references cover.
struct MixtureRows {
  std::vector<std::vector<double>> columns;  // references, then the offset
  std::vector<double> signal;
};

MixtureRows rows_of(const AbsorbanceSpectrum& spectrum,
                    std::span<const AbsorbanceSpectrum> references) {
  MixtureRows rows;
  rows.columns.resize(references.size() + 1);
  for (std::size_t i = 0; i < spectrum.wavelength.size(); ++i) {
    std::vector<double> values;
    for (const auto& reference : references) {
      values.push_back(interpolated(reference, spectrum.wavelength[i]));
    }
    const bool covered = std::isfinite(spectrum.absorbance[i]) &&
                         std::ranges::all_of(values, [](double v) { return std::isfinite(v); });
    if (!covered) continue;
    for (std::size_t k = 0; k < values.size(); ++k) rows.columns[k].push_back(values[k]);
    rows.columns.back().push_back(1);
    rows.signal.push_back(spectrum.absorbance[i]);
  }
  return rows;
}

double product(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

std::span<const std::pair<std::string_view, BaselineKind>> enum_names(BaselineKind) {
  static constexpr std::array<std::pair<std::string_view, BaselineKind>, 3> names{
      {{"none", BaselineKind::None},
       {"linear", BaselineKind::Linear},
       {"scatter", BaselineKind::Scatter}}};
  return names;
}

Result<AbsorbanceSpectrum> absorbance_spectrum(const data::Table& table,
                                               const data::Table* reference) {
  AbsorbanceSpectrum spectrum;
  spectrum.title = table.title;
  NITER_TRY(const auto wavelength, table.column("wavelength"));
  spectrum.wavelength.assign(wavelength.begin(), wavelength.end());
  if (const data::Column* const absorbance = table.find("absorbance")) {
    spectrum.absorbance = absorbance->values;
    spectrum.sigma = absorbance->sigma;
  } else {
    NITER_TRY(const auto sample, net_counts(table, "counts_sample"));
    NITER_TRY(const auto light, light_without_sample(table, reference));
    for (std::size_t i = 0; i < sample.size(); ++i) {
      const bool seen = sample[i] > 0 && light[i] > 0;
      spectrum.absorbance.push_back(seen ? -std::log10(sample[i] / light[i]) : none);
    }
  }
  sort_ascending(spectrum);
  if (!std::is_sorted(spectrum.wavelength.begin(), spectrum.wavelength.end())) {
    return fail(Code::InvalidInput, "the wavelengths neither rise nor fall");
  }
  return spectrum;
}

Result<Baseline> baseline_of(const AbsorbanceSpectrum& spectrum, const BaselineOptions& options) {
  if (options.kind == BaselineKind::None) {
    return Baseline{std::vector<double>(spectrum.wavelength.size(), 0.0)};
  }
  if (!(options.low > 0 && options.high > options.low)) {
    return fail(Code::InvalidInput, "a baseline needs two wavelengths that rise");
  }
  return options.kind == BaselineKind::Linear ? linear_baseline(spectrum, options)
                                              : scatter_baseline(spectrum, options);
}

Result<double> absorbance_at(const AbsorbanceSpectrum& spectrum, double wavelength, double width) {
  const double low = wavelength - width / 2;
  const double high = wavelength + width / 2;
  double read = interpolated(spectrum, wavelength);
  if (width > 0) {
    // trapezium rule from end to end: points that lie on an end by rounding do not matter
    double last = low;
    double value = interpolated(spectrum, low);
    double area = 0;
    const auto add = [&](double to, double there) {
      area += (to - last) * (value + there) / 2;
      last = to;
      value = there;
    };
    for (std::size_t i = 0; i < spectrum.wavelength.size(); ++i) {
      const double here = spectrum.wavelength[i];
      if (here > low && here < high) add(here, spectrum.absorbance[i]);
    }
    add(high, interpolated(spectrum, high));
    read = area / width;
  }
  if (std::isfinite(read)) return read;
  return fail(Code::InvalidInput,
              fmt::format("no absorbance at {:.4g} nm: beyond the spectrum, or no light there",
                          1e9 * wavelength));
}

Result<Mixture> resolve_mixture(const AbsorbanceSpectrum& spectrum,
                                std::span<const AbsorbanceSpectrum> references) {
  const MixtureRows rows = rows_of(spectrum, references);
  const std::size_t unknowns = rows.columns.size();
  const std::size_t points = rows.signal.size();
  if (points <= unknowns) {
    return fail(Code::InvalidInput,
                fmt::format("{} common wavelengths do not give {} unknowns", points, unknowns));
  }
  // columns of length one: the determinant of the normal matrix then says how alike they are
  std::vector<double> norms;
  for (const auto& column : rows.columns) norms.push_back(std::sqrt(product(column, column)));
  math::DenseLu normal(static_cast<int>(unknowns));
  const auto fill = [&] {
    normal.clear(static_cast<int>(unknowns));
    for (std::size_t i = 0; i < unknowns; ++i) {
      for (std::size_t j = 0; j < unknowns; ++j) {
        normal.at(static_cast<int>(i), static_cast<int>(j)) =
            product(rows.columns[i], rows.columns[j]) / (norms[i] * norms[j]);
      }
    }
  };
  fill();
  bool alike = !normal.factor();
  for (int k = 0; k < static_cast<int>(unknowns) && !alike; ++k) {
    alike = std::abs(normal.at(k, k)) < 1e-10;  // pivots: share of a column the others leave
  }
  if (alike) {
    return fail(Code::InvalidInput, "the reference spectra are alike: they cannot be told apart",
                "leave one out, or widen the range of wavelengths");
  }
  std::vector<double> solution;
  for (std::size_t i = 0; i < unknowns; ++i) {
    solution.push_back(product(rows.columns[i], rows.signal) / norms[i]);
  }
  normal.solve(solution);

  Mixture mixture;
  mixture.residual = rows.signal;
  for (std::size_t k = 0; k < unknowns; ++k) {
    for (std::size_t i = 0; i < points; ++i) {
      mixture.residual[i] -= solution[k] / norms[k] * rows.columns[k][i];
    }
  }
  mixture.scatter = std::sqrt(product(mixture.residual, mixture.residual) /
                              static_cast<double>(points - unknowns));
  for (std::size_t k = 0; k < references.size(); ++k) {
    std::vector<double> unit(unknowns, 0.0);
    unit[k] = 1;
    normal.solve(unit);  // column k of the inverse
    mixture.amounts.push_back(solution[k] / norms[k]);
    mixture.sigmas.push_back(mixture.scatter * std::sqrt(unit[k]) / norms[k]);
  }
  return mixture;
}

}  // namespace niter::analysis
