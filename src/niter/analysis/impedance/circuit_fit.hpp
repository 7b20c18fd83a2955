// Complex nonlinear least squares: the parameters of a circuit from a spectrum, without a guess.
#pragma once

#include <complex>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "niter/analysis/impedance/circuit.hpp"
#include "niter/analysis/impedance/spectrum.hpp"
#include "niter/base/result.hpp"

namespace niter::analysis {

/// By what the two parts of Z - Z_fit are divided.
enum class Weight {
  Modulus,       // |Z|: the usual one where errors of the points are not known
  Unit,          // 1 ohm
  Proportional,  // Re Z and Im Z each by itself, but no less than a thousandth of |Z|
};
inline std::span<const std::pair<std::string_view, Weight>> enum_names(Weight) {
  static constexpr std::array<std::pair<std::string_view, Weight>, 3> names{
      {{"modulus", Weight::Modulus},
       {"unit", Weight::Unit},
       {"proportional", Weight::Proportional}}};
  return names;
}

struct CircuitFitOptions {
  Weight weight = Weight::Modulus;
  int starts = 100;  // random ones: no seed of 300 missed the minimum of a hard 7-parameter fit
  unsigned seed = 1;
  double minima_within =
      1.5;  // other minima are told up to this many times the best sum of squares
  std::map<std::string, double> fix = {};  // SI, by parameter
  std::map<std::string, std::pair<double, double>> bounds = {};
};

struct FittedParameter {
  std::string name;  // "CPE1_n"
  std::string_view unit;
  double value = 0;
  double sigma = 0;  // standard error, linear; 0 where fixed
  bool fixed = false;
  bool at_bound = false;  // sigma is that of the others' fit with this one held: 0
};

struct OtherMinimum {
  std::vector<double> values;  // of all parameters
  double sum_of_squares = 0;
  int starts = 0;  // that ended there
};

struct CircuitFit {
  Circuit circuit;
  std::string text;  // the circuit in its own notation
  Weight weight = Weight::Modulus;
  std::vector<FittedParameter> parameters;
  double sum_of_squares = 0;  // of the weighted residuals, real and imaginary
  std::size_t numbers = 0;    // residuals: two a point
  std::size_t free = 0;       // parameters that moved
  double scatter = 0;         // sqrt(sum of squares / (numbers - free)): 0.01 is 1 % of |Z|
  double aicc = 0, bic = 0;   // up to a constant of the data and weight

  // covariance of ALL parameters, n x n, zero rows where one did not move [SI]
  std::vector<double> covariance;
  double correlation(std::size_t a, std::size_t b) const;

  std::vector<std::complex<double>> impedance;  // of the circuit, at the frequencies of the data
  // 100 (Z - Z_fit)/|Z|, real and imaginary part [%]
  std::vector<double> residual_re, residual_im;

  int starts = 0;                    // tried
  int reached = 0;                   // that ended in the best minimum; 0: found from its neighbour
  bool converged = false;            // the best one
  std::vector<OtherMinimum> others;  // by rising sum of squares
  std::vector<std::string> undetermined;  // "only Wo1_R / Wo1_tau^0.5 is determined"

  std::vector<double> values() const;
  const FittedParameter* find(std::string_view name) const;
};

/// Minimum over p of
///
///     S(p) = sum_i (Re(Z_i - Z(w_i, p))/s_i)^2 + (Im(Z_i - Z(w_i, p))/s_i)^2
///
/// Positive parameters move as logarithms. Starts: time constants and shapes are drawn over the
/// band of the spectrum, the level of each branch in series follows by linear least squares (Z is
/// linear in it), the better of several draws is refined. Standard errors are
/// scatter^2 (J'J)^-1, linear in the coordinates of the fit.
///
/// @error as the circuit; NotFound for a fixed or bounded parameter that the circuit does not have
///        (with its names); InvalidInput for bounds out of order, a value outside what the
///        parameter can be, fewer numbers than free parameters; NoConvergence
/// @source macdonald1987 (weights and errors), golub1973 (levels by linear least squares)
Result<CircuitFit> fit_circuit(const Circuit& circuit, const Spectrum& spectrum,
                               const CircuitFitOptions& options = {});

/// What a fit as a line: "46.65 ± 0.05 ohm".
std::string text_of(const FittedParameter& parameter);

}  // namespace niter::analysis
