// Kramers-Kronig test of an impedance spectrum by a chain of RC elements with fixed time constants.
#pragma once

#include <array>
#include <complex>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "niter/analysis/impedance/spectrum.hpp"
#include "niter/base/result.hpp"
#include "niter/data/finding.hpp"

namespace niter::analysis {

/// Which part of the spectrum the chain is fitted to. After a fit to one part the other one is
/// predicted, but for the terms that leave no trace in the fitted part.
enum class FittedPart { Both, Real, Imaginary };
std::span<const std::pair<std::string_view, FittedPart>> enum_names(FittedPart);

/// Series: Z = R_0 + sum R_k/(1 + i omega tau_k). Parallel: Y = G_0 + sum G_k i omega tau_k/(1 + i
/// omega tau_k), for spectra that are short-circuited at low frequency or have negative
/// resistances.
enum class Immittance { Impedance, Admittance };
std::span<const std::pair<std::string_view, Immittance>> enum_names(Immittance);

enum class Term { Fit, None };
std::span<const std::pair<std::string_view, Term>> enum_names(Term);

struct KramersKronigOptions {
  SpectrumOptions spectrum = {};
  FittedPart part = FittedPart::Both;  // noise of both parts counts; no part decides alone
  Immittance immittance = Immittance::Impedance;
  Term inductance = Term::Fit;   // leads have one
  Term capacitance = Term::Fit;  // a spectrum without low-frequency intercept needs it
  double mu = 0.85;              // the value of schonleber2014
  int most_elements = 50;
  std::optional<int> elements = {};  // fixed number instead of the mu criterion
  double tolerance = 0.01;           // residual beyond which a point counts, share of the modulus

  template <class V>
  void visit(V& v) {
    spectrum.visit(v);
    v.optional("part", part, "fitted part: both, real or imaginary");
    v.optional("immittance", immittance, "impedance or admittance");
    v.optional("inductance", inductance, "series inductance: fit or none");
    v.optional("capacitance", capacitance, "series capacitance: fit or none");
    v.optional("mu", mu, "elements are added until mu falls below this");
    v.optional("most_elements", most_elements, "largest number of RC elements");
    v.optional("elements", elements, "fixed number of RC elements");
    v.optional("tolerance", tolerance, "residual beyond which a point counts, share of |Z|");
  }
};

/// The chain and what it leaves.
struct KramersKronig {
  std::vector<double> time_constants;  // tau_k, log-spaced from 1/omega_max to 1/omega_min [s]
  std::vector<double> terms;           // R_k [ohm] or G_k [S], of either sign
  double constant = 0;                 // R_0 [ohm] or G_0 [S]
  double rising = 0;                   // i rising omega: L [H], of an admittance C [F]
  double falling = 0;                  // i falling/omega: -1/C [F-1], of an admittance -1/L [H-1]
  double mu = 0;                       // 1 - sum |negative terms| / sum positive terms
  bool criterion_met = false;          // mu below the limit before the largest number of elements
  std::vector<std::complex<double>> model;      // [ohm], at the frequencies of the spectrum
  std::vector<std::complex<double>> residuals;  // (Z - model)/|Z|
  double largest = 0;                           // of |Re| and |Im| of the residuals
  double rms = 0;                               // of the same numbers

  int elements() const { return static_cast<int>(terms.size()); }
};

/// Impedance of the chain at any frequency. [ohm]
/// @param frequency  [Hz]
std::complex<double> chain_impedance(const KramersKronig& chain, Immittance immittance,
                                     double frequency);

/// How alike neighbours are: r_1 = sum r_i r_(i+1) / sum r_i^2 of the real and of the imaginary
/// parts, the larger of the two. Noise has r_1 = 0 +- 1/sqrt(n).
double neighbour_correlation(std::span<const std::complex<double>> residuals);

/// Is there a linear, causal and steady system with this spectrum? Fitted is a chain of RC elements
/// that is one, whatever its resistances are.
///
///     tau_k = tau_min (tau_max/tau_min)^((k-1)/(M-1))
///     min over R_0, R_k, L, 1/C of sum |Z - Z_M|^2/|Z|^2
///     M: the least with mu = 1 - sum_{R_k<0} |R_k| / sum_{R_k>=0} |R_k| below 0.85
///
/// M begins at three elements a decade, or at half the number of points if that is less: coarser
/// chains need negative terms because they miss what lies between their time constants, which mu
/// would take for too many elements.
///
/// @error InvalidInput for a spectrum with fewer than five points or an option out of its range;
///        NoConvergence where no chain can be fitted (equal frequencies)
/// @source schonleber2014; boukamp1995 (weights, fits to one part, admittance)
/// @valid  the frequencies hold the relaxations; a slow steady drift can stay unseen (see
/// z_hit.hpp)
Result<KramersKronig> kramers_kronig(const Spectrum& spectrum,
                                     const KramersKronigOptions& options = {});

/// Consistent: no residual beyond the tolerance. Marginal: some are, but neighbours do not agree
/// (noise), or at most one point in twenty (single disturbances). Inconsistent: else.
data::Finding kramers_kronig_finding(const Spectrum& spectrum, const KramersKronig& chain,
                                     const KramersKronigOptions& options = {});

}  // namespace niter::analysis
