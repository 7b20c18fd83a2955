// spectrum: the impedance of every catalyst, as Nyquist and Bode diagrams.
#include <algorithm>
#include <array>
#include <cmath>
#include <complex>

#include <fmt/format.h>

#include "niter/study/runs/execute.hpp"
#include "niter/study/runs/records.hpp"
#include "niter/study/runs/reported.hpp"

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
std::vector<double> real_of(const Spectrum& s) {
  return values_of(s, [](const auto& z) { return z.real(); });
}
std::vector<double> modulus_of(const Spectrum& s) {
  return values_of(s, [](const auto& z) { return std::abs(z); });
}
std::vector<double> minus_phase_of(const Spectrum& s) {
  return values_of(s, [](const auto& z) { return -std::arg(z); });
}

// Re Z between the two ends of the spectrum.
double arc_of(const Spectrum& spectrum) {
  return spectrum.impedance.back().real() - spectrum.impedance.front().real();
}

// A frequency of the record carries rounding: one of 1 Hz may be a hair below and is still 1 Hz.
std::string frequency_text(double hertz) {
  constexpr double hair = 1e-9;
  if (hertz >= 1000 * (1 - hair)) return fmt::format("{:.3g} kHz", hertz / 1000);
  if (hertz >= 1 - hair) return fmt::format("{:.3g} Hz", hertz);
  return fmt::format("{:.3g} mHz", 1000 * hertz);
}

// The points at whole decades, named by their frequency: first those that stand clear of one
// another by a share of `width`, then the crowded ones.
std::array<Series, 2> decade_marks(const Spectrum& spectrum, int colour, double width) {
  constexpr double apart = 0.15;  // a line of text is about as high in the printed panel
  std::array<Series, 2> out;
  for (Series& marks : out) marks.mark = Series::Mark::Points, marks.colour = colour;
  std::complex<double> last = spectrum.impedance.front() - 2 * apart * width;
  for (std::size_t i = 0; i < spectrum.frequency.size(); ++i) {
    const double exponent = std::log10(spectrum.frequency[i]);
    if (std::abs(exponent - std::round(exponent)) > 1e-6) continue;
    const auto z = spectrum.impedance[i];
    const bool clear = std::abs(z - last) > apart * width;
    if (clear) last = z;
    Series& marks = out[clear ? 0 : 1];
    marks.x.push_back(z.real());
    marks.y.push_back(-z.imag());
    marks.labels.push_back(frequency_text(spectrum.frequency[i]));
  }
  return out;
}

// Frequency of the largest -Im Z, between the ends of the spectrum.
double top_frequency(const Spectrum& spectrum) {
  std::size_t best = 0;
  double largest = 0;
  const auto height = [&](std::size_t k) { return -spectrum.impedance[k].imag(); };
  for (std::size_t i = 1; i + 1 < spectrum.frequency.size(); ++i)
    if (height(i) > height(i - 1) && height(i) >= height(i + 1) && height(i) > largest)
      largest = height(i), best = i;
  return spectrum.frequency[best];
}

data::Table table_of(const Spectrum& spectrum) {
  const Unit unit = Unit::of("ohm cm2");
  data::Table table;
  table.columns = {{"f", Unit::of("Hz"), spectrum.frequency, {}, "frequency"},
                   {"z_re", unit, real_of(spectrum), {}, "times the electrode area"},
                   {"z_im",
                    unit,
                    values_of(spectrum, [](const auto& z) { return z.imag(); }),
                    {},
                    "times the electrode area"}};
  table.provenance.origin = "simulated";
  table.provenance.made_by = "niter " NITER_VERSION ", linear response of the cell";
  return table;
}

struct Panels {
  data::Panel nyquist, modulus, phase;
};
Panels empty_panels() {
  const Unit ohm = Unit::of("ohm cm2");
  const data::Axis frequency{"f", Unit::of("Hz"), {}, {}, true};
  Panels out{{"a", {}, {"z_re", ohm, {}, {}, false}, {"minus_z_im", ohm, {}, {}, false}, {}},
             {"b", {}, frequency, {"z_modulus", ohm, {}, {}, true}, {}},
             {"c", {}, frequency, {"minus_phase", Unit::of("deg"), {}, {}, false}, {}}};
  out.nyquist.equal_scales = true;
  return out;
}

