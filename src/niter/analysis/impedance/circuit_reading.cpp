#include "niter/analysis/impedance/circuit_reading.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace niter::analysis {

namespace {

using Kind = CircuitNode::Kind;

class Reader {
 public:
  explicit Reader(const Circuit& circuit) : circuit_(circuit) {
    std::size_t next = 0;
    for (const auto& use : circuit.elements) {
      first_.push_back(next);
      next += use.element->parameters.size();
    }
  }

  CircuitReading read() const {
    CircuitReading reading;
    const auto& root = circuit_.root;
    if (root.kind == Kind::Element && is(root, "resistor")) reading.series.push_back(0);
    if (root.kind == Kind::Series) {
      for (const auto& part : root.parts) {
        if (is(part, "resistor")) reading.series.push_back(first_[part.element]);
      }
    }
    arcs(root, reading.arcs);
    if (reading.arcs.size() == 1) {
      reading.charge_transfer = 0;
    } else {
      const auto with = [](const Arc& arc) { return arc.diffusion; };
      if (std::ranges::count_if(reading.arcs, with) == 1) {
        reading.charge_transfer = static_cast<std::size_t>(
            std::ranges::find_if(reading.arcs, with) - reading.arcs.begin());
      }
    }
    return reading;
  }

 private:
  std::string_view name(const CircuitNode& node) const {
    return node.kind == Kind::Element ? circuit_.elements[node.element].element->name : "";
  }
  bool is(const CircuitNode& node, std::string_view wanted) const { return name(node) == wanted; }
  bool diffuses(const CircuitNode& node) const {
    const auto text = name(node);
    return text.starts_with("Warburg") || text.starts_with("Gerischer") ||
           text.find("diffusion") != std::string_view::npos;
  }

  void arcs(const CircuitNode& node, std::vector<Arc>& out) const {
    if (node.kind == Kind::Parallel) {
      std::optional<Arc> arc;
      for (const auto& part : node.parts) {
        const bool capacitor = is(part, "capacitor");
        if (!capacitor && !is(part, "constant-phase element")) continue;
        arc.emplace();
        arc->capacitance = first_[part.element];
        if (!capacitor) arc->exponent = arc->capacitance + 1;
        break;
      }
      for (const auto& part : node.parts) {
        const auto found = arc ? resistance(part) : std::nullopt;
        if (!found) continue;
        arc->name = circuit_.elements[*found].name;
        arc->resistance = first_[*found];
        arc->diffusion =
            part.kind == Kind::Series &&
            std::ranges::any_of(part.parts, [&](const auto& p) { return diffuses(p); });
        out.push_back(*arc);
        break;
      }
    }
    for (const auto& part : node.parts) arcs(part, out);
  }

  /// A resistor, alone or the first of a series.
  std::optional<std::size_t> resistance(const CircuitNode& node) const {
    if (is(node, "resistor")) return node.element;
    if (node.kind != Kind::Series) return std::nullopt;
    for (const auto& part : node.parts) {
      if (is(part, "resistor")) return part.element;
    }
    return std::nullopt;
  }

  const Circuit& circuit_;
  std::vector<std::size_t> first_;  // parameter of each element
};

}  // namespace

CircuitReading read_circuit(const Circuit& circuit) {
  return Reader(circuit).read();
}

std::vector<Uncertain> correlated_parameters(const CircuitFit& fit, const std::string& label) {
  const std::size_t n = fit.parameters.size();
  std::vector<double> factor(n * n);
  std::vector<Uncertain> out;
  for (std::size_t i = 0; i < n; ++i) {
    Uncertain x(fit.parameters[i].value);
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = fit.covariance[i * n + j];
      for (std::size_t k = 0; k < j; ++k) sum -= factor[i * n + k] * factor[j * n + k];
      double& entry = factor[i * n + j];
      if (i == j) {
        // what is left of a parameter that the others determine may be round-off
        entry = sum > 1e-14 * fit.covariance[i * n + i] ? std::sqrt(sum) : 0;
      } else {
        entry = factor[j * n + j] > 0 ? sum / factor[j * n + j] : 0;
      }
      if (entry == 0 || !std::isfinite(entry)) continue;
      const auto part =
          Uncertain::input(fmt::format("{}fit of {}", label, fit.parameters[j].name), 0, 1);
      x = Uncertain::linear(x.value(), 1, x, entry, part);
    }
    out.push_back(std::move(x));
  }
  return out;
}

Uncertain brug_capacitance(const Uncertain& q, const Uncertain& n,
                           const std::optional<Uncertain>& series,
                           const Uncertain& charge_transfer) {
  Uncertain conductance = 1 / charge_transfer;
  if (series) conductance = conductance + 1 / *series;
  return exp((log(q) + (n - 1) * log(conductance)) / n);
}

}  // namespace niter::analysis
