// The table of elements.
#include <cmath>

#include "niter/analysis/impedance/element.hpp"
#include "niter/analysis/impedance/element_functions.hpp"
#include "niter/chem/constants.hpp"

namespace niter::analysis {

namespace {

using P = ElementParameter;

// ---- kinds of parameters: bounds as wide as the meaning, wider than any instrument measures

constexpr double low = 1e-18, high = 1e18;

P resistance(std::string_view symbol) {
  return {.symbol = symbol, .unit = "ohm", .lower = low, .upper = high, .impedance_power = 1};
}
P capacitance(std::string_view symbol) {
  return {.symbol = symbol,
          .unit = "F",
          .lower = low,
          .upper = high,
          .impedance_power = -1,
          .time_power = 1};
}
P inductance(std::string_view symbol) {
  return {.symbol = symbol,
          .unit = "H",
          .lower = low,
          .upper = high,
          .impedance_power = 1,
          .time_power = 1};
}
P time_constant(std::string_view symbol) {
  return {.symbol = symbol, .unit = "s", .lower = low, .upper = high, .time_power = 1};
}
/// Q of 1 / (Q (jw)^n), n the parameter of that index.
P admittance(std::string_view symbol, int exponent, std::string_view unit = "S s^n") {
  return {.symbol = symbol,
          .unit = unit,
          .lower = low,
          .upper = high,
          .impedance_power = -1,
          .time_power = 1,
          .exponent = exponent,
          .alias = "Y"};
}
P exponent(std::string_view symbol, double from = 0.6, double to = 1) {
  return {.symbol = symbol,
          .unit = "",
          .lower = 0,
          .upper = 1,
          .start_low = from,
          .start_high = to,
          .usual = 0.9};
}
P fixed_half(std::string_view symbol) {
  return {.symbol = symbol,
          .unit = "",
          .lower = 0,
          .upper = 1,
          .start_low = 0.4,
          .start_high = 0.6,
          .usual = 0.5,
          .fixed = true};
}
/// A positive number without dimension.
P ratio(std::string_view symbol) {
  return {.symbol = symbol,
          .unit = "",
          .lower = low,
          .upper = high,
          .start_low = 0.1,
          .start_high = 10,
          .usual = 1};
}
P length(std::string_view unit) {
  return {.symbol = "L",
          .unit = unit,
          .lower = low,
          .upper = high,
          .start_low = 1,
          .start_high = 1,
          .usual = 1,
          .fixed = true};
}
P other(std::string_view symbol, std::string_view unit, double impedance_power, double time_power) {
  return {.symbol = symbol,
          .unit = unit,
          .lower = low,
          .upper = high,
          .impedance_power = impedance_power,
          .time_power = time_power};
}

std::vector<Element> common_rows() {
  using namespace element;  // NOLINT(google-build-using-namespace): the functions of the rows
  return {
      {"resistor", "R", "R", "R", "R", {resistance("R")}, resistor},
      {"capacitor", "C", "C", "C", "1/(jw C)", {capacitance("C")}, capacitor},
      {"inductor", "L", "L", "L", "jw L", {inductance("L")}, inductor},
      {"constant-phase element",
       "CPE",
       "Q",
       "Q",
       "1/(Q (jw)^n)",
       {admittance("Q", 1), exponent("n")},
       constant_phase},
      {"Warburg, semi-infinite",
       "W",
       "",
       "W",
       "sigma (1 - j)/sqrt(w)",
       {other("sigma", "ohm s^-1/2", 1, -0.5)},
       warburg},
      {"Warburg, semi-infinite, as admittance",
       "",
       "W",
       "",
       "1/(Y (jw)^n)",
       {admittance("Y", 1), fixed_half("n")},
       constant_phase},
      {"Warburg, finite, blocking end",
       "Wo",
       "",
       "M",
       "R coth(s)/s, s = sqrt(jw tau)",
       {resistance("R"), time_constant("tau")},
       blocked_film},
      {"Warburg, finite, open end",
       "Ws",
       "",
       "Wd",
       "R tanh(s)/s, s = sqrt(jw tau)",
       {resistance("R"), time_constant("tau")},
       open_film},
      {"modified inductor",
       "",
       "La",
       "La",
       "L (jw)^n",
       {{.symbol = "L",
         .unit = "H s^(n-1)",
         .lower = low,
         .upper = high,
         .impedance_power = 1,
         .time_power = 1,
         .exponent = 1},
        exponent("n")},
       modified_inductor},
      {"modified inductor, power of the whole",
       "La",
       "",
       "",
       "(jw L)^n",
       {inductance("L"), exponent("n")},
       inductor_to_power},
      {"Gerischer",
       "G",
       "",
       "G",
       "R/sqrt(1 + jw tau)",
       {resistance("R"), time_constant("tau")},
       gerischer},
      {"parallel R and C by time constant",
       "K",
       "K",
       "",
       "R/(1 + jw tau)",
       {resistance("R"), time_constant("tau")},
       voigt},
      {"ZARC",
       "Zarc",
       "Zarc",
       "",
       "R/(1 + (jw tau)^n)",
       {resistance("R"), time_constant("tau"), exponent("n")},
       zarc},
  };
}

std::vector<Element> rare_rows() {
  using namespace element;  // NOLINT(google-build-using-namespace): the functions of the rows
  return {
      {"series R and C by time constant",
       "",
       "Ky",
       "",
       "tau/C + 1/(jw C)",
       {capacitance("C"), time_constant("tau")},
       series_voigt},
      {"Gerischer, finite length",
       "Gs",
       "",
       "",
       "R coth(phi s)/s, s = sqrt(1 + jw tau)",
       {resistance("R"), time_constant("tau"), ratio("phi")},
       finite_gerischer},
      {"Gerischer, as admittance",
       "",
       "G",
       "",
       "1/(Y (k + jw)^n)",
       {admittance("Y", 2), other("k", "s^-1", 0, -1), fixed_half("n")},
       gerischer_admittance},
      {"Gerischer, free exponent",
       "",
       "Ga",
       "",
       "R/(1 + jw tau)^n",
       {resistance("R"), time_constant("tau"), fixed_half("n")},
       gerischer_power},
      // Y and B stand inside the power: with n = 1/2, Y is the square of an admittance times time
      {"Warburg, finite, blocking end, free exponent",
       "",
       "Wo",
       "",
       "coth((jw B)^n)/(jw Y)^n",
       {other("Y", "S^(1/n) s", -2, 1), time_constant("B"), fixed_half("n")},
       warburg_open},
      {"Warburg, finite, open end, free exponent",
       "",
       "Ws",
       "",
       "tanh((jw B)^n)/(jw Y)^n",
       {other("Y", "S^(1/n) s", -2, 1), time_constant("B"), fixed_half("n")},
       warburg_short},
      {"finite-space diffusion, Boukamp's T",
       "",
       "T",
       "",
       "coth(B sqrt(jw))/(Y sqrt(jw))",
       {other("Y", "S s^1/2", -1, 0.5), other("B", "s^1/2", 0, 0.5)},
       boukamp_t},
      {"finite-length diffusion, Boukamp's O",
       "",
       "O",
       "",
       "tanh(B sqrt(jw))/(Y sqrt(jw))",
       {other("Y", "S s^1/2", -1, 0.5), other("B", "s^1/2", 0, 0.5)},
       boukamp_o},
      {"porous electrode, blocking",
       "TLMQ",
       "",
       "",
       "R coth(s)/s, s = sqrt(R Q (jw)^n)",
       {resistance("R"), admittance("Q", 2), exponent("n")},
       porous_blocking},
      {"porous electrode, two phases",
       "T",
       "",
       "",
       "A coth(beta)/beta + B/(beta sinh(beta)), beta = sqrt(a + jw b)",
       {resistance("A"), resistance("B"), ratio("a"), time_constant("b")},
       porous_two_phase},
      {"de Levie's pore with reaction",
       "",
       "Ls",
       "",
       "sqrt(R_i R_r) coth(d sqrt(R_i/R_r) s)/s, s = sqrt(1 + Y (jw)^n)",
       {other("R_i", "ohm/cm", 1, 0), other("R_r", "ohm cm", 1, 0),
        P{.symbol = "Y",
          .unit = "S s^n/cm",
          .lower = low,
          .upper = high,
          .time_power = 1,
          .exponent = 3},
        exponent("n"), ratio("d")},
       de_levie},
      {"Havriliak-Negami, capacitive",
       "",
       "H",
       "",
       "(1 + (jw tau)^a)^b/(jw dC)",
       {capacitance("dC"), time_constant("tau"), exponent("a"), exponent("b")},
       havriliak_negami},
      {"Havriliak-Negami, resistive",
       "",
       "Ha",
       "",
       "R/(1 + (jw tau)^a)^b",
       {resistance("R"), time_constant("tau"), exponent("a"), exponent("b")},
       havriliak_negami_resistive},
  };
}

// lengths are fixed at 1, so that ohm/m and S s^n/m are those of the whole pore
std::vector<Element> line_rows() {
  using namespace element;  // NOLINT(google-build-using-namespace): the functions of the rows
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

}  // namespace

FrequencyGrid::FrequencyGrid(std::span<const double> frequency) {
  for (const double f : frequency) {
    omega.push_back(2 * constants::pi * f);
    log_omega.push_back(std::log(omega.back()));
  }
}

std::span<const Element> elements() {
  static const std::vector<Element> rows = [] {
    auto all = common_rows();
    for (auto* more : {&rare_rows, &line_rows}) {
      for (auto& row : (*more)()) all.push_back(std::move(row));
    }
    return all;
  }();
  return rows;
}

const Element* find_element(std::string_view symbol, Notation notation) {
  if (symbol.empty()) return nullptr;
  const Element* elsewhere = nullptr;
  bool ambiguous = false;
  for (const auto& row : elements()) {
    if (row.symbol(notation) == symbol) return &row;
    if (row.dashes == symbol || row.boukamp == symbol || row.plus == symbol) {
      ambiguous = ambiguous || elsewhere != nullptr;
      elsewhere = &row;
    }
  }
  return ambiguous ? nullptr : elsewhere;
}

}  // namespace niter::analysis
