#include "niter/analysis/impedance/impedance_figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include <fmt/format.h>

namespace niter::analysis {

namespace {

using data::Series;
using Complex = std::complex<double>;

constexpr int points_colour = 0, decades_colour = 4, first_model_colour = 1;

double largest_modulus(const Spectrum& spectrum) {
  double largest = 0;
  for (const auto& z : spectrum.impedance) largest = std::max(largest, std::abs(z));
  return largest;
}

std::string frequency_text(double hertz) {
  if (hertz >= 0.9995e6) return fmt::format("{:g} MHz", std::round(hertz / 1e6));
  if (hertz >= 0.9995e3) return fmt::format("{:g} kHz", std::round(hertz / 1e3));
  if (hertz >= 0.9995) return fmt::format("{:g} Hz", std::round(hertz));
  if (hertz >= 0.9995e-3) return fmt::format("{:g} mHz", std::round(hertz * 1e3));
  return fmt::format("{:g} µHz", std::round(hertz * 1e6));
}

// The measured point nearest to each decade, where one lies within a tenth of it.
Series decade_marks(const Spectrum& spectrum, double scale) {
  Series marks;
  marks.name = "decades of frequency";
  marks.mark = Series::Mark::Points;
  marks.colour = decades_colour;
  marks.shows_labels = true;
  const auto [lowest, highest] = std::ranges::minmax(spectrum.frequency);
  const int last = static_cast<int>(std::ceil(std::log10(lowest) - 0.05));
  for (int decade = static_cast<int>(std::floor(std::log10(highest) + 0.05)); decade >= last;
       --decade) {
    std::size_t nearest = 0;
    const auto distance = [&](std::size_t i) {
      return std::abs(std::log10(spectrum.frequency[i]) - decade);
    };
    for (std::size_t i = 1; i < spectrum.size(); ++i) {
      if (distance(i) < distance(nearest)) nearest = i;
    }
    if (distance(nearest) > 0.1) continue;
    const Complex z = scale * spectrum.impedance[nearest];
    marks.x.push_back(z.real());
    marks.y.push_back(-z.imag());
    marks.labels.push_back(frequency_text(std::pow(10, decade)));
  }
  return marks;
}

// Points of the spectrum and lines of the models, each through two functions of f and Z.
using Of = std::function<double(double f, const Complex& z)>;
void add_series(data::Panel& panel, const Spectrum& spectrum, const ImpedanceView& view,
                const Of& x, const Of& y) {
  Series points;
  points.name = view.measured;
  points.mark = Series::Mark::Points;
  points.colour = points_colour;
  points.reported = true;
  for (std::size_t i = 0; i < spectrum.size(); ++i) {
    points.x.push_back(x(spectrum.frequency[i], spectrum.impedance[i]));
    points.y.push_back(y(spectrum.frequency[i], spectrum.impedance[i]));
    points.labels.push_back(fmt::format("{:.4g} Hz", spectrum.frequency[i]));
  }
  panel.series.push_back(std::move(points));
  int colour = first_model_colour;
  for (const auto& model : view.models) {
    Series line;
    line.name = model.name;
    line.colour = colour;
    colour = colour == 3 ? 5 : colour + 1;  // the decades have colour 4
    for (std::size_t i = 0; i < model.frequency.size(); ++i) {
      line.x.push_back(x(model.frequency[i], model.impedance[i]));
      line.y.push_back(y(model.frequency[i], model.impedance[i]));
    }
    panel.series.push_back(std::move(line));
  }
}

data::Axis frequency_axis() {
  return {"f", Unit::of("Hz"), {}, {}, true};
}

double of_frequency(double f, const Complex& /*z*/) {
  return f;
}

}  // namespace

Unit impedance_unit(double size, bool per_area) {
  static constexpr std::array<const char*, 7> prefixes = {"n", "u", "m", "", "k", "M", "G"};
  const double shown = per_area ? 1e4 * size : size;
  const int step = shown > 0 ? static_cast<int>(std::floor(std::log10(shown) / 3 + 1e-9)) : 0;
  const auto at = static_cast<std::size_t>(std::clamp(step + 3, 0, 6));
  return Unit::of(fmt::format("{}Ohm{}", prefixes[at], per_area ? " cm2" : ""));
}

data::Panel nyquist_panel(const Spectrum& spectrum, const ImpedanceView& view) {
  const double scale = view.area.value_or(1);
  const Unit unit = impedance_unit(scale * largest_modulus(spectrum), view.area.has_value());
  data::Panel panel;
  panel.x = {view.area ? "z_re" : "Z_re", unit};
  panel.y = {view.area ? "minus_z_im" : "minus_Z_im", unit};
  panel.equal_scales = true;
  add_series(
      panel, spectrum, view, [&](double, const Complex& z) { return scale * z.real(); },
      [&](double, const Complex& z) { return -scale * z.imag(); });
  panel.series.push_back(decade_marks(spectrum, scale));
  return panel;
}

data::Figure impedance_figure(const Spectrum& spectrum, const ImpedanceView& view) {
  const double scale = view.area.value_or(1);
  const Unit unit = impedance_unit(scale * largest_modulus(spectrum), view.area.has_value());
  data::Figure figure;
  figure.id = view.id;
  figure.title = view.title;
  figure.caption =
      "a: Nyquist, equal scales; filled: decades of frequency. b: modulus. c: phase. Open: "
      "measured.";
  if (!view.models.empty()) figure.caption += " Lines: model.";
  if (view.area) {
    figure.caption += fmt::format(" Times the area of {:.4g} cm2.", 1e4 * *view.area);
  }
  figure.panels.push_back(nyquist_panel(spectrum, view));
  data::Panel modulus;
  modulus.letter = "b";
  modulus.x = frequency_axis();
  modulus.y = {view.area ? "z_modulus" : "Z_modulus", unit, {}, {}, true};
  add_series(modulus, spectrum, view, of_frequency,
             [&](double, const Complex& z) { return scale * std::abs(z); });
  data::Panel phase;
  phase.letter = "c";
  phase.x = frequency_axis();
  phase.y = {"minus_phase", Unit::of("deg")};
  add_series(phase, spectrum, view, of_frequency,
             [](double, const Complex& z) { return -std::arg(z); });
  figure.panels.front().letter = "a";
  figure.panels.push_back(std::move(modulus));
  figure.panels.push_back(std::move(phase));
  return figure;
}

data::Figure residual_figure(const Spectrum& spectrum,
                             std::span<const std::complex<double>> residuals,
                             const ImpedanceView& view, std::optional<double> tolerance) {
  data::Panel panel;
  panel.x = frequency_axis();
  panel.y = {"Z_residual", Unit::of("%")};
  if (tolerance) {
    const auto [lowest, highest] = std::ranges::minmax(spectrum.frequency);
    Series band;
    band.name = fmt::format("within {:.2g} %", 100 * *tolerance);
    band.mark = Series::Mark::Band;
    band.colour = 6;
    band.x = {lowest, highest};
    band.low = {-*tolerance, -*tolerance};
    band.high = {*tolerance, *tolerance};
    panel.series.push_back(std::move(band));
  }
  for (const bool real : {true, false}) {
    Series points;
    points.name = real ? "real part" : "imaginary part";
    points.mark = Series::Mark::Points;
    points.colour = real ? 0 : 1;
    points.x = spectrum.frequency;
    for (const auto& r : residuals) points.y.push_back(real ? r.real() : r.imag());
    Series line;  // guides the eye from point to point: a course is seen at once
    line.colour = points.colour;
    line.dashed = !real;
    line.x = points.x;
    line.y = points.y;
    line.name = points.name;
    panel.series.push_back(std::move(line));
    panel.series.push_back(std::move(points));
  }
  data::Figure figure;
  figure.id = view.id;
  figure.title = view.title;
  figure.caption = "Measured less model impedance, share of the measured modulus.";
  figure.panels = {std::move(panel)};
  return figure;
}

data::Figure relaxation_figure(const RelaxationTimes& result, const ImpedanceView& view,
                               double credibility) {
  const double scale = view.area.value_or(1);
  double highest = 0;
  for (const double gamma : result.gamma) highest = std::max(highest, std::abs(gamma));
  const bool per_area = view.area.has_value();
  data::Panel panel;
  panel.x = {"tau", Unit::of("s"), {}, {}, true};
  panel.y = {per_area ? "gamma_area" : "gamma", impedance_unit(scale * highest, per_area)};
  const auto scaled = [&](std::vector<double> values) {
    for (double& value : values) value *= scale;
    return values;
  };
  if (!result.low.empty()) {
    Series band;
    band.name = fmt::format("{:.3g} % credible", 100 * credibility);
    band.mark = Series::Mark::Band;
    band.colour = 6;
    band.x = result.tau;
    band.low = scaled(result.low);
    band.high = scaled(result.high);
    panel.series.push_back(std::move(band));
    Series mean;
    mean.name = "mean of the posterior";
    mean.dashed = true;
    mean.colour = 4;
    mean.x = result.tau;
    mean.y = scaled(result.mean);
    panel.series.push_back(std::move(mean));
  }
  Series line;
  line.name = "most probable";
  line.x = result.tau;
  line.y = scaled(result.gamma);
  panel.series.push_back(std::move(line));
  double top = highest;
  for (const double value : result.high) top = std::max(top, value);
  for (const double edge : {result.fastest, result.slowest}) {
    Series mark;
    mark.name = "ends of the frequencies";
    mark.colour = 3;
    mark.dashed = true;
    mark.x = {edge, edge};
    mark.y = {0, scale * top};
    panel.series.push_back(std::move(mark));
  }
  Series tops;
  tops.mark = Series::Mark::Points;
  tops.colour = 1;
  tops.shows_labels = true;
  for (const auto& peak : result.peaks) {
    tops.x.push_back(peak.tau);
    tops.y.push_back(scale * peak.height);
    tops.labels.push_back(fmt::format("{:.3g} {}", panel.y.unit.from_si(scale * peak.resistance),
                                      panel.y.unit.pretty()));
  }
  if (!tops.x.empty()) panel.series.push_back(std::move(tops));
  data::Figure figure;
  figure.id = view.id;
  figure.title = view.title;
  figure.caption = fmt::format(
      "Distribution of relaxation times, lambda = {:.2g}. At the peaks: the resistance under them. "
      "Upright lines: 1/omega at the ends of the spectrum; beyond them the data say little.",
      result.lambda);
  if (!result.low.empty()) {
    figure.caption +=
        fmt::format(" Band: {:.3g} % of the posterior, place by place, with lambda and noise held.",
                    100 * credibility);
  }
  figure.panels = {std::move(panel)};
  return figure;
}

}  // namespace niter::analysis
