// spectrum: the impedance of every catalyst, as Nyquist and Bode diagrams.
#include <cmath>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/study/runs/execute.hpp"

namespace niter::study {
namespace {

using data::Series;
using twin::protocol::Spectrum;

Result<const Spectrum*> spectrum_of(const RunInput& input,
                                    const twin::protocol::RunRecord& record) {
  if (record.spectra.empty())
    return fail(Error{Code::InvalidInput,
                      fmt::format("the protocol of run '{}' takes no spectrum", input.plan.id),
                      input.plan.where,
                      "write a line like \"eis 100 kHz to 10 mHz, 10 mV, at -1.0 V\""});
  return &record.spectra.back();
}

std::vector<double> values_of(const Spectrum& spectrum, auto value) {
  std::vector<double> out;
  for (const auto& z : spectrum.impedance) out.push_back(value(z));
  return out;
}

// The points at whole decades, with their frequency as a label.
Series decade_marks(const Spectrum& spectrum, int colour) {
  Series marks;
  marks.mark = Series::Mark::Points;
  marks.colour = colour;
  for (std::size_t i = 0; i < spectrum.frequency.size(); ++i) {
    const double exponent = std::log10(spectrum.frequency[i]);
    if (std::abs(exponent - std::round(exponent)) > 1e-6) continue;
    marks.x.push_back(spectrum.impedance[i].real());
    marks.y.push_back(-spectrum.impedance[i].imag());
    marks.labels.push_back(fmt::format("{:g} Hz", spectrum.frequency[i]));
  }
  return marks;
}

// Frequency of the largest -Im Z, between the ends of the spectrum.
double top_frequency(const Spectrum& spectrum) {
  std::size_t best = 0;
  double largest = 0;
  for (std::size_t i = 1; i + 1 < spectrum.frequency.size(); ++i) {
    const auto height = [&](std::size_t k) { return -spectrum.impedance[k].imag(); };
    if (height(i) > height(i - 1) && height(i) >= height(i + 1) && height(i) > largest)
      largest = height(i), best = i;
  }
  return spectrum.frequency[best];
}

data::Table table_of(const Spectrum& spectrum, const std::string& title) {
  data::Table table{title,
                    {{"f", Unit::of("Hz"), spectrum.frequency, {}, "frequency"},
                     {"z_re",
                      Unit::of("ohm cm2"),
                      values_of(spectrum, [](const auto& z) { return z.real(); }),
                      {},
                      "times the electrode area"},
                     {"z_im",
                      Unit::of("ohm cm2"),
                      values_of(spectrum, [](const auto& z) { return z.imag(); }),
                      {},
                      "times the electrode area"}}};
  table.provenance.origin = "simulated";
  table.provenance.made_by = "niter " NITER_VERSION ", linear response of the cell";
  return table;
}

}  // namespace

Result<RunOutcome> spectrum(const RunInput& input) {
  RunOutcome out;
  const Unit area_resistance = Unit::of("ohm cm2"), hertz = Unit::of("Hz");
  data::Panel nyquist{"a",
                      {},
                      {"z_re", area_resistance, {}, {}, false},
                      {"minus_z_im", area_resistance, {}, {}, false},
                      {}};
  nyquist.equal_scales = true;
  data::Panel modulus{
      "b", {}, {"f", hertz, {}, {}, true}, {"z_modulus", area_resistance, {}, {}, true}, {}};
  data::Panel phase{
      "c", {}, {"f", hertz, {}, {}, true}, {"minus_phase", Unit::of("deg"), {}, {}, false}, {}};
  double potential = 0;
  std::size_t draws = 0;
  const std::string& reference = input.model.simulation().reference_catalyst;
  for (const std::string& catalyst : catalysts_of(input)) {
    const int colour = colour_of(input.study, catalyst);
    Ensemble ensemble;
    if (catalyst == reference) {
      NITER_TRY(ensemble, execute_ensemble(input, {.catalyst = catalyst}));
    } else {
      NITER_TRY(ensemble.nominal, execute(input, {.catalyst = catalyst}, input.values));
    }
    NITER_TRY(const Spectrum* seen, spectrum_of(input, ensemble.nominal));
    potential = seen->potential;
    const auto re = values_of(*seen, [](const auto& z) { return z.real(); });
    const auto minus_im = values_of(*seen, [](const auto& z) { return -z.imag(); });
    const auto size = values_of(*seen, [](const auto& z) { return std::abs(z); });
    const auto minus_arg = values_of(*seen, [](const auto& z) { return -std::arg(z); });
    std::vector<std::vector<double>> sizes, args, widths;
    for (const auto& draw : ensemble.draws) {
      const Spectrum& s = draw.spectra.back();
      sizes.push_back(values_of(s, [](const auto& z) { return std::abs(z); }));
      args.push_back(values_of(s, [](const auto& z) { return -std::arg(z); }));
    }
    const auto add = [&](data::Panel& panel, const std::vector<double>& x,
                         const std::vector<double>& y, const Spread& band) {
      if (!band.low.empty())
        panel.series.push_back({{}, Series::Mark::Band, x, {}, band.low, band.high, colour});
      panel.series.push_back({catalyst, Series::Mark::Line, x, y, {}, {}, colour});
    };
    add(nyquist, re, minus_im, {});
    nyquist.series.push_back(decade_marks(*seen, colour));
    add(modulus, seen->frequency, size, spread(sizes));
    add(phase, seen->frequency, minus_arg, spread(args));
    draws = std::max(draws, ensemble.draws.size());
    const double width = re.back() - re.front();
    out.numbers.push_back({fmt::format("arc of {}: Re Z from {:g} kHz to {:g} mHz", catalyst,
                                       seen->frequency.front() / 1e3, seen->frequency.back() * 1e3),
                           Quantity(area_resistance.from_si(width), "ohm cm2"),
                           {},
                           fmt::format("largest -Im Z at {:.2g} Hz", top_frequency(*seen))});
    out.records.push_back(table_of(*seen, fmt::format("{} {}", input.plan.id, catalyst)));
  }
  data::Figure figure{figure_id(input.plan),
                      input.plan.title,
                      {},
                      {std::move(nyquist), std::move(modulus), std::move(phase)}};
  figure.caption = fmt::format(
      "Simulated at {:.2f} V vs. RHE from the linear response of the cell about its steady state. "
      "a, points mark whole decades of frequency. b, modulus. c, phase.",
      potential);
  if (draws > 0)
    figure.caption += fmt::format(" Bands: central 90 % of {} posterior draws.", draws);
  for (const Fact* fact : input.study.facts_of("order", input.plan.experiment))
    if (fact->conditions.contains("of") && fact->conditions.at("of") == "arc_diameter")
      out.remarks.push_back(fmt::format("The paper orders the arcs {} ({}) and prints no numbers.",
                                        std::get<std::string>(fact->value), fact->place));
  out.figures.push_back(std::move(figure));
  return out;
}

}  // namespace niter::study
