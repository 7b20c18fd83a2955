// Figures of impedance: Nyquist, Bode, residuals in percent, distribution of relaxation times.
#pragma once

#include <complex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/analysis/impedance/relaxation_times.hpp"
#include "niter/analysis/impedance/spectrum.hpp"
#include "niter/data/figure.hpp"

namespace niter::analysis {

/// A model beside the measured points.
struct ModelCurve {
  std::string name;  // "lin-KK, M = 24", "R0-p(R1,CPE1)"
  std::vector<double> frequency = {};
  std::vector<std::complex<double>> impedance = {};
};

/// What the figures of one spectrum have in common.
struct ImpedanceView {
  std::string id = "fig-eis";
  std::string title = "Impedance";
  std::string measured = "measured";  // name of the points in the legend
  std::optional<double> area = {};    // [m2]: the axes are then ohm times area
  std::vector<ModelCurve> models = {};
};

/// Ohm, or Ohm cm2 of values times area, with the prefix that brings this size [SI] to 1 ... 1000.
Unit impedance_unit(double size, bool per_area);

/// x Re Z, y -Im Z, equal scales; the decades of frequency are filled and named.
data::Panel nyquist_panel(const Spectrum& spectrum, const ImpedanceView& view);
/// Panel a: Nyquist; b: modulus, both axes logarithmic; c: phase in degrees.
data::Figure impedance_figure(const Spectrum& spectrum, const ImpedanceView& view);

/// (Z - model)/|Z| against frequency, real and imaginary part, in percent. With a tolerance the
/// band within it.
data::Figure residual_figure(const Spectrum& spectrum,
                             std::span<const std::complex<double>> residuals,
                             const ImpedanceView& view, std::optional<double> tolerance = {});

/// gamma against tau with its credible band, the peaks named by their resistance.
data::Figure relaxation_figure(const RelaxationTimes& result, const ImpedanceView& view,
                               double credibility = 0.95);

}  // namespace niter::analysis