void add_lines(const Ensemble& ensemble, const std::string& catalyst, int colour, Panels& panels) {
  const Spectrum& seen = ensemble.nominal.spectra.back();
  std::vector<std::vector<double>> moduli, phases;
  for (const auto& draw : ensemble.draws) {
    moduli.push_back(modulus_of(draw.spectra.back()));
    phases.push_back(minus_phase_of(draw.spectra.back()));
  }
  const auto add = [&](data::Panel& panel, const std::vector<double>& x,
                       const std::vector<double>& y, const Spread& band) {
    if (!band.low.empty())
      panel.series.push_back({{}, Series::Mark::Band, x, {}, band.low, band.high, colour});
    panel.series.push_back({catalyst, Series::Mark::Line, x, y, {}, {}, colour});
  };
  add(panels.nyquist, real_of(seen), values_of(seen, [](const auto& z) { return -z.imag(); }), {});
  add(panels.modulus, seen.frequency, modulus_of(seen), spread(moduli));
  add(panels.phase, seen.frequency, minus_phase_of(seen), spread(phases));
}

void add_number(const Ensemble& ensemble, const std::string& catalyst, RunOutcome& out) {
  const Unit unit = Unit::of("ohm cm2");
  const Spectrum& seen = ensemble.nominal.spectra.back();
  std::vector<double> arcs;
  for (const auto& draw : ensemble.draws) arcs.push_back(arc_of(draw.spectra.back()));
  out.numbers.push_back(
      {fmt::format("arc of {}: Re Z at {} less that at {}", catalyst,
                   frequency_text(seen.frequency.back()), frequency_text(seen.frequency.front())),
       Quantity(unit.from_si(arc_of(seen)), unit, unit.from_si(deviation(arcs))),
       {},
       fmt::format("largest -Im Z at {:.2g} Hz", top_frequency(seen))});
}

void add_order(const RunInput& input, const std::map<std::string, double>& arcs, RunOutcome& out) {
  for (const Fact* order : orders_of(input.study, input.plan.experiment, "arc_diameter")) {
    const auto holds = agrees(*order, arcs);
    if (!holds) continue;
    out.remarks.push_back(fmt::format("The paper orders the arcs {} ({}). Simulated: {}{}.",
                                      std::get<std::string>(order->value), order->place,
                                      in_order(arcs), *holds ? ", the same order" : ""));
  }
}

}  // namespace

Result<RunOutcome> spectrum(const RunInput& input) {
  const std::string& reference = input.model.simulation().reference_catalyst;
  const auto catalysts = catalysts_of(input);
  std::vector<Wish> wishes;
  for (const std::string& catalyst : catalysts)
    wishes.push_back({{.catalyst = catalyst}, catalyst == reference});
  NITER_TRY(const auto ensembles, execute_all(input, wishes));

  RunOutcome out;
  std::map<std::string, double> arcs;
  std::size_t widest = 0;
  for (std::size_t i = 0; i < catalysts.size(); ++i) {
    NITER_TRY(const Spectrum* seen, spectrum_of(input, ensembles[i].nominal));
    arcs[catalysts[i]] = arc_of(*seen);
    if (arcs[catalysts[i]] > arcs[catalysts[widest]]) widest = i;
    out.draws = std::max(out.draws, ensembles[i].draws.size());
    add_number(ensembles[i], catalysts[i], out);
    out.records.push_back(named(table_of(*seen), input.plan, catalysts[i]));
  }
  Panels panels = empty_panels();
  for (std::size_t i = 0; i < catalysts.size(); ++i) {
    const int colour = colour_of(input.study, catalysts[i]);
    add_lines(ensembles[i], catalysts[i], colour, panels);
    auto marks = decade_marks(ensembles[i].nominal.spectra.back(), colour, arcs[catalysts[widest]]);
    marks[0].shows_labels = i == widest;
    for (Series& series : marks)
      if (!series.x.empty()) panels.nyquist.series.push_back(std::move(series));
  }
  add_order(input, arcs, out);

  data::Figure figure{
      figure_id(input.plan),
      input.plan.title,
      {},
      {std::move(panels.nyquist), std::move(panels.modulus), std::move(panels.phase)}};
  figure.caption = fmt::format(
      "Simulated at {:.2f} V vs. RHE from the linear response of the cell about its steady state. "
      "a, symbols mark whole decades of frequency, named on the largest arc. b, modulus. c, phase.",
      ensembles.front().nominal.spectra.back().potential);
  figure.caption += band_text(fmt::format("Bands of {}", reference), out.draws);
  out.figures.push_back(std::move(figure));
  return out;
}

}  // namespace niter::study
