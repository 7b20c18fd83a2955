#include "niter/analysis/impedance/circuit_model.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/closed/circuit.hpp"

namespace niter::analysis {
namespace {

using Complex = std::complex<double>;

const std::vector<double> frequencies = {1e5, 1e3, 30, 1, 0.01};

TEST(CircuitModel, RandlesIsThatOfPhysics) {
  NITER_SOURCE("bard2001", "sec. 10.3: Randles circuit");
  const auto circuit = parse_circuit("R0-p(R1-W1,CPE1)").value();
  CircuitModel model(circuit, frequencies);
  const auto z = model.impedance(std::vector{3.0, 40.0, 7.0, 2e-5, 0.9});
  for (std::size_t i = 0; i < z.size(); ++i) {
    const Complex known = physics::randles_impedance(
        {.series = 3, .charge_transfer = 40, .warburg = 7, .q = 2e-5, .n = 0.9},
        2 * constants::pi * frequencies[i]);
    EXPECT_LT(std::abs(z[i] - known), 1e-13 * std::abs(known));
  }
}

TEST(CircuitModel, DerivativesRunDownTheTree) {
  NITER_IDENTITY("dZ/dp by differences of higher order, in nested circuits");
  for (const auto text : {"R0-p(R1,C1)-p(R2-Wo1,C2)", "R1+C2/(R2+C3/(R3+W3))",
                          "p(R1,p(C1,R2-p(C2,R3)-L1))", "C1", "(R(CQ))", "L0-R0-p(R1,CPE1)-Ws1"}) {
    const auto circuit = parse_circuit(text).value();
    CircuitModel model(circuit, frequencies);
    std::vector<double> p;
    for (std::size_t k = 0; k < model.parameters(); ++k) {
      p.push_back(circuit.parameter(k).upper == 1 ? 0.8 : 0.4 + 0.3 * static_cast<double>(k));
    }
    const std::size_t n = frequencies.size();
    const auto linear = model.linearise(p);
    const std::vector<Complex> jacobian(linear.jacobian.begin(), linear.jacobian.end());
    const std::vector<Complex> z(linear.z.begin(), linear.z.end());
    for (std::size_t k = 0; k < p.size(); ++k) {
      const auto shifted = [&](double factor) {
        auto q = p;
        q[k] *= factor;
        const auto shown = model.impedance(q);
        return std::vector<Complex>(shown.begin(), shown.end());
      };
      const double h = 1e-3;
      const auto a = shifted(1 + h), b = shifted(1 - h), c = shifted(1 + 2 * h),
                 d = shifted(1 - 2 * h);
      for (std::size_t i = 0; i < n; ++i) {
        const Complex slope = (8.0 * (a[i] - b[i]) - (c[i] - d[i])) / (12 * h * p[k]);
        EXPECT_LT(std::abs(jacobian[k * n + i] - slope),
                  1e-9 * (std::abs(slope) + std::abs(z[i]) / p[k]))
            << text << " " << circuit.parameter_names()[k] << " at " << frequencies[i];
      }
    }
  }
}

TEST(CircuitModel, EqualPartsAreOrderedByFallingTimeConstant) {
  NITER_IDENTITY("a sum does not depend on the order of its terms");
  const auto circuit = parse_circuit("R0-p(R1,C1)-p(R2,C2)-p(R3,C3)").value();
  CircuitModel model(circuit, frequencies);
  std::vector<double> p = {1, 5, 1e-4, 7, 1e-1, 6, 1e-6};
  const auto before = model.impedance(p)[2];
  model.order_equal_parts(p, std::vector(p.size(), true));
  EXPECT_EQ(p, (std::vector<double>{1, 7, 1e-1, 5, 1e-4, 6, 1e-6}));
  EXPECT_LT(std::abs(model.impedance(p)[2] - before), 1e-14 * std::abs(before));
  // a part that the user holds keeps its place, and R1-C1 is no p(R,C)
  std::vector<bool> movable(p.size(), true);
  movable[6] = false;
  p = {1, 6, 1e-6, 5, 1e-4, 7, 1e-1};
  model.order_equal_parts(p, movable);
  EXPECT_EQ(p, (std::vector<double>{1, 5, 1e-4, 6, 1e-6, 7, 1e-1}));
}

TEST(CircuitModel, BranchesAddUp) {
  NITER_IDENTITY("Z of a series is the sum of its branches");
  const auto circuit = parse_circuit("R0-p(R1,C1)-Wo1").value();
  CircuitModel model(circuit, frequencies);
  const auto z = model.impedance(std::vector{1.0, 5.0, 1e-4, 3.0, 2.0});
  ASSERT_EQ(model.branches().size(), 3u);
  EXPECT_EQ(model.branches()[1].first, 1u);
  EXPECT_EQ(model.branches()[1].last, 3u);
  Complex sum = 0;
  for (std::size_t k = 0; k < 3; ++k) sum += model.branch_impedance(k)[1];
  EXPECT_LT(std::abs(sum - z[1]), 1e-14 * std::abs(z[1]));
  CircuitModel whole(parse_circuit("p(R1,C1)").value(), frequencies);
  EXPECT_EQ(whole.branches().size(), 1u);
}

}  // namespace
}  // namespace niter::analysis
