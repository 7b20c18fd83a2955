#include <algorithm>
#include <array>

#include "niter/base/text.hpp"
#include "niter/io/readers/biologic_table.hpp"

namespace niter::io {

namespace {

struct Row {
  std::string_view title;  // as EC-Lab prints it
  std::string_view word;
  std::array<int, 2> numbers = {};  // in .mpr files, as far as known
};

constexpr Row rows[] = {
    {"Open Circuit Voltage", "ocp", {0x0B}},
    {"Cyclic Voltammetry", "cv", {0x06, 0x30}},
    {"Cyclic Voltammetry Advanced", "cv", {0x33}},
    {"Linear Sweep Voltammetry", "lsv", {0x6C}},
    {"Chronoamperometry / Chronocoulometry", "ca", {0x18}},
    {"Chronoamperometry", "ca"},
    {"Chronopotentiometry", "cp", {0x19}},
    {"Constant Voltage", "ca", {0x75}},
    {"Constant Current", "cp", {0x76}},
    {"Potentio Electrochemical Impedance Spectroscopy", "eis", {0x1D}},
    {"Galvano Electrochemical Impedance Spectroscopy", "eis", {0x1E}},
    {"Staircase Potentio Electrochemical Impedance Spectroscopy", "eis"},
    {"Staircase Galvano Electrochemical Impedance Spectroscopy", "eis"},
    {"IR compensation (PEIS)", "eis", {0x32}},
    {"Galvanostatic Cycling with Potential Limitation", "cycling", {0x04, 0x77}},
    {"Modulo Bat", "cycling", {0x7F}},
    {"Battery Capacity Determination", "cycling", {0x88}},
    {"Differential Pulse Voltammetry", "dpv"},
    {"Square Wave Voltammetry", "swv"},
    {"Modular Potentio", "", {0x16}},
    {"Wait", "", {0x1C}},
};

}  // namespace

BiologicTechnique biologic_technique(int number) {
  for (const auto& row : rows) {
    if (number != 0 && std::ranges::find(row.numbers, number) != row.numbers.end())
      return {row.word, std::string(row.title)};
  }
  return {};
}

BiologicTechnique biologic_technique(std::string_view title) {
  title = trim(title);
  for (const auto& row : rows) {
    if (lower(row.title) == lower(title)) return {row.word, std::string(title)};
  }
  return {{}, std::string(title)};
}

}  // namespace niter::io
