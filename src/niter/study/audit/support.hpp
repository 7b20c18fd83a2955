// What the audit rules share: operating points, declared assumptions, and numbers as text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "niter/study/audit.hpp"

namespace niter::study::rules {

using data::Finding;
using data::Verdict;
using Findings = std::vector<Finding>;

/// The single value of a numeric fact in SI; nothing for texts, windows and lists.
std::optional<double> scalar(const Fact& fact);
/// The condition of that name, or an empty text.
std::string condition(const Fact& fact, const std::string& key);
/// Half a unit of the last printed digit, in SI: what rounding alone may hide.
double rounding(const Fact& fact);
std::vector<std::string> ids(const std::vector<const Fact*>& facts);

/// Four significant digits (or as asked), the shorter of fixed and exponent form.
std::string num(double value, int digits = 4);
// SI values in the units of the field, with the unit.
std::string as_mA_cm2(double current_density);
std::string as_umol_h_cm2(double rate);
std::string as_mW_cm2(double power_density);
std::string as_ohm_cm2(double resistance);
std::string as_percent(double fraction);
std::string as_volt(double voltage);

/// Everything reported for one catalyst at one potential, or at one set current density.
struct OperatingPoint {
  const Experiment* experiment = nullptr;
  std::string catalyst;
  std::optional<double> potential;  // V on `scale`
  std::string scale;
  std::optional<double> set_current;  // galvanostatic [A m-2], magnitude
  std::vector<const Fact*> efficiency, yield, yield_no_area, current;

  std::string text() const;  // "no3, Fe2Co1/NC, -1.2 V vs RHE"
};
/// All operating points in the order in which the study first mentions them.
std::vector<OperatingPoint> operating_points(const Study& study);

/// Total current density at a potential: from yield and efficiency where both are given (that is
/// what flowed in the electrolysis), else as reported. Magnitude. [A m-2]
struct TotalCurrent {
  double value = 0;
  bool implied = false;
  std::vector<const Fact*> facts;
};
Result<std::optional<TotalCurrent>> total_current(const OperatingPoint& point);

/// Electrons taken up and hydroxide ions set free per NH3 made in neutral or alkaline water.
struct Reduction {
  double electrons = 0;
  double hydroxide = 0;
};
/// @error what chem says of a reactant that NH3 cannot be made from
Result<Reduction> reduction_to_ammonia(const std::string& reactant);
/// Concentration of the reactant in the electrolyte, from the salt that holds it. [mol m-3]
std::optional<double> reactant_concentration(const Experiment& experiment);
bool is_battery(const Experiment& experiment);

/// A number with its range [SI]: the study's assumption of that id, else the rule's own.
struct Assumed {
  double value = 0, low = 0, high = 0;
  std::string origin;  // "assumption ph_bulk" or "range of the rule"
};
/// @error Unit if the study's assumption has another dimension than `fallback`
Result<Assumed> assumed(const Study& study, std::string_view id, const Quantity& fallback,
                        const Quantity& low, const Quantity& high);

/// One ranking "A > B, C": its levels, largest first.
std::vector<std::vector<std::string>> ranking(const std::string& text);

}  // namespace niter::study::rules
