// The technique "absorbance": readings of spectra, and mixtures resolved into known absorbers.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/assay/absorbance_spectrum.hpp"
#include "niter/chem/assay_methods.hpp"

namespace niter::analysis {

namespace {

const Unit& nanometre() {
  static const Unit unit = Unit::of("nm");
  return unit;
}

/// The wavelengths to read: those given, or those of the method.
Result<std::vector<ReadAt>> wavelengths_of(const AbsorbanceOptions& options) {
  if (!options.read.empty() && !options.method.empty()) {
    return fail(Code::InvalidInput, "the wavelengths are given twice", "give 'method' or 'read'");
  }
  if (options.method.empty()) return options.read;
  NITER_TRY(const auto method, chem::find_assay_method(options.method));
  std::vector<ReadAt> read;
  for (const auto& wavelength : method.wavelengths) {
    read.push_back({Quantity(wavelength.nanometres, nanometre()), wavelength.factor});
  }
  return read;
}

Result<BaselineOptions> baseline_options(const AbsorbanceOptions& options) {
  BaselineOptions baseline{.kind = options.baseline};
  if (options.baseline == BaselineKind::None) return baseline;
  if (options.baseline_range.size() != 2) {
    return fail(Code::InvalidInput, "'baseline_range' holds two wavelengths");
  }
  for (const auto& end : options.baseline_range) {
    if (end.unit().same_dimension(nanometre())) continue;
    return fail(Code::Unit, fmt::format("'{}' is not a wavelength", end.text()));
  }
  baseline.low = options.baseline_range[0].si();
  baseline.high = options.baseline_range[1].si();
  return baseline;
}

/// A sample with its baseline.
struct Sample {
  AbsorbanceSpectrum spectrum;
  Baseline baseline;

