// look: what a file is, what is in it, and what can be done with it.
#pragma once

#include <string>
#include <vector>

#include "niter/analysis/techniques.hpp"
#include "niter/config/value.hpp"
#include "niter/io/recording.hpp"

namespace niter::study {

/// One column of a part as a person wants to see it.
struct ColumnSummary {
  std::string name, meaning, unit, comment;
  double low = 0, high = 0;  // in the unit; NaN if no value is finite
  std::size_t missing = 0;   // values that are no numbers
};

struct PartSummary {
  std::string title, technique;
  std::size_t rows = 0;
  std::vector<ColumnSummary> columns = {};
  std::vector<std::string> uses = {};  // techniques of the bench that take it
};

/// The part holds the columns the technique needs and, where the file says what was measured, that
/// is what the technique is for.
bool fits_technique(const analysis::Technique& technique, const io::Part& part);

std::vector<PartSummary> summarise(const io::Recording& recording);

/// For a terminal of 80 columns. @param file  as the user wrote it, for the suggested commands
std::string look_text(const io::Recording& recording, const std::string& file);
config::Value to_value(const io::Recording& recording, const std::string& file);

}  // namespace niter::study
