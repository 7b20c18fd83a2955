// Distribution of relaxation times of an impedance spectrum, with the peaks that stand in it.
#pragma once

#include <complex>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "niter/analysis/impedance/kramers_kronig.hpp"
#include "niter/analysis/impedance/relaxation_basis.hpp"
#include "niter/analysis/impedance/spectrum.hpp"
#include "niter/base/result.hpp"
#include "niter/data/finding.hpp"

namespace niter::analysis {

/// How the weight of the penalty is found. All look at the solution without bounds.
///
/// Evidence: the weight under which the data are most probable (generalised maximum likelihood).
/// CrossValidation: least error of prediction of a point left out (generalised cross-validation).
/// RealImaginary: real part predicted from the imaginary one and the other way round.
/// Discrepancy: the misfit is the noise. LCurve: the corner of misfit against roughness.
enum class LambdaRule { Evidence, CrossValidation, RealImaginary, Discrepancy, LCurve };
std::span<const std::pair<std::string_view, LambdaRule>> enum_names(LambdaRule);

/// Modulus: every point counts by its share of |Z|. Uniform: by its ohms.
enum class PointWeight { Modulus, Uniform };
std::span<const std::pair<std::string_view, PointWeight>> enum_names(PointWeight);

/// May gamma be negative? Then an inductive loop is part of the distribution.
enum class GammaSign { Nonnegative, Free };
std::span<const std::pair<std::string_view, GammaSign>> enum_names(GammaSign);

struct RelaxationOptions {
  SpectrumOptions spectrum = {};
  Discretisation basis = Discretisation::Gaussian;
  double shape = 0.5;  // width of a Gaussian at half height: two spacings (wan2015)
  int per_decade = 10;
  double margin = 1;                           // decades beyond the measured range at both ends
  Smoothness smoothness = Smoothness::Second;  // fewer ripples beside the peaks than the first
  PointWeight weight = PointWeight::Modulus;
  GammaSign sign = GammaSign::Nonnegative;
  Term inductance = Term::Fit;
  Term capacitance = Term::None;  // with it a blocking electrode has a distribution
  LambdaRule rule = LambdaRule::Evidence;
  std::optional<double> lambda = {};  // given instead of chosen
  std::optional<double> noise = {};   // of Discrepancy, share of |Z|; none: from Kramers-Kronig
  int draws = 500;                    // of the posterior; 0: no band
  int seed = 1;
  double credibility = 0.95;
  double least_peak = 0.03;  // share of the largest area below which a peak joins its neighbour

  template <class V>
  void visit(V& v) {
    spectrum.visit(v);
    v.optional("basis", basis, "gaussian or piecewise-linear");
    v.optional("shape", shape, "spacing over width at half height of a Gaussian");
    v.optional("per_decade", per_decade, "relaxation times a decade");
    v.optional("margin", margin, "decades beyond the measured range at both ends");
    v.optional("smoothness", smoothness, "derivative that is kept small: first or second");
    v.optional("weight", weight, "of a point: modulus or uniform");
    v.optional("sign", sign, "of the distribution: nonnegative or free");
    v.optional("inductance", inductance, "series inductance: fit or none");
    v.optional("capacitance", capacitance, "series capacitance: fit or none");
    v.optional("rule", rule, "how lambda is found");
    v.optional("lambda", lambda, "weight of the penalty instead of the rule");
    v.optional("noise", noise, "of the rule discrepancy, share of |Z|");
    v.optional("draws", draws, "draws of the posterior; 0 leaves the band out");
    v.optional("seed", seed, "seed of the random numbers");
    v.optional("credibility", credibility, "of the band");
    v.optional("least_peak", least_peak,
               "share of the largest peak below which one joins its neighbour");
  }
};

/// One maximum of gamma and what lies between the minima beside it.
struct RelaxationPeak {
  double tau = 0;                    // at the maximum [s]
  double resistance = 0;             // int gamma d ln tau [ohm]
  double height = 0;                 // gamma at the maximum [ohm]
  double low = 0, high = 0;          // the minima beside it [s]
  std::optional<double> tau_spread;  // standard deviation of ln tau, of what is above half height
  std::optional<double> sigma;       // standard uncertainty of the resistance [ohm]
};

struct RelaxationTimes {
  std::vector<double> tau;                  // fine grid [s]
  std::vector<double> gamma;                // per unit of ln tau [ohm]
  std::vector<double> low, high, mean;      // of the posterior; empty without draws
  double fastest = 0, slowest = 0;          // 1/omega of the ends of the spectrum [s]
  double series = 0, series_sigma = 0;      // R at infinite frequency [ohm]
  double inductance = 0;                    // [H]
  double elastance = 0;                     // 1/C [F-1]
  double polarisation = 0;                  // int gamma d ln tau over the whole range [ohm]
  double polarisation_sigma = 0;            // from the draws, else 0
  double lambda = 0;                        // of the problem made dimensionless by the median |Z|
  double parameters = 0;                    // how many the data determine at this lambda
  double noise = 0;                         // standard deviation of a weighted residual
  std::vector<std::complex<double>> model;  // [ohm]
  std::vector<std::complex<double>> residuals;  // (Z - model)/|Z|
  std::vector<RelaxationPeak> peaks;            // by tau
};

/// Tikhonov regularisation with a non-negative distribution.
///
///     Z(omega) = R + i omega L + 1/(i omega C) + int gamma(ln tau)/(1 + i omega tau) d ln tau
///     min |w (Z - Z_measured)|^2 + lambda int (d2 gamma/d ln tau2)^2 d ln tau,  gamma >= 0
///
/// The band: posterior of a Gaussian prior with this penalty and Gaussian noise of the size of the
/// residuals, cut off where a coefficient would be negative, sampled by exact Hamiltonian Monte
/// Carlo. lambda and the noise are held.
///
/// @error InvalidInput for a spectrum with fewer than five points or an option out of its range;
///        NoConvergence where the points do not determine a distribution
/// @source wan2015; ciucci2015 (posterior); wahba1985 (evidence, cross-validation); saccoccio2014
///         (real against imaginary)
/// @valid  linear, steady (test with kramers_kronig first), relaxations and no resonance
Result<RelaxationTimes> relaxation_times(const Spectrum& spectrum,
                                         const RelaxationOptions& options = {});

}  // namespace niter::analysis
