// Neware's .ndc: pages of 4096 bytes with records of a test, as they stand inside a .ndax.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/io/readers/neware_rows.hpp"

namespace niter::io {

/// The files of one archive that make a record. All but data are empty where a version has them
/// not.
struct NewareArchive {
  std::string_view data;      // data.ndc
  std::string_view run_info;  // data_runInfo.ndc: times and counters of some rows
  std::string_view steps;     // data_step.ndc: cycle and kind of every step
};

/// Version of a file: its third byte. 0 for a file too short.
int ndc_version(std::string_view bytes);

/// Rows of an archive. Versions 5 (all in data), 11, 14, 16 and 17 (three files). Where times and
/// counters are stored for some rows only, they are counted on from there with the stored interval
/// and current, and a caveat says so.
///
/// @error InvalidInput, naming the archive, for another version or a missing file
/// @source newarenda, NewareNDAx.py
Result<std::vector<NewareRow>> read_ndc(const NewareArchive& archive, const std::string& file,
                                        Recording& recording);

/// The numbers of an auxiliary channel of version 14 or 17, in its own unit: one a record, from 1.
std::vector<float> read_ndc_auxiliary(std::string_view bytes);

}  // namespace niter::io
