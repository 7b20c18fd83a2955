// CircuitModel: a circuit compiled for one set of frequencies: impedance and exact Jacobian.
#pragma once

#include <complex>
#include <span>
#include <string>
#include <vector>

#include "niter/analysis/impedance/circuit.hpp"

namespace niter::analysis {

/// Evaluates without allocation; its storage is its own, so one model serves one thread.
///
///     series    Z = sum Z_k           dZ/dZ_k = 1
///     parallel  1/Z = sum 1/Z_k       dZ/dZ_k = (Z/Z_k)^2
///
/// The derivatives run down the tree: with g the derivative of the whole by one element's Z,
/// dZ/dp = g dZ_element/dp.
class CircuitModel {
 public:
  using Complex = std::complex<double>;
  CircuitModel(const Circuit& circuit, std::span<const double> frequency);

  std::size_t parameters() const { return count_; }
  std::size_t frequencies() const { return grid_.size(); }
  const FrequencyGrid& grid() const { return grid_; }

  /// Z at all n frequencies. @param p  in the order of Circuit::parameter_names()
  std::span<const Complex> impedance(std::span<const double> p);
  /// Z as impedance() and dZ/dp, parameter k in [k n, (k + 1) n). Valid until the next call.
  struct Linear {
    std::span<const Complex> z, jacobian;
  };
  Linear linearise(std::span<const double> p);

  /// The branches in series of the whole (one, if it is no series), each with its parameters.
  struct Branch {
    std::size_t node = 0;
    std::size_t first = 0, last = 0;  // parameters [first, last)
  };
  std::span<const Branch> branches() const { return branches_; }
  /// Z of one branch in the last impedance().
  std::span<const Complex> branch_impedance(std::size_t branch) const;

  /// Parts of one connection that are built alike are interchangeable: this puts their parameters
  /// in the order of falling time constant (of rising centre of -Im Z along log w; what has no
  /// imaginary part by falling |Z|), so that results can be compared.
  /// @param movable  one a parameter; a part with one that is not keeps its place
  void order_equal_parts(std::span<double> p, const std::vector<bool>& movable);

 private:
  struct Node {
    CircuitNode::Kind kind;
    const Element* element = nullptr;
    std::size_t first = 0, last = 0;      // parameters [first, last)
    std::vector<std::size_t> parts = {};  // indices of nodes, all below this one's
    std::string shape = {};               // equal for parts built alike
  };
  std::size_t compile(const Circuit& circuit, const CircuitNode& node,
                      std::span<const std::size_t> first);
  void sweep(std::span<const double> p, Complex* jacobian);
  double centre(std::size_t node) const;
  Complex* z(std::size_t node) { return z_.data() + node * grid_.size(); }

  FrequencyGrid grid_;
  std::size_t count_ = 0;
  std::vector<Node> nodes_;  // parts before the whole
  std::vector<Branch> branches_;
  std::vector<Complex> z_;         // of each node
  std::vector<Complex> y_;         // 1/Z of parts in parallel
  std::vector<Complex> gain_;      // d whole / d node
  std::vector<Complex> jacobian_;  // parameters x frequencies
};

}  // namespace niter::analysis
