// Names of parameters, and circuits as text.
#include "niter/analysis/impedance/circuit.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::analysis {

namespace {

using Kind = CircuitNode::Kind;

/// Calls visit(use, k) for parameter k of each element, in order, until it returns true.
template <class Visit>
void each_parameter(const Circuit& circuit, Visit visit) {
  for (const auto& use : circuit.elements) {
    for (std::size_t k = 0; k < use.element->parameters.size(); ++k) {
      if (visit(use, k)) return;
    }
  }
}

std::string parameter_name(const ElementUse& use, std::size_t k) {
  const auto& parameters = use.element->parameters;
  return parameters.size() == 1 ? use.name : fmt::format("{}_{}", use.name, parameters[k].symbol);
}

Result<std::string> symbol_of(const ElementUse& use, Notation notation) {
  // a symbol that only one element has is understood in every notation
  for (const auto symbol : {use.element->symbol(notation), use.element->dashes,
                            use.element->boukamp, use.element->plus}) {
    if (!symbol.empty() && find_element(symbol, notation) == use.element) {
      return std::string(symbol);
    }
  }
  return fail(Code::NotFound,
              fmt::format("'{}' ({}) has no symbol in that notation", use.name, use.element->name),
              fmt::format("it is {}", use.element->formula));
}

class Printer {
 public:
  Printer(const Circuit& circuit, Notation notation) : circuit_(circuit), notation_(notation) {}

  Result<std::string> text(const CircuitNode& node, Kind around) const {
    if (node.kind == Kind::Element) return element(circuit_.elements[node.element]);
    std::vector<std::string> parts;
    for (const auto& part : node.parts) {
      NITER_TRY(auto one, text(part, node.kind));
      parts.push_back(std::move(one));
    }
    const bool series = node.kind == Kind::Series;
    switch (notation_) {
      case Notation::Dashes:
        return series ? join(parts, "-") : "p(" + join(parts, ",") + ")";
      case Notation::Boukamp:
        if (series) {
          return around == Kind::Parallel ? "[" + join(parts, "") + "]" : join(parts, "");
        }
        return "(" + join(parts, "") + ")";
      case Notation::Plus:
        break;
    }
    if (!series) return join(parts, "/");
    return around == Kind::Parallel ? "(" + join(parts, "+") + ")" : join(parts, "+");
  }

 private:
  Result<std::string> element(const ElementUse& use) const {
    NITER_TRY(const auto symbol, symbol_of(use, notation_));
    const bool number =
        std::ranges::all_of(use.label, [](char c) { return c == '_' || (c >= '0' && c <= '9'); });
    if (notation_ == Notation::Boukamp) {
      // this code counts by itself; a word is a label
      return number ? symbol : fmt::format("{}{{:{}}}", symbol, use.label);
    }
    if (number) return symbol + use.label;
    return fail(Code::NotFound,
                fmt::format("the label '{}' of '{}' is no number", use.label, use.name),
                "only Boukamp's code has labels that are words");
  }

  const Circuit& circuit_;
  Notation notation_;
};

}  // namespace

std::size_t Circuit::parameters() const {
  std::size_t count = 0;
  for (const auto& use : elements) count += use.element->parameters.size();
  return count;
}

std::vector<std::string> Circuit::parameter_names() const {
  std::vector<std::string> names;
  each_parameter(*this, [&](const ElementUse& use, std::size_t k) {
    names.push_back(parameter_name(use, k));
    return false;
  });
  return names;
}

const ElementParameter& Circuit::parameter(std::size_t index) const {
  const ElementParameter* found = nullptr;
  each_parameter(*this, [&](const ElementUse& use, std::size_t k) {
    if (index-- != 0) return false;
    found = &use.element->parameters[k];
    return true;
  });
  return *found;
}

const ParameterSetting& Circuit::setting(std::size_t index) const {
  const ParameterSetting* found = nullptr;
  each_parameter(*this, [&](const ElementUse& use, std::size_t k) {
    if (index-- != 0) return false;
    found = &use.settings[k];
    return true;
  });
  return *found;
}

std::optional<std::size_t> Circuit::find_parameter(std::string_view name) const {
  std::optional<std::size_t> found;
  std::size_t index = 0;
  each_parameter(*this, [&](const ElementUse& use, std::size_t k) {
    if (name == parameter_name(use, k) || name == fmt::format("{}_{}", use.name, k)) found = index;
    ++index;
    return found.has_value();
  });
  return found;
}

Result<std::string> to_text(const Circuit& circuit, Notation notation) {
  return Printer(circuit, notation).text(circuit.root, Kind::Series);
}

}  // namespace niter::analysis