  AbsorbanceSpectrum corrected() const {
    AbsorbanceSpectrum flat = spectrum;
    for (std::size_t i = 0; i < flat.absorbance.size(); ++i) {
      flat.absorbance[i] -= baseline.values[i];
    }
    return flat;
  }
};

data::Finding saturated(const std::string& where, double absorbance, double limit) {
  data::Finding finding;
  finding.key = "absorbance-saturated";
  finding.title = "Hardly any light is left";
  finding.verdict = data::Verdict::Marginal;
  finding.formula = "A <= limit; 10^-A of the light passes";
  finding.numbers = fmt::format("{}: A = {:.4g}, limit {:.4g}", where, absorbance, limit);
  finding.tolerance = "none: stray light and dark signal take over";
  finding.text = "Dilute, or take a shorter cell.";
  finding.source = "10^-A of the light passes (physics of absorption)";
  return finding;
}

/// sum of factor A(lambda), brought to a cell of 10 mm.
Status add_reading(data::Reduction& reduction, const Sample& sample,
                   const std::vector<ReadAt>& wavelengths, const AbsorbanceOptions& options) {
  if (wavelengths.empty()) return {};
  const AbsorbanceSpectrum flat = sample.corrected();
  const std::string name = flat.title.empty() ? "sample" : flat.title;
  double sum = 0;
  std::string formula = "A =";
  for (const auto& read : wavelengths) {
    NITER_TRY(const double plain,
              absorbance_at(sample.spectrum, read.wavelength.si(), options.width.si()));
    NITER_TRY(const double here, absorbance_at(flat, read.wavelength.si(), options.width.si()));
    sum += read.factor * here;
    formula += fmt::format(" {:+g} A({:g} nm)", read.factor, 1e9 * read.wavelength.si());
    const std::string where = fmt::format("{} at {:g} nm", name, 1e9 * read.wavelength.si());
    reduction.measures.push_back({"absorbance " + where, "Absorbance of " + where, Uncertain(here),
                                  Unit::of("1"), "A(lambda) less the baseline", "hibbert2023",
                                  fmt::format("as read {:.5g}", plain)});
    if (plain > options.absorbance_limit) {
      reduction.findings.push_back(saturated(where, plain, options.absorbance_limit));
    }
  }
  const double path = options.path.si() / Quantity(10, "mm").si();
  reduction.measures.push_back({"absorbance " + name, "Absorbance of " + name + ", 10 mm",
                                Uncertain(sum / path), Unit::of("1"), formula, "hibbert2023",
                                fmt::format("cell {}", options.path.text())});
  return {};
}

Status add_mixture(data::Reduction& reduction, const Sample& sample,
                   std::span<const AbsorbanceSpectrum> references,
                   std::span<const double> amounts) {
  NITER_TRY(const Mixture mixture, resolve_mixture(sample.corrected(), references));
  for (std::size_t k = 0; k < references.size(); ++k) {
    const std::string name =
        references[k].title.empty() ? fmt::format("reference {}", k + 1) : references[k].title;
    reduction.measures.push_back(
        {"amount " + name, "Amount of " + name,
         Uncertain::input("residual " + name, amounts[k] * mixture.amounts[k],
                          amounts[k] * mixture.sigmas[k]),
         Unit::of("1"), "A = sum x_k A_k + a0", "press2007, sec. 15.4",
         fmt::format("in the unit of 'reference_amounts'; residual scatter {:.3g}",
                     mixture.scatter)});
  }
  return {};
}

data::Figure figure_of(std::span<const Sample> samples, const std::vector<ReadAt>& wavelengths) {
  data::Figure figure;
  figure.id = "fig-absorbance";
  figure.title = "Absorbance";
  figure.caption =
      "Absorbance as recorded; dashed: the baseline that is taken off; vertical: where "
      "it is read.";
  data::Panel panel;
  panel.x = {"wavelength", nanometre()};
  panel.y = {"absorbance", Unit::of("1")};
  double low = 0;
  double high = 0;
  int colour = 0;
  for (const auto& sample : samples) {
    data::Series curve;
    curve.name = sample.spectrum.title;
    curve.colour = colour % 6;
    for (std::size_t i = 0; i < sample.spectrum.wavelength.size(); ++i) {
      const double value = sample.spectrum.absorbance[i];
      if (!std::isfinite(value)) continue;  // no light: a gap would be drawn as zero
      curve.x.push_back(sample.spectrum.wavelength[i]);
      curve.y.push_back(value);
      low = std::min(low, value);
      high = std::max(high, value);
    }
    data::Series below;
    below.dashed = true;
    below.colour = colour++ % 6;
    below.x = sample.spectrum.wavelength;
    below.y = sample.baseline.values;
    panel.series.push_back(std::move(curve));
    const auto& values = sample.baseline.values;
    const bool flat = std::ranges::all_of(values, [](double value) { return value == 0; });
    if (!flat) panel.series.push_back(std::move(below));
  }
  for (const auto& read : wavelengths) {
    data::Series mark;
    mark.dashed = true;
    mark.colour = 4;
    mark.x = {read.wavelength.si(), read.wavelength.si()};
    mark.y = {low, high};
    panel.series.push_back(std::move(mark));
  }
  figure.panels = {std::move(panel)};
  return figure;
}

}  // namespace

Result<data::Reduction> reduce_absorbance(std::span<const data::Table> tables,
                                          const AbsorbanceOptions& options) {
  NITER_TRY(const auto wavelengths, wavelengths_of(options));
  NITER_TRY(const auto baseline, baseline_options(options));
  const std::size_t references = options.reference_amounts.size();
  if (tables.empty() || references >= tables.size()) {
    return fail(Code::InvalidInput, fmt::format("{} tables do not hold a sample and {} references",
                                                tables.size(), references));
  }
  if (wavelengths.empty() && references == 0) {
    return fail(Code::InvalidInput, "nothing is asked of the spectrum",
                "give 'method', 'read' or 'reference_amounts'");
  }
  data::Reduction reduction{.technique = "absorbance", .title = "Absorbance"};
  std::vector<Sample> samples;
  std::vector<AbsorbanceSpectrum> pure;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    NITER_TRY(auto spectrum, absorbance_spectrum(tables[i]));
    reduction.records.push_back(tables[i].provenance);
    if (i + references >= tables.size()) {
      pure.push_back(std::move(spectrum));
      continue;
    }
    NITER_TRY(auto below, baseline_of(spectrum, baseline));
    if (baseline.kind == BaselineKind::Scatter) {
      reduction.settings.emplace_back("scatter exponent", fmt::format("{:.3f}", below.exponent));
    }
    samples.push_back({std::move(spectrum), std::move(below)});
  }
  for (const auto& sample : samples) {
    NITER_OK(add_reading(reduction, sample, wavelengths, options));
    if (!pure.empty()) {
      NITER_OK(add_mixture(reduction, sample, pure, options.reference_amounts));
    }
  }
  reduction.figures = {figure_of(samples, wavelengths)};
  return reduction;
}

}  // namespace niter::analysis
