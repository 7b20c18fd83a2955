// CircuitSearch: one circuit against one spectrum as a least-squares problem, and its random
// starts. Private to the room.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include "niter/analysis/impedance/circuit_fit.hpp"
#include "niter/analysis/impedance/circuit_model.hpp"
#include "niter/math/fit/levenberg_marquardt.hpp"

namespace niter::analysis {

/// What a parameter may be.
struct ParameterRange {
  double lower = 0, upper = 0;
  std::optional<double> fixed = {};  // its value
  std::optional<double> start = {};  // where the first start has it
};

class CircuitSearch {
 public:
  CircuitSearch(const Circuit& circuit, const Spectrum& spectrum, Weight weight,
                std::vector<ParameterRange> ranges);
  CircuitSearch(const CircuitSearch&) = delete;
  CircuitSearch& operator=(const CircuitSearch&) = delete;

  CircuitModel& model() { return model_; }
  std::size_t numbers() const { return 2 * spectrum_.size(); }
  /// Which of all parameters the coordinates are.
  const std::vector<std::size_t>& free() const { return free_; }
  /// A sum of squares below this is zero: residuals of 1e-10 of the data.
  double round_off() const;
  /// Refers to this search, which must outlive it.
  math::NonlinearProblem problem();

  std::vector<double> parameters(std::span<const double> coordinates) const;
  std::vector<double> coordinates(std::span<const double> parameters) const;
  /// dp/du of each coordinate: p for logarithms, else 1.
  std::vector<double> slopes(std::span<const double> parameters) const;
  bool logarithmic(std::size_t parameter) const { return ranges_[parameter].lower > 0; }

  /// Start number `index`: the best of a few draws, after the levels of the branches are fitted.
  std::vector<double> start(unsigned seed, int index);

 private:
  using Stream = std::mt19937_64;
  double draw(Stream& stream, std::size_t k, std::span<const double> p) const;
  struct Levels;
  Levels level_equations() const;
  double fit_levels(std::vector<double>& p);
  void residuals(std::span<const std::complex<double>> z, std::span<double> r) const;

  const Circuit& circuit_;
  const Spectrum& spectrum_;
  CircuitModel model_;
  std::vector<ParameterRange> ranges_;
  std::vector<ElementParameter> kinds_;        // of all parameters
  std::vector<std::size_t> first_of_element_;  // of all parameters: first one of its element
  std::vector<std::size_t> free_;
  std::vector<double> weight_re_, weight_im_;
  std::vector<bool> scalable_;  // one a branch
  std::vector<double> p_;       // storage of problem()
};

}  // namespace niter::analysis
