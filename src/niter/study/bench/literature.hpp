// Literature: what others report, as the user collects it: [[literature]] of study.toml. Every row
// is audited before it is compared with.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/config/value.hpp"
#include "niter/data/figure.hpp"
#include "niter/data/finding.hpp"
#include "niter/units/quantity.hpp"

namespace niter::study {

/// One catalyst of one paper, as printed there.
struct LiteratureRow {
  std::string catalyst, reactant, electrolyte, source;
  std::optional<double> potential = {};  // [V]
  std::string scale = {};                // of the potential
  std::optional<Quantity> faradaic_efficiency = {};
  std::optional<Quantity> yield_rate = {};  // per area or per mass of catalyst, amount or mass
  std::string as = "NH3";                   // what a mass counts
  std::optional<Quantity> current_density = {};
  Where where = {};

  /// "Cu, doi:..."
  std::string name() const { return catalyst + ", " + source; }
  /// The yield rate per area [mol s-1 m-2]; none if it is per mass of catalyst or not given.
  std::optional<double> yield_per_area() const;
};

/// @error InvalidInput, Unit: an unknown reactant or species, a yield or a current of another kind,
/// a
///        potential without scale; at its place
Result<LiteratureRow> read_literature(const config::Value& table);

/// Of each row what can be asked of it: an efficiency between 0 and 100 %; of yield, efficiency and
/// current the law of Faraday; which datum is missing where it cannot be asked.
/// @source bard2001, sec. 1.3.1
std::vector<data::Finding> audit_literature(std::span<const LiteratureRow> rows);

/// Efficiency against yield per area, a figure for each reactant: rows of the literature as open
/// symbols, those of the audit against them marked in the label.
/// @param own  measured and reported points of the study by reactant: x the yield, y the efficiency
std::vector<data::Figure> literature_figures(
    std::span<const LiteratureRow> rows,
    const std::map<std::string, std::vector<data::Series>>& own);

}  // namespace niter::study
