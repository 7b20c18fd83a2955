// The techniques of the bench: one row for each way from records to figures of merit.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/analysis/echem/conditions.hpp"
#include "niter/base/result.hpp"
#include "niter/config/describe.hpp"
#include "niter/config/value.hpp"
#include "niter/data/reduction.hpp"
#include "niter/data/table.hpp"

namespace niter::analysis {

/// Whether a technique takes the parts of a file (cycles, spectra) one by one, or wants the record
/// whole.
enum class Parts { Each, Joined };

/// What the command line, a study and the report know of a technique.
struct Technique {
  std::string_view name;   // "cdl"
  std::string_view title;  // "Double-layer capacitance from voltammograms"
  // words of the vocabulary that every table must hold; of "c|mass_concentration" one is enough
  std::vector<std::string_view> needs;
  std::vector<std::string_view> of;  // kinds of parts it is for: "eis", "cv"; see io::Part
  std::string_view page;             // its page under docs/methods
  /// @param options  a table with the keys of the options struct of the technique
  /// @error as the technique; an unknown key with the nearest one
  Result<data::Reduction> (*reduce)(std::span<const data::Table> tables,
                                    const config::Value& options);
  std::vector<config::OptionHelp> (*options)();  // the keys it takes
  Resistance resistance = Resistance::Removed;   // what becomes of iR before it
  Parts parts = Parts::Each;
};

std::span<const Technique> techniques();
/// @error NotFound with the nearest name
Result<const Technique*> find_technique(std::string_view name);

/// What a table must hold, for people: "t, E" or "c or mass_concentration, absorbance or area".
std::string needs_text(const Technique& technique);

/// Checked before anything is computed. @error NotFound naming the table and the missing column
Status check_needs(const Technique& technique, std::span<const data::Table> tables);

}  // namespace niter::analysis
