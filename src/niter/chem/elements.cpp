#include "niter/chem/elements.hpp"

#include <algorithm>
#include <array>

namespace niter::chem {
namespace {

constexpr std::array<Element, 33> table{{
    {"H", 1.0080, 0.0002}, {"Li", 6.94, 0.06},    {"B", 10.81, 0.02},    {"C", 12.011, 0.002},
    {"N", 14.007, 0.001},  {"O", 15.999, 0.001},  {"F", 18.998, 0.001},  {"Na", 22.990, 0.001},
    {"Mg", 24.305, 0.002}, {"Al", 26.982, 0.001}, {"Si", 28.085, 0.001}, {"P", 30.974, 0.001},
    {"S", 32.06, 0.02},    {"Cl", 35.45, 0.01},   {"K", 39.098, 0.001},  {"Ca", 40.078, 0.004},
    {"Ti", 47.867, 0.001}, {"V", 50.942, 0.001},  {"Cr", 51.996, 0.001}, {"Mn", 54.938, 0.001},
    {"Fe", 55.845, 0.002}, {"Co", 58.933, 0.001}, {"Ni", 58.693, 0.001}, {"Cu", 63.546, 0.003},
    {"Zn", 65.38, 0.02},   {"Br", 79.904, 0.003}, {"Mo", 95.95, 0.01},   {"Ru", 101.07, 0.02},
    {"Pd", 106.42, 0.01},  {"Ag", 107.87, 0.01},  {"I", 126.90, 0.01},   {"Pt", 195.08, 0.02},
    {"Au", 196.97, 0.01},
}};

}  // namespace

std::span<const Element> elements() {
  return table;
}

const Element* find_element(std::string_view symbol) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Element& element) { return element.symbol == symbol; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace niter::chem
