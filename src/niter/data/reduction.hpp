// Reduction: what a technique makes of records: numbers with budgets, tables, figures, findings.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "niter/data/figure.hpp"
#include "niter/data/finding.hpp"
#include "niter/data/table.hpp"
#include "niter/units/uncertain.hpp"
#include "niter/units/unit.hpp"

namespace niter::data {

/// One number a technique gives. Numbers of one reduction that share an input are correlated.
struct Measure {
  std::string id;     // "charge_transfer_resistance"; with its electrode "C_dl Fe/NC"
  std::string title;  // "Charge-transfer resistance"
  Uncertain value;    // SI
  Unit unit;          // of display
  std::string formula = {};
  std::string source = {};
  std::string note = {};  // the rule behind it: "at -0.4 V vs. RHE", "window 5 to 20 mA cm-2"
};

/// All that one call of a technique has to say. Writers and the report need no more.
struct Reduction {
  std::string technique;  // "eis"
  std::string title;      // "x.DTA, R0-p(R1,CPE1)"
  std::vector<Measure> measures = {};
  std::vector<Table> tables = {};
  std::vector<Figure> figures = {};
  std::vector<Finding> findings = {};
  std::vector<std::string> caveats = {};                           // doubts about the records
  std::vector<std::pair<std::string, std::string>> settings = {};  // every option that shaped it
  std::vector<Provenance> records = {};                            // what was reduced

  /// The measure of that id, or null.
  const Measure* find(std::string_view id) const {
    for (const auto& measure : measures) {
      if (measure.id == id) return &measure;
    }
    return nullptr;
  }
};

}  // namespace niter::data
