#include "niter/twin/cell/impedance.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/twin/cell/cell_rows.hpp"

namespace niter::twin {

Result<std::vector<std::complex<double>>> impedance(CellSystem& system, std::span<const double> y,
                                                    std::span<const double> frequencies) {
  using Complex = std::complex<double>;
  const CellLayout& layout = system.layout();
  // about a point it does not matter what held the cell there: the answer is to the potential
  const Drive held = system.drive();
  system.impose({});
  math::BlockTridiagonal<double> slopes(layout.sizes);
  const bool inside = system.linearise(y, slopes);
  system.impose(held);
  if (!inside) return fail(Code::NoConvergence, "the cell has no linear response at this state");

  // the zinc is in series; its double layer is far faster than anything of the cathode
  const double anode = system.model().anode ? system.anode_state(y).potential_by_current : 0;
  math::BlockTridiagonal<Complex> matrix(layout.sizes);
  std::vector<Complex> answer(at(layout.chain)), out;
  for (const double frequency : frequencies) {
    matrix.assign(slopes);
    system.add_mass(Complex(0, 2 * constants::pi * frequency), matrix);
    std::fill(answer.begin(), answer.end(), Complex{});
    answer[at(layout.potential(0))] = 1;
    if (!matrix.factor())
      return fail(Code::NoConvergence,
                  fmt::format("the linear response is singular at {:g} Hz", frequency));
    matrix.solve(answer);
    out.push_back(1.0 / answer[at(layout.current(0))] + anode);
  }
  return out;
}

std::vector<double> decades(double high, double low, double per_decade) {
  const int steps =
      std::max(1, static_cast<int>(std::ceil(std::log10(high / low) * per_decade - 1e-9)));
  std::vector<double> out;
  for (int i = 0; i <= steps; ++i) out.push_back(high * std::pow(low / high, double(i) / steps));
  return out;
}

}  // namespace niter::twin
