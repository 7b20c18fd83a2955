#include "niter/analysis/impedance/element.hpp"

#include <array>
#include <cmath>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"

namespace niter::analysis {
namespace {

using Complex = std::complex<double>;

std::vector<Complex> impedance(const Element& element, std::vector<double> p,
                               std::vector<double> frequency) {
  const FrequencyGrid grid(frequency);
  std::vector<Complex> z(grid.size());
  element.impedance(p, grid, z.data(), nullptr);
  return z;
}

std::vector<Complex> impedance(std::string_view symbol, Notation notation, std::vector<double> p,
                               std::vector<double> frequency) {
  return impedance(*find_element(symbol, notation), std::move(p), std::move(frequency));
}

void expect_near(Complex value, Complex known, double relative) {
  EXPECT_NEAR(value.real(), known.real(), relative * std::abs(known));
  EXPECT_NEAR(value.imag(), known.imag(), relative * std::abs(known));
}

// parameters 0.1, 0.2, 0.3, 0.4 as far as there are, at 1 mHz, 1 Hz, 1 kHz
TEST(Elements, AreThoseOfImpedancePy) {
  NITER_SOURCE("murbach2020", "version of 2024, test_circuit_elements.py, correct_vals");
  const std::map<std::string, std::array<Complex, 3>> known = {
      {"R", {{{0.1, 0}, {0.1, 0}, {0.1, 0}}}},
      {"C", {{{0, -1591.5494309}, {0, -1.5915494309}, {0, -0.0015915494309}}}},
      {"L", {{{0, 0.000628319}, {0, 0.628319}, {0, 628.319}}}},
      {"W", {{{1.26156626, -1.26156626}, {0.03989423, -0.03989423}, {0.00126157, -0.00126157}}}},
      {"Wo",
       {{{0.0333333, -79.57747434}, {0.0330043705, -0.0823286679}, {0.0019947114, -0.0019947114}}}},
      {"Ws",
       {{{0.09999998, -4.18878913e-05}, {0.08327519, -0.0333838167}, {0.00199471, -0.00199471}}}},
      {"CPE", {{{26.2162368, -8.5181717}, {6.58522096, -2.139667994}, {1.654132718, -0.5374603}}}},
      {"La", {{{0.21769191, 0.07073239}, {0.86664712, 0.28159072}, {3.45018434, 1.12103285}}}},
      {"G",
       {{{0.09999994, -0.0000628318}, {0.0710775502, -0.0342746521}, {0.0019955046, -0.00199391}}}},
      {"Gs",
       {{{0.3432733167, -0.000418952}, {0.1391819315, -0.1624846679}, {0.001995503, -0.00199392}}}},
      {"TLMQ",
       {{{20.42237173, -10.38874276}, {2.6000937, -1.30789949}, {0.35594139, -0.16491599}}}},
      {"T", {{{1.00041, -0.00837309}, {0.0156037, -0.114062}, {0.00141056, -0.00141039}}}},
      {"K",
       {{{0.0999998421, -0.0001256635},
         {0.0387726637, -0.0487231661},
         {6.33257e-08, -7.95774e-05}}}},
      {"Zarc", {{{0.08900974, -0.00486384}, {0.04818879, -0.01198904}, {0.00969182, -0.00436265}}}},
  };
  std::size_t count = 0;
  for (const auto& element : elements()) count += element.dashes.empty() ? 0 : 1;
  EXPECT_EQ(count, known.size()) << "an element of that notation has no known value";
  for (const auto& [symbol, values] : known) {
    SCOPED_TRACE(symbol);
    const Element* const element = find_element(symbol, Notation::Dashes);
    ASSERT_NE(element, nullptr);
    std::vector<double> p = {0.1, 0.2, 0.3, 0.4};
    p.resize(element->parameters.size());
    const auto z = impedance(*element, p, {0.001, 1, 1000});
    for (std::size_t i = 0; i < 3; ++i) expect_near(z[i], values[i], 1e-5);
  }
}

// all rows at ordinary values, over nine decades
TEST(Elements, SlopesAreThoseOfTheImpedance) {
  NITER_IDENTITY("dZ/dp by differences of higher order");
  for (const auto& element : elements()) {
    std::vector<double> p;
    for (const auto& parameter : element.parameters) {
      p.push_back(parameter.upper == 1 ? 0.7 : 0.3 + 0.2 * static_cast<double>(p.size()));
    }
    const std::vector<double> frequency = {1e-4, 1e-2, 0.1, 1, 10, 1e5};
    const FrequencyGrid grid(frequency);
    const std::size_t n = grid.size();
    std::vector<Complex> z(n), dz(n * p.size());
    element.impedance(p, grid, z.data(), dz.data());
    for (std::size_t k = 0; k < p.size(); ++k) {
      const auto shifted = [&](double factor) {
        auto q = p;
        q[k] *= factor;
        return impedance(element, q, frequency);
      };
      const double h = 1e-3;
      const auto a = shifted(1 + h), b = shifted(1 - h), c = shifted(1 + 2 * h),
                 d = shifted(1 - 2 * h);
      for (std::size_t i = 0; i < n; ++i) {
        const Complex slope = (8.0 * (a[i] - b[i]) - (c[i] - d[i])) / (12 * h * p[k]);
        EXPECT_LT(std::abs(dz[k * n + i] - slope), 2e-9 * (std::abs(slope) + std::abs(z[i]) / p[k]))
            << element.formula << " by " << element.parameters[k].symbol << " at " << frequency[i];
      }
    }
  }
}

TEST(Elements, FormsOfOneImpedanceAgree) {
  NITER_IDENTITY("the same impedance written with other parameters");
  const std::vector<double> f = {1e-3, 0.3, 20, 1e4};
  const double r = 2, tau = 0.7, b = std::sqrt(tau), y = b / r;
  const auto code = [&](std::string_view symbol, std::vector<double> p) {
    return impedance(symbol, Notation::Boukamp, std::move(p), f);
  };
  const auto dashes = [&](std::string_view symbol, std::vector<double> p) {
    return impedance(symbol, Notation::Dashes, std::move(p), f);
  };
  const auto agree = [](const std::vector<Complex>& one, const std::vector<Complex>& two) {
    for (std::size_t i = 0; i < one.size(); ++i) expect_near(one[i], two[i], 1e-12);
  };
  agree(dashes("Wo", {r, tau}), code("T", {y, b}));
  agree(dashes("Wo", {r, tau}), code("Wo", {y * y, tau, 0.5}));
  agree(dashes("Ws", {r, tau}), code("O", {y, b}));
  agree(dashes("Ws", {r, tau}), code("Ws", {y * y, tau, 0.5}));
  agree(dashes("W", {r}), code("W", {1 / (r * std::sqrt(2.0)), 0.5}));
  agree(dashes("G", {r, tau}), code("G", {b / r, 1 / tau, 0.5}));
  agree(dashes("G", {r, tau}), code("Ga", {r, tau, 0.5}));
  agree(dashes("K", {r, tau}), code("Zarc", {r, tau, 1}));
  agree(dashes("Zarc", {r, tau, 0.8}), code("Ha", {r, tau, 0.8, 1}));
  agree(dashes("TLMQ", {r, 0.3, 0.8}), code("Tlmbo", {r, 0.3, 0.8, 1}));
  agree(dashes("La", {r, 1}), code("L", {r}));
  agree(code("La", {r, 1}), code("L", {r}));
  agree(code("Tlmno", {r, 1e15, 0.3, 0.8, 1}), code("Tlmbo", {r, 0.3, 0.8, 1}));
  agree(code("Tlmns", {r, 1e15, 0.3, 0.8, 2}), [&] {
    auto z = code("Tlmbs", {r, 0.3, 0.8, 2});
    for (auto& value : z) value *= 2;  // the blocking lines count R_i for the whole length
    return z;
  }());
  // an end of no conductance is open, one of no resistance shorted
  agree(code("Tlmnq", {r, 3, 0.3, 0.8, 1e15, 1e-15, 0.7, 1}), code("Tlmno", {r, 3, 0.3, 0.8, 1}));
  agree(code("Tlmnq", {r, 3, 0.3, 0.8, 1e-15, 1e-15, 0.7, 1}), code("Tlmns", {r, 3, 0.3, 0.8, 1}));
  agree(code("Tlmbq", {r, 0.3, 0.8, 1e-17, 0.7, 1}), code("Tlmbo", {r, 0.3, 0.8, 1}));
}

TEST(Elements, HaveTheirLimits) {
  NITER_SOURCE("lasia2014", "limits at low and high frequency of the diffusion impedances");
  const auto at = [](std::string_view symbol, Notation notation, std::vector<double> p, double w) {
    return impedance(symbol, notation, std::move(p), {w / (2 * constants::pi)})[0];
  };
  // blocked film: R/3 and the capacitance tau/R at low frequency; open film: R
  const Complex blocked = at("Wo", Notation::Dashes, {6, 2}, 1e-4);
  EXPECT_NEAR(blocked.real(), 2, 1e-6);
  EXPECT_NEAR(blocked.imag(), -6 / (2 * 1e-4), 1e-3);
  expect_near(at("Ws", Notation::Dashes, {6, 2}, 1e-9), {6, 0}, 1e-8);
  // both are Warburg's at high frequency, where nothing overflows
  expect_near(at("Wo", Notation::Dashes, {6, 2}, 1e9), 6.0 / std::sqrt(Complex(0, 2e9)), 1e-12);
  expect_near(at("Ws", Notation::Dashes, {6, 2}, 1e15), 6.0 / std::sqrt(Complex(0, 2e15)), 1e-12);
  expect_near(at("T", Notation::Dashes, {1, 2, 50, 100}, 1e6), 1.0 / std::sqrt(Complex(50, 1e8)),
              1e-12);
  expect_near(at("Ls", Notation::Boukamp, {4, 9, 1e-9, 0.8, 50}, 1e-3), {6, 0}, 1e-8);
  // a wall that only blocks behind a resistance: R_i L/3 + 1/(jw C L)
  const Complex pore = at("Tlmbo", Notation::Boukamp, {3, 0.1, 1, 1}, 1e-3);
  EXPECT_NEAR(pore.real(), 1, 1e-6);
  EXPECT_NEAR(pore.imag(), -1e4, 1e-2);
  expect_near(at("Ky", Notation::Boukamp, {2, 3}, 0.5), {1.5, -1}, 1e-14);
  expect_near(at("H", Notation::Boukamp, {2, 3, 1, 1}, 0.5), {1.5, -1}, 1e-14);
}

TEST(Elements, ATableWithoutContradictions) {
  NITER_IDENTITY("one meaning a symbol in each notation; bounds, starts and exponents that exist");
  for (const auto notation : {Notation::Dashes, Notation::Boukamp, Notation::Plus}) {
    std::map<std::string_view, int> seen;
    for (const auto& element : elements()) {
      const auto symbol = element.symbol(notation);
      EXPECT_TRUE(symbol.empty() || ++seen[symbol] == 1) << symbol;
    }
  }
  for (const auto& element : elements()) {
    std::map<std::string_view, int> seen;
    for (const auto& p : element.parameters) {
      EXPECT_EQ(++seen[p.symbol], 1) << element.name;
      EXPECT_LT(p.lower, p.upper);
      EXPECT_LT(p.exponent, static_cast<int>(element.parameters.size()));
      if (p.exponent >= 0) {
        EXPECT_EQ(element.parameters[static_cast<std::size_t>(p.exponent)].upper, 1)
            << element.name << " " << p.symbol;
      }
      EXPECT_TRUE(p.impedance_power != 0 || p.time_power != 0 || p.start_high > 0) << p.symbol;
      EXPECT_TRUE(!p.fixed || p.usual > 0) << p.symbol;
    }
  }
}

TEST(Elements, ASymbolOfAnotherNotationIsUnderstoodIfItHasOneMeaning) {
  NITER_IDENTITY("Q is the constant-phase element everywhere; Wo is not the same everywhere");
  EXPECT_EQ(find_element("Q", Notation::Dashes), find_element("CPE", Notation::Dashes));
  EXPECT_NE(find_element("Wo", Notation::Boukamp), find_element("Wo", Notation::Dashes));
  EXPECT_EQ(find_element("Wo", Notation::Plus), nullptr);
  EXPECT_EQ(find_element("Nix", Notation::Plus), nullptr);
  EXPECT_EQ(find_element("", Notation::Plus), nullptr);
}

}  // namespace
}  // namespace niter::analysis
