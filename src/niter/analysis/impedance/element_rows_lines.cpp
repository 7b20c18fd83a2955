// Transmission lines of pores.
#include "niter/analysis/impedance/element_functions.hpp"
#include "niter/analysis/impedance/element_rows.hpp"

namespace niter::analysis::element {

// lengths are fixed at 1, so that ohm/m and S s^n/m are those of the whole pore
std::vector<Element> line_rows() {
  const P ionic = other("R_i", "ohm/m", 1, 0);
  const P reaction = other("R_ct", "ohm m", 1, 0);
  const P wall = admittance("Y", 2, "S s^n/m");
  const P wall_beside_reaction = admittance("Y", 3, "S s^n/m");
  return {
      {"pore, blocking, open end",
       "",
       "Tlmbo",
       "",
       "R_i coth(s)/s, s = L sqrt(R_i Y (jw)^n)",
       {ionic, wall, exponent("n"), length("m")},
       line_blocking_open},
      {"pore, blocking, shorted end",
       "",
       "Tlmbs",
       "",
       "R_i tanh(s)/s, s = L sqrt(R_i Y (jw)^n)",
       {ionic, wall, exponent("n"), length("m")},
       line_blocking_short},
      {"pore, blocking, end with a constant phase",
       "",
       "Tlmbq",
       "",
       "S (Z_B + S t)/(S + Z_B t), S = R_i/s, t = tanh(s), Z_B = 1/(Y_B (jw)^n_B)",
       {ionic, wall, exponent("n"), admittance("Y_B", 4, "S s^n"), exponent("n_B"), length("m")},
       line_blocking_phase},
      {"pore with reaction, open end",
       "",
       "Tlmno",
       "",
       "S coth(L/lambda), lambda = (R_i y)^(-1/2), S = R_i lambda, y = 1/R_ct + Y (jw)^n",
       {ionic, reaction, wall_beside_reaction, exponent("n"), length("m")},
       line_open},
      {"pore with reaction, shorted end",
       "",
       "Tlmns",
       "",
       "S tanh(L/lambda), lambda = (R_i y)^(-1/2), S = R_i lambda, y = 1/R_ct + Y (jw)^n",
       {ionic, reaction, wall_beside_reaction, exponent("n"), length("m")},
       line_short},
      {"pore with reaction, end with R and constant phase",
       "",
       "Tlmnq",
       "",
       "S (Z_B + S t)/(S + Z_B t), t = tanh(L/lambda), 1/Z_B = 1/R_B + Y_B (jw)^n_B",
       {ionic, reaction, wall_beside_reaction, exponent("n"), resistance("R_B"),
        admittance("Y_B", 6, "S s^n"), exponent("n_B"), length("m")},
       line_phase},
  };
}

}  // namespace niter::analysis::element
