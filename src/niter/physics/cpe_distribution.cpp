#include "niter/physics/cpe_distribution.hpp"

#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"

namespace niter::physics {

CpeDistribution cpe_distribution(double q, double n, const CpeRaster& raster) {
  NITER_EXPECT(q > 0 && n >= 0.5 && n <= 1, "a constant-phase element nearer to a capacitor");
  NITER_EXPECT(raster.fastest > 0 && raster.slowest > raster.fastest && raster.per_decade > 0,
               "a raster of time constants");
  if (n == 1) return {q, {}};
  const double step = constants::ln10 / raster.per_decade;
  const double density = q * std::sin(n * constants::pi) / constants::pi * step;
  const auto branch = [&](double k) {
    const double tau = raster.fastest * std::exp(k * step);
    return CpeBranch{density * std::pow(tau, 1 - n), tau};
  };
  // all faster branches: sum of C_k, a geometric series
  CpeDistribution result;
  result.ideal = branch(-1).capacitance / -std::expm1(-(1 - n) * step);

  const int count =
      1 + static_cast<int>(std::ceil(std::log(raster.slowest / raster.fastest) / step - 1e-9));
  for (int k = 0; k < count; ++k) result.branches.push_back(branch(k));
  // all slower branches: one with the same conductance and the same first order in 1 / omega
  const CpeBranch next = branch(count);
  const double conductance = next.capacitance / next.time_constant / -std::expm1(-n * step);
  const double rate = next.capacitance / (next.time_constant * next.time_constant) /
                      -std::expm1(-(n + 1) * step) / conductance;
  result.branches.push_back({conductance / rate, 1 / rate});
  return result;
}

std::complex<double> admittance(const CpeDistribution& distribution, double omega) {
  const std::complex<double> s(0, omega);
  std::complex<double> sum = s * distribution.ideal;
  for (const CpeBranch& b : distribution.branches) {
    sum += s * b.capacitance / (1.0 + s * b.time_constant);
  }
  return sum;
}

}  // namespace niter::physics
