// What both readers of BioLogic files do with the columns they found: niter's words, SI, the parts
// of a file, and doubts about the numbers.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/io/reader.hpp"
#include "niter/io/recording.hpp"

namespace niter::io {

/// A column as it stands in the file: EC-Lab's header and its numbers in EC-Lab's unit.
struct BiologicValues {
  std::string header;
  std::vector<double> values;
};

/// A technique of EC-Lab: niter's word for it and the title EC-Lab prints.
struct BiologicTechnique {
  std::string_view word = {};
  std::string title = {};
};
/// By the number in a .mpr file; nothing for one that is not known.
/// @source yadg, table of techniques; titles as in .mpt files
BiologicTechnique biologic_technique(int number);
/// By the title in a .mpt file.
BiologicTechnique biologic_technique(std::string_view title);

/// What is common to all rows of a technique.
struct BiologicRun {
  BiologicTechnique technique;
  std::string reference = {};           // "SCE Saturated Calomel Electrode (0.241 V)"
  std::vector<std::size_t> loops = {};  // row at which each loop but the first begins
  std::map<std::string, std::string> settings = {};
  const Source* source = nullptr;
  const ReadOptions* options = nullptr;
};

/// Columns in SI under niter's words, cut into the parts of the recording.
///
/// A part begins where a loop begins; where rows of a spectrum (f > 0) begin or end; at each new
/// spectrum (cycle, step or loop changes, or the frequency jumps back to where it started); in a
/// voltammogram at each cycle; in a record at constant potential or current at each step of its
/// sequence. Cycling of batteries stays in one piece: its cycles and steps are columns. Where parts
/// would have less than two rows on average the record stays whole.
///
/// "control/V/mA" is split into E_set and I_set by the mode of each row (1 galvanostatic, 2
/// potentiostatic); rows of the other mode have no value. Re and Im of the impedance are made from
/// modulus and phase where the file has only these.
///
/// Doubts that become caveats: a unit that cannot be read; a range code that is not known; a
/// potential or current that is zero although other columns say otherwise (EC-Lab exports such
/// columns: ixdat #84, #180).
///
/// @error NotFound for a column of the options that is not there; Unit for a unit that is none
Status add_biologic_parts(std::vector<BiologicValues> columns, const BiologicRun& run,
                          const data::Provenance& provenance, Recording& recording);

}  // namespace niter::io
