#include "niter/analysis/impedance/circuit_ladder.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace niter::analysis {

namespace {

constexpr double tolerable = 2;

/// Everything is determined, and nothing ran away to where it has no meaning. An exponent of 1 is a
/// capacitor and means something.
bool sound(const CircuitFit& fit) {
  return fit.undetermined.empty() && std::none_of(fit.parameters.begin(), fit.parameters.end(),
                                                  [](const FittedParameter& parameter) {
                                                    return parameter.at_bound &&
                                                           parameter.value < 1 - 1e-6;
                                                  });
}

}  // namespace

std::vector<std::string> usual_circuits(const Spectrum& spectrum) {
  std::vector<std::string> circuits = {
      "R0-p(R1,C1)",
      "R0-CPE1",
      "R0-p(R1,CPE1)",
      "R0-p(R1-W1,CPE1)",
      "R0-p(R1-Ws1,CPE1)",
      "R0-p(R1-Wo1,CPE1)",
      "R0-p(R1,CPE1)-CPE2",
      "R0-p(R1,C1)-p(R2,C2)",
      "R0-p(R1,CPE1)-p(R2,CPE2)",
      "R0-p(R1,CPE1)-p(R2-W2,CPE2)",
      "R0-p(R1,CPE1)-p(R2,CPE2)-p(R3,CPE3)",
  };
  const bool inductive = spectrum.size() > 0 && spectrum.impedance.front().imag() > 0;
  if (!inductive) return circuits;
  // one noisy point at the top does not prove an inductance: both are on the ladder
  const auto without = circuits;
  for (const auto& circuit : without) circuits.push_back("L0-" + circuit);
  return circuits;
}

Result<CircuitLadder> compare_circuits(const std::vector<std::string>& circuits,
                                       const Spectrum& spectrum, const CircuitFitOptions& options) {
  CircuitLadder ladder;
  for (const auto& text : circuits) {
    NITER_TRY(const auto circuit, parse_circuit(text));
    auto fit = fit_circuit(circuit, spectrum, options);
    if (fit) {
      ladder.fits.push_back(*std::move(fit));
    } else if (circuits.size() == 1) {
      return fail(std::move(fit).error());
    } else {
      ladder.failed.emplace_back(text, fit.error().text());
    }
  }
  if (ladder.fits.empty()) {
    return fail(Code::NoConvergence, "none of the circuits could be fitted",
                ladder.failed.empty() ? "name at least one circuit" : ladder.failed.front().second);
  }
  const auto better = [&](std::size_t a, std::size_t b) {
    return ladder.fits[a].bic < ladder.fits[b].bic;
  };
  std::vector<std::size_t> all(ladder.fits.size()), good;
  std::iota(all.begin(), all.end(), std::size_t{0});
  double scatter = ladder.fits.front().scatter;
  for (const auto& fit : ladder.fits) scatter = std::min(scatter, fit.scatter);
  for (const auto k : all) {
    const auto& fit = ladder.fits[k];
    if (sound(fit) && fit.scatter <= tolerable * scatter) good.push_back(k);
  }
  const auto least = *std::min_element(all.begin(), all.end(), better);
  ladder.chosen = good.empty() ? least : *std::min_element(good.begin(), good.end(), better);
  const auto& chosen = ladder.fits[ladder.chosen];
  if (good.empty()) {
    ladder.reason = fmt::format(
        "{} has the least BIC; no circuit that fits as well has all its parameters determined",
        chosen.text);
  } else if (ladder.chosen == least) {
    ladder.reason =
        fmt::format("{} has the least BIC, and all its parameters are determined", chosen.text);
  } else {
    ladder.reason = fmt::format(
        "{} has the least BIC of those whose parameters all are determined; {} lies {:.1f} lower "
        "but has some that the data do not fix",
        chosen.text, ladder.fits[least].text, chosen.bic - ladder.fits[least].bic);
  }
  return ladder;
}

}  // namespace niter::analysis
