// Circuit: an equivalent circuit as a tree of elements, read from and written in three notations.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "niter/analysis/impedance/element.hpp"
#include "niter/base/result.hpp"

namespace niter::analysis {

/// What a text says of one parameter: R{R=20f:sol}, C{C=25e-6//1e-3}.
struct ParameterSetting {
  std::optional<double> value = {}, lower = {}, upper = {};
  std::optional<bool> fixed = {};
};

/// One element of a circuit.
struct ElementUse {
  const Element* element = nullptr;
  std::string name;                        // "CPE1": symbol and label, unique in the circuit
  std::string label;                       // "1"
  std::vector<ParameterSetting> settings;  // one a parameter
};

struct CircuitNode {
  enum class Kind { Element, Series, Parallel };
  Kind kind = Kind::Element;
  std::size_t element = 0;         // index into Circuit::elements
  std::vector<CircuitNode> parts;  // of a connection: two or more
};

struct Circuit {
  CircuitNode root;
  std::vector<ElementUse> elements;  // in the order of the text
  Notation notation = Notation::Dashes;

  std::size_t parameters() const;
  /// "R0" where an element has one parameter, else "CPE1_Q", "CPE1_n"; in the order of elements.
  std::vector<std::string> parameter_names() const;
  const ElementParameter& parameter(std::size_t index) const;
  const ParameterSetting& setting(std::size_t index) const;
  /// By its name, by impedance.py's ("CPE1_0"), or nothing.
  std::optional<std::size_t> find_parameter(std::string_view name) const;
};

/// Limits on hostile texts.
inline constexpr std::size_t max_circuit_text = 4096, max_circuit_elements = 64;
inline constexpr int max_circuit_depth = 32;

/// Reads a circuit; the notation is told from the text.
///
///     R0-p(R1,CPE1)        "-" in series, p(a,b) in parallel
///     R(C[RW])             side by side in series, () in parallel, [] in series; as in Boukamp's
///                          code () inside () is in series again: R(C(RW)) is the same circuit.
///                          Elements take {Q=1e-5/lower/upper,n=0.9f:label}; f fixes a value
///     R1+Q2/(R2+W2)        "+" in series, "/" in parallel and stronger
///
/// Elements without a number are numbered by kind from 1.
/// @error InvalidInput with the column: unknown element (with a near one), unbalanced brackets,
///        a connection of fewer than two parts, the same element twice, too long or too deep
Result<Circuit> parse_circuit(std::string_view text);

/// Connections, elements and labels, without values.
/// @error NotFound if an element has no symbol, or its label no place, in that notation
Result<std::string> to_text(const Circuit& circuit, Notation notation);

}  // namespace niter::analysis
