// Raw folder: everything a laboratory would have on its disk after the campaign of a study, with
// the truth beside it, as a study that niter can run.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/study/laboratory/campaign.hpp"

namespace niter::study {

/// A number that a measurement of the folder should find.
struct Truth {
  std::string measurement;  // id of the [[measurement]]
  std::string measure;      // id of the number in its reduction
  double value = 0;         // SI
  std::string unit;         // SI
};

struct RawFolder {
  std::filesystem::path study;  // its study.toml
  std::vector<std::filesystem::path> files;
  std::vector<Truth> truths;
};

/// The potentiostat of each catalyst in turn: BioLogic, Gamry, CH Instruments, in their formats.
///
///     study.toml          [conditions] and a [[measurement]] for each record
///     raw/                records of the potentiostats, each with <file>.truth.json
///     electrolysis/       a page of the notebook for each electrolysis
///     truth.json          the numbers that the measurements should find
///
/// @param seed  of all noise and all errors: the same seed writes the same bytes
/// @error of the instruments, the formats, the disk; Interrupted
Result<RawFolder> write_raw_folder(const std::filesystem::path& folder, const Study& study,
                                   const Campaign& campaign, std::uint64_t seed,
                                   const Monitor& monitor);

}  // namespace niter::study
