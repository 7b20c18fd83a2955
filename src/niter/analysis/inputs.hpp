// Inputs of a measurement model: uncertain numbers for GUM, draws for Monte Carlo.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/analysis/monte_carlo.hpp"
#include "niter/units/quantity.hpp"
#include "niter/units/uncertain.hpp"

namespace niter::analysis {

/// Hands a model its inputs, one call each, always in the same order.
///
/// In a linear pass it notes every input and returns it with its uncertainty, told apart by name:
/// runs that ask for "area" share it. In a trial it returns the drawn numbers, exact. So the
/// formula is written once for GUM and Monte Carlo.
class Inputs {
 public:
  /// Linear pass; shapes by input name, normal where not stated.
  explicit Inputs(std::map<std::string, Distribution> shapes = {}) : shapes_(std::move(shapes)) {}

  /// An input "<scope> <what>" in SI.
  Uncertain operator()(std::string_view scope, std::string_view what, double value, double sigma);
  /// The number after +- of a rectangular input is the half-width of the rectangle, as tolerances
  /// are given.
  Uncertain operator()(std::string_view scope, std::string_view what, const Quantity& quantity);

  /// What the linear pass noted, in order of first call.
  const std::vector<RandomInput>& noted() const { return noted_; }
  /// From now on answer the same calls with these numbers, one per noted input.
  void replay(std::span<const double> draws);

 private:
  std::map<std::string, Distribution> shapes_;
  std::vector<RandomInput> noted_;
  std::vector<std::size_t> order_;  // of calls: index into noted_
  std::span<const double> draws_;
  std::size_t next_ = 0;
};

}  // namespace niter::analysis
