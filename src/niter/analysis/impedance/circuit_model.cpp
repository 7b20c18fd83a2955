#include "niter/analysis/impedance/circuit_model.hpp"

#include <algorithm>
#include <cmath>

#include "niter/analysis/impedance/complex_dual.hpp"
#include "niter/base/contract.hpp"

namespace niter::analysis {

using Kind = CircuitNode::Kind;

CircuitModel::CircuitModel(const Circuit& circuit, std::span<const double> frequency)
    : grid_(frequency), count_(circuit.parameters()) {
  std::vector<std::size_t> first;
  std::size_t next = 0;
  for (const auto& use : circuit.elements) {
    first.push_back(next);
    next += use.element->parameters.size();
  }
  const std::size_t root = compile(circuit, circuit.root, first);
  z_.resize(nodes_.size() * grid_.size());
  y_.resize(z_.size());
  gain_.resize(z_.size());
  jacobian_.resize(count_ * grid_.size());
  std::vector<std::size_t> tops{root};
  if (nodes_[root].kind == Kind::Series) tops = nodes_[root].parts;
  for (const auto top : tops) branches_.push_back({top, nodes_[top].first, nodes_[top].last});
}

std::size_t CircuitModel::compile(const Circuit& circuit, const CircuitNode& node,
                                  std::span<const std::size_t> first) {
  Node out{.kind = node.kind};
  if (node.kind == Kind::Element) {
    out.element = circuit.elements[node.element].element;
    out.first = first[node.element];
    out.last = out.first + out.element->parameters.size();
    out.shape = out.element->name;
  } else {
    out.shape = node.kind == Kind::Series ? "[" : "(";
    out.first = count_;
    // parameters of a part lie together, because elements are numbered as the text runs
    for (const auto& part : node.parts) {
      const std::size_t index = compile(circuit, part, first);
      out.parts.push_back(index);
      out.first = std::min(out.first, nodes_[index].first);
      out.last = std::max(out.last, nodes_[index].last);
      out.shape += nodes_[index].shape + ";";
    }
    out.shape += ")";
  }
  nodes_.push_back(std::move(out));
  return nodes_.size() - 1;
}

/// Z of all nodes, and of the elements dZ/dp unless `jacobian` is null.
void CircuitModel::sweep(std::span<const double> p, Complex* jacobian) {
  NITER_EXPECT(p.size() == count_, "one value a parameter");
  const std::size_t n = grid_.size();
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    const Node& node = nodes_[k];
    Complex* const out = z(k);
    if (node.kind == Kind::Element) {
      node.element->impedance(p.subspan(node.first, node.last - node.first), grid_, out,
                              jacobian == nullptr ? nullptr : jacobian + node.first * n);
      continue;
    }
    std::fill(out, out + n, Complex(0));
    for (const auto part : node.parts) {
      const Complex* const a = z(part);
      if (node.kind == Kind::Series) {
        for (std::size_t i = 0; i < n; ++i) out[i] += a[i];
        continue;
      }
      Complex* const y = y_.data() + part * n;
      for (std::size_t i = 0; i < n; ++i) out[i] += y[i] = inverse(a[i]);
    }
    if (node.kind == Kind::Parallel) {
      for (std::size_t i = 0; i < n; ++i) out[i] = inverse(out[i]);
    }
  }
}

std::span<const Complex> CircuitModel::impedance(std::span<const double> p) {
  sweep(p, nullptr);
  return {z(nodes_.size() - 1), grid_.size()};
}

CircuitModel::Linear CircuitModel::linearise(std::span<const double> p) {
  sweep(p, jacobian_.data());
  const std::size_t n = grid_.size();
  const auto gain = [&](std::size_t node) { return gain_.data() + node * n; };
  const auto at_top = [&](std::size_t node) {
    return node + 1 == nodes_.size() ||
           std::any_of(branches_.begin(), branches_.end(),
                       [&](const Branch& branch) { return branch.node == node; });
  };
  for (std::size_t k = nodes_.size(); k-- > 0;) {
    const Node& node = nodes_[k];
    Complex* const g = gain(k);
    if (at_top(k)) {
      // in series of the whole: the derivative is one
      if (node.kind == Kind::Element) continue;
      std::fill(g, g + n, Complex(1));
    }
    if (node.kind == Kind::Element) {
      for (std::size_t m = node.first; m < node.last; ++m) {
        Complex* const dz = jacobian_.data() + m * n;
        for (std::size_t i = 0; i < n; ++i) dz[i] = times(dz[i], g[i]);
      }
      continue;
    }
    for (const auto part : node.parts) {
      Complex* const out = gain(part);
      if (node.kind == Kind::Series) {
        std::copy(g, g + n, out);
        continue;
      }
      for (std::size_t i = 0; i < n; ++i) {
        const Complex ratio = times(z(k)[i], y_[part * n + i]);
        out[i] = times(g[i], times(ratio, ratio));
      }
    }
  }
  return {{z(nodes_.size() - 1), n}, jacobian_};
}

std::span<const Complex> CircuitModel::branch_impedance(std::size_t branch) const {
  return {z_.data() + branches_[branch].node * grid_.size(), grid_.size()};
}

double CircuitModel::centre(std::size_t node) const {
  const Complex* const a = z_.data() + node * grid_.size();
  double weight = 0;
  double moment = 0;
  double modulus = 0;
  for (std::size_t i = 0; i < grid_.size(); ++i) {
    weight += std::abs(a[i].imag());
    moment += std::abs(a[i].imag()) * grid_.log_omega[i];
    modulus += std::abs(a[i]);
  }
  return weight > 0 ? moment / weight : -modulus;
}

void CircuitModel::order_equal_parts(std::span<double> p, const std::vector<bool>& movable) {
  const auto moves = [&](const Node& node) {
    return std::all_of(movable.begin() + static_cast<std::ptrdiff_t>(node.first),
                       movable.begin() + static_cast<std::ptrdiff_t>(node.last),
                       [](bool yes) { return yes; });
  };
  // inner connections first: nodes come before what they are part of
  for (const Node& node : nodes_) {
    for (std::size_t a = 0; a < node.parts.size(); ++a) {
      for (std::size_t b = a + 1; b < node.parts.size(); ++b) {
        const Node& one = nodes_[node.parts[a]];
        const Node& two = nodes_[node.parts[b]];
        if (one.shape != two.shape || !moves(one) || !moves(two)) continue;
        sweep(p, nullptr);
        if (centre(node.parts[a]) <= centre(node.parts[b])) continue;
        std::swap_ranges(p.begin() + static_cast<std::ptrdiff_t>(one.first),
                         p.begin() + static_cast<std::ptrdiff_t>(one.last),
                         p.begin() + static_cast<std::ptrdiff_t>(two.first));
      }
    }
  }
}

}  // namespace niter::analysis
