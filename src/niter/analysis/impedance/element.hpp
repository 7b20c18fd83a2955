// Elements of equivalent circuits: one row each, with its symbols, parameters and impedance.
#pragma once

#include <complex>
#include <span>
#include <string_view>
#include <vector>

namespace niter::analysis {

/// The three ways of writing a circuit.
enum class Notation {
  Dashes,   // "R0-p(R1,CPE1)", impedance.py
  Boukamp,  // "R(RQ)", "R(C[RW])": circuit description code, pyimpspec
  Plus,     // "R1+Q2/R2", EC-Lab
};

/// Frequencies with what the elements need of them, made once.
struct FrequencyGrid {
  explicit FrequencyGrid(std::span<const double> frequency);  // [Hz]
  std::size_t size() const { return omega.size(); }

  std::vector<double> omega;  // [rad s-1]
  std::vector<double> log_omega;
};

/// One parameter of an element. How a random start is drawn:
///
///     value = level^impedance_power tau^time_power,  time_power = sign(time_power) n where
///     `exponent` names the parameter that is n; level [ohm] and tau [s] come from the spectrum.
///     A number without dimension (both powers 0) is drawn between start_low and start_high.
struct ElementParameter {
  std::string_view symbol;  // "R"
  std::string_view unit;    // as printed: "ohm", "S s^n"
  double lower, upper;      // beyond these it has no meaning
  double impedance_power = 0, time_power = 0;
  int exponent = -1;
  double start_low = 0, start_high = 0;
  double usual = 0;  // value where it is fixed
  bool fixed = false;
  std::string_view alias = {};  // "Y": what another program calls Q
};

using ElementFunction = void (*)(std::span<const double> p, const FrequencyGrid& grid,
                                 std::complex<double>* z, std::complex<double>* dz);

struct Element {
  std::string_view name;                   // "constant-phase element"
  std::string_view dashes, boukamp, plus;  // symbols; empty: none in that notation
  std::string_view formula;                // "1 / (Q (jw)^n)"
  std::vector<ElementParameter> parameters;
  /// Z [ohm] at all frequencies, and dZ/dp of parameter k in dz[k size + i] unless dz is null.
  /// Time factor exp(+j w t).
  ElementFunction impedance;

  std::string_view symbol(Notation notation) const {
    return notation == Notation::Dashes ? dashes : notation == Notation::Boukamp ? boukamp : plus;
  }
};

/// All elements of impedance.py and pyimpspec, those of Boukamp's code and the common ones of
/// EC-Lab. See docs/methods/impedance.md for the table with sources.
std::span<const Element> elements();

/// The element of a symbol. A symbol that a notation does not have is looked up in the others, if
/// all of them mean the same. Null if there is none.
const Element* find_element(std::string_view symbol, Notation notation);

}  // namespace niter::analysis
